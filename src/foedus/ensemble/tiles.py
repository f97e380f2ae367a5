"""A request laid out on the grid: what every tile of trajectories runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.case.known import known_on
from foedus.case.records import Case, Policy
from foedus.ensemble.clamps import ClampBook, code_of
from foedus.ensemble.engine import TILE, Course, Months
from foedus.ensemble.model import Model, build_model
from foedus.ensemble.observation import Observation
from foedus.ensemble.observed import LAWS, hold_chains, hold_history, step_of_cut
from foedus.ensemble.parameters import Table
from foedus.ensemble.paths import lever_path, observed_path
from foedus.ensemble.probe import Probe
from foedus.ensemble.request import Request
from foedus.ensemble.sample import Keep

LOOK_BACK = 13
"""Months before the origin that predicates may look at: means of a year."""


@dataclass(frozen=True)
class Job:
    """A request laid out on the grid.

    `origin` is the last step of coded history, `cut` the last one that the case has, `last`
    that of the run. `courses` are the policies from the origin on; `factual` is the course on
    which observations are made: observed levers, chains free.
    """

    model: Model
    request: Request
    history: Months
    courses: Mapping[str, Months]
    factual: Months
    keep: Keep
    origin: int
    cut: int
    last: int
    probes: tuple[Probe, ...] = ()
    changed: Mapping[str, Table] = field(default_factory=dict)
    """By course, parameters that are others from the origin on."""
    observations: tuple[Observation, ...] = ()
    departs: Mapping[str, int] = field(default_factory=dict)
    """By course, the first step in which it sets anything else than the factual one does; a course
    that is not there is taken to do so from the origin on."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Variables that predicates and probes read."""
        asked = set().union(*(probe.needs for probe in self._asked))
        return tuple(sorted(asked.union(self.model.outcomes.needs)))

    @cached_property
    def since(self) -> int:
        """First step that predicates and probes read."""
        asked = [probe.since for probe in self._asked if probe.since]
        return min([max(self.origin - LOOK_BACK, 0) + 1, *asked])

    @property
    def seen_to(self) -> int:
        """Last step that observations look at."""
        return self.observations[-1].step if self.observations else self.origin

    @property
    def _asked(self) -> tuple[Probe, ...]:
        return (*self.probes, *(o.probe for o in self.observations))

    @property
    def tiles(self) -> int:
        """Number of tiles."""
        return -(-self.request.parameter_draws * self.request.replicates // TILE)


def model_of(case: Case, request: Request) -> Model:
    """The model that a request asks for, of the case as known on its day."""
    return build_model(
        known_on(case, request.known_on) if request.known_on else case,
        draws=request.parameter_draws,
        seed=request.seed,
        effort=request.effort,
        fitted=bool(request.posterior),
        posterior=request.posterior_file,
        origin=case.grid.step_holding(request.history_to) - 1,
    )


def lay_out_job(
    model: Model,
    request: Request,
    probes: Sequence[Probe] = (),
    observations: Sequence[Observation] = (),
) -> Job:
    """Turn dates into steps, policies and shocks into courses."""
    case = model.case
    grid = case.grid
    # A policy is free from the month that holds its day on, as a coded row counts from there.
    origin = grid.step_holding(request.history_to) - 1
    cut = step_of_cut(case)
    last = grid.steps
    if request.horizon < grid.horizon:
        last = grid.step_holding(request.horizon) - (request.horizon.day == 1)
    history = Course(observed_path(case), model.history(cut), cut)
    factual = Course(observed_path(case), _free_from(model, origin).close(), origin)
    courses = {
        p.name: _course(_free_from(model, origin), model, request, p, last)
        for p in request.policies
    }
    prepare = model.engine.prepare
    seen = tuple(sorted(observations, key=lambda o: o.step))
    return Job(
        model,
        request,
        prepare(history),
        {name: prepare(course) for name, course in courses.items()},
        prepare(factual),
        Keep.of(request.parameter_draws, request.replicates),
        origin,
        cut,
        last,
        tuple(probes),
        observations=seen,
        departs={name: _departure(course, factual) for name, course in courses.items()},
    )


def with_policies(job: Job, policies: Sequence[Policy]) -> Job:
    """The job with other policies from the same origin on: its history serves them too."""
    model, request = job.model, replace(job.request, policies=tuple(policies))

    def book() -> ClampBook:
        return _with_laws(model.book(), model)  # nothing before the origin is run again

    factual = Course(observed_path(model.case), book().close(), job.origin)
    courses = {p.name: _course(book(), model, request, p, job.last) for p in policies}
    return replace(
        job,
        request=request,
        courses={name: model.engine.prepare(course) for name, course in courses.items()},
        departs={name: _departure(course, factual) for name, course in courses.items()},
    )


def _departure(one: Course, other: Course) -> int:
    """The first step in which two courses set different things; beyond the last if none."""
    pairs: list[tuple[NDArray[Any], NDArray[Any]]] = [(one.lever_path, other.lever_path)]
    for name, held in one.clamps.held.items():
        also = other.clamps.held[name]
        value, there = one.clamps.value[name], other.clamps.value[name]
        pairs += [(held, also), (np.where(held, value, 0), np.where(also, there, 0))]
    apart = [(a != b).reshape(len(a), -1).any(axis=1) for a, b in pairs]
    differs = np.logical_or.reduce(apart)
    return int(differs.argmax() + 1 if differs.any() else len(differs) + 1)


def _free_from(model: Model, origin: int) -> ClampBook:
    """Coded history through `origin`, and no chain held after it."""
    book = model.book()
    hold_history(book, model.case, model.tables, origin)
    return _with_laws(book, model)


def _with_laws(book: ClampBook, model: Model) -> ClampBook:
    """Coded laws, known to the cut of the data."""
    hold_chains(book, model.case, step_of_cut(model.case), only=LAWS)
    return book


def _course(book: ClampBook, model: Model, request: Request, policy: Policy, last: int) -> Course:
    origin = model.case.grid.step_holding(request.history_to) - 1
    for clamp in policy.clamps:
        book.add(clamp, last=last, first=origin + 1)
    _hold_shocks(book, model, request, last)
    return Course(lever_path(model.case, policy, origin), book.close(), origin)


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
