"""PRIM: a box of inputs in which an outcome is frequent, peeled layer by layer.

    from all points, take away the layer of a share alpha at one end of one input that leaves the
    highest mean per point taken away; go on until a least mass is left    (Friedman, Fisher 1999)

Written here, some hundred lines, because draws carry weights: the library of the field
(ema_workbench, BSD) takes none and brings a workbench along. Every input is used by its rank
among all draws, so nothing depends on its scale. Which box to take is the user's choice along
coverage (share of the outcome inside) against density (its frequency inside).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ALPHA, LEAST_MASS = 0.05, 0.05
Side = tuple[int, bool]
"""An input and whether the box lies above the limit."""


@dataclass(frozen=True, slots=True)
class Peel:
    """A box: limits by side, as ranks in [0, 1] among all draws, and who is inside."""

    limits: dict[Side, float]
    inside: NDArray[np.bool_]


def ranks(inputs: Floats) -> Floats:
    """Rank of every value among its input, in (0, 1), ``[points, inputs]``."""
    order = np.argsort(np.argsort(inputs, axis=0, kind="stable"), axis=0, kind="stable")
    return np.asarray((order + 0.5) / len(inputs))


def inside_of(rank: Floats, limits: dict[Side, float]) -> NDArray[np.bool_]:
    """Points within all limits."""
    out = np.ones(len(rank), np.bool_)
    for (column, above), limit in limits.items():
        out &= (rank[:, column] > limit) if above else (rank[:, column] < limit)
    return out


def peel(rank: Floats, outcome: Floats, weights: Floats) -> Iterator[Peel]:
    """Boxes from all points to the smallest.

    Parameters
    ----------
    rank : ``[points, inputs]`` from `ranks`. outcome : frequency at each point, in [0, 1].
    weights : of the points.
    """
    inside = np.ones(len(rank), np.bool_)
    limits: dict[Side, float] = {}
    least = LEAST_MASS * weights.sum()
    yield Peel(dict(limits), inside.copy())
    while True:
        best = _best_layer(rank[inside], outcome[inside], weights[inside])
        if best is None:
            return
        side, limit = best
        limits[side] = limit
        inside &= inside_of(rank, {side: limit})
        if weights[inside].sum() < least:
            return
        yield Peel(dict(limits), inside.copy())


def _best_layer(rank: Floats, outcome: Floats, weights: Floats) -> tuple[Side, float] | None:
    """The layer whose loss raises the mean most per weight lost; None if there is no input.

    Where every layer lowers the mean the least harmful one goes: with a rare outcome a layer
    holds a few hits by chance, and what lies behind it may be poor in them all the same.
    """
    if not rank.shape[1]:
        return None
    order = np.argsort(rank, axis=0)
    w, hits = weights[order], (weights * outcome)[order]
    total, found = weights.sum(), float(weights @ outcome)
    best, gain = None, -np.inf
    for above in (True, False):
        # layers from the low end leave a box above, those from the high end one below
        mass = np.cumsum(w if above else w[::-1], axis=0)
        lost = np.cumsum(hits if above else hits[::-1], axis=0)
        cut = np.argmax(mass >= ALPHA * total, axis=0)
        columns = np.arange(rank.shape[1])
        gone, gone_hits = mass[cut, columns], lost[cut, columns]
        left = np.maximum(total - gone, 1e-300)
        gains = np.where(total > gone, ((found - gone_hits) / left - found / total) / gone, -np.inf)
        column = int(gains.argmax())
        if gains[column] > gain:
            gain = float(gains[column])
            place = cut[column] if above else len(rank) - 1 - cut[column]
            best = (column, above), float(rank[order[place, column], column])
    return best if np.isfinite(gain) else None
