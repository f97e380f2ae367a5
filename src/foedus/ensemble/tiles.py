"""One tile of trajectories from the start of the case to the horizon, under every policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.clamps import ClampBook, code_of
from foedus.ensemble.engine import TILE, Course, Months, Paths
from foedus.ensemble.language import Path
from foedus.ensemble.model import HAZARDS, Model, build_model
from foedus.ensemble.observed import LAWS, hold_chains, hold_history, step_of_cut
from foedus.ensemble.outcomes import Judged
from foedus.ensemble.parameters import Table, pick
from foedus.ensemble.paths import lever_path, observed_path
from foedus.ensemble.probe import Answers, Probe, ask_all
from foedus.ensemble.request import Request
from foedus.ensemble.sample import Keep, shown
from foedus.model.build import State

LOOK_BACK = 13
"""Months before the origin that predicates may look at: means of a year."""


@dataclass(frozen=True)
class Job:
    """A request laid out on the grid: what every tile runs."""

    model: Model
    request: Request
    history: Months
    courses: Mapping[str, Months]
    keep: Keep
    origin: int
    cut: int
    last: int
    probes: tuple[Probe, ...] = ()
    changed: Mapping[str, Table] = field(default_factory=dict)
    """Parameters that a course replaces from the origin on, by its name."""

    @property
    def names(self) -> tuple[str, ...]:
        """Variables that predicates and probes read."""
        asked = set().union(*(probe.needs for probe in self.probes))
        return tuple(sorted(asked.union(self.model.outcomes.needs)))

    @property
    def since(self) -> int:
        """First step that predicates and probes read."""
        asked = [probe.since for probe in self.probes if probe.since]
        return min([max(self.origin - LOOK_BACK, 0) + 1, *asked])

    @property
    def tiles(self) -> int:
        """Number of tiles."""
        return -(-self.request.parameter_draws * self.request.replicates // TILE)


@dataclass(frozen=True, slots=True)
class TileResult:
    """What a tile leaves behind.

    log_likelihood : of the event-free history, ``[trajectories]``.
    judged : classes and parts by policy.
    answers : of the probes, by policy.
    kept : numbers of the trajectories whose paths are kept.
    past, future : kept paths ``[months, …labels, kept]``: shared history, and by policy after.
    """

    log_likelihood: NDArray[np.float64]
    judged: Mapping[str, Judged]
    answers: Mapping[str, Answers]
    kept: NDArray[np.intp]
    past: Paths
    future: Mapping[str, Paths]


def model_of(case: Case, request: Request) -> Model:
    """The model that a request asks for."""
    return build_model(
        case,
        draws=request.parameter_draws,
        seed=request.seed,
        effort=request.effort,
        fitted=bool(request.posterior),
        origin=case.grid.step_holding(request.as_of) - 1,
    )


def lay_out_job(model: Model, request: Request, probes: Sequence[Probe] = ()) -> Job:
    """Turn dates into steps, policies and shocks into courses."""
    case = model.case
    grid = case.grid
    # A policy is free from the month that holds its day on, as a coded row counts from there.
    origin = grid.step_holding(request.as_of) - 1
    cut = step_of_cut(case)
    last = grid.steps
    if request.horizon < grid.horizon:
        last = grid.step_holding(request.horizon) - (request.horizon.day == 1)
    history = Course(observed_path(case), model.history(cut), cut)
    courses = {
        policy.name: model.engine.prepare(_course(model, request, policy.name, origin, last))
        for policy in request.policies
    }
    keep = Keep.of(request.parameter_draws, request.replicates)
    prepared = model.engine.prepare(history)
    return Job(model, request, prepared, courses, keep, origin, cut, last, tuple(probes))


def _course(model: Model, request: Request, name: str, origin: int, last: int) -> Course:
    case = model.case
    policy = next(p for p in request.policies if p.name == name)
    book = model.book()
    hold_history(book, case, model.tables, origin)
    hold_chains(book, case, step_of_cut(case), only=LAWS)
    for clamp in policy.clamps:
        book.add(clamp, last=last, first=origin + 1)
    _hold_shocks(book, model, request, last)
    return Course(lever_path(case, policy, origin), book.close(), origin)


def _hold_shocks(book: ClampBook, model: Model, request: Request, last: int) -> None:
    case = model.case
    for dated in request.shocks:
        begin = case.grid.step_holding(dated.day)
        for step in dated.steps:
            first = begin + step.after_months
            end = last if step.for_months is None else min(first + step.for_months - 1, last)
            if first <= last:
                code = code_of(case.variables[step.variable], step.value)
                book.hold(step.variable, first, end, code)


def run_tile(job: Job, tile: int) -> TileResult:
    """Run one tile: history once, then each policy from where history ends."""
    request, engine = job.request, job.model.engine
    number = np.arange(tile * TILE, (tile + 1) * TILE)
    real = number < request.parameter_draws * request.replicates
    draw = np.minimum(number // request.replicates, request.parameter_draws - 1)
    kept = job.keep.lanes(np.where(real, draw, job.keep.draws), number % request.replicates)
    parameters = pick(job.model.parameters, draw)

    def advance(
        state: State, months: Months, first: int, last: int, see: Witness, own: Table = parameters
    ) -> State:
        return engine.advance(
            state, own, months, first_lane=tile * TILE, first=first, last=last, see=see
        )

    past = Witness(job, kept, job.since - 1)
    state = advance(engine.start(parameters), job.history, 1, job.origin, past)
    rest = Witness(job, kept, job.cut)
    if job.origin < job.cut:
        advance(state, job.history, job.origin + 1, job.cut, rest)
    judged: dict[str, Judged] = {}
    answers: dict[str, Answers] = {}
    future: dict[str, Paths] = {}
    for name, months in job.courses.items():
        ahead = Witness(job, kept, 0)
        own = parameters | pick(job.changed.get(name, {}), draw)
        advance(state, months, job.origin + 1, job.last, ahead, own)
        path = _join(job, past, ahead, real)
        judged[name] = job.model.outcomes.judge(path)
        answers[name] = ask_all(job.probes, path)
        future[name] = ahead.kept()
    exposure = past.exposure + rest.exposure
    return TileResult(-exposure[real], judged, answers, number[kept], past.kept(), future)


class Witness:
    """What is kept of an advance: hazards summed, some trajectories, the tail for predicates."""

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

    def kept(self) -> Paths:
        """Paths of the kept trajectories."""
        return {name: np.concatenate(pieces) for name, pieces in self._shown.items()}

    def tail(self) -> dict[str, list[NDArray[np.float32]]]:
        """Pieces of all trajectories after the step asked for, for the predicates."""
        return self._tail


def _join(job: Job, past: Witness, ahead: Witness, real: NDArray[np.bool_]) -> Path:
    """What predicates and probes read, past and future together."""
    joined = {
        name: np.concatenate([*past.tail()[name], *pieces])[..., real]
        for name, pieces in ahead.tail().items()
    }
    return Path(joined, job.since)
