"""A tile at the end of coded history, to be run ahead as often as needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.engine import BLOCK_MONTHS, TILE, Lent, Months, Paths
from foedus.ensemble.language import Path
from foedus.ensemble.parameters import Table, pick
from foedus.ensemble.rejuvenate import Resampling
from foedus.ensemble.tiles import Job
from foedus.ensemble.witness import Exposure, Places, Witness
from foedus.model.build import State

OTHER_LANES = 1 << 25
"""Numbers between the chances of one future and those of the next: more than trajectories."""


See = Callable[[int, Paths], None]


@dataclass(frozen=True)
class Ahead:
    """A course run ahead.

    step : the last one run.
    history : the place of the tile whose history each place has; None for its own.
    state : in the end. lent : yearly draws taken over, if any. seen : what was seen.
    """

    step: int
    history: Places | None
    state: State
    lent: Lent | None
    seen: Witness

    @property
    def branches(self) -> int:
        """How many tiles' worth of places there are."""
        return 1 if self.history is None else len(self.history) // TILE

    def branch(self, number: int) -> Ahead:
        """One tile's worth of them."""
        if self.branches == 1:
            return self
        here = slice(number * TILE, (number + 1) * TILE)
        state = {name: value[..., here] for name, value in self.state.items()}
        lent = Lent(self.lent.year, self.lent.lanes[here]) if self.lent else None
        history = None if self.history is None else self.history[here]
        return Ahead(self.step, history, state, lent, self.seen)


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
        self._kept = job.keep.lanes(
            np.where(self.number < total, self.draw, job.keep.draws),
            self.number % request.replicates,
        )
        self._parameters = pick(job.model.parameters, self.draw)
        self.past = Witness(job, self._kept, job.since - 1)
        before, after = Exposure(job), Exposure(job)
        start = job.model.engine.start(self._parameters)
        self._state = self._history(start, 1, job.origin, [before, self.past])
        if job.origin < job.cut:
            self._history(self._state, job.origin + 1, job.cut, [after])
        self.log_likelihood = -(before.total + after.total)[: self.count]

    def under(self, job: Job) -> Origin:
        """The same history, to be run ahead under the courses of another job on its model."""
        twin = copy(self)
        twin.job = job
        return twin

    def kept(self, branches: int = 1) -> Places:
        """Places, of all branches, whose paths are kept."""
        return _branched(self._kept, branches)

    def others(self, branches: int = 1) -> Places:
        """Places, of all branches, of the other trajectories."""
        free = np.ones(self.count, bool)
        free[self._kept] = False
        return _branched(np.flatnonzero(free), branches)

    def run(
        self,
        months: Months,
        last: int,
        turns: Sequence[Resampling] = (),
        changed: Mapping[str, Any] = MappingProxyType({}),
    ) -> Ahead:
        """A course from the origin to step `last`, resampled as `turns` say."""
        now = self.begin()
        for turn in turns:
            now = self.turn(self.go_on(now, months, turn.step, changed), turn)
        return self.go_on(now, months, last, changed)

    def begin(self) -> Ahead:
        """The tile where coded history ends, with nothing seen yet."""
        nothing = Witness(self.job, self._kept, 0)
        return Ahead(self.job.origin, None, self._state, None, nothing)

    def go_on(
        self,
        ahead: Ahead,
        months: Months,
        last: int,
        changed: Mapping[str, Any] = MappingProxyType({}),
    ) -> Ahead:
        """From where a course stands to step `last`, under this course or another.

        Every branch has chances of its own; what is seen of them is put side by side.
        """
        now = replace(ahead, step=last, seen=ahead.seen.copy())
        states, blocks = list[State](), list[list[tuple[int, Paths]]]()
        for branch in range(ahead.branches):
            here, seen = ahead.branch(branch), list[tuple[int, Paths]]()
            state = self.job.model.engine.advance(
                here.state,
                self._of(here, changed),
                months,
                first_lane=int(self._lanes(branch)[0]),
                first=ahead.step + 1,
                last=last,
                see=partial(_note, seen),
                lent=here.lent,
                block_months=BLOCK_MONTHS if ahead.branches == 1 else 1,
            )
            states.append(state)
            blocks.append(seen)
        for parts in zip(*blocks, strict=True):
            now.seen(parts[0][0], _side_by_side([p for _, p in parts], now.seen.names))
        return replace(now, state=_side_by_side(states, states[0]))

    def turn(self, now: Ahead, turn: Resampling) -> Ahead:
        """Each place goes on from its ancestor."""
        state = {name: np.asarray(value)[..., turn.ancestor] for name, value in now.state.items()}
        history = turn.ancestor if now.history is None else now.history[turn.ancestor]
        seen = now.seen.copy()
        seen.follow(turn.ancestor, self.kept(len(turn.ancestor) // TILE))
        return Ahead(turn.step, history, state, self._lend(now, turn), seen)

    def _of(self, here: Ahead, changed: Mapping[str, Any]) -> Table:
        """Parameters of the places of one branch."""
        table = self.job.model.parameters
        if not changed and here.history is None:
            return self._parameters
        draw = self.draw if here.history is None else self.draw[here.history]
        return pick({**table, **changed}, draw)

    def path(self, ahead: Ahead) -> Path:
        """What predicates and probes read, past and future together, of all places."""
        whose = slice(None) if ahead.history is None else ahead.history
        past = self.past.tail()
        joined = {
            name: np.concatenate([*(piece[..., whose] for piece in past[name]), *pieces])
            for name, pieces in ahead.seen.tail().items()
        }
        return Path(joined, self.job.since)

    def _lend(self, now: Ahead, turn: Resampling) -> Lent:
        """Yearly draws of ancestors to the end of the year of a resampling."""
        year = self.job.model.case.grid.years[turn.step - 1]
        if now.lent and now.lent.year == year:
            return Lent(np.int32(year), now.lent.lanes[turn.ancestor])
        own = np.concatenate([self._lanes(branch) for branch in range(now.branches)])
        return Lent(np.int32(year), own[turn.ancestor])

    def _lanes(self, branch: int) -> NDArray[np.uint32]:
        """Numbers that name the chances of a branch."""
        return (self.number + branch * OTHER_LANES).astype(np.uint32)

    def _history(self, state: State, first: int, last: int, see: Sequence[See]) -> State:
        def show(step: int, block: Paths) -> None:
            for one in see:
                one(step, block)

        return self.job.model.engine.advance(
            state,
            self._parameters,
            self.job.history,
            first_lane=self.tile * TILE,
            first=first,
            last=last,
            see=show,
        )


def _note(seen: list[tuple[int, Paths]], step: int, block: Paths) -> None:
    seen.append((step, block))


def _side_by_side(parts: Sequence[Mapping[str, Any]], names: Iterable[str]) -> dict[str, Any]:
    """Arrays of several branches along their last axis; those of one as they are."""
    if len(parts) == 1:
        return {name: parts[0][name] for name in names}
    return {name: np.concatenate([part[name] for part in parts], axis=-1) for name in names}


def _branched(places: Places, branches: int) -> Places:
    return np.concatenate([places + branch * TILE for branch in range(branches)])
