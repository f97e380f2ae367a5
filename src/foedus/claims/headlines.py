"""Headlines outrun their own text: they take the modality that their body supports.

A headline says "freezes" where the body says "is said to be considering a
freeze"; one that the body denies is `negated` too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedus.claims.record import Claim
from foedus.claims.trace import Coded, Trace
from foedus.core.codebook import Modality

_LONGEST = 160
"""Longest headline, in characters."""
_WEAKER: frozenset[Modality] = frozenset({"considered", "announced", "negated", "hypothetical"})


def tempered(text: str, made: Sequence[Coded]) -> list[Coded]:
    """The claims of a document, those of its headlines read by the body behind them."""
    return [_read_by_body(text, coded, made[i + 1 :]) for i, coded in enumerate(made)]


def _read_by_body(text: str, coded: Coded, later: Sequence[Coded]) -> Coded:
    claim = coded.claim
    if claim.modality != "actual" or not _is_headline(text, claim):
        return coded
    body = next((c.claim for c in later if _same_act(text, claim, c.claim)), None)
    if body is None or body.modality not in _WEAKER:
        return coded
    fired = (*coded.trace.fired, "headline read by its body")
    return Coded(replace(claim, modality=body.modality), Trace(fired, coded.trace.ignored))


def _same_act(text: str, headline: Claim, other: Claim) -> bool:
    same = other.action == headline.action and set(other.actor) == set(headline.actor)
    return same and not _is_headline(text, other)


def _is_headline(text: str, claim: Claim) -> bool:
    """Whether a claim stands in a short line of its own without a full stop."""
    first = text.rfind("\n", 0, claim.start) + 1
    stop = text.find("\n", claim.end)
    line = text[first : stop if stop >= 0 else len(text)].strip()
    return len(line) < _LONGEST and not line.endswith((".", ":", ";", "”", '"'))
