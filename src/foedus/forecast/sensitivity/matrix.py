"""Matrices of a design: packed into full tiles, run on all cores, kept as pieces, unpacked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.engine import TILE
from foedus.ensemble.sweep import Progress
from foedus.forecast.sensitivity.fan import STRIDE, Rows
from foedus.forecast.sensitivity.pieces import Pieces

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Points ``[rows, factors]`` to evaluate on one of two sets of histories and of futures.

    Row r of every matrix on the same sets meets the same random numbers.
    """

    name: str
    points: Floats
    past: int = 0
    future: int = 0

    def rows(self, replicates: int) -> Rows:
        """Its points with their lanes."""
        row = np.arange(len(self.points), dtype=np.uint32)
        past = row + STRIDE * np.uint32(self.past)
        future = row + STRIDE * np.uint32(2 + self.future * replicates)
        return Rows(self.points, past, future)


class EvaluateAll(Protocol):
    """Evaluates a design."""

    def __call__(self, design: Sequence[Matrix], times: int = 1) -> list[Floats]:
        """Outcomes ``[outcomes, rows, replicates]`` of each matrix, in their order.

        There are `times` as many replicates as usual.
        """
        ...


@dataclass(frozen=True, slots=True)
class Runner:
    """Evaluates matrices: `one` runs a tile of rows; tells the progress, keeps and finds pieces."""

    one: Callable[[Rows, int], NDArray[np.float32]]
    replicates: int
    pieces: Pieces
    progress: Progress
    phase: str

    def __call__(self, design: Sequence[Matrix], times: int = 1) -> list[Floats]:
        """Outcomes of each matrix."""
        replicates = self.replicates * times
        tiles = list(_tiles([matrix.rows(replicates) for matrix in design]))
        done, lock = [0], Lock()

        def piece(rows: Rows) -> NDArray[np.floating[Any]]:
            name = f"{self.phase}-{replicates}-{_digest(rows)}"
            found = self.pieces.get(name, lambda: self.one(rows, replicates))
            with lock:
                done[0] += 1
                self.progress(self.phase, done[0], len(tiles))
            return found

        # The first alone: it compiles, and two threads would both do so.
        first = piece(tiles[0])
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            whole = np.concatenate([first, *pool.map(piece, tiles[1:])], axis=1)
        ends = np.cumsum([len(matrix.points) for matrix in design])
        return np.split(whole.astype(np.float64), ends[:-1], axis=1)


def _tiles(rows: Sequence[Rows]) -> Iterator[Rows]:
    """All rows, a tile at a time: only the last may be short."""
    points, past, future = (
        np.concatenate([getattr(r, name) for r in rows]) for name in ("points", "past", "future")
    )
    for begin in range(0, len(points), TILE):
        here = slice(begin, begin + TILE)
        yield Rows(points[here], past[here], future[here])


def _digest(rows: Rows) -> str:
    found = sha256()
    for part in (rows.points, rows.past, rows.future):
        found.update(np.ascontiguousarray(part).tobytes())
    return found.hexdigest()[:16]
