"""Scores of coded claims against gold: detection, fields of matched pairs, clusters.

Claims are matched one to one within a document, greedily by shared characters;
a pair needs a third of the shorter quote. Ties go to the tighter fit, then to
the pair that agrees on more fields, then to file order. Where a `coverage`
says which stretches of gold are exhaustive, an unmatched prediction whose
middle lies outside them is left out of every precision. Quantities are
compared over the pairs where either side has one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from foedus.claims.record import Claim
from foedus.core.codebook import Action

QUADS: Mapping[str, frozenset[Action]] = {
    "verbal cooperation": frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}),
    "material cooperation": frozenset({"COOPERATE", "AID", "RETREAT"}),
    "verbal conflict": frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"}),
    "material conflict": frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}),
}
"""PLOVER's quad classes."""

Stretch = tuple[str, int, int]
"""A document and a range of its characters."""


def quad(action: Action) -> str:
    """The quad class of an action.

    >>> quad("ACCUSE")
    'verbal conflict'
    """
    return next(name for name, actions in QUADS.items() if action in actions)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Hits out of cases; `value` is None over nothing."""

    top: float
    of: int

    @property
    def value(self) -> float | None:
        """The ratio itself."""
        return self.top / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Score:
    """Every measure by name, in the order in which they are shown."""

    measures: Mapping[str, Ratio]
    pairs: tuple[tuple[Claim, Claim], ...]
    """Matched pairs, gold first: for reading the mistakes."""


def score(
    gold: Sequence[Claim], coded: Sequence[Claim], coverage: Iterable[Stretch] | None = None
) -> Score:
    """Score `coded` against `gold`.

    Parameters
    ----------
    coverage : stretches where gold is exhaustive; None: everywhere.
    """
    to_gold = match(gold, coded)
    inside = _inside(coverage)
    counted = [j for j, claim in enumerate(coded) if j in to_gold or inside(claim)]
    pairs = tuple((gold[i], coded[j]) for j, i in sorted(to_gold.items(), key=lambda p: p[1]))
    measures = _detection("", len(pairs), len(counted), len(gold))
    measures |= {name: _agreement(name, pairs) for name in FIELDS}
    for label in ("event", "root"):
        measures |= _clusters(label, gold, coded, counted, to_gold)
    return Score(measures, pairs)


def match(gold: Sequence[Claim], coded: Sequence[Claim]) -> dict[int, int]:
    """The index of the gold claim for each index of a matched coded claim."""
    by_doc = defaultdict(list)
    for j, claim in enumerate(coded):
        by_doc[claim.doc].append(j)
    ranked = sorted(
        rank
        for i, claim in enumerate(gold)
        for j in by_doc[claim.doc]
        if (rank := _rank(claim, coded[j], i, j))
    )
    to_gold: dict[int, int] = {}
    taken = set()
    for *_, i, j in ranked:
        if i not in taken and j not in to_gold:
            to_gold[j] = i
            taken.add(i)
    return to_gold


def _rank(g: Claim, p: Claim, i: int, j: int) -> tuple[int, int, float, int, int] | None:
    shared = min(g.end, p.end) - max(g.start, p.start)
    sizes = g.end - g.start, p.end - p.start
    if shared <= 0 or 3 * shared < min(sizes):
        return None
    return -shared, sum(sizes), -sum(same(g, p) for same in FIELDS.values()), i, j


def _jaccard(a: Iterable[str], b: Iterable[str]) -> float:
    first, second = set(a), set(b)
    return len(first & second) / len(first | second) if first | second else 1.0


def _quantities(claim: Claim) -> set[tuple[float, str, str]]:
    return {(q.value, q.unit.casefold(), q.bound) for q in claim.quantity}


def _same_date(g: Claim, p: Claim) -> bool:
    if g.date is None or p.date is None:
        return g.date is p.date
    overlap = g.date.start <= p.date.end and p.date.start <= g.date.end
    return g.date.precision == p.date.precision and overlap


def _same_triple(g: Claim, p: Claim) -> bool:
    sides = set(g.actor) == set(p.actor) and set(g.target) == set(p.target)
    return sides and g.action == p.action


FIELDS: Mapping[str, Callable[[Claim, Claim], float]] = {
    "action": lambda g, p: g.action == p.action,
    "quad": lambda g, p: quad(g.action) == quad(p.action),
    "actor jaccard": lambda g, p: _jaccard(g.actor, p.actor),
    "target jaccard": lambda g, p: _jaccard(g.target, p.target),
    "triple": _same_triple,
    "modality": lambda g, p: g.modality == p.modality,
    "date": _same_date,
    "quantity": lambda g, p: _quantities(g) == _quantities(p),
}
"""How two matched claims are compared, field by field."""


def _agreement(name: str, pairs: Sequence[tuple[Claim, Claim]]) -> Ratio:
    if name == "quantity":
        pairs = [(g, p) for g, p in pairs if g.quantity or p.quantity]
    return Ratio(sum(FIELDS[name](g, p) for g, p in pairs), len(pairs))


def _detection(prefix: str, hits: int, coded: int, gold: int) -> dict[str, Ratio]:
    return {
        f"{prefix}precision": Ratio(hits, coded),
        f"{prefix}recall": Ratio(hits, gold),
        f"{prefix}f1": Ratio(2 * hits, coded + gold),
    }


def _inside(coverage: Iterable[Stretch] | None) -> Callable[[Claim], bool]:
    if coverage is None:
        return lambda _: True
    ranges = list(coverage)

    def covered(claim: Claim) -> bool:
        middle = (claim.start + claim.end) // 2
        return any(doc == claim.doc and start <= middle < end for doc, start, end in ranges)

    return covered


def _links(claims: Sequence[Claim], label: str, among: Iterable[int]) -> set[tuple[int, int]]:
    clusters = defaultdict(list)
    for i in sorted(among):
        if name := getattr(claims[i], label):
            clusters[name].append(i)
    return {pair for members in clusters.values() for pair in combinations(members, 2)}


def _clusters(
    label: str,
    gold: Sequence[Claim],
    coded: Sequence[Claim],
    counted: Sequence[int],
    to_gold: Mapping[int, int],
) -> dict[str, Ratio]:
    """Pairwise precision and recall of the clusters under one label."""
    in_gold = _links(gold, label, range(len(gold)))
    in_coded = _links(coded, label, counted)
    ends = (sorted((to_gold.get(i, -1), to_gold.get(j, -1))) for i, j in in_coded)
    hits = sum((a, b) in in_gold for a, b in ends)
    return _detection(f"{label} ", hits, len(in_coded), len(in_gold))
