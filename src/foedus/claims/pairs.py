"""How alike two claims are: the evidence that they are about one event.

The score is a weighted sum of named features, logit of the probability that a
pair is one event. Weights stand in `codebook/event_weights.csv`, each with its
reason; they were fitted by penalised logistic regression on pairs of claims
whose events were known and rounded to a tenth.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from foedus.claims.concepts import concepts
from foedus.claims.record import Claim, Quantity
from foedus.documents.tokens import names, numbers

_QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_OF = {action: quad for quad, actions in _QUADS.items() for action in actions}
_NEAR: dict[str, frozenset[str]] = {
    "ALLY": frozenset({"NATO", "EUR", "EU", "DEU", "FRA", "POL", "EST", "LVA", "LTU", "GBR"}),
    "EUR": frozenset({"EU", "ALLY", "DEU", "FRA", "POL", "GBR"}),
    "IP4": frozenset({"JPN", "KOR", "AUS", "NZL"}),
    "IND:USA": frozenset({"USA"}),
    "IND:EUR": frozenset({"EUR"}),
}
_PART = 0.6
"""Credit for a body beside one of its members."""
_ROUNDED = 0.05
"""Figures of one thing differ by less: 11,900 and 12,000; those of two things by more."""
FAR = 45
"""Days between two dates of different events."""


@dataclass(frozen=True, slots=True)
class View:
    """A claim with what is compared; `days` are ordinals of its first and last day."""

    claim: Claim
    actors: frozenset[str]
    parties: frozenset[str]
    concepts: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]
    days: tuple[int, int] | None
    fine: bool

    @classmethod
    def of(cls, claim: Claim) -> View:
        """The view of a claim."""
        actors, date = frozenset(claim.actor), claim.date
        return cls(
            claim,
            _shared(actors),
            _shared(actors | frozenset(claim.target)),
            _shared(concepts(claim.quote)),
            names(f"… {claim.quote}"),
            numbers(claim.quote),
            (date.start.toordinal(), date.end.toordinal()) if date else None,
            date is not None and date.precision in ("day", "month"),
        )


@lru_cache(maxsize=100_000)
def _shared(codes: frozenset[str]) -> frozenset[str]:
    """One object for equal sets: ten thousand documents speak of few parties and things."""
    return codes


def score(a: View, b: View, rarity: Mapping[str, float]) -> float:
    """Logit that two claims are about one event; `rarity` weighs concepts (see `rarities`)."""
    weights = _weights()
    return weights["bias"] + sum(
        weights[name] * value for name, value in features(a, b, rarity).items()
    )


def features(a: View, b: View, rarity: Mapping[str, float]) -> dict[str, float]:
    """The named features of a pair, each from 0 to 1."""
    one, two = a.claim, b.claim
    shared = a.concepts & b.concepts
    apart = _apart(a.days, b.days)
    figure = _figures(one.quantity, two.quantity)
    return {
        "parties": _alike(a.parties, b.parties),
        "actors": _alike(a.actors, b.actors),
        "same parties": a.parties == b.parties,
        "same action": one.action == two.action,
        "same kind of action": QUAD_OF[one.action] == QUAD_OF[two.action],
        "domains": _jaccard(frozenset(one.domain), frozenset(two.domain)),
        "one day or month": apart == 0 and a.fine and b.fine,
        "dates apart": 0 < apart <= FAR,
        "dates far apart": apart > FAR,
        "no date": a.days is None or b.days is None,
        "figures alike": figure > 0,
        "figures differ": figure < 0,
        "a number in both": bool(a.figures & b.figures),
        "a name in both": bool(a.names & b.names),
        "concepts": _weighed(shared, rarity) / (_weighed(a.concepts | b.concepts, rarity) or 1.0),
        "two concepts in both": len(shared) > 1,
        "one document": one.doc == two.doc,
        "rewrite and original": one.doc == two.doc and one.segment != two.segment,
        "same modality": one.modality == two.modality,
        "only one is history": (one.modality == "historical") != (two.modality == "historical"),
    }


def rarities(views: list[View]) -> dict[str, float]:
    """Weight of each concept: the fewer claims name it, the more it tells."""
    count: dict[str, int] = {}
    for view in views:
        for name in view.concepts:
            count[name] = count.get(name, 0) + 1
    share = 250 / max(len(views), 250)
    return {name: 1 / (1 + math.log1p(n * share)) for name, n in count.items()}


@cache
def _weights() -> dict[str, float]:
    text = files("foedus.claims").joinpath("codebook/event_weights.csv").read_text("utf-8")
    return {row["feature"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}


def _weighed(names: frozenset[str], rarity: Mapping[str, float]) -> float:
    return sum(rarity.get(name, 1.0) for name in names)


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of codes found on the other side, a member counting in part for its body."""
    if not a and not b:
        return 1.0
    return (sum(_in(x, b) for x in a) + sum(_in(x, a) for x in b)) / (len(a) + len(b))


def _in(code: str, others: frozenset[str]) -> float:
    if code in others:
        return 1.0
    related = any(o in _NEAR.get(code, ()) or code in _NEAR.get(o, ()) for o in others)
    return _PART if related else 0.0


def _apart(a: tuple[int, int] | None, b: tuple[int, int] | None) -> int:
    """Days between two stretches; 0 when they overlap, -1 when one is unknown."""
    if a is None or b is None:
        return -1
    return max(0, max(a[0], b[0]) - min(a[1], b[1]))


def _figures(a: tuple[Quantity, ...], b: tuple[Quantity, ...]) -> int:
    """1 when figures of one unit are alike, -1 when none is, 0 when there is nothing to compare."""
    gaps = [
        abs(x.value - y.value) <= _ROUNDED * max(abs(x.value), abs(y.value))
        for x in a
        for y in b
        if x.unit == y.unit
    ]
    return 0 if not gaps else (1 if any(gaps) else -1)
