"""Whole runs: same numbers however they are made, shared draws, and what a result must satisfy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from foedus.case.records import Case
from foedus.core import rng
from foedus.ensemble.derive import BISECTIONS, _root
from foedus.ensemble.engine import BLOCK_MONTHS, TILE, Course
from foedus.ensemble.model import HAZARDS, Model
from foedus.ensemble.parameters import draw_parameters, pick
from foedus.ensemble.paths import lever_path, observed_path
from foedus.ensemble.pool import Spread
from foedus.ensemble.posterior import posterior_of
from foedus.ensemble.request import Request, make_request
from foedus.ensemble.result import BASES, RunResult
from foedus.ensemble.run import run
from foedus.ensemble.sample import shown
from foedus.ensemble.tile import TileResult, run_tile
from foedus.ensemble.tiles import lay_out_job
from foedus.report.summary import summary_text

from .conftest import DRAWS, REPLICATES


def request(case: Case, *policies: str, shocks: tuple[str, ...] = (), **given: Any) -> Request:
    """A request of the size of the shared model."""
    return make_request(
        case, policies=policies, shocks=shocks, draws=DRAWS, replicates=REPLICATES, **given
    )


def tile(model: Model, asked: Request, number: int = 1) -> TileResult:
    """The nearly empty second tile: quick, and its trajectories are not those of the first."""
    return run_tile(lay_out_job(model, asked), number)


def recorded(model: Model, state: Any, table: Any, months: Any, lane: int, last: int) -> Any:
    """The record of the engine from the first step to `last`."""
    pieces: list[Any] = []
    model.engine.advance(
        state, table, months, first_lane=lane, first=1, last=last,
        see=lambda _, block: pieces.append(block),
    )  # fmt: skip
    return {name: np.concatenate([p[name] for p in pieces]) for name in pieces[0]}


def equal(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    assert one.keys() == other.keys()
    return all(np.array_equal(one[name], other[name]) for name in one)


def test_same_numbers_by_threads_and_by_processes(case: Case, result: RunResult) -> None:
    """And the same seed twice, byte for byte."""
    asked = make_request(case, draws=DRAWS, replicates=REPLICATES)
    again = run(case, asked, spread=Spread(workers=2))
    assert summary_text(again) == summary_text(result)
    assert again.scenarios == result.scenarios
    assert again.differences == result.differences
    for name in ("quantiles", "means", "end"):
        assert getattr(again, name).identical(getattr(result, name)), name


def test_a_policy_has_the_same_trajectories_in_any_company(case: Case, model: Model) -> None:
    pair = tile(model, request(case, "trump-2-continued", "restored-commitment"))
    back = tile(model, request(case, "restored-commitment", "hard-retrenchment", "trump-2-continued"))  # fmt: skip  # noqa: E501
    for name in ("trump-2-continued", "restored-commitment"):
        assert equal(pair.sample.future[name], back.sample.future[name])
        np.testing.assert_array_equal(
            pair.sample.judged[name].classes, back.sample.judged[name].classes
        )
    np.testing.assert_array_equal(pair.log_likelihood, back.log_likelihood)
    assert not equal(
        pair.sample.future["trump-2-continued"], pair.sample.future["restored-commitment"]
    )


def test_a_policy_file_equal_to_a_built_in_one_gives_its_trajectories(
    case: Case, model: Model, tmp_path: Any
) -> None:
    twin = tmp_path / "twin.toml"
    twin.write_text((case.root / "policies" / "trump-2-continued.toml").read_text("utf-8"), "utf-8")
    both = tile(model, request(case, "trump-2-continued", str(twin)))
    assert equal(both.sample.future["trump-2-continued"], both.sample.future["twin"])


def test_policies_share_every_draw_until_they_differ(case: Case, model: Model) -> None:
    """restored-commitment changes levers in January 2027: November and December are the same."""
    both = tile(model, request(case, "trump-2-continued", "restored-commitment")).sample.future
    one, other = both["trump-2-continued"], both["restored-commitment"]
    for name in one:
        np.testing.assert_array_equal(one[name][:2], other[name][:2], name)
    # what no changed lever reaches keeps its draws to the end
    np.testing.assert_array_equal(one["law.floor"], other["law.floor"])
    assert not np.array_equal(one["trust.usa"][2], other["trust.usa"][2])


def test_a_trajectory_does_not_depend_on_how_many_run_beside_it(case: Case, model: Model) -> None:
    """Tiles cut the trajectories of one long row; a longer run begins with a shorter one."""
    few = lay_out_job(model, make_request(case, draws=60, replicates=REPLICATES))
    many = lay_out_job(model, make_request(case, draws=DRAWS, replicates=REPLICATES))
    first, whole = run_tile(few, 0), run_tile(many, 0)
    name = "trump-2-continued"
    np.testing.assert_array_equal(first.log_likelihood, whole.log_likelihood[:60])
    np.testing.assert_array_equal(
        first.sample.judged[name].classes, whole.sample.judged[name].classes[:, :60]
    )
    for variable, path in first.sample.future[name].items():
        np.testing.assert_array_equal(path, whole.sample.future[name][variable][..., :60])


def test_another_seed_draws_other_numbers(case: Case, model: Model) -> None:
    names = [c.name for c in model.plan.chances]
    one, other = rng.stream_keys(2026, names), rng.stream_keys(2027, names)
    assert not np.any(one == other)
    first, second = (draw_parameters(case, ["war.lam_cf"], 90, s)["war.lam_cf"].value for s in (2026, 2027))  # fmt: skip  # noqa: E501
    assert not np.any(first == second)
    np.testing.assert_array_equal(model.parameters["war.lam_cf"].value[:90], first)


# --- what holds of a result -----------------------------------------------------------------------


def test_sizes(result: RunResult) -> None:
    assert result.draws == result.parameter_draws * result.replicates == DRAWS
    assert 1 < result.effective_draws <= result.parameter_draws
    assert result.parameters_from == posterior_of(result.case).digest
    assert result.policies == ("trump-2-continued", "restored-commitment")


def test_classes_of_a_reading_sum_to_one(result: RunResult) -> None:
    for policy in result.policies:
        for reading in result.case.readings:
            rows = [r for r in result.scenarios if (r.policy, r.reading) == (policy, reading)]
            assert [r.scenario for r in rows] == list(result.case.readings[reading].order)
            assert sum(r.estimate.value for r in rows) == pytest.approx(1)


def test_differences_are_those_of_the_rows_and_sum_to_zero(result: RunResult) -> None:
    for d in result.differences:
        gap = (result.row(d.a, d.reading, d.scenario).estimate.value
               - result.row(d.b, d.reading, d.scenario).estimate.value)  # fmt: skip
        assert d.estimate.value == pytest.approx(gap, abs=1e-12)
    weak = [d.estimate.value for d in result.differences if d.reading == "weak"]
    assert sum(weak) == pytest.approx(0, abs=1e-12)


def test_pairing_narrows_the_error_of_a_difference(result: RunResult) -> None:
    """Common random numbers: below the error of two runs that share nothing."""
    for scenario in ("S3", "O4"):
        paired = next(d for d in result.differences if (d.reading, d.scenario) == ("weak", scenario))  # fmt: skip  # noqa: E501
        apart = np.hypot(*(result.row(p, "weak", scenario).estimate.mc_se for p in result.policies))
        assert paired.estimate.mc_se < 0.7 * apart


def test_readings_nest_and_share_what_they_share(result: RunResult) -> None:
    for policy in result.policies:
        s1 = [result.row(policy, r, f"S1-{r}").estimate.value for r in ("weak", "core", "literal")]
        assert s1[0] >= s1[1] >= s1[2]
        for scenario in ("S3", "O4", "S2a"):
            rows = [result.row(policy, r, scenario).estimate for r in result.case.readings]
            assert rows[0] == rows[1] == rows[2]


def test_parts_are_parts(result: RunResult) -> None:
    parts = {(r.policy, r.scenario): r.estimate.value for r in result.parts}
    for policy in result.policies:
        whole = {s: result.row(policy, "weak", s).estimate.value for s in ("S3", "O4", "S2a")}
        assert parts[policy, "S3.1"] + parts[policy, "S3.2"] == pytest.approx(whole["S3"])
        assert parts[policy, "O4a"] + parts[policy, "O4b"] == pytest.approx(whole["O4"])
        for name in ("S2b", "S2-trigger", "S2-empty"):
            assert parts[policy, name] <= whole["S2a"]


def test_ranking_is_a_share_and_needs_the_reading(result: RunResult) -> None:
    for policy in result.policies:
        weak, core, literal = (result.ranking[r][policy] for r in ("weak", "core", "literal"))
        assert 1 >= weak >= core >= literal >= 0
    assert result.ranking["weak"]["trump-2-continued"] > 0.95


def test_basis_shares(result: RunResult) -> None:
    for row in (*result.scenarios, *result.differences):
        assert len(row.basis) == len(BASES)
        assert min(row.basis) >= 0
        assert sum(row.basis) == pytest.approx(1) or not any(row.basis)
    weak = result.row("trump-2-continued", "weak", "S1-weak").basis
    assert any(weak), "the largest class varies over draws"


def test_paths_cover_the_case_and_share_history(result: RunResult) -> None:
    case = result.case
    quantiles = result.quantiles
    assert quantiles.sizes["time"] == case.grid.steps
    assert str(quantiles["time"].values[-1])[:10] == "2029-01-20"
    cut = case.grid.step_holding(case.data_cut) - 1
    past = quantiles.isel(time=slice(0, cut))
    first, second = (past.sel(policy=p, drop=True) for p in result.policies)
    assert first.identical(second)
    for name in quantiles.data_vars:
        steps = np.diff(quantiles[name].values, axis=quantiles[name].dims.index("quantile"))
        assert steps.min() >= -1e-5, name


def test_variables_stay_within_the_support_that_the_case_states(result: RunResult) -> None:
    for name in shown(result.case):
        low, high = result.case.variables[name].bounds or (-np.inf, np.inf)
        values = result.end[name].values
        assert np.isfinite(values).all(), name
        assert values.min() >= low - 1e-5, name
        assert values.max() <= high + 1e-5, name


def test_history_is_met(result: RunResult) -> None:
    """What is held stands in every trajectory: effort of 2025 and permanent forces of 2025."""
    case, q = result.case, result.quantiles
    at = case.grid.step_holding(date(2026, 1, 1)) - 2
    for policy in result.policies:
        here = q.isel(time=at).sel(policy=policy)
        np.testing.assert_allclose(here["europe.effort"].values, 2.32, atol=0.01)
        np.testing.assert_allclose(here["forces.permanent"].values, 67.9, atol=0.1)
    talks = result.means["war.state=talks"].sel(policy=result.policies[0]).values
    assert talks[case.grid.step_holding(date(2025, 2, 1)) - 1] == 1
    assert talks[case.grid.step_holding(date(2025, 1, 1)) - 1] == 0


def test_chains_sum_to_one(result: RunResult) -> None:
    for name, variable in result.case.variables.items():
        if variable.kind == "state" and name in shown(result.case):
            total = sum(result.means[f"{name}={s}"].values for s in variable.states)
            np.testing.assert_allclose(total, 1, atol=1e-5)


def test_an_interval_holds_its_mean(result: RunResult) -> None:
    for row in (*result.scenarios, *result.parts):
        assert row.estimate.lo <= row.estimate.value <= row.estimate.hi


# --- shocks, hindcasts, earlier origins ---------------------------------------------------------


def test_a_shock_stands_in_its_months_in_every_trajectory(case: Case, model: Model) -> None:
    shocked = ("tariff-escalation@2027-06", "floor-lapse@2027-03")
    done = tile(model, request(case, "trump-2-continued", shocks=shocked))
    free = tile(model, request(case, "trump-2-continued"))
    ahead, plain = done.sample.future["trump-2-continued"], free.sample.future["trump-2-continued"]
    june = case.grid.step_holding(date(2027, 6, 1)) - case.grid.step_holding(date(2026, 11, 1))
    assert np.all(ahead["trade.level"][june : june + 6] == 3)
    assert np.any(ahead["trade.level"][june + 6 :] != 3)
    np.testing.assert_array_equal(ahead["trade.level"][:june], plain["trade.level"][:june])
    assert not ahead["law.floor"][june - 3 :].any()
    np.testing.assert_array_equal(done.log_likelihood, free.log_likelihood)


def test_an_attack_given_as_a_shock_draws_a_response(case: Case, model: Model) -> None:
    done = tile(model, request(case, "trump-2-continued", shocks=("baltic-attack@2027-06",)))
    ahead = done.sample.future["trump-2-continued"]
    june = case.grid.step_holding(date(2027, 6, 1)) - case.grid.step_holding(date(2026, 11, 1))
    assert np.all(ahead["escalation.level"][june : june + 6] == 3)
    assert np.all(ahead["response.state"][june] != 0)
    assert len(np.unique(ahead["response.state"][-1])) == 2
    order = model.outcomes.readings["weak"]
    names = {order[k] for k in done.sample.judged["trump-2-continued"].classes[0]}
    assert {"S3", "O4"} <= names <= {"S3", "O4", "S2a"}


def test_an_exit_given_as_a_shock_is_an_exit(case: Case, model: Model) -> None:
    done = tile(model, request(case, "trump-2-continued", shocks=("us-exit@2026-11",)))
    order = model.outcomes.readings["weak"]
    names = [order[k] for k in done.sample.judged["trump-2-continued"].classes[0]]
    assert names.count("S2a") > 0.9 * len(names)  # a shock of the same month would win


def test_an_earlier_origin_frees_the_chains_from_that_day(case: Case, model: Model) -> None:
    asked = request(case, "biden-from-2025", "trump-2-continued")
    done = tile(model, asked)
    assert asked.as_of == date(2025, 1, 20)
    for policy in done.sample.future.values():
        assert len(policy["war.state"]) == case.grid.steps - case.grid.step_holding(asked.as_of) + 1
    trade = done.sample.future["trump-2-continued"]["trade.level"]
    coded = {row.variable: row for row in case.history if row.variable == "trade.level"}
    assert coded
    assert len(np.unique(trade[case.grid.step_holding(date(2025, 3, 1)) - case.grid.step_holding(asked.as_of)])) > 1  # fmt: skip  # noqa: E501
    later = tile(model, request(case, "trump-2-continued"))
    np.testing.assert_allclose(done.log_likelihood, later.log_likelihood, rtol=1e-5)


def test_a_hindcast_ends_where_its_policy_ends(case: Case, model: Model) -> None:
    job = lay_out_job(model, request(case, "biden"))
    assert case.grid.first_day(job.last) == date(2025, 1, 1)  # the month that holds its last day
    ahead = run_tile(job, 1).sample.future["biden"]
    assert len(ahead["war.state"]) == job.last - job.origin


def test_weights_are_the_likelihood_of_the_event_free_years(case: Case, model: Model) -> None:
    """exp(- integral of the four hazards over coded history), by trajectory."""
    job = lay_out_job(model, request(case, "trump-2-continued"))
    done = run_tile(job, 1)
    number = np.arange(TILE, 2 * TILE)
    draw = np.minimum(number // REPLICATES, job.request.parameter_draws - 1)
    table = pick(model.parameters, draw)
    months = model.engine.prepare(Course(observed_path(case), model.history(job.cut), job.cut))
    state = model.engine.start(table)
    path = recorded(model, state, table, months, TILE, job.cut)
    rates = sum(path[name].astype(float) for name in HAZARDS)
    exposure = (rates * case.grid.dt[: job.cut, None]).sum(axis=0)
    np.testing.assert_allclose(done.log_likelihood, -exposure[: DRAWS - TILE], rtol=1e-5)
    assert done.log_likelihood.max() < 0


# --- what is derived before a run ---------------------------------------------------------------


def test_references_of_the_noise_free_run(case: Case, model: Model) -> None:
    """S of January 2026 is the drawn one, deterrence of January 2025 is zero."""
    origin = case.grid.step_holding(case.data_cut) - 1
    draws = model.parameters["war.lam_cf"].value.shape[-1]
    table = pick(model.parameters, np.minimum(np.arange(TILE), draws - 1))
    course = Course(observed_path(case), model.history(origin), origin, quiet=True)
    state = model.engine.start(table)
    path = recorded(model, state, table, model.engine.prepare(course), 0, 150)
    at = case.grid.step_holding(date(2026, 1, 1)) - 2
    k = path["capability.europe"][at] * (0.5 + 0.5 * path["enablers.europe"][at])
    drawn = model.behind["capability.S_2026"].value
    required = table["capability.K_req"].value
    np.testing.assert_allclose((k / required)[:draws], drawn, rtol=1e-5)
    np.testing.assert_allclose(path["europe.self"][at][:draws], drawn, rtol=1e-5)
    zero = path["deterrence"][case.grid.step_holding(date(2025, 1, 1)) - 2]
    np.testing.assert_allclose(zero, 0, atol=0.02)


def test_levers_carry_no_noise_where_none_is_asked(case: Case, model: Model) -> None:
    origin = case.grid.step_holding(case.data_cut) - 1
    policy = case.policies["restored-commitment"]
    course = Course(lever_path(case, policy, origin), model.history(origin), origin)
    blocks = {}
    for noise in (False, True):
        months = model.engine.prepare(replace(course, noise=noise))
        scores = pick(model.parameters, np.arange(TILE) // REPLICATES)["levers.value"].value
        block = model.engine._levers(months.levers, scores, np.int32(168), size=BLOCK_MONTHS)
        blocks[noise] = np.asarray(block)
    wanted = course.lever_path[167 : 167 + len(blocks[False])]
    np.testing.assert_allclose(blocks[False], np.broadcast_to(wanted[..., None], blocks[False].shape), atol=1e-6)  # fmt: skip  # noqa: E501
    spread = blocks[True].std(axis=-1)
    facts = [1, 14, 15, 16]  # u2, v1, v2, v3: of record, or the user's choice
    assert spread[:, facts].max() < 1e-6
    assert np.delete(spread, facts, axis=1).min() > 0.02


def test_bisection_finds_the_root_of_a_rising_function() -> None:
    wanted = np.linspace(-2, 2, 9)
    found = _root(lambda mu: mu + 0.3 * np.maximum(mu, 0), wanted)
    np.testing.assert_allclose(found + 0.3 * np.maximum(found, 0), wanted, atol=12 / 2**BISECTIONS)
