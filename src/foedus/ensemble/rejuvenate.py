"""Resampling: trajectories that evidence has left without weight make room for others' futures.

Systematic resampling within islands of a tile (Liu and Chen 1998; islands: Vergé et al. 2015):
the kept trajectories among themselves, so that kept paths stay with their own past, and the
others among themselves. Each island carries its mean weight on, so every estimate stays
unbiased whatever is resampled, and tiles need not know of one another. A trajectory that
survives keeps its place, and with it the chances that it shares with other policies; its
copies take the places, and from then on the chances, of those that do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.core.rng import uniforms
from foedus.ensemble.observation import Floats

Places = NDArray[np.intp]

ENOUGH = 0.2
"""Share of a tile's trajectories that must be effective, or it is resampled."""

BRANCHES = 8
"""Futures that each history of a resampled tile is given while observations are hard to meet.

What decides whether a trajectory fits is mostly what chance does in those few months: eight
tries a history leave several times as many histories and parameter draws in the end. Sixteen
were tried: twice the time, hardly more draws.
"""

EASY = 0.5
"""Share that observations may leave by themselves to be weighed and no more."""


@dataclass(frozen=True, slots=True)
class Resampling:
    """At the end of `step` each place goes on from the state of its ancestor.

    There may be more places than ancestors, or fewer: a tile fans out, and is thinned again.
    """

    step: int
    ancestor: Places


def effective_share(log_weight: Floats) -> float:
    """Effective number of weighted trajectories, over their number.

    >>> effective_share(np.log([1.0, 1.0, 1e-9, 1e-9]))
    0.5...
    """
    weight = np.exp(log_weight - log_weight.max())
    return float(weight.sum() ** 2 / (weight**2).sum() / len(weight))


def survivors(weight: Floats, size: int, u: float) -> Places:
    """Ancestor of each of `size` places, by systematic resampling with one uniform `u`.

    Where as many are drawn as there are, those that survive keep their places.

    >>> survivors(np.array([0.0, 3.0, 1.0, 0.0]), 4, 0.5)
    array([1, 1, 2, 1])
    """
    mass = np.cumsum(weight) / weight.sum() * size
    reached = np.ceil(mass - u).clip(0, size)
    reached[-1] = size
    count = np.diff(reached, prepend=0.0).astype(np.intp)
    everyone = np.arange(len(weight))
    if size != len(weight):
        return np.repeat(everyone, count)
    ancestor = everyone.copy()
    ancestor[count == 0] = np.repeat(everyone, np.maximum(count - 1, 0))
    return ancestor


Islands = Sequence[tuple[Places, Places]]
"""Places that are drawn from, and those that are drawn for; apart from one another."""


def resample(
    log_weight: Floats, islands: Islands, size: int, stream: tuple[int, str, int], step: int
) -> tuple[Resampling, Floats]:
    """A resampling into `size` places, and the log-weights that they carry after it.

    Parameters
    ----------
    stream : seed, name and number of the tile, which with the step name the uniforms.

    Places in no island only fill up the tile: each stays its own ancestor.
    """
    seed, name, tile = stream
    ancestor, carried = np.arange(size), np.zeros(size)
    for number, (old, new) in enumerate(islands):
        if not len(new):
            continue
        top = log_weight[old].max()
        weight = np.exp(log_weight[old] - top)
        u = float(uniforms(seed, f"{name}[{number}]", np.array([tile], np.uint32), step)[0])
        ancestor[new] = old[survivors(weight, len(new), u)]
        carried[new] = top + np.log(weight.mean())
    return Resampling(step, ancestor), carried
