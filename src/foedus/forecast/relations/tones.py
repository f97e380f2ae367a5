"""Coded acts as a measure: their mean tone by administration, with its interval.

    tone_t = mean of the n_t tones of a term        90 %: tone_t -+ 1.645 s / sqrt(n_t)

s is the spread of acts about the mean of their own term, pooled over all relations of the case, for
a term often has one or two acts and no spread of its own. The interval says how much another
sample of as many acts would differ, not how well the sample was chosen: leading events only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from foedus.case.basics import Text
from foedus.case.records import Case, Measure
from foedus.case.relations import SIDES
from foedus.forecast.relations.acts import Acts
from foedus.forecast.relations.records import Level, Relation

ACTS = "acts"
UNIT = "points, -10 to 10"
LABEL = Text("Coded acts, mean tone", "Hành động đã mã hóa, sắc thái trung bình")
Z90, LARGEST = 1.645, 10.0
Table = Mapping[tuple[str, str], Mapping[str, Acts]]


def tones(case: Case, acts: Table) -> Iterator[Relation]:
    """One measure for each side of a relation that acts were coded of."""
    spread = pooled(acts)
    for dyad in case.dyads.values():
        for side in SIDES:
            found = acts.get((dyad.id, side))
            if found:
                levels = {term: _level(a.tones, spread) for term, a in found.items()}
                measure = Measure(dyad.id, side, ACTS, UNIT, LABEL, dyad.place)
                yield Relation(measure, "coded", "", levels, _change(levels, spread), None)


def pooled(acts: Table) -> float:
    """Spread of acts about the mean of their term; that of all where no term has two."""
    cells = [np.array(a.tones) for of in acts.values() for a in of.values() if a.tones]
    free = sum(len(cell) - 1 for cell in cells)
    if not free:
        return float(np.concatenate(cells).std()) if cells else 0.0
    return float(np.sqrt(sum(((cell - cell.mean()) ** 2).sum() for cell in cells) / free))


def _level(values: tuple[float, ...], spread: float) -> Level:
    mean, half = float(np.mean(values)), Z90 * spread / np.sqrt(len(values))
    return Level(mean, max(mean - half, -LARGEST), min(mean + half, LARGEST), len(values))


def _change(levels: Mapping[str, Level], spread: float) -> Level | None:
    if len(levels) < 2:
        return None
    before, last = list(levels.values())[-2:]
    gap = last.value - before.value
    half = float(Z90 * spread * np.sqrt(1 / last.count + 1 / before.count))
    return Level(gap, gap - half, gap + half, last.count)
