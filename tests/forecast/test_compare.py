"""Policies compared: exact zeros where nothing differs, the same numbers as a run, robustness."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from foedus.case.records import Case
from foedus.core.errors import BadOption, UnknownName
from foedus.ensemble.engine import TILE
from foedus.ensemble.gaps import gap_rows
from foedus.ensemble.paired import Lanes, difference
from foedus.ensemble.request import make_request
from foedus.ensemble.result import Estimate
from foedus.ensemble.sweep import Sweep, sweep, sweep_job
from foedus.ensemble.yearly import (
    MOST,
    answering,
    check_topics,
    lanes_of_tile,
    yearly_probes,
)
from foedus.forecast.compare.compare import (
    NO_EVIDENCE,
    compare,
    compare_run,
    compared,
    job_of,
)
from foedus.forecast.compare.records import Comparison
from foedus.forecast.compare.robust import parse_bad
from foedus.forecast.compare.terms import compare_terms
from foedus.report.terms import terms_json
from foedus.update.gather import gather
from foedus.update.run import run_with

POLICIES = ("trump-2-continued", "restored-commitment", "hard-retrenchment")
BAD = {"S2a": 1.0, "S3": 1.0, "O4": 1.0}


@pytest.fixture(scope="module")
def swept(case: Case) -> Sweep:
    """Three policies and the first one again under another name."""
    request = make_request(case, policies=POLICIES, draws=400, replicates=10)
    twin = replace(request.policies[0], name="twin")
    request = replace(request, policies=(*request.policies, twin))
    return sweep_job(job_of(case, request, NO_EVIDENCE))


@pytest.fixture(scope="module")
def found(swept: Sweep) -> Comparison:
    return compared(swept, bad=BAD)


def test_a_policy_against_itself_is_exactly_zero(found: Comparison) -> None:
    zero = Estimate(0.0, 0.0, 0.0, 0.0)
    assert {r.estimate for r in found.differences if r.b == "twin"} == {zero}
    rows = [r for r in found.rows if r.b == "twin"]
    assert len(rows) > 200
    assert {(r.difference, r.low, r.high) for r in rows} == {(zero, 0.0, 0.0)}


@pytest.mark.parametrize(
    "history_to", [None, pytest.param(date(2026, 1, 1), marks=pytest.mark.slow)]
)
def test_the_table_is_that_of_a_run_with_the_same_evidence(
    case: Case, history_to: date | None
) -> None:
    request = make_request(case, draws=160, replicates=4, history_to=history_to)
    evidence = gather(case)
    result, _ = run_with(case, request, evidence)
    found = compare(case, request, bad=BAD, evidence=evidence, topics=("trade",))
    assert found.scenarios == result.scenarios
    assert found.differences == result.differences
    assert found.effective_draws == result.effective_draws
    kept = compare_run(result, bad=BAD, topics=("trade",))
    assert (kept.scenarios, kept.differences) == (result.scenarios, result.differences)
    assert kept.rows == found.rows
    assert kept.robust == found.robust
    assert (kept.horizon, kept.bad, kept.reading) == (found.horizon, found.bad, found.reading)


def test_a_large_run_answers_with_a_part_of_each_tile(case: Case) -> None:
    request = make_request(case, draws=MOST * 4, replicates=10)
    lanes = lanes_of_tile(request)
    chosen = answering(request.draws, lanes)
    assert MOST * 0.99 <= len(chosen) <= MOST
    assert lanes_of_tile(make_request(case, draws=MOST, replicates=10)) == TILE
    small = make_request(case, draws=1100, replicates=10)
    whole, *_ = yearly_probes(case, small, ("trade",))
    part = replace(whole, lanes=100)
    swept = {p: sweep(case, small, probes=(p,)) for p in (whole, part)}
    name = small.policies[0].name
    answers = [swept[p].answers[name][p.name] for p in (whole, part)]
    np.testing.assert_array_equal(answers[0][..., answering(1100, 100)], answers[1])
    rows = [next(gap_rows(swept[p], ("trade",))) for p in (whole, part)]
    assert rows[1].mean_a == pytest.approx(rows[0].mean_a, abs=0.5)


def test_levers_move_what_they_must(found: Comparison) -> None:
    end = {(r.b, r.variable, r.label): r for r in found.rows if r.day == found.horizon}
    easier = end["restored-commitment", "trade.level", ""]
    assert easier.difference.value > 5 * easier.difference.mc_se > 0
    assert easier.difference.value == pytest.approx(easier.mean_a - easier.mean_b)
    assert easier.low <= easier.difference.value <= easier.high
    assert end["hard-retrenchment", "forces.total", ""].difference.value > 0
    assert 0 < sum(end["restored-commitment", "trust.usa", "East"].basis) <= 1.001


def test_years_end_in_december_and_at_the_horizon(found: Comparison) -> None:
    days = list(dict.fromkeys(str(r.day) for r in found.rows if r.variable == "trade.level"))
    assert days == ["2027-01-01", "2028-01-01", "2029-01-01", "2029-01-20"]


def test_robustness(found: Comparison) -> None:
    rows = {row.policy: row for row in found.robust}
    assert min(row.regret for row in rows.values()) == 0.0
    assert rows["twin"].loss == rows["trump-2-continued"].loss
    for row in rows.values():
        shares = [share for _, share in row.satisfied]
        assert shares == sorted(shares)
        assert row.regret <= len(BAD) * row.worst_regret + 1e-12
    assert rows["hard-retrenchment"].loss.value > rows["restored-commitment"].loss.value


def test_bad_outcomes_are_read_strictly() -> None:
    known = ["S2a", "S3", "O4"]
    assert parse_bad("S2a, S3=2", known) == {"S2a": 1.0, "S3": 2.0}
    for text in ("", "S3=-1", "S3=x"):
        with pytest.raises(BadOption):
            parse_bad(text, known)
    with pytest.raises(UnknownName):
        parse_bad("S9", known)
    with pytest.raises(UnknownName):
        check_topics(("weather",))


def test_the_interval_is_over_parameters_not_over_noise() -> None:
    """Draws that differ by a known spread, replicates with much noise: the spread is found."""
    rng = np.random.default_rng(1)
    draws, replicates = 4000, 20
    truth = rng.normal(1.0, 0.5, draws)
    gap = np.repeat(truth, replicates) + rng.normal(0, 2, draws * replicates)
    draw = np.arange(len(gap)) // replicates
    got = difference(gap, Lanes(draw, np.ones(len(gap)), draws))
    assert got.value == pytest.approx(1.0, abs=0.03)
    assert (got.lo, got.hi) == pytest.approx((1 - 0.822, 1 + 0.822), abs=0.05)
    assert got.mc_se == pytest.approx(np.sqrt(0.25 + 4 / replicates) / np.sqrt(draws), rel=0.05)


def test_terms_say_what_is_observed(case: Case) -> None:
    found = compare_terms(case, ["biden", "trump-2"], draws=40)
    rows = {(r.variable, r.label): r for r in found.rows}
    aid = rows["aid.usa", ""]
    assert [value.observed for value in aid.values] == [1.0, pytest.approx(0.71, abs=0.01)]
    assert aid.values[0].mean > 1 > aid.values[1].mean
    assert rows["trade.level", ""].changes[0][0] > 1
    assert rows["trust.usa", "East"].values[0].observed == 0
    assert str(found.spans[0][0]) == "2021-01-20"
    assert "2021" in terms_json(found)["spans"][0][0]
    with pytest.raises(BadOption):
        compare_terms(case, ["biden"], draws=40)
    with pytest.raises(BadOption):
        compare_terms(case, ["biden", "trump-2-continued"], draws=40)
