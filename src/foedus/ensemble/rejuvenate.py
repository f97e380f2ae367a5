"""Resampling: trajectories that evidence has left without weight make room for others' futures.

Systematic resampling within islands of a tile (Liu and Chen 1998; islands: Vergé et al. 2015):
the kept trajectories among themselves, so that kept paths stay with their own past, and the
others among themselves. Each island carries its mean weight on, so every estimate stays
unbiased whatever is resampled, and tiles need not know of one another. A trajectory that
survives keeps its place, and with it the chances that it shares with other policies; its
copies take the places, and from then on the chances, of those that do not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.core.rng import uniforms
from foedus.ensemble.observation import Floats, Gains

Places = NDArray[np.intp]

ENOUGH = 0.2
"""Share of a tile's trajectories that must be effective, or it is resampled."""


@dataclass(frozen=True, slots=True)
class Resampling:
    """At the end of `step` each place of a tile goes on from the state of `ancestor`."""

    step: int
    ancestor: Places


def effective_share(log_weight: Floats) -> float:
    """Effective number of weighted trajectories, over their number.

    >>> effective_share(np.log([1.0, 1.0, 1e-9, 1e-9]))
    0.5...
    """
    weight = np.exp(log_weight - log_weight.max())
    return float(weight.sum() ** 2 / (weight**2).sum() / len(weight))


def first_failure(gained: Gains, log_weight: Floats) -> tuple[int | None, Floats]:
    """The first step after which too few trajectories are effective, and their weights there.

    None, and the weights in the end, where enough always are.
    """
    for place, (step, gain) in enumerate(gained):
        log_weight = log_weight + gain
        last_of_step = place + 1 == len(gained) or gained[place + 1][0] > step
        if last_of_step and effective_share(log_weight) < ENOUGH:
            return step, log_weight
    return None, log_weight


def survivors(weight: Floats, u: float) -> Places:
    """Ancestor of each place, by systematic resampling with one uniform `u`.

    >>> survivors(np.array([0.0, 3.0, 1.0, 0.0]), 0.5)
    array([1, 1, 2, 1])
    """
    size = len(weight)
    mass = np.cumsum(weight) / weight.sum() * size
    reached = np.ceil(mass - u).clip(0, size)
    reached[-1] = size
    count = np.diff(reached, prepend=0.0).astype(np.intp)
    ancestor = np.arange(size)
    ancestor[count == 0] = np.repeat(ancestor, np.maximum(count - 1, 0))
    return ancestor


def resample(
    log_weight: Floats, islands: tuple[Places, ...], *, seed: int, tile: int, step: int
) -> tuple[Resampling, Floats]:
    """A resampling of a tile, and the log-weights that its places carry after it."""
    ancestor, carried = np.arange(len(log_weight)), log_weight.copy()
    for number, island in enumerate(islands):
        if not len(island):
            continue
        top = log_weight[island].max()
        weight = np.exp(log_weight[island] - top)
        name = f"evidence.resample[{number}]"
        u = float(uniforms(seed, name, np.array([tile], np.uint32), step)[0])
        ancestor[island] = island[survivors(weight, u)]
        carried[island] = top + np.log(weight.mean())
    return Resampling(step, ancestor), carried
