"""A run: every tile of a request, gathered into probabilities, quantiles and paths.

Tiles are independent and are gathered in their order, so that the result does not depend on
how they were spread over threads or processes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble import basis, estimate, sample
from foedus.ensemble.pool import run_tiles
from foedus.ensemble.posterior import posterior_of, shown
from foedus.ensemble.ranking import leads
from foedus.ensemble.request import Request
from foedus.ensemble.result import DifferenceRow, Estimate, RunResult, ScenarioRow
from foedus.ensemble.tiles import Job, TileResult, lay_out_job, model_of

Floats = NDArray[np.float64]
Progress = Callable[[str, int, int], None]
"""Called with the phase, what is done and what there is to do."""

S_FIRST_AGAINST = ("S2a", "S3")
"""Scenarios of the documents that the ambiguous one is ranked against."""


def quiet(phase: str, done: int, total: int) -> None:
    """Report nothing."""


def run(case: Case, request: Request, *, workers: int = 1, progress: Progress = quiet) -> RunResult:
    """Run a request on a case.

    Parameters
    ----------
    workers : processes to spread the tiles over; 1 runs them in threads of this one.
    progress : told of each finished tile.
    """
    clock = _Clock()
    progress("prepare", 0, 1)
    model = model_of(case, request)
    job = lay_out_job(model, request)
    clock.mark("prepare")
    gathered = _gather(job, run_tiles(job, workers), progress)
    clock.mark("simulate")
    result = _conclude(job, gathered, clock)
    clock.mark("conclude")
    return result


@dataclass(frozen=True)
class _Gathered:
    log_likelihood: Floats
    classes: Mapping[str, NDArray[np.uint8]]
    parts: Mapping[str, NDArray[np.bool_]]
    past: Mapping[str, NDArray[np.float32]]
    future: Mapping[str, Mapping[str, NDArray[np.float32]]]


class _Clock:
    """Wall time by phase."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def mark(self, phase: str) -> None:
        now = time.perf_counter()
        self.seconds[phase], self._last = round(now - self._last, 3), now


def _gather(job: Job, tiles: Iterator[TileResult], progress: Progress) -> _Gathered:
    done: list[TileResult] = []
    for tile in tiles:
        done.append(tile)
        progress("simulate", len(done), job.tiles)
    names = job.courses
    return _Gathered(
        np.concatenate([t.log_likelihood for t in done]),
        {n: np.concatenate([t.judged[n].classes for t in done], axis=1) for n in names},
        {n: np.concatenate([t.judged[n].parts for t in done], axis=1) for n in names},
        _join([t.past for t in done]),
        {n: _join([t.future[n] for t in done]) for n in names},
    )


def _join(paths: Sequence[Mapping[str, NDArray[np.float32]]]) -> dict[str, NDArray[np.float32]]:
    return {name: np.concatenate([p[name] for p in paths], axis=-1) for name in paths[0]}


class _Tally:
    """Shares by draw of any set of trajectories, and estimates from them."""

    def __init__(self, job: Job, gathered: _Gathered) -> None:
        self.replicates = job.request.replicates
        self.draws = job.request.parameter_draws
        self._draw = np.arange(self.draws * self.replicates) // self.replicates
        likelihood = np.exp(gathered.log_likelihood)
        self.weights: Floats = np.bincount(self._draw, weights=likelihood) / self.replicates
        self._scores = basis.scores_by_basis(job.model.case, job.model.parameters)
        self._scores = _with_behind(self._scores, job)

    def share(self, inside: NDArray[np.bool_]) -> Floats:
        return estimate.shares(inside, self._draw, self.draws)

    def probability(self, inside: NDArray[np.bool_]) -> tuple[Estimate, tuple[float, ...]]:
        p = self.share(inside)
        noise = float(np.average(p * (1 - p), weights=self.weights)) / (self.replicates - 1)
        split = basis.shares(p, self.weights, self._scores, noise)
        return estimate.probability(p, self.weights, self.replicates), split

    def difference(
        self, a: NDArray[np.bool_], b: NDArray[np.bool_]
    ) -> tuple[Estimate, tuple[float, ...]]:
        noise = estimate.paired_noise(a, b, self._draw, self.weights, self.replicates)
        p, q = self.share(a), self.share(b)
        split = basis.shares(p - q, self.weights, self._scores, noise)
        return estimate.difference(p, q, self.weights, noise), split


def _with_behind(scores: dict[str, Floats], job: Job) -> dict[str, Floats]:
    more = basis.scores_by_basis(job.model.case, job.model.behind)
    return {
        name: np.concatenate(
            [block for block in (scores.get(name), more.get(name)) if block is not None]
        )
        for name in {*scores, *more}
    }


def _conclude(job: Job, gathered: _Gathered, clock: _Clock) -> RunResult:
    request = job.request
    case = _with_policies(job.model.case, request)
    tally = _Tally(job, gathered)
    names = tuple(job.courses)
    kept = _resampled(job, gathered, tally.weights)
    return RunResult(
        case=case,
        as_of=request.as_of,
        seed=request.seed,
        draws=tally.draws * tally.replicates,
        parameter_draws=tally.draws,
        replicates=tally.replicates,
        effective_draws=estimate.effective(tally.weights),
        parameters_from=request.posterior or "prior",
        policies=names,
        shocks=tuple(_shock_text(s) for s in request.shocks),
        variant={**case.variant, **({"effort": request.effort} if request.effort else {})},
        scenarios=tuple(_scenario_rows(job, gathered, tally)),
        parts=tuple(_part_rows(job, gathered, tally)),
        differences=tuple(_difference_rows(job, gathered, tally)),
        ranking=_ranking(job, gathered, tally),
        quantiles=sample.quantile_set(case, kept, job.last),
        means=sample.mean_set(case, kept, job.last),
        end=sample.end_set(case, kept),
        warnings=_warnings(job, tally),
        seconds=clock.seconds,
        fitted=_fitted(case, request),
    )


def _fitted(case: Case, request: Request) -> dict[tuple[str, str], str]:
    if not request.posterior:
        return {}
    effort = request.effort or case.variant.get("effort", "")
    return shown(case, posterior_of(case), effort)


def _with_policies(case: Case, request: Request) -> Case:
    """The case with the policies that came from files of their own."""
    named = {policy.name: policy for policy in request.policies}
    return replace(case, policies={**case.policies, **named})


def _shock_text(dated: object) -> str:
    from foedus.case.shocks import DatedShock

    assert isinstance(dated, DatedShock)
    options = "".join(f"+{option}" for option in dated.options)
    return f"{dated.shock.name}@{dated.day}{options}"


def _resampled(job: Job, gathered: _Gathered, weights: Floats) -> sample.Kept:
    draw = np.arange(job.keep.draws * job.keep.replicates) // job.keep.replicates
    chosen = sample.resample(weights[draw], len(draw))
    return sample.Kept(
        {name: values[..., chosen] for name, values in gathered.past.items()},
        {
            policy: {name: values[..., chosen] for name, values in ahead.items()}
            for policy, ahead in gathered.future.items()
        },
    )


def _inside(
    job: Job, gathered: _Gathered, policy: str
) -> Iterator[tuple[str, str, NDArray[np.bool_]]]:
    for row, (reading, order) in enumerate(job.model.outcomes.readings.items()):
        for place, scenario in enumerate(order):
            yield reading, scenario, gathered.classes[policy][row] == place


def _scenario_rows(job: Job, gathered: _Gathered, tally: _Tally) -> Iterator[ScenarioRow]:
    for policy in job.courses:
        for reading, scenario, inside in _inside(job, gathered, policy):
            value, split = tally.probability(inside)
            yield ScenarioRow(policy, reading, scenario, value, split)


def _part_rows(job: Job, gathered: _Gathered, tally: _Tally) -> Iterator[ScenarioRow]:
    for policy in job.courses:
        for place, name in enumerate(job.model.outcomes.parts):
            value, split = tally.probability(gathered.parts[policy][place])
            yield ScenarioRow(policy, "", name, value, split)


def _difference_rows(job: Job, gathered: _Gathered, tally: _Tally) -> Iterator[DifferenceRow]:
    """Every policy against the first one named."""
    first, *others = job.courses
    for other in others:
        pairs = zip(_inside(job, gathered, first), _inside(job, gathered, other), strict=True)
        for (reading, scenario, a), (_, _, b) in pairs:
            value, split = tally.difference(a, b)
            yield DifferenceRow(first, other, reading, scenario, value, split)


def _ranking(job: Job, gathered: _Gathered, tally: _Tally) -> dict[str, dict[str, float]]:
    """Share of draws in which the ambiguous class leads the documents' other scenarios."""
    out: dict[str, dict[str, float]] = {}
    prefix = f"{job.model.case.ambiguous}-"
    for policy in job.courses:
        counts = {
            (reading, scenario): tally.share(inside) * tally.replicates
            for reading, scenario, inside in _inside(job, gathered, policy)
        }
        for reading, order in job.model.outcomes.readings.items():
            ranked = [s for s in order if s.startswith(prefix)]
            ranked += [s for s in order if s in S_FIRST_AGAINST]
            rows = np.array([counts[reading, s] for s in ranked])
            rows = np.vstack([rows, tally.replicates - rows.sum(axis=0)])
            won = leads(rows, tally.weights, tally.replicates, seed=job.request.seed)
            out.setdefault(reading, {})[policy] = won
    return out


def _warnings(job: Job, tally: _Tally) -> tuple[str, ...]:
    out = [*job.request.warnings]
    left = estimate.effective(tally.weights)
    if left < 100:
        out.append(f"only {left:.0f} effective parameter draws are left: raise --draws")
    if job.origin < job.cut:
        out.append(
            "figures are those known at the data cut, not those of the day the run starts from"
        )
    return tuple(out)
