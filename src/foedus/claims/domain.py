"""Domains of a claim: that of its act, and those that other nouns of its clause name."""

from __future__ import annotations

from foedus.claims.clauses import Clause
from foedus.claims.trigger import Trigger
from foedus.core.codebook import Domain

_OF_NOUN: dict[str, Domain] = {
    "n.spending": "defence-spending",
    "n.force": "force-posture",
    "n.command": "command",
    "n.aid": "military-aid",
    "n.weapon": "arms-trade",
    "n.nuke": "nuclear",
    "n.exercise": "training-exercise",
    "n.intel": "intelligence",
    "n.tariff": "trade-tariff",
    "n.sanctions": "sanctions",
    "n.industry": "industry-technology",
    "n.access": "enlargement",
    "n.support": "alliance-commitment",
    "n.ceasefire": "ceasefire-peace",
    "n.attack": "war",
    "n.treaty": "arms-control",
    "n.election": "domestic-politics",
}
_VAGUE: frozenset[Domain] = frozenset({"diplomacy", "other"})
_MOST = 2


def domains(clause: Clause, trigger: Trigger) -> tuple[Domain, ...]:
    """At most two domains, that of the act first, unless it is vague and a noun is not."""
    named = [_OF_NOUN[p.kind] for p in clause.parts if p.kind in _OF_NOUN]
    own = trigger.act.domain
    ordered = [*named, own] if own in _VAGUE and named else [own, *named]
    return tuple(dict.fromkeys(ordered))[:_MOST]
