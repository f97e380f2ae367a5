"""From a sweep to a result: probabilities, paired differences, quantiles, paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.case.shocks import DatedShock
from foedus.ensemble import basis, estimate, sample
from foedus.ensemble.indicators import assess
from foedus.ensemble.ranking import leads, ranked
from foedus.ensemble.request import Request
from foedus.ensemble.result import DifferenceRow, Estimate, RunResult, ScenarioRow
from foedus.ensemble.strip_rows import strip_rows
from foedus.ensemble.sweep import Sweep
from foedus.ensemble.terms import term_set
from foedus.ensemble.tiles import Job

Floats = NDArray[np.float64]


class Tally:
    """Shares by draw of any set of trajectories, and estimates from them."""

    def __init__(self, swept: Sweep) -> None:
        job = swept.job
        self.replicates = job.request.replicates
        self.draws = job.request.parameter_draws
        self._draw = swept.draw
        self.weights: Floats = swept.draw_weights
        self._scores = _with_behind(
            basis.scores_by_basis(job.model.case, job.model.parameters), job
        )

    def share(self, inside: NDArray[np.bool_]) -> Floats:
        """Share of each draw's trajectories, ``[draws]``."""
        return estimate.shares(inside, self._draw, self.draws)

    def estimate(self, p: Floats) -> Estimate:
        """A probability from shares by draw."""
        return estimate.probability(p, self.weights, self.replicates)

    def leads(self, shares: Sequence[Floats]) -> float:
        """Share of draws in which the first of some classes leads the others."""
        counts = np.array(shares) * self.replicates
        counts = np.vstack([counts, self.replicates - counts.sum(axis=0)])
        return leads(counts, self.weights, self.replicates)

    def probability(self, inside: NDArray[np.bool_]) -> tuple[Estimate, tuple[float, ...]]:
        """Probability of a set of trajectories, and its variance by basis."""
        p = self.share(inside)
        noise = float(np.average(p * (1 - p), weights=self.weights)) / (self.replicates - 1)
        split = basis.shares(p, self.weights, self._scores, noise)
        return estimate.probability(p, self.weights, self.replicates), split

    def difference(
        self, a: NDArray[np.bool_], b: NDArray[np.bool_]
    ) -> tuple[Estimate, tuple[float, ...]]:
        """Paired difference of two sets under two policies, and its variance by basis."""
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


def conclude(swept: Sweep) -> RunResult:
    """Probabilities, differences, quantiles and paths of a sweep."""
    job = swept.job
    request = job.request
    case = _with_policies(job.model.case, request)
    tally = Tally(swept)
    kept = _resampled(swept, tally.weights)
    result = RunResult(
        case=case,
        as_of=request.as_of,
        seed=request.seed,
        draws=tally.draws * tally.replicates,
        parameter_draws=tally.draws,
        replicates=tally.replicates,
        effective_draws=estimate.effective(tally.weights),
        parameters_from=request.posterior or "prior",
        policies=tuple(job.courses),
        shocks=tuple(_shock_text(s) for s in request.shocks),
        variant={**case.variant, **({"effort": request.effort} if request.effort else {})},
        scenarios=tuple(_scenario_rows(swept, tally)),
        parts=tuple(_part_rows(swept, tally)),
        differences=tuple(_difference_rows(swept, tally)),
        ranking=_ranking(swept, tally),
        quantiles=sample.quantile_set(case, kept, job.last),
        means=sample.mean_set(case, kept, job.last),
        end=sample.end_set(case, kept),
        warnings=_warnings(job, tally),
        seconds=swept.clock.seconds,
        strips=tuple(strip_rows(swept, tally)),
        signs=assess(swept),
        terms=term_set(case, kept, swept.job.origin),
    )
    swept.clock.mark("conclude")
    return result


def _with_policies(case: Case, request: Request) -> Case:
    """The case with the policies that came from files of their own."""
    named = {policy.name: policy for policy in request.policies}
    return replace(case, policies={**case.policies, **named})


def _shock_text(dated: DatedShock) -> str:
    options = "".join(f"+{option}" for option in dated.options)
    return f"{dated.shock.name}@{dated.day}{options}"


def _resampled(swept: Sweep, weights: Floats) -> sample.Kept:
    chosen = sample.resample(weights[swept.draw[swept.kept]], len(swept.kept))
    return sample.Kept(
        {name: values[..., chosen] for name, values in swept.past.items()},
        {
            policy: {name: values[..., chosen] for name, values in ahead.items()}
            for policy, ahead in swept.future.items()
        },
    )


def _scenario_rows(swept: Sweep, tally: Tally) -> Iterator[ScenarioRow]:
    for policy in swept.job.courses:
        for reading, scenario, inside in swept.inside(policy):
            value, split = tally.probability(inside)
            yield ScenarioRow(policy, reading, scenario, value, split)


def _part_rows(swept: Sweep, tally: Tally) -> Iterator[ScenarioRow]:
    for policy in swept.job.courses:
        for place, name in enumerate(swept.job.model.outcomes.parts):
            value, split = tally.probability(swept.parts[policy][place])
            yield ScenarioRow(policy, "", name, value, split)


def _difference_rows(swept: Sweep, tally: Tally) -> Iterator[DifferenceRow]:
    """Every policy against the first one named."""
    first, *others = swept.job.courses
    for other in others:
        pairs = zip(swept.inside(first), swept.inside(other), strict=True)
        for (reading, scenario, a), (_, _, b) in pairs:
            value, split = tally.difference(a, b)
            yield DifferenceRow(first, other, reading, scenario, value, split)


def _ranking(swept: Sweep, tally: Tally) -> dict[str, dict[str, float]]:
    """Share of draws in which the ambiguous class leads the documents' other scenarios."""
    out: dict[str, dict[str, float]] = {}
    for policy in swept.job.courses:
        inside = {(reading, name): found for reading, name, found in swept.inside(policy)}
        for reading, order in swept.job.model.outcomes.readings.items():
            rivals = ranked(swept.job.model.case, order)
            shares = [tally.share(inside[reading, name]) for name in rivals]
            out.setdefault(reading, {})[policy] = tally.leads(shares)
    return out


def _warnings(job: Job, tally: Tally) -> tuple[str, ...]:
    out = [*job.request.warnings]
    left = estimate.effective(tally.weights)
    if left < 100:
        out.append(f"only {left:.0f} effective parameter draws are left: raise --draws")
    if job.origin < job.cut:
        out.append(
            "figures are those known at the data cut, not those of the day the run starts from"
        )
    return tuple(out)
