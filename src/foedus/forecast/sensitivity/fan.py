"""Points of the cube run ahead: coded history once for each, then a fan of futures from its end.

History is three quarters of the work of a trajectory, so a point has one, and several
futures branch off where it ends; the state of the world at the origin is thereby an input of
its own, named by the lane of the history. Points of any matrices fill a tile together: what a
row meets is decided by its lanes, not by its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.engine import TILE, Lanes, Numbers, Paths
from foedus.ensemble.language import Path
from foedus.ensemble.parameters import Table, pick
from foedus.ensemble.tiles import Job
from foedus.forecast.sensitivity.factors import Space
from foedus.model.build import State

Floats = NDArray[np.float64]
STRIDE = np.uint32(1 << 20)
"""Between the lanes of one replicate and the next: more than a matrix has rows."""

Column = tuple[str, str, str]
"""Policy, reading and class; or policy, nothing and a variable at the horizon."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Points ``[rows, factors]``, with the lanes of their histories and of their first futures."""

    points: Floats
    past: Numbers
    future: Numbers

    def __len__(self) -> int:
        return len(self.points)


class Fan:
    """Runs rows ahead under every policy of a job."""

    def __init__(self, job: Job, space: Space, smooth: tuple[str, ...]) -> None:
        self._job, self._space, self._smooth = job, space, smooth

    @property
    def columns(self) -> tuple[Column, ...]:
        """What each column of a result is."""
        readings = self._job.model.outcomes.readings
        asked = [(reading, name) for reading, order in readings.items() for name in order]
        asked += [("", name) for name in self._smooth]
        return tuple((p, reading, name) for p in self._job.courses for reading, name in asked)

    def __call__(self, rows: Rows, replicates: int) -> NDArray[np.float32]:
        """Columns on every trajectory, ``[columns, rows, replicates]``; at most `TILE` rows."""
        job, engine = self._job, self._job.model.engine
        place = np.minimum(np.arange(TILE), len(rows) - 1)  # the last one fills the tile
        parameters = pick(self._space.at(rows.points).parameters, place)
        past, future = rows.past[place], rows.future[place]
        tail = _Tail(job)
        state = engine.advance(
            engine.start(parameters), parameters, job.history,
            first_lane=past, first=1, last=job.origin, see=tail,
        )  # fmt: skip
        # the rest of the year of the origin goes on with the draws that it began with
        year = {int(job.model.case.grid.years[job.origin - 1]): past}
        ahead = partial(self._ahead, state, parameters, tail)
        found = [ahead(Lanes(future + np.uint32(k) * STRIDE, {}, year)) for k in range(replicates)]
        return np.stack(found, axis=-1)[:, : len(rows)]

    def _ahead(
        self, state: State, parameters: Table, past: _Tail, lanes: Lanes
    ) -> NDArray[np.float32]:
        """One future of every row, ``[columns, rows]``."""
        job, found = self._job, list[NDArray[np.float32]]()
        for months in job.courses.values():
            tail = past.copy()
            job.model.engine.advance(
                state, parameters, months, first=job.origin + 1, last=job.last,
                see=tail, lanes=lanes,
            )  # fmt: skip
            found += self._read(tail.path())
        return np.stack(found)

    def _read(self, path: Path) -> Iterator[NDArray[np.float32]]:
        outcomes = self._job.model.outcomes
        judged = outcomes.judge(path).classes
        for row, order in enumerate(outcomes.readings.values()):
            for place in range(len(order)):
                yield np.asarray(judged[row] == place, np.float32)
        for name in self._smooth:
            yield np.asarray(path.series[name][-1], np.float32)


class _Tail:
    """Keeps what predicates read, from the first step that they look at."""

    def __init__(self, job: Job) -> None:
        self._since = job.since
        self._pieces: dict[str, list[NDArray[np.float32]]] = {name: [] for name in job.names}

    def __call__(self, first: int, block: Paths) -> None:
        skip = max(self._since - first, 0)
        for name, pieces in self._pieces.items():
            if skip < len(block[name]):
                pieces.append(block[name][skip:])

    def copy(self) -> _Tail:
        """Another that has seen the same."""
        twin = object.__new__(_Tail)
        twin._since = self._since
        twin._pieces = {name: [*pieces] for name, pieces in self._pieces.items()}
        return twin

    def path(self) -> Path:
        """All that was kept."""
        return Path({n: np.concatenate(p) for n, p in self._pieces.items()}, self._since)
