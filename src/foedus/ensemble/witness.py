"""What is kept of an advance: hazards summed, some trajectories, the tail for predicates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.engine import TILE, Paths
from foedus.ensemble.model import HAZARDS
from foedus.ensemble.sample import shown
from foedus.ensemble.tiles import Job


class Witness:
    """Sees every block of months of one tile.

    Parameters
    ----------
    lanes : places whose paths are kept, in rising order.
    tail_after : step after which all trajectories of what predicates read are kept.
    """

    def __init__(self, job: Job, lanes: NDArray[np.intp], tail_after: int) -> None:
        self._job, self._lanes, self._tail_after = job, lanes, tail_after
        self._shown = {name: list[NDArray[np.float32]]() for name in shown(job.model.case)}
        self._tail = {name: list[NDArray[np.float32]]() for name in job.names}
        self.exposure: NDArray[np.float64] = np.zeros(TILE)

    def __call__(self, first: int, block: Paths) -> None:
        """Take a block of months."""
        months = len(block[HAZARDS[0]])
        dt = self._job.model.case.grid.dt[first - 1 : first - 1 + months].astype(np.float64)
        self.exposure += dt @ sum(block[name].astype(np.float64) for name in HAZARDS)
        for name, pieces in self._shown.items():
            pieces.append(block[name][..., self._lanes])
        skip = max(self._tail_after + 1 - first, 0)
        if skip < months:
            for name, pieces in self._tail.items():
                pieces.append(block[name][skip:])

    def follow(self, ancestor: NDArray[np.intp]) -> None:
        """Let every place go on from the path of its ancestor; kept places from kept ones."""
        kept = np.searchsorted(self._lanes, ancestor[self._lanes])
        for pieces in self._shown.values():
            pieces[:] = [piece[..., kept] for piece in pieces]
        for pieces in self._tail.values():
            pieces[:] = [piece[..., ancestor] for piece in pieces]

    def kept(self, ancestor: NDArray[np.intp] | None = None) -> Paths:
        """Paths of the kept trajectories, or of their ancestors."""
        whole = {name: np.concatenate(pieces) for name, pieces in self._shown.items()}
        if ancestor is None:
            return whole
        places = np.searchsorted(self._lanes, ancestor[self._lanes])
        return {name: values[..., places] for name, values in whole.items()}

    def tail(self) -> dict[str, list[NDArray[np.float32]]]:
        """Pieces of all trajectories after the step asked for, for the predicates."""
        return self._tail
