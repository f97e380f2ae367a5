"""How alike two claims are: the evidence that they are about one event.

The score is a weighted sum of named features, logit of the probability that a
pair is one event. Weights stand in `codebook/event_weights.csv`, each with its
reason; they were fitted by penalised logistic regression on pairs of claims
whose events were known and rounded to a tenth.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from foedus.claims.alike import (
    alike,
    common,
    figures_alike,
    jaccard,
    one_history,
    same_quad,
    weighed,
)
from foedus.claims.columns import Column, Flags, Ids, Numbers
from foedus.claims.concepts import concepts
from foedus.claims.record import Claim
from foedus.documents.tokens import names, numbers

FAR = 45
"""Days between two dates of different events."""
_FINE = ("day", "month")


class Pairs:
    """Claims in columns, compared in blocks of pairs given as two arrays of their numbers.

    `first` and `last` are ordinals of days, 0 where a claim has no date (`dated`); `fine`
    tells a day or month.
    """

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.document = Column(c.doc for c in claims)
        self.segment = Column(c.segment for c in claims)
        self.action = Column(c.action for c in claims)
        self.modality = Column(c.modality for c in claims)
        self.domains = Column(frozenset(c.domain) for c in claims)
        self.actors = Column(frozenset(c.actor) for c in claims)
        self.parties = Column(frozenset((*c.actor, *c.target)) for c in claims)
        self.concepts = Column(concepts(c.quote) for c in claims)
        self.names = Column(names(f"… {c.quote}") for c in claims)
        self.figures = Column(numbers(c.quote) for c in claims)
        self.quantities = Column(c.quantity for c in claims)
        self.dated: Flags = np.array([c.date is not None for c in claims], bool)
        self.fine: Flags = np.array([bool(c.date and c.date.precision in _FINE) for c in claims])
        self.first: Ids = np.array([c.date.start.toordinal() if c.date else 0 for c in claims])
        self.last: Ids = np.array([c.date.end.toordinal() if c.date else 0 for c in claims])
        self._rarity = _rarities(self.concepts)

    def score(self, i: Ids, j: Ids) -> Numbers:
        """Logit that two claims are about one event, for each pair."""
        weights = _weights()
        total = np.full(len(i), weights["bias"])
        for name, value in self.features(i, j):
            total += weights[name] * value
        return total

    def features(self, i: Ids, j: Ids) -> Iterator[tuple[str, Numbers | Flags]]:
        """The named features of pairs, each from 0 to 1."""
        yield from self._of_acts(i, j)
        yield from self._of_times(i, j)
        yield from self._of_words(i, j)
        here = self.document.same(i, j)
        yield "one document", here
        yield "rewrite and original", here & ~self.segment.same(i, j)
        yield "same modality", self.modality.same(i, j)
        yield "only one is history", self.modality.compare(i, j, one_history)

    def _of_acts(self, i: Ids, j: Ids) -> Iterator[tuple[str, Numbers | Flags]]:
        yield "parties", self.parties.compare(i, j, alike)
        yield "actors", self.actors.compare(i, j, alike)
        yield "same parties", self.parties.same(i, j)
        yield "same action", self.action.same(i, j)
        yield "same kind of action", self.action.compare(i, j, same_quad)
        yield "domains", self.domains.compare(i, j, jaccard)

    def _of_times(self, i: Ids, j: Ids) -> Iterator[tuple[str, Numbers | Flags]]:
        both = self.dated[i] & self.dated[j]
        apart = self.apart(i, j)
        yield "one day or month", both & (apart == 0) & self.fine[i] & self.fine[j]
        yield "dates apart", both & (apart > 0) & (apart <= FAR)
        yield "dates far apart", both & (apart > FAR)
        yield "no date", ~both

    def _of_words(self, i: Ids, j: Ids) -> Iterator[tuple[str, Numbers | Flags]]:
        alike_figures = self.quantities.compare(i, j, figures_alike)
        yield "figures alike", alike_figures > 0
        yield "figures differ", alike_figures < 0
        yield "a number in both", self.figures.compare(i, j, common) > 0
        yield "a name in both", self.names.compare(i, j, common) > 0
        yield "concepts", self.concepts.compare(i, j, self._shared)
        yield "two concepts in both", self.concepts.compare(i, j, common) > 1

    def apart(self, i: Ids, j: Ids) -> Ids:
        """Days between the times of pairs that have both; 0 where they overlap."""
        gap: Ids = np.maximum(self.first[i], self.first[j]) - np.minimum(self.last[i], self.last[j])
        return gap.clip(0)

    def possible(self, i: Ids, j: Ids) -> Flags:
        """Whether a pair could be one event: a quick look that loses none that could join."""
        here = self.document.same(i, j)
        near = here | ~(self.dated[i] & self.dated[j]) | (self.apart(i, j) <= FAR)
        like = here | self.action.same(i, j)
        found = np.flatnonzero(near)
        met = self.parties.compare(i[found], j[found], common) > 0
        found = found[met]
        unlike = ~like[found]
        rest = found[unlike]
        kept = ~unlike
        kept[unlike] = self.concepts.compare(i[rest], j[rest], common) > 0
        made = np.zeros(len(i), bool)
        made[found[kept]] = True
        return made

    def _shared(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Weighed share of concepts in common: the rarer one is, the more it tells."""
        return weighed(a & b, self._rarity) / (weighed(a | b, self._rarity) or 1.0)


def _rarities(concepts: Column[frozenset[str]]) -> dict[str, float]:
    """Weight of each concept: the fewer claims name it, the more it tells."""
    count: dict[str, int] = {}
    often = np.bincount(concepts.ids, minlength=len(concepts.values))
    for named, times in zip(concepts.values, often.tolist(), strict=True):
        for name in named:
            count[name] = count.get(name, 0) + times
    share = 250 / max(len(concepts.ids), 250)
    return {name: 1 / (1 + math.log1p(n * share)) for name, n in count.items()}


@cache
def _weights() -> dict[str, float]:
    text = files("foedus.claims").joinpath("codebook/event_weights.csv").read_text("utf-8")
    return {row["feature"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}
