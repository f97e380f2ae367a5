"""Coded acts behind a relation: how many drew the two sides together and how many apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.case.evidence_records import CodedClaim
from foedus.case.records import Case, Dyad, Term
from foedus.claims.tone import tone

SIDE_OF: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "force-posture", "command", "military-aid", "arms-control", "nuclear", "war",
            "training-exercise", "intelligence", "defence-spending", "alliance-commitment",
        ),
        "security",
    ),
    **dict.fromkeys(("diplomacy", "enlargement", "ceasefire-peace"), "diplomacy"),
    **dict.fromkeys(("trade-tariff", "sanctions"), "economy"),
    "arms-trade": "arms industry",
    "industry-technology": "technology",
}  # fmt: skip
"""Side of a relation that each domain of the codebook belongs to; other domains to none."""

TOGETHER = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"})
MOVES: Mapping[bool, str] = {True: "RETREAT", False: "MOBILIZE"}
"""What brings rivals (True) and friends nearer: forces that leave, and forces that come."""
DONE = frozenset({"actual", "announced", "threatened"})
MEMBERS: Mapping[str, frozenset[str]] = {
    "NATO": frozenset({"NATO", "ALLY"}),
    "EU": frozenset({"EU", "EUR"}),
    "BLT": frozenset({"EST", "LVA", "LTU"}),
    "JPN": frozenset({"JPN", "IP4"}),
}
"""Codes of claims that stand for a side of a dyad which is no state."""


@dataclass(frozen=True, slots=True)
class Acts:
    """Acts of one side of a relation in one term; `last` is the latest of them.

    tones : of each act, points from -10 to 10, for that kind of relation.
    """

    together: int
    apart: int
    last: CodedClaim | None
    tones: tuple[float, ...] = ()


def acts_of(case: Case, dyad: Dyad, side: str, as_of: date) -> dict[str, Acts]:
    """By term, what was coded of a side of a relation and known on a day; each event once.

    A sample of leading events and no census: the sign can be read, the rate cannot.
    """
    found: dict[str, dict[str, CodedClaim]] = {}
    for claim in case.evidence.claims.values():
        if claim.published <= as_of and _speaks_of(case, claim, dyad, side) and claim.start:
            term = term_on(case, claim.start)
            if term:
                found.setdefault(term.id, {}).setdefault(claim.event or claim.id, claim)
    near = TOGETHER | {MOVES[dyad.kind == "rival"]}
    return {
        term: _count(list(found[term].values()), near, dyad) for term in case.terms if term in found
    }


def weighed(case: Case, dyads: Sequence[str], side: str, as_of: date) -> int:
    """Events of a side of some relations that are coded as considered only, known on a day."""
    return len(
        {
            claim.event or claim.id
            for claim in case.evidence.claims.values()
            if claim.published <= as_of
            and claim.modality == "considered"
            and side in set(_sides(claim))
            and any(_between(claim, *_codes(case, case.dyads[name])) for name in dyads)
        }
    )


def term_on(case: Case, day: date) -> Term | None:
    """The administration in office on a day; None before the first."""
    begun = [term for term in case.terms.values() if term.start <= day]
    return max(begun, key=lambda term: term.start, default=None)


def _count(claims: list[CodedClaim], together: frozenset[str], dyad: Dyad) -> Acts:
    near = sum(claim.action in together for claim in claims)
    last = max(claims, key=lambda claim: (claim.start or date.min, claim.id))
    tones = tuple(tone(claim.action, claim.domain, dyad.kind) for claim in claims)
    return Acts(near, len(claims) - near, last, tones)


def _speaks_of(case: Case, claim: CodedClaim, dyad: Dyad, side: str) -> bool:
    if claim.modality not in DONE or claim.polarity < 0 or claim.source_class == "data release":
        return False  # a release counts what stands, it tells of no act
    if side not in set(_sides(claim)):
        return False
    return _between(claim, *_codes(case, dyad))


def _sides(claim: CodedClaim) -> Iterator[str]:
    return (SIDE_OF[domain] for domain in claim.domain if domain in SIDE_OF)


def _codes(case: Case, dyad: Dyad) -> tuple[frozenset[str], frozenset[str]]:
    """Codes of claims that stand for either side; towards a stranger an ally stands for NATO."""
    one, other = (MEMBERS.get(code, frozenset({code})) for code in (dyad.a, dyad.b))
    if dyad.a == "NATO":
        one = one | frozenset(case.sets.get("ally", ()))
    return one, other


def _between(claim: CodedClaim, one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one is actor and the other target, or both act together."""
    actors, targets = set(claim.actor), set(claim.target)
    crossed = (actors & one and targets & other) or (actors & other and targets & one)
    return bool(crossed or (actors & one and actors & other and not targets))
