"""From a sweep to a result: probabilities, paired differences, quantiles, paths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from foedus.case.records import Case
from foedus.case.shocks import DatedShock
from foedus.ensemble import estimate, sample
from foedus.ensemble.gaps import draw_set, gap_rows
from foedus.ensemble.indicators import assess
from foedus.ensemble.knowledge import knowledge_of, note_of
from foedus.ensemble.posterior import fitted_of
from foedus.ensemble.ranking import ranked
from foedus.ensemble.request import Request
from foedus.ensemble.result import DifferenceRow, RunResult, ScenarioRow
from foedus.ensemble.strip_rows import strip_rows
from foedus.ensemble.sweep import Sweep
from foedus.ensemble.tally import Tally, tally_of
from foedus.ensemble.terms import term_set
from foedus.ensemble.tiles import Job
from foedus.ensemble.watch import best_signs


def conclude(swept: Sweep) -> RunResult:
    """Probabilities, differences, quantiles and paths of a sweep."""
    job = swept.job
    request = job.request
    case = _with_policies(job.model.case, request)
    tally = tally_of(swept)
    kept = _resampled(swept)
    result = RunResult(
        case=case,
        as_of=request.as_of,
        seed=request.seed,
        history_to=request.history_to,
        draws=tally.draws * request.replicates,
        parameter_draws=tally.draws,
        replicates=request.replicates,
        effective_draws=estimate.effective(tally.weights),
        parameters_from=request.posterior or "prior",
        policies=tuple(job.courses),
        shocks=tuple(_shock_text(s) for s in request.shocks),
        variant={**case.variant, **({"effort": request.effort} if request.effort else {})},
        scenarios=tuple(scenario_rows(swept, tally)),
        parts=tuple(_part_rows(swept, tally)),
        differences=tuple(difference_rows(swept, tally)),
        ranking=ranking_of(swept, tally),
        quantiles=sample.quantile_set(case, kept, job.last),
        means=sample.mean_set(case, kept, job.last),
        end=sample.end_set(case, kept),
        warnings=_warnings(job, tally),
        seconds=swept.clock.seconds,
        fitted=fitted_of(case, request.posterior, request.effort, request.posterior_file),
        strips=tuple(strip_rows(swept, tally)),
        signs=assess(swept),
        best_signs=tuple(best_signs(swept)),
        gaps=tuple(gap_rows(swept)),
        by_draw=draw_set(swept, tally),
        terms=term_set(case, kept, swept.job.origin),
        knew=knowledge_of(case, job.model.tables),
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


def _resampled(swept: Sweep) -> sample.Kept:
    own = swept.weights if swept.job.observations else swept.draw_weights[swept.draw]
    chosen = sample.resample(own[swept.kept], len(swept.kept))
    return sample.Kept(
        {name: values[..., chosen] for name, values in swept.past.items()},
        {
            policy: {name: values[..., chosen] for name, values in ahead.items()}
            for policy, ahead in swept.future.items()
        },
    )


def scenario_rows(swept: Sweep, tally: Tally) -> Iterator[ScenarioRow]:
    """Every class under every reading and policy."""
    for policy in swept.job.courses:
        for reading, scenario, inside in swept.inside(policy):
            value, split = tally.probability(inside)
            yield ScenarioRow(policy, reading, scenario, value, split)


def _part_rows(swept: Sweep, tally: Tally) -> Iterator[ScenarioRow]:
    for policy in swept.job.courses:
        for place, name in enumerate(swept.job.model.outcomes.parts):
            value, split = tally.probability(swept.parts[policy][place])
            yield ScenarioRow(policy, "", name, value, split)


def difference_rows(swept: Sweep, tally: Tally) -> Iterator[DifferenceRow]:
    """Every policy against the first one named."""
    first, *others = swept.job.courses
    for other in others:
        pairs = zip(swept.inside(first), swept.inside(other), strict=True)
        for (reading, scenario, a), (_, _, b) in pairs:
            value, split = tally.difference(a, b)
            yield DifferenceRow(first, other, reading, scenario, value, split)


def ranking_of(swept: Sweep, tally: Tally) -> dict[str, dict[str, float]]:
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
    out = [*note_of(job.model.case, job.model.tables), *job.request.warnings]
    left = estimate.effective(tally.weights)
    if left < 100:
        out.append(
            f"only {left:.0f} effective parameter draws are left: "
            "raise --draws or lower --replicates"
        )
    return tuple(out)
