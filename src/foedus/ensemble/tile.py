"""One tile of trajectories from the start of the case to the horizon, under every policy.

History is run once. Where there are observations they are made on the factual course; where
they leave too few trajectories effective, the tile is resampled at that step, and every policy
is run once more with the same resampling: one world, seen under each policy. Both samples are
left behind, for each is the better one for some questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.engine import TILE, Lent, Months, Paths
from foedus.ensemble.language import Path
from foedus.ensemble.observation import Floats, ask_observed, gains
from foedus.ensemble.outcomes import Judged
from foedus.ensemble.parameters import Table, pick
from foedus.ensemble.probe import Answers, ask_all
from foedus.ensemble.rejuvenate import Resampling, first_failure, resample
from foedus.ensemble.tiles import Job
from foedus.ensemble.witness import Witness
from foedus.model.build import State

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Sample:
    """The trajectories of a tile, as drawn or as resampled.

    judged : classes and parts by policy.
    answers : of the probes, by policy.
    observed : answers of the factual course to the questions of observations.
    ancestor : number of the trajectory whose history each one has, ``[trajectories]``.
    log_weight : what observations leave each one, ``[trajectories]``.
    past, future : kept paths ``[months, …labels, kept]``: shared history, and by policy after.
    """

    judged: Mapping[str, Judged]
    answers: Mapping[str, Answers]
    observed: Answers
    ancestor: Places
    log_weight: Floats
    past: Paths
    future: Mapping[str, Paths]


@dataclass(frozen=True, slots=True)
class TileResult:
    """What a tile leaves behind.

    log_likelihood : of the event-free history, ``[trajectories]``.
    kept : numbers of the trajectories whose paths are kept.
    sample : the trajectories that answer for the run.
    before : the same as they were drawn, if any was resampled; of paths the last month only.
    """

    log_likelihood: Floats
    kept: Places
    sample: Sample
    before: Sample | None


@dataclass(frozen=True, slots=True)
class Seen:
    """Observations made on the factual course, with the resamplings that they asked for.

    log_weight, answers : of every place of the tile, after the last resampling.
    """

    turns: tuple[Resampling, ...]
    log_weight: Floats
    answers: Answers


def run_tile(job: Job, number: int) -> TileResult:
    """Run one tile: history once, then each policy from where history ends."""
    tile = _Tile(job, number)
    drawn, seen = tile.observe()
    before = end_only(tile.sample(drawn)) if seen.turns else None
    return TileResult(tile.log_likelihood, tile.kept, tile.sample(seen), before)


def end_only(sample: Sample) -> Sample:
    """The sample without its paths but for their last month."""
    future = {
        policy: {name: path[-1:] for name, path in paths.items()}
        for policy, paths in sample.future.items()
    }
    return replace(sample, past={}, future=future)


class _Tile:
    """A tile at the end of coded history, to be run ahead as often as needed.

    The engine always runs `TILE` places; the first `_count` of them are trajectories of the
    request, the others fill up the last tile.
    """

    def __init__(self, job: Job, tile: int) -> None:
        request, engine = job.request, job.model.engine
        self._job, self._tile = job, tile
        self._number = np.arange(tile * TILE, (tile + 1) * TILE)
        total = request.parameter_draws * request.replicates
        self._count = min(total - tile * TILE, TILE)
        self._draw = np.minimum(self._number // request.replicates, request.parameter_draws - 1)
        real = self._number < total
        self._places = job.keep.lanes(
            np.where(real, self._draw, job.keep.draws), self._number % request.replicates
        )
        self._parameters = pick(job.model.parameters, self._draw)
        self._past = Witness(job, self._places, job.since - 1)
        self._state = self._history(engine.start(self._parameters), 1, job.origin, self._past)
        rest = Witness(job, self._places, job.cut)
        if job.origin < job.cut:
            self._history(self._state, job.origin + 1, job.cut, rest)
        self._exposure = self._past.exposure + rest.exposure

    @property
    def log_likelihood(self) -> Floats:
        """Of the event-free history, ``[trajectories]``."""
        return -self._exposure[: self._count]

    @property
    def kept(self) -> Places:
        """Numbers of the trajectories whose paths are kept."""
        return self._number[self._places]

    def observe(self) -> tuple[Seen, Seen]:
        """What is seen of the trajectories as drawn, and as resampled; the same if none was."""
        job, found = self._job, list[Seen]()
        turns, since, carried = tuple[Resampling, ...](), job.origin, np.zeros(self._count)
        while True:
            place, ahead = self._run(job.factual, job.seen_to, turns)
            answers = ask_observed(job.observations, self._path(place, ahead))
            draw = self._draw if place is None else self._draw[place]
            gained = gains(job.observations, answers, draw[: self._count], since)
            whole = carried + sum((gain for _, gain in gained), np.zeros(self._count))
            found.append(Seen(turns, whole, answers))
            step, log_weight = first_failure(gained, carried)
            if step is None:
                return found[0], found[-1]
            name = {"seed": job.request.seed, "tile": self._tile, "step": step}
            turn, carried = resample(log_weight, self._islands, **name)
            turns, since = (*turns, self._filled(turn)), step

    def sample(self, seen: Seen) -> Sample:
        """Every policy to the horizon, resampled as the factual course was."""
        job = self._job
        judged, answers, future = dict[str, Judged](), dict[str, Answers](), dict[str, Paths]()
        place: Places | None = None
        for name, months in job.courses.items():
            place, ahead = self._run(months, job.last, seen.turns, job.changed.get(name, {}))
            path = self._path(place, ahead)
            judged[name] = job.model.outcomes.judge(path)
            answers[name] = ask_all(job.probes, path)
            future[name] = ahead.kept()
        number = self._number if place is None else self._number[place]
        past = self._past.kept(place)
        ancestor = number[: self._count]
        return Sample(judged, answers, seen.answers, ancestor, seen.log_weight, past, future)

    def _history(self, state: State, first: int, last: int, see: Witness) -> State:
        return self._advance(state, self._parameters, self._job.history, first, last, see)

    def _run(
        self,
        months: Months,
        last: int,
        turns: Sequence[Resampling],
        changed: Mapping[str, Any] = MappingProxyType({}),
    ) -> tuple[Places | None, Witness]:
        """A course from the origin: whose history each place has, None its own; what was seen."""
        job, state = self._job, self._state
        table = {**job.model.parameters, **changed}
        parameters = pick(table, self._draw) if changed else self._parameters
        place: Places | None = None
        ahead, first, lent = Witness(job, self._places, 0), job.origin + 1, None
        for turn in turns:
            state = self._advance(state, parameters, months, first, turn.step, ahead, lent)
            state = {name: np.asarray(value)[..., turn.ancestor] for name, value in state.items()}
            place = turn.ancestor if place is None else place[turn.ancestor]
            parameters = pick(table, self._draw[place])
            lent, first = self._lend(lent, turn), turn.step + 1
            ahead.follow(turn.ancestor)
        self._advance(state, parameters, months, first, last, ahead, lent)
        return place, ahead

    def _lend(self, lent: Lent | None, turn: Resampling) -> Lent:
        """Yearly draws of ancestors to the end of the year of a resampling."""
        year = self._job.model.case.grid.years[turn.step - 1]
        lanes = lent.lanes if lent and lent.year == year else self._number.astype(np.uint32)
        return Lent(np.int32(year), lanes[turn.ancestor])

    def _advance(
        self,
        state: State,
        parameters: Table,
        months: Months,
        first: int,
        last: int,
        see: Witness,
        lent: Lent | None = None,
    ) -> State:
        lane = self._tile * TILE
        return self._job.model.engine.advance(
            state, parameters, months, first_lane=lane, first=first, last=last, see=see, lent=lent
        )

    def _path(self, place: Places | None, ahead: Witness) -> Path:
        """What predicates and probes read, past and future together."""
        whose = slice(None) if place is None else place
        past = self._past.tail()
        joined = {
            name: np.concatenate([*(piece[..., whose] for piece in past[name]), *pieces])
            for name, pieces in ahead.tail().items()
        }
        mine = {name: values[..., : self._count] for name, values in joined.items()}
        return Path(mine, self._job.since)

    def _filled(self, turn: Resampling) -> Resampling:
        """With the places that only fill up the tile, each from itself."""
        rest = np.arange(self._count, TILE)
        return Resampling(turn.step, np.concatenate([turn.ancestor, rest]))

    @property
    def _islands(self) -> tuple[Places, Places]:
        kept = np.zeros(self._count, bool)
        kept[self._places] = True
        return self._places, np.flatnonzero(~kept)
