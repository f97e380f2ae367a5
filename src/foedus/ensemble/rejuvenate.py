"""Resampling: trajectories that evidence has left without weight make room for others' futures.

Systematic resampling (Liu and Chen 1998) within a tile: everyone is drawn about as often as it
weighs, and the mean weight is carried on, so every estimate stays unbiased whatever is resampled,
and tiles need not know of one another (islands: Vergé et al. 2015).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.engine import TILE
from foedus.ensemble.observation import Floats

Places = NDArray[np.intp]

ENOUGH = 0.2
"""Share of a tile's trajectories that must be effective, or it is resampled."""

EASY = 0.5
"""Share that observations may leave by themselves to be weighed and no more."""

WIDTH = 8 * TILE
"""Places advanced in one call: eight calls of a tile each take more than twice the time."""

CALLS = 2
"""Calls a month, so sixteen futures a history while observations are hard to meet.

What decides whether a trajectory fits is mostly what chance does in those few months. On January
to June 2026 sixteen leave 6.2 parameter draws and 12 histories of a tile effective, eight 4.5 and 7
for two thirds of the time, thirty-two 6.7 and 12 for half as much again. To try as many as each
month is hard to meet was no better: what is hard is then known too late.
"""


def effective_share(log_weight: Floats) -> float:
    """Effective number of weighted trajectories, over their number.

    >>> effective_share(np.log([1.0, 1.0, 1e-9, 1e-9]))
    0.5...
    """
    weight = np.exp(log_weight - log_weight.max())
    return float(weight.sum() ** 2 / (weight**2).sum() / len(weight))


def survivors(weight: Floats, size: int, u: float) -> Places:
    """Ancestors of `size` places in rising order, by systematic resampling with one uniform `u`.

    >>> survivors(np.array([0.0, 3.0, 1.0, 0.0]), 4, 0.5)
    array([1, 1, 1, 2])
    """
    mass = np.cumsum(weight) / weight.sum() * size
    reached = np.ceil(mass - u).clip(0, size)
    reached[-1] = size
    count = np.diff(reached, prepend=0.0).astype(np.intp)
    return np.repeat(np.arange(len(weight)), count)
