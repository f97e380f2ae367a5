"""What is kept of an advance: some trajectories whole, the tail for predicates, hazards summed."""

from __future__ import annotations

from copy import copy

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.engine import TILE, Paths
from foedus.ensemble.lineage import Places
from foedus.ensemble.model import HAZARDS
from foedus.ensemble.sample import shown
from foedus.ensemble.tiles import Job


class Witness:
    """Sees every block of months of some trajectories.

    Parameters
    ----------
    kept : places whose paths are kept; None for all.
    tail_after : step after which all trajectories of what predicates read are kept.
    """

    def __init__(self, job: Job, kept: Places | None, tail_after: int) -> None:
        self._kept, self._tail_after = kept, tail_after
        self._shown = {name: list[NDArray[np.float32]]() for name in shown(job.model.case)}
        self._tail = {name: list[NDArray[np.float32]]() for name in job.names}

    def __call__(self, first: int, block: Paths) -> None:
        """Take a block of months."""
        for name, pieces in self._shown.items():
            whole = block[name]
            pieces.append(whole if self._kept is None else whole[..., self._kept])
        skip = max(self._tail_after + 1 - first, 0)
        for name, pieces in self._tail.items():
            if skip < len(block[name]):
                pieces.append(block[name][skip:])

    def copy(self) -> Witness:
        """Another that has seen the same, to see other things from here on."""
        twin = copy(self)
        twin._shown = {name: [*pieces] for name, pieces in self._shown.items()}
        twin._tail = {name: [*pieces] for name, pieces in self._tail.items()}
        return twin

    def narrow(self, places: Places) -> None:
        """Keep the paths of some places alone, of those that are kept so far."""
        for pieces in self._shown.values():
            pieces[:] = [piece[..., places] for piece in pieces]

    def kept(self) -> Paths:
        """Paths of what is kept."""
        return {name: np.concatenate(pieces) for name, pieces in self._shown.items()}

    def tail(self) -> dict[str, list[NDArray[np.float32]]]:
        """Pieces of all trajectories after the step asked for, for the predicates."""
        return self._tail


class Exposure:
    """Sums the hazards of what did not happen, ``[trajectories]`` of one tile."""

    def __init__(self, job: Job) -> None:
        self._dt = job.model.case.grid.dt.astype(np.float64)
        self.total: NDArray[np.float64] = np.zeros(TILE)

    def __call__(self, first: int, block: Paths) -> None:
        """Take a block of months."""
        dt = self._dt[first - 1 : first - 1 + len(block[HAZARDS[0]])]
        self.total += dt @ sum(block[name].astype(np.float64) for name in HAZARDS)
