"""Strips: the value in force gives the table back; a stricter threshold never adds members."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from foedus.case.records import Case
from foedus.ensemble.request import make_request
from foedus.ensemble.result import RunResult
from foedus.ensemble.strip import NAME, Strips, move, strips_of
from foedus.ensemble.sweep import Sweep, sweep

from .conftest import DRAWS, REPLICATES

STRICTER_UP = {"s1_jfc": "S1-weak", "s1_effort": "S1-weak", "s1_self": "S1-literal"}
STRICTER_DOWN = {
    "s1_aid": "S1-weak",
    "s1_ceiling": "S1-weak",
    "s1_core": "S1-core",
    "s1_ground": "S1-literal",
}
AGAINST_RETURN = ("rc_total", "rc_ground")


@pytest.fixture(scope="module")
def swept(case: Case) -> Sweep:
    """All strips, and every threshold at the value in force besides."""
    asked = strips_of(case)
    same = tuple(
        replace(move(case, asked.outcomes, name, threshold.value), value=-1.0)
        for name, threshold in case.thresholds.items()
    )
    probe = Strips(asked.outcomes, asked.moved + tuple(m for m in same if m.readings))
    request = make_request(case, draws=DRAWS, replicates=REPLICATES)
    return sweep(case, request, probes=(probe,))


def rows_of(swept: Sweep) -> dict[tuple[str, float, str], int]:
    (probe,) = swept.job.probes
    assert isinstance(probe, Strips)
    return {row: place for place, row in enumerate(probe.rows)}


def test_the_value_in_force_is_the_table_trajectory_by_trajectory(swept: Sweep) -> None:
    readings = list(swept.job.model.outcomes.readings)
    same = {row: k for row, k in rows_of(swept).items() if row[1] == -1.0}
    assert {name for name, _, _ in same} >= {*STRICTER_UP, *STRICTER_DOWN, "rc_hold", "o1_band"}
    for (_, _, reading), row in same.items():
        for policy, answers in swept.answers.items():
            table = swept.classes[policy][readings.index(reading)]
            np.testing.assert_array_equal(answers[NAME][row], table)


@pytest.mark.parametrize("name", [*STRICTER_UP, *STRICTER_DOWN, *AGAINST_RETURN])
def test_a_stricter_threshold_only_takes_away(swept: Sweep, case: Case, name: str) -> None:
    scenario = {**STRICTER_UP, **STRICTER_DOWN}.get(name, "S3")
    reading = scenario.removeprefix("S1-") if scenario.startswith("S1-") else "weak"
    rows, order = rows_of(swept), case.readings[reading].order
    values = sorted(v for t, v, r in rows if t == name and r == reading and v >= 0)
    if name in STRICTER_DOWN:
        values.reverse()
    for answers in swept.answers.values():
        members = [answers[NAME][rows[name, v, reading]] == order.index(scenario) for v in values]
        for looser, stricter in pairwise(members):
            assert not np.any(stricter & ~looser)


def test_rows_of_a_run(result: RunResult, case: Case) -> None:
    strip = [r for r in result.strips if (r.threshold, r.scenario) == ("s1_core", "S1-core")]
    first = [row for row in strip if row.policy == result.policies[0]]
    assert [row.value for row in first] == sorted(case.thresholds["s1_core"].strip)
    assert np.all(np.diff([row.estimate.value for row in first]) >= 0)
    assert np.all(np.diff([row.ranks_first for row in first]) >= 0)
    for row in strip:
        if row.value == case.thresholds["s1_core"].value:
            assert row.estimate == result.row(row.policy, "core", "S1-core").estimate
            assert row.ranks_first == result.ranking["core"][row.policy]


def test_classes_sum_to_one_at_every_value(result: RunResult) -> None:
    sums: dict[tuple[str, float, str, str], float] = {}
    for r in result.strips:
        key = r.threshold, r.value, r.policy, r.reading
        sums[key] = sums.get(key, 0.0) + r.estimate.value
    assert len(sums) > 200
    assert np.allclose(list(sums.values()), 1)


def test_thresholds_that_decide_no_class_have_no_strip(result: RunResult, case: Case) -> None:
    shown = {row.threshold for row in result.strips}
    assert set(case.thresholds) - shown == {"s2b_forces", "off_trigger"}


def test_terms_are_means_of_trajectories(result: RunResult) -> None:
    terms = result.terms
    assert list(terms["term"].values) == ["obama-2", "trump-1", "biden", "trump-2"]
    # permanent forces are observed, rotations are not
    spread = terms["forces.total"].sel(term="biden")
    assert 0 < float(spread.max() - spread.min()) < 30
    change = terms["tone.shown.change"].sel(dyad="USA-RUS", term="trump-2", quantile=0.5)
    assert float(change) > 0
    assert np.isnan(terms["trade.level.change"].sel(term="obama-2").values).all()
    level = terms["trade.level"].sel(quantile=0.5)
    up = terms["trade.level.change"].sel(quantile=0.5, term="trump-1")
    # coded history: a median of equal trajectories, so differences add up
    assert float(up) == pytest.approx(float(level.sel(term="trump-1") - level.sel(term="obama-2")))
