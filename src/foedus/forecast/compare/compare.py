"""Any number of policies on common random numbers, each against the first.

What is compared is what a run concludes and keeps: a finished run is compared by the same
records, with nothing simulated again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from foedus.case.records import Case
from foedus.core.errors import UnknownName
from foedus.ensemble.conclude import difference_rows, ranking_of, scenario_rows
from foedus.ensemble.estimate import effective
from foedus.ensemble.gaps import draw_set, gap_rows
from foedus.ensemble.knowledge import note_of
from foedus.ensemble.paired import Lanes
from foedus.ensemble.probe import Probe
from foedus.ensemble.request import Request
from foedus.ensemble.result import GapRow, RunResult
from foedus.ensemble.sample import Keep
from foedus.ensemble.strip import strips_of
from foedus.ensemble.strip_rows import strip_rows
from foedus.ensemble.sweep import Progress, Sweep, quiet, sweep_job
from foedus.ensemble.tally import tally_of
from foedus.ensemble.tiles import Job, lay_out_job, model_of
from foedus.ensemble.yearly import TOPICS, check_topics, yearly_probes
from foedus.forecast.compare.records import Comparison
from foedus.forecast.compare.robust import robustness
from foedus.update.gather import Gathered
from foedus.update.plan import plan_evidence

NO_EVIDENCE = Gathered()
EVERY = "all"
NO_PATHS = Keep(0, 0)
"""A comparison asks by probes and shows no paths."""


def compare(
    case: Case,
    request: Request,
    *,
    bad: Mapping[str, float],
    evidence: Gathered = NO_EVIDENCE,
    topics: tuple[str, ...] = (),
    strips: tuple[str, ...] = (),
    progress: Progress = quiet,
) -> Comparison:
    """Run the policies of a request and compare each with the first.

    Parameters
    ----------
    bad : outcomes held to be bad, with weights.
    evidence : weighs trajectories by what is known after coded history, as in a run.
    topics : keys of `TOPICS`, all if empty.
    strips : thresholds to be moved, see `check_strips`.
    """
    progress("prepare", 0, 1)
    job = job_of(case, request, evidence, topics, strips)
    return compared(sweep_job(job, progress=progress), bad=bad, topics=topics)


def check_strips(case: Case, names: Sequence[str]) -> tuple[str, ...]:
    """Thresholds by name, ``all`` for all that decide a class; `UnknownName` for one that does not.

    They come in the order of the case.
    """
    known = list(dict.fromkeys(moved.threshold for moved in strips_of(case).moved))
    for name in names:
        if name not in (*known, EVERY):
            raise UnknownName("threshold", name, [*known, EVERY], where="--strip")
    return tuple(name for name in known if EVERY in names or name in names)


def job_of(
    case: Case,
    request: Request,
    evidence: Gathered,
    topics: tuple[str, ...] = (),
    strips: tuple[str, ...] = (),
) -> Job:
    """What is to be run: the policies, the probes, and what the evidence says of trajectories."""
    plan = plan_evidence(case, request, evidence)
    probes: list[Probe] = [*yearly_probes(case, request, topics)]
    if strips:
        whole = strips_of(case)
        moved = tuple(m for m in whole.moved if m.threshold in strips)
        probes.append(replace(whole, moved=moved))
    job = lay_out_job(model_of(case, request), request, probes, plan.observations)
    # where evidence resamples a tile, which trajectories are kept decides who replaces whom
    return job if job.observations else replace(job, keep=NO_PATHS)


def compared(swept: Sweep, *, bad: Mapping[str, float], topics: tuple[str, ...] = ()) -> Comparison:
    """The comparison that a sweep with the probes of `yearly_probes` holds."""
    request = swept.job.request
    tally = tally_of(swept)
    case = swept.job.model.case
    return Comparison(
        case=case,
        names=tuple(swept.job.courses),
        as_of=request.as_of,
        horizon=request.horizon,
        shocks=tuple(f"{s.shock.name}@{s.day}" for s in request.shocks),
        draws=request.parameter_draws * request.replicates,
        parameter_draws=request.parameter_draws,
        effective_draws=effective(tally.weights),
        seed=request.seed,
        scenarios=tuple(scenario_rows(swept, tally)),
        differences=tuple(difference_rows(swept, tally)),
        rows=tuple(gap_rows(swept, topics)),
        robust=tuple(robustness(draw_set(swept, tally), bad)),
        bad=tuple(bad.items()),
        reading=next(iter(case.readings)),
        warnings=(*note_of(swept.job.model.case, swept.job.model.tables), *request.warnings),
        strips=tuple(strip_rows(swept, tally)),
        ranking=ranking_of(swept, tally),
    )


def compare_run(
    result: RunResult,
    *,
    bad: Mapping[str, float],
    topics: tuple[str, ...] = (),
    strips: tuple[str, ...] = (),
) -> Comparison:
    """The comparison that a finished run holds; nothing is simulated."""
    return Comparison(
        case=result.case,
        names=result.policies,
        as_of=result.as_of,
        horizon=_horizon(result),
        shocks=result.shocks,
        draws=result.draws,
        parameter_draws=result.parameter_draws,
        effective_draws=result.effective_draws,
        seed=result.seed,
        scenarios=result.scenarios,
        differences=result.differences,
        rows=_of_topics(result.gaps, check_topics(topics) or tuple(TOPICS)),
        robust=tuple(robustness(result.by_draw, bad)),
        bad=tuple(bad.items()),
        reading=next(iter(result.case.readings)),
        warnings=result.warnings,
        strips=tuple(row for row in result.strips if row.threshold in strips),
        ranking=result.ranking,
    )


def _horizon(result: RunResult) -> date:
    last: date = pd.Timestamp(result.quantiles["time"].values[-1]).date()
    return last


def _of_topics(rows: Sequence[GapRow], topics: Sequence[str]) -> tuple[GapRow, ...]:
    return tuple(row for row in rows if row.topic in topics)


def lanes_of(swept: Sweep) -> Lanes:
    """Draw and weight of every trajectory of a sweep."""
    request = swept.job.request
    return Lanes(swept.draw, swept.weights, request.parameter_draws)
