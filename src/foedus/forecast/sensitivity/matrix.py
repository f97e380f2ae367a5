"""Matrices of a design: evaluated on all cores, kept as pieces, read back in their order."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.sweep import Progress
from foedus.forecast.sensitivity.pieces import Pieces

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Points ``[points, factors]`` to evaluate on one of two sets of random numbers."""

    name: str
    points: Floats
    chance: int = 0


EvaluateAll = Callable[[Sequence[Matrix]], list[Floats]]
"""Outcomes ``[outcomes, points]`` of each matrix, in their order."""


@dataclass(frozen=True, slots=True)
class Runner:
    """Evaluates matrices by `one`, tells the progress, keeps and finds pieces."""

    one: Callable[[Matrix], Floats]
    pieces: Pieces
    progress: Progress
    phase: str

    def __call__(self, design: Sequence[Matrix]) -> list[Floats]:
        """Outcomes of each matrix."""
        done, lock = [0], Lock()

        def piece(matrix: Matrix) -> Floats:
            found = self.pieces.get(f"{self.phase}-{matrix.name}", lambda: self.one(matrix))
            with lock:
                done[0] += 1
                self.progress(self.phase, done[0], len(design))
            return found

        # The first alone: it compiles, and two threads would both do so.
        first = piece(design[0])
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return [first, *pool.map(piece, design[1:])]
