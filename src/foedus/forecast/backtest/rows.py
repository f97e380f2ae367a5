"""Rows of a quick fit: every change between two figures of an ally that stand next to each other.

A row spans the years between the two, so that gaps of an as-of panel need no figure invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import BadOption
from foedus.forecast.backtest.drivers import Drivers
from foedus.forecast.backtest.panel import Panel
from foedus.forecast.backtest.terms import Term

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rows:
    """Changes between neighbouring figures.

    delta ``[R]`` ln; design ``[R, P]`` of (year effects, their mean, country drifts, terms);
    years ``[R]`` spanned; crossing ``[R]`` whether the ends come from two editions; ally ``[R]``.
    """

    delta: Floats
    design: Floats
    years: Floats
    crossing: NDArray[np.bool_]
    ally: NDArray[np.int_]
    first: int
    last: int


def make_rows(panel: Panel, drivers: Drivers, terms: Sequence[Term]) -> Rows:
    """Every change between two figures of an ally that stand next to each other."""
    spans = [span for ally in range(len(panel.allies)) for span in _spans(panel, ally)]
    if not spans:
        raise BadOption("no ally has two figures", where=f"panel of {panel.known_on}")
    first = int(panel.years[min(a for _, a, _ in spans)]) + 1
    last = int(panel.years[max(b for _, _, b in spans)])
    path = filled(panel)
    values = {
        int(year): np.stack([t.value(path[k], int(year), drivers) for t in terms], axis=-1)
        if terms
        else np.zeros((len(panel.allies), 0))
        for k, year in enumerate(panel.years[1:])
    }
    design = [_row(panel, values, span, first, last) for span in spans]
    delta = [panel.x[b, i] - panel.x[a, i] for i, a, b in spans]
    length = np.array([b - a for _, a, b in spans], np.float64)
    crossing = [panel.edition[a, i] != panel.edition[b, i] for i, a, b in spans]
    ally = np.array([i for i, _, _ in spans])
    return Rows(np.array(delta), np.array(design), length, np.array(crossing), ally, first, last)


def _spans(panel: Panel, ally: int) -> list[tuple[int, int, int]]:
    """(ally, row of a figure, row of the next one)."""
    rows = np.flatnonzero(np.isfinite(panel.x[:, ally]) & panel.usable[:, ally])
    return [(ally, int(a), int(b)) for a, b in pairwise(rows)]


def filled(panel: Panel) -> Floats:
    """Effort with gaps filled along a line: only regressors inside a gap read it."""
    out = np.full(panel.x.shape, np.log(1.5))
    rows = np.arange(len(panel.years))
    for ally in np.flatnonzero(panel.known):
        seen = np.isfinite(panel.x[:, ally])
        out[:, ally] = np.interp(rows, rows[seen], panel.x[seen, ally])
    return out


def _row(
    panel: Panel, values: dict[int, Floats], span: tuple[int, int, int], first: int, last: int
) -> Floats:
    ally, a, b = span
    years = [int(year) for year in panel.years[a + 1 : b + 1]]
    effects = np.zeros(last - first + 2)
    effects[np.array(years) - first] = 1
    own = np.zeros(len(panel.allies))
    own[ally] = len(years)
    return np.concatenate([effects, own, sum(values[year][ally] for year in years)])
