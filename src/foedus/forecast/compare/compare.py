"""Any number of policies on common random numbers, each against the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble import basis
from foedus.ensemble.estimate import effective
from foedus.ensemble.knowledge import note_of
from foedus.ensemble.request import Request
from foedus.ensemble.result import DifferenceRow, ScenarioRow
from foedus.ensemble.sample import Keep
from foedus.ensemble.sweep import Progress, Sweep, quiet, sweep_job
from foedus.ensemble.tally import Tally, tally_of
from foedus.ensemble.tiles import Job, lay_out_job, model_of
from foedus.forecast.compare.paired import Lanes, difference
from foedus.forecast.compare.records import Comparison, GapRow
from foedus.forecast.compare.robust import robustness
from foedus.forecast.compare.topics import Item, Yearly, items_of, labels_of, steps_of
from foedus.update.gather import Gathered
from foedus.update.plan import plan_evidence

Floats = NDArray[np.float64]
Scores = Mapping[str, Floats]

NO_EVIDENCE = Gathered()
NO_PATHS = Keep(0, 0)
"""A comparison asks by probes and shows no paths."""


def compare(
    case: Case,
    request: Request,
    *,
    bad: Mapping[str, float],
    evidence: Gathered = NO_EVIDENCE,
    topics: tuple[str, ...] = (),
    progress: Progress = quiet,
) -> Comparison:
    """Run the policies of a request and compare each with the first.

    Parameters
    ----------
    bad : outcomes held to be bad, with weights.
    evidence : weighs trajectories by what is known after coded history, as in a run.
    topics : keys of `TOPICS`, all if empty.
    """
    progress("prepare", 0, 1)
    job = job_of(case, request, evidence, topics)
    return compared(sweep_job(job, progress=progress), bad=bad, topics=topics)


def job_of(case: Case, request: Request, evidence: Gathered, topics: tuple[str, ...] = ()) -> Job:
    """What is to be run: the policies, the probes, and what the evidence says of trajectories."""
    plan = plan_evidence(case, request, evidence)
    probes = yearly_probes(case, request, topics)
    job = lay_out_job(model_of(case, request), request, probes, plan.observations)
    # where evidence resamples a tile, which trajectories are kept decides who replaces whom
    return job if job.observations else replace(job, keep=NO_PATHS)


def yearly_probes(case: Case, request: Request, topics: tuple[str, ...] = ()) -> list[Yearly]:
    """What a sweep must ask of every trajectory so that it can be compared."""
    grid = case.grid
    last = grid.steps
    if request.horizon < grid.horizon:
        last = grid.step_holding(request.horizon) - (request.horizon.day == 1)
    steps = steps_of(case, grid.step_holding(request.history_to) - 1, last)
    return [Yearly(item, steps) for _, item in items_of(case, topics)]


def compared(swept: Sweep, *, bad: Mapping[str, float], topics: tuple[str, ...] = ()) -> Comparison:
    """The comparison that a sweep with the probes of `yearly_probes` holds."""
    job = swept.job
    request = job.request
    reading = next(iter(job.model.outcomes.readings))
    tally = tally_of(swept)
    return Comparison(
        case=job.model.case,
        names=tuple(job.courses),
        as_of=request.as_of,
        horizon=request.horizon,
        shocks=tuple(f"{s.shock.name}@{s.day}" for s in request.shocks),
        draws=request.parameter_draws * request.replicates,
        parameter_draws=request.parameter_draws,
        effective_draws=effective(tally.weights),
        seed=request.seed,
        scenarios=tuple(_scenarios(swept, tally)),
        differences=tuple(_differences(swept, tally)),
        rows=tuple(_rows(swept, topics)),
        robust=tuple(robustness(swept, tally, bad, reading)),
        bad=tuple(bad.items()),
        reading=reading,
        warnings=(*note_of(job.model.case, job.model.tables), *request.warnings),
    )


def _scenarios(swept: Sweep, tally: Tally) -> Iterator[ScenarioRow]:
    for policy in swept.job.courses:
        for reading, scenario, inside in swept.inside(policy):
            yield ScenarioRow(policy, reading, scenario, *tally.probability(inside))


def _differences(swept: Sweep, tally: Tally) -> Iterator[DifferenceRow]:
    first, *others = swept.job.courses
    for other in others:
        pairs = zip(swept.inside(first), swept.inside(other), strict=True)
        for (reading, scenario, a), (_, _, b) in pairs:
            yield DifferenceRow(first, other, reading, scenario, *tally.difference(a, b))


def lanes_of(swept: Sweep) -> Lanes:
    """Draw and weight of every trajectory of a sweep."""
    request = swept.job.request
    return Lanes(swept.draw, swept.weights, request.parameter_draws)


def _rows(swept: Sweep, topics: tuple[str, ...]) -> Iterator[GapRow]:
    case = swept.job.model.case
    first, *others = swept.job.courses
    lanes = lanes_of(swept)
    scores = basis.scores_by_basis(case, swept.job.model.parameters)
    yearly = {p.name: p for p in swept.job.probes if isinstance(p, Yearly)}
    for topic, item in items_of(case, topics):
        days = [case.grid.end(step) for step in yearly[item.variable].steps]
        for other in others:
            a, b = (swept.answers[name][item.variable] for name in (first, other))
            for place, label in enumerate(labels_of(case, item)):
                for when, day in enumerate(days):
                    pair = a[when, place].astype(float), b[when, place].astype(float)
                    asked = scores if when == len(days) - 1 else {}
                    about = (first, other, topic, label)
                    yield _row(case, item, about, day, pair, lanes, asked)


def _row(
    case: Case,
    item: Item,
    about: tuple[str, str, str, str],
    day: date,
    pair: tuple[Floats, Floats],
    lanes: Lanes,
    scores: Scores,
) -> GapRow:
    first, other, topic, label = about
    gap = pair[0] - pair[1]
    low, high = lanes.ends(gap)
    split: tuple[float, ...] = ()
    if scores:
        noise = float(np.average(lanes.within(gap), weights=lanes.weights))
        split = basis.shares(lanes.by_draw(gap), lanes.weights, scores, noise)
    return GapRow(
        first,
        other,
        topic,
        item.variable,
        label,
        item.unit or case.variables[item.variable].unit,
        day,
        lanes.mean(pair[0]),
        lanes.mean(pair[1]),
        difference(gap, lanes),
        low,
        high,
        split,
    )
