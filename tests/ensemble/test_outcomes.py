"""Classes: exclusive, exhaustive, by precedence; and those of the built-in case on made paths."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.core.errors import CaseFaults, ExpressionError
from foedus.ensemble.fit import check_fit
from foedus.ensemble.language import Path
from foedus.ensemble.outcomes import Outcomes, compile_outcomes, compile_tried, vocabulary

CASE = load_case(find_case())
OUTCOMES = compile_outcomes(CASE)
MONTHS, FIRST = 40, 142
LAST = FIRST + MONTHS - 1
STATES = {n: v.states for n, v in CASE.variables.items() if v.states}

TRANSACTIONAL: dict[str, Any] = {
    "institution.status": "thinned", "response.state": "none", "response.kind": "none",
    "aid.usa": 0.1, "aid.europe": 3.0, "command.jfc": 2, "europe.effort": 2.7,
    "forces.permanent": 66.0, "forces.total": 78.0, "forces.ground": 42.0, "forces.army": 31.0,
    "europe.self": 0.7, "europe.off": 0.0, "europe.off_ref": 0.0, "trade.level": 1,
    "institution.withdraw": 0, "institution.suspended": 0,
}  # fmt: skip


def path(**late: Any) -> Path:
    """Forty months of one trajectory; a pair (month, value) changes a variable from there on."""
    series = {}
    for name in OUTCOMES.needs:
        changes = late.get(name.replace(".", "_"), [])
        column = np.full((MONTHS, 1), code(name, TRANSACTIONAL[name]))
        for month, value in changes if isinstance(changes, list) else [(0, changes)]:
            column[month:] = code(name, value)
        series[name] = column.astype(np.float32)
    return Path(series, FIRST)


def code(name: str, value: Any) -> float:
    return STATES[name].index(value) if isinstance(value, str) else value


def classes(**late: Any) -> dict[str, str]:
    judged = OUTCOMES.judge(path(**late))
    return {
        reading: order[judged.classes[row, 0]]
        for row, (reading, order) in enumerate(OUTCOMES.readings.items())
    }


def parts(**late: Any) -> set[str]:
    judged = OUTCOMES.judge(path(**late))
    return {n for n, held in zip(OUTCOMES.parts, judged.parts[:, 0], strict=True) if held}


def all_of(name: str) -> dict[str, str]:
    return dict.fromkeys(("weak", "core", "literal"), name)


def test_a_transactional_alliance_in_three_readings() -> None:
    assert classes() == {"weak": "S1-weak", "core": "O1", "literal": "O1"}
    cut = classes(forces_permanent=57.0)
    assert cut == {"weak": "S1-weak", "core": "S1-core", "literal": "O3"}
    bare = classes(forces_permanent=57.0, forces_army=16.0, europe_self=0.85)
    assert bare == {"weak": "S1-weak", "core": "S1-core", "literal": "S1-literal"}


@pytest.mark.parametrize(
    "broken",
    [{"aid_usa": 0.34}, {"command_jfc": 1}, {"europe_effort": 2.49}, {"forces_permanent": 71.3}],
)
def test_each_condition_of_the_weak_reading_is_needed(broken: dict[str, Any]) -> None:
    assert classes(**broken)["weak"] in ("O1", "O3")


@pytest.mark.parametrize(
    "met",
    [
        {"aid_usa": 0.33},
        {"command_jfc": 3},
        {"europe_effort": 2.5},
        {"forces_permanent": 71.2},
    ],
)
def test_thresholds_themselves_still_count(met: dict[str, Any]) -> None:
    assert classes(**met)["weak"] == "S1-weak"


def test_aid_is_that_of_the_last_twelve_months() -> None:
    assert classes(aid_usa=[(0, 5.0), (MONTHS - 12, 0.0)])["weak"] == "S1-weak"
    assert classes(aid_usa=[(0, 0.0), (MONTHS - 4, 5.0)])["weak"] == "O2"


def test_no_aid_by_anyone_is_no_transactional_alliance() -> None:
    assert classes(aid_usa=0.0, aid_europe=0.0)["weak"] == "O1"


def test_return_without_a_shock() -> None:
    assert classes(aid_usa=0.901) == all_of("O2")
    assert classes(forces_permanent=74.0) == all_of("O2")


def test_muddling_through_and_other() -> None:
    still = {"command_jfc": 1}
    assert classes(**still, forces_permanent=67.9 * 1.049) == all_of("O1")
    assert classes(**still, forces_permanent=67.9 * 0.94) == all_of("O3")


@pytest.mark.parametrize("status", ["out_of_command", "notified", "out"])
def test_exit_wins_over_what_stands_at_the_horizon(status: str) -> None:
    assert classes(institution_status=[(20, status)], aid_usa=2.0) == all_of("S2a")


def shock(
    month: int, state: str = "decided", rise: float = 25.0, stay: int = MONTHS, wait: int = 2
) -> dict[str, Any]:
    begun, over = month + wait, month + wait + stay
    return {
        "response_state": [(month, state)],
        "response_kind": [(month, "attack")],
        "forces_total": [(begun, 78.0 + rise), (over, 78.0)],
        "forces_ground": [(begun, 42.0 + rise), (over, 42.0)],
    }


def test_the_first_event_decides_and_a_shock_wins_a_tie() -> None:
    left = {"institution_status": [(15, "out_of_command")]}
    assert classes(**shock(10), **left) == all_of("S3")
    assert classes(**shock(15), **left) == all_of("S3")
    assert classes(**shock(16), **left) == all_of("S2a")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, "S3"),
        ({"state": "none_given"}, "O4"),
        ({"rise": 19.9}, "O4"),
        ({"rise": 20.0}, "S3"),
        ({"stay": 5}, "O4"),  # gone before six months are over
        ({"stay": 6}, "S3"),
        ({"wait": 6}, "S3"),
        ({"wait": 7}, "O4"),  # too late to be an answer
    ],
)
def test_a_return_needs_the_decision_and_the_forces_and_that_they_stay(
    given: dict[str, Any], wanted: str
) -> None:
    assert classes(**shock(10, **given)) == all_of(wanted)


def test_the_ground_forces_count_by_themselves() -> None:
    few = shock(10) | {"forces_ground": [(12, 42.0 + 7.9)]}
    assert classes(**few) == all_of("O4")


def test_a_shock_near_the_horizon_is_judged_by_the_decision_alone() -> None:
    late = MONTHS - 6  # five months are left
    nothing = {"rise": 0.0}
    assert classes(**shock(late, **nothing)) == all_of("S3")
    assert classes(**shock(late - 1, **nothing)) == all_of("O4")
    assert {"S3-censored", "S3.1"} <= parts(**shock(late, **nothing))
    # forces that came with too little time to stay six months need stay to the horizon only
    assert classes(**shock(MONTHS - 9, wait=5)) == all_of("S3")


def test_parts() -> None:
    assert parts() == set()
    left = {"institution_status": [(20, "out")]}
    assert parts(**left) == set()
    assert parts(**left, institution_withdraw=1) == set()
    assert parts(**left, institution_withdraw=1, institution_suspended=1) == {"S2b"}
    assert parts(**left, forces_total=9.0) == {"S2-empty", "below-floor"}
    assert parts(**shock(10)) == {"S3.1"}
    fronts = shock(10) | {"response_kind": [(10, "two_fronts")]}
    assert parts(**fronts) == {"S3.2", "two-fronts"}
    assert parts(**shock(10, state="none_given")) == {"O4a"}
    assert parts(**shock(10, rise=5.0)) == {"O4b"}
    assert parts(europe_off=0.3) == {"missed-target"}
    assert parts(europe_off_ref=0.3) == {"missed-hague"}


@pytest.mark.parametrize(("month", "seen"), [(7, False), (8, True), (20, True), (21, False)])
def test_the_trigger_is_one_month_of_the_twelve_before_an_exit(month: int, seen: bool) -> None:
    both = {"europe_off": [(month, 0.3), (month + 1, 0.0)], "trade_level": [(month, 3), (month + 1, 1)]}  # fmt: skip  # noqa: E501
    got = parts(institution_status=[(20, "out")], **both)
    assert ("S2-trigger" in got) == seen
    apart = both | {"trade_level": [(month + 1, 3), (month + 2, 1)]}
    assert "S2-trigger" not in parts(institution_status=[(20, "out")], **apart)


def test_classes_do_not_overlap_and_leave_nothing_out() -> None:
    """Whatever the path: one class a reading, and those of a reading's order."""
    random = np.random.default_rng(3)
    lanes, series = 3000, {}
    for name in OUTCOMES.needs:
        variable = CASE.variables[name]
        if variable.states:
            jump = random.random((MONTHS, lanes)) < 0.02
            levels = random.integers(0, len(variable.states), (MONTHS, lanes))
            keep = np.maximum.accumulate(np.where(jump, np.arange(MONTHS)[:, None], 0), axis=0)
            levels[0] = 0
            series[name] = np.take_along_axis(levels, keep, axis=0).astype(np.float32)
        else:
            centre = TRANSACTIONAL[name]
            series[name] = (centre * random.lognormal(0, 0.3, (MONTHS, lanes))).astype(np.float32)
    judged = OUTCOMES.judge(Path(series, FIRST))
    for row, order in enumerate(OUTCOMES.readings.values()):
        share = np.bincount(judged.classes[row], minlength=len(order)) / lanes
        assert len(share) == len(order)
        assert share.sum() == pytest.approx(1)
        assert (share > 0).sum() >= len(order) - 1, "the paths reach nearly every class"
    weak, core = judged.classes[0] == 3, judged.classes[1] == 3
    literal = judged.classes[2] == 3
    assert np.all(weak[core])
    assert np.all(core[literal])


def test_a_reading_without_a_last_resort_is_a_fault() -> None:
    short = Outcomes(OUTCOMES.expressions, {"weak": ("S3", "S2a")}, ())
    with pytest.raises(ExpressionError, match="some trajectories fall into no class"):
        short.judge(path())


def test_a_threshold_may_not_share_its_name() -> None:
    taken = dict(CASE.thresholds) | {"left": CASE.thresholds["s1_aid"]}
    with pytest.raises(ExpressionError, match="'left' is a threshold and something else too"):
        compile_outcomes(replace(CASE, thresholds=taken))


def test_the_case_fits_the_mechanisms() -> None:
    check_fit(CASE)
    for effort in ("minimal", "minimal_literal", "structural"):
        check_fit(CASE, effort)


MISUSED = [
    "end(5) > 1", "first(2) > 3", "held(trade.level, trade.level)", "mean(europe.effort, 0) > 1",
    "mean(aid.usa, europe.off) > 1", "held(5, 3)", "within(europe.off, 3, 2)",
    "before(trade.level, exit_month, 12)",
]  # fmt: skip


@pytest.mark.parametrize("text", MISUSED)
@pytest.mark.parametrize("decides", [True, False])
def test_a_number_where_a_series_belongs_is_a_fault_before_the_run(
    text: str, decides: bool
) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_tried(text, vocabulary(CASE), where="scenarios.toml:9", decides=decides)
    assert str(caught.value) == (
        f"scenarios.toml:9: '{text}' puts a number, a month or a series where another belongs; "
        "see docs/language.md"
    )


@pytest.mark.parametrize("text", ["europe.effort > 2", "left", "1 > 0", "first(end(aid.usa) > 1) > 3"])  # fmt: skip  # noqa: E501
def test_a_class_gives_each_trajectory_one_answer(text: str) -> None:
    compile_tried(text, vocabulary(CASE), where="", decides=False)
    with pytest.raises(ExpressionError, match="gives no single answer for a trajectory; take end"):
        compile_tried(text, vocabulary(CASE), where="", decides=True)


def test_check_finds_what_cannot_be_worked_out_wherever_it_stands() -> None:
    wrong = replace(CASE.scenarios["O3"], expression="europe.effort > 2")
    case = replace(CASE, scenarios=dict(CASE.scenarios) | {"O3": wrong})
    with pytest.raises(CaseFaults, match=r"'europe\.effort > 2' gives no single answer"):
        check_fit(case)
    odd = replace(CASE.definitions["left"], expression="first(3)")
    with pytest.raises(CaseFaults, match="puts a number, a month or a series where another"):
        check_fit(replace(CASE, definitions=dict(CASE.definitions) | {"left": odd}))
