"""A tile at the end of coded history, to be run ahead as often as needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from foedus.ensemble.engine import TILE, Months, Numbers, Paths
from foedus.ensemble.language import Path
from foedus.ensemble.lineage import Lineage
from foedus.ensemble.parameters import Table, pick
from foedus.ensemble.tiles import Job
from foedus.ensemble.witness import Exposure, Witness
from foedus.model.build import State

See = Callable[[int, Paths], None]


@dataclass(frozen=True)
class Ahead:
    """A course run ahead.

    step : the last one run.
    line : the past of each place; None if every place is its own.
    parameters, state : of the places, the state in the end. seen : what was seen.
    """

    step: int
    line: Lineage | None
    parameters: Table
    state: State
    seen: Witness


class Origin:
    """Coded history of one tile, run once.

    The engine always runs `TILE` places; the first `count` of them are trajectories of the
    request, the others fill up the last tile.
    """

    def __init__(self, job: Job, tile: int) -> None:
        request = job.request
        self.job, self.tile = job, tile
        self.number = np.arange(tile * TILE, (tile + 1) * TILE)
        total = request.parameter_draws * request.replicates
        self.count = min(total - tile * TILE, TILE)
        self.draw = np.minimum(self.number // request.replicates, request.parameter_draws - 1)
        self.kept = job.keep.lanes(
            np.where(self.number < total, self.draw, job.keep.draws),
            self.number % request.replicates,
        )
        self.parameters = pick(job.model.parameters, self.draw)
        # Under observations any trajectory may come to stand in a place whose path is kept.
        whole = None if job.observations else self.kept
        self.past = Witness(job, whole, job.since - 1)
        before, after = Exposure(job), Exposure(job)
        start = job.model.engine.start(self.parameters)
        self.state = self._history(start, 1, job.origin, [before, self.past])
        if job.origin < job.cut:
            self._history(self.state, job.origin + 1, job.cut, [after])
        self.log_likelihood = -(before.total + after.total)[: self.count]

    def under(self, job: Job) -> Origin:
        """The same history, to be run ahead under the courses of another job on its model."""
        twin = copy(self)
        twin.job = job
        return twin

    @property
    def own(self) -> Numbers:
        """Numbers that name the chances of the places themselves."""
        return self.number.astype(np.uint32)

    def begin(
        self, line: Lineage | None = None, changed: Mapping[str, Any] = MappingProxyType({})
    ) -> Ahead:
        """The tile where coded history ends, with nothing seen yet.

        Parameters
        ----------
        line : the past that every place is to have.
        changed : parameters that are others from here on.
        """
        nothing = Witness(self.job, self.kept, 0)
        table = {**self.job.model.parameters, **changed}
        if line is None:
            parameters = pick(table, self.draw) if changed else self.parameters
            return Ahead(self.job.origin, None, parameters, self.state, nothing)
        state = {name: np.asarray(value)[..., line.history] for name, value in self.state.items()}
        parameters = pick(table, self.draw[line.history])
        return Ahead(self.job.origin, line, parameters, state, nothing)

    def go_on(self, ahead: Ahead, months: Months, last: int) -> Ahead:
        """From where a course stands to step `last`, under this course or another."""
        seen = ahead.seen.copy()
        state = self.job.model.engine.advance(
            ahead.state,
            ahead.parameters,
            months,
            first_lane=self.tile * TILE,
            first=ahead.step + 1,
            last=last,
            see=seen,
            lanes=ahead.line.lanes(self.own) if ahead.line else None,
        )
        return replace(ahead, step=last, state=state, seen=seen)

    def path(self, ahead: Ahead) -> Path:
        """What predicates and probes read, past and future together, of all places."""
        whose = slice(None) if ahead.line is None else ahead.line.history
        past = self.past.tail()
        joined = {
            name: np.concatenate([*(piece[..., whose] for piece in past[name]), *pieces])
            for name, pieces in ahead.seen.tail().items()
        }
        return Path(joined, self.job.since)

    def forget(self, line: Lineage | None) -> None:
        """Let go of coded history but for what is shown of it, once the past of places is known."""
        self.past.narrow(self.kept if line is None else line.history[self.kept])

    def _history(self, state: State, first: int, last: int, see: Sequence[See]) -> State:
        def show(step: int, block: Paths) -> None:
            for one in see:
                one(step, block)

        return self.job.model.engine.advance(
            state,
            self.parameters,
            self.job.history,
            first_lane=self.tile * TILE,
            first=first,
            last=last,
            see=show,
        )
