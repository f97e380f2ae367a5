"""What a policy sets: its lever path and its clamps, on the days on which they count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from foedus.case.policies import load_policy
from foedus.case.records import Case
from foedus.case.shocks import parse_shock
from foedus.core.errors import BadOption, CaseFaults, UnknownName
from foedus.ensemble.clamps import ClampBook, check_bound, clampable, code_of
from foedus.ensemble.model import Model
from foedus.ensemble.paths import find_policy, lever_path, observed_path, term_of_step
from foedus.ensemble.request import make_request
from foedus.model.mechanisms.levers import IDS
from foedus.tables import personnel

ORIGIN = date(2026, 11, 1)


def path_of(case: Case, name: str, origin: date = ORIGIN) -> Any:
    return lever_path(case, find_policy(case, name), case.grid.step_holding(origin) - 1)


def at(case: Case, path: Any, lever: str, day: date) -> float:
    return float(path[case.grid.step_holding(day) - 1, IDS.index(lever)])


@pytest.mark.parametrize(
    ("lever", "before", "after", "value", "month"),
    [
        # a change counts in the month whose 15th is not before it
        ("u4", 0.95, 0.05, date(2025, 2, 1), date(2025, 2, 1)),
        ("u5", 0.05, 0.85, date(2025, 2, 12), date(2025, 2, 1)),
        ("u6", 0.65, 0.65, date(2026, 2, 20), date(2026, 3, 1)),
        ("u2", 0.0, 1.0, date(2025, 6, 25), date(2025, 7, 1)),
        ("u3", 0.55, 0.7, date(2025, 10, 29), date(2025, 11, 1)),
        ("u1", 0.35, 0.95, date(2025, 1, 20), date(2025, 2, 1)),
    ],
)
def test_a_dated_change_counts_from_the_first_reading_day_after_it(
    case: Case, lever: str, before: float, after: float, value: date, month: date
) -> None:
    path = observed_path(case)
    step = case.grid.step_holding(month)
    assert case.grid.reading_day(step) >= value
    assert path[step - 1, IDS.index(lever)] == pytest.approx(after)
    if before != after:
        assert path[step - 2, IDS.index(lever)] == pytest.approx(before)


def test_a_month_with_two_changes_has_the_one_in_force_on_its_reading_day(case: Case) -> None:
    """u6 moves on 1 and 20 February 2026: February reads the first, March the second."""
    path = observed_path(case)
    assert at(case, path, "u6", date(2026, 2, 1)) == pytest.approx(0.70)
    assert at(case, path, "u6", date(2026, 3, 1)) == pytest.approx(0.65)


def test_the_last_observed_values_go_on(case: Case) -> None:
    path = path_of(case, "trump-2-continued")
    last = path[case.grid.step_holding(date(2026, 10, 1)) - 1]
    np.testing.assert_array_equal(path[case.grid.step_holding(ORIGIN) - 1 :], np.broadcast_to(last, (27, 17)))  # fmt: skip  # noqa: E501
    np.testing.assert_array_equal(path, observed_path(case))


def test_changes_of_a_policy_and_all_else_as_observed(case: Case) -> None:
    path = path_of(case, "restored-commitment")
    changed = {"u1": 0.6, "u2": 1, "u3": 0.2, "u4": 0.5, "u5": 0.3, "u6": 0.25, "u9": 0.9, "u13": 0.8}  # fmt: skip  # noqa: E501
    for lever in IDS:
        observed = at(case, observed_path(case), lever, date(2028, 1, 1))
        assert at(case, path, lever, date(2027, 1, 1)) == pytest.approx(changed.get(lever, observed))  # fmt: skip  # noqa: E501
        assert at(case, path, lever, date(2026, 12, 1)) == pytest.approx(observed)


def test_a_column_of_an_administration(case: Case) -> None:
    """Biden's column from 2025-01-20: January still reads the 15th; no 3.5 % target."""
    path = path_of(case, "biden-from-2025", date(2025, 1, 20))
    for lever, record in case.levers.items():
        wanted = 0.0 if lever == "u2" else record.columns["biden"]
        assert at(case, path, lever, date(2028, 5, 1)) == pytest.approx(wanted), lever
    assert at(case, path, "u4", date(2025, 2, 1)) == pytest.approx(0.95)
    assert at(case, path, "u2", date(2026, 5, 1)) == 0.0


def test_history_before_the_origin_is_that_of_all_policies(case: Case) -> None:
    for name, policy in case.policies.items():
        for origin in (ORIGIN, policy.start):
            steps = case.grid.step_holding(origin) - 1
            path = lever_path(case, policy, steps)
            np.testing.assert_array_equal(path[:steps], observed_path(case)[:steps], name)


def test_administrations_by_reading_day(case: Case) -> None:
    term = term_of_step(case)
    names = [case.sets["term"][k] for k in term]
    assert names[case.grid.step_holding(date(2025, 1, 1)) - 1] == "biden"  # read on the 15th
    assert names[case.grid.step_holding(date(2025, 2, 1)) - 1] == "trump-2"
    assert names[-1] == "trump-2"
    assert np.all(np.diff(term) >= 0)
    assert set(names) == set(case.sets["term"])


def test_an_unknown_policy_lists_the_known_ones(case: Case) -> None:
    with pytest.raises(UnknownName) as caught:
        find_policy(case, "restored-comitment")
    assert "did you mean 'restored-commitment'? known: biden, biden-from-2025, " in str(caught.value)  # fmt: skip  # noqa: E501


# --- clamps ------------------------------------------------------------------------------------


def held(model: Model, variable: str, origin: date = ORIGIN) -> list[float | None]:
    """By step: the value held, or None where the variable runs free."""
    clamps = model.history(model.case.grid.step_holding(origin) - 1)
    on, value = clamps.held[variable], clamps.value[variable]
    return [float(v) if h else None for h, v in zip(on, value, strict=True)]


def test_a_row_counts_from_the_month_that_holds_its_date(model: Model) -> None:
    states = model.case.variables["war.state"].states
    step = model.case.grid.step_holding
    war = held(model, "war.state")
    assert war[step(date(2022, 1, 1)) - 1] == states.index("limited")
    assert war[step(date(2022, 2, 1)) - 1] == states.index("war")  # 24 February
    assert war[step(date(2025, 1, 1)) - 1] == states.index("war")
    assert war[step(date(2025, 2, 1)) - 1] == states.index("talks")
    assert None not in war[: step(ORIGIN) - 1]
    assert set(war[step(ORIGIN) - 1 :]) == {None}


def test_history_stops_at_the_origin_of_the_run(model: Model) -> None:
    step = model.case.grid.step_holding
    early = held(model, "trade.level", date(2025, 1, 20))
    assert early[step(date(2024, 12, 1)) - 1] == 0
    assert set(early[step(date(2025, 1, 1)) - 1 :]) == {None}


def test_every_coded_chain_is_held_through_history(model: Model) -> None:
    cut = model.case.grid.step_holding(ORIGIN) - 1
    for variable in clampable(model.case):
        column = held(model, variable)
        assert all(v is None for v in column[cut:]), variable
        assert all(v is not None for v in column[:cut]) or variable == "law.floor", variable


def test_forces_are_held_at_the_reports(model: Model) -> None:
    clamps = model.history(model.case.grid.step_holding(ORIGIN) - 1)
    case = model.case
    hosts = {a.code: a.host for a in case.actors.values() if a.host}
    quarters = personnel.permanent(model.tables, hosts, case.sets["host"])
    day = quarters.index[-1]
    step = case.grid.step_holding(day.date())
    near = clamps.value["forces.usa_europe"][step - 1]
    np.testing.assert_allclose(near, quarters.iloc[-1].to_numpy(), rtol=0.01)
    assert near.sum() == pytest.approx(67.9, abs=0.1)
    assert clamps.value["aid.usa"][case.grid.step_holding(date(2025, 6, 1)) - 1] == 0.0


@pytest.fixture
def book(case: Case) -> ClampBook:
    shapes = {"trade.level": (), "law.floor": (), "trust.usa": (3,), "war.state": ()}
    return ClampBook(case, shapes)


def test_a_later_entry_overrides_an_earlier_one(book: ClampBook) -> None:
    book.hold("trade.level", 3, 6, 1)
    book.hold("trade.level", 5, 8, 4)
    clamps = book.close()
    assert clamps.value["trade.level"][:9].tolist() == [0, 0, 1, 1, 4, 4, 4, 4, 0]
    assert clamps.held["trade.level"][:9].tolist() == [False, False] + [True] * 6 + [False]


def test_one_label_of_a_variable(book: ClampBook) -> None:
    book.hold("trust.usa", 2, 2, 0.9, label="West")
    clamps = book.close()
    assert clamps.held["trust.usa"][:3].tolist() == [[False] * 3, [False, True, False], [False] * 3]
    assert clamps.value["trust.usa"][1, 1] == np.float32(0.9)


def test_a_clamp_keeps_within_its_run(book: ClampBook, case: Case) -> None:
    row = next(c for c in case.history if c.variable == "law.floor" and c.value == 1.0)
    step = case.grid.step_holding(row.start)
    book.add(row, last=step + 2, first=step + 1)
    assert np.flatnonzero(book.close().held["law.floor"]).tolist() == [step, step + 1]
    book.add(replace(row, variable="trade.level", end=None), last=step - 1)
    assert not book.close().held["trade.level"].any()


def test_a_clamp_ends_before_the_month_of_its_end(book: ClampBook, case: Case) -> None:
    row = next(c for c in case.history if c.variable == "law.floor")
    row = replace(row, start=date(2027, 2, 10), end=date(2027, 5, 1))
    book.add(row, last=181)
    steps = np.flatnonzero(book.close().held["law.floor"]) + 1
    assert [case.grid.first_day(k) for k in steps] == [date(2027, m, 1) for m in (2, 3, 4)]


def test_clamps_of_unknown_things(book: ClampBook, case: Case) -> None:
    with pytest.raises(UnknownName, match=r"unknown variable to clamp 'trade\.deal'"):
        book.hold("trade.deal", 1, 2, 0)
    with pytest.raises(UnknownName, match=r"unknown state of war\.state 'truce'.*known: ceasefire"):
        code_of(case.variables["war.state"], "truce")
    assert code_of(case.variables["war.state"], "talks") == 3.0
    assert code_of(case.variables["trade.level"], 2) == 2.0


def test_a_policy_bound_to_another_state_of_the_case_is_refused(case: Case) -> None:
    policy = replace(find_policy(case, "hard-retrenchment"), bound_to="0" * 64)
    with pytest.raises(BadOption) as caught:
        check_bound(policy, case)
    assert f"was written for case digest 000000000000…, this case has {case.digest[:12]}…" in str(caught.value)  # fmt: skip  # noqa: E501
    check_bound(replace(policy, bound_to=case.digest), case)


# --- requests ------------------------------------------------------------------------------------


def test_defaults(case: Case) -> None:
    request = make_request(case)
    assert [p.name for p in request.policies] == ["trump-2-continued", "restored-commitment"]
    assert (request.as_of, request.history_to) == (ORIGIN, ORIGIN)
    assert request.horizon == date(2029, 1, 20)
    assert request.parameter_draws == 1000


@pytest.mark.parametrize(("draws", "replicates", "wanted"), [(400, 4, 100), (401, 4, 101), (10, 5, 2)])  # fmt: skip  # noqa: E501
def test_parameter_draws_cover_all_trajectories(
    case: Case, draws: int, replicates: int, wanted: int
) -> None:
    assert make_request(case, draws=draws, replicates=replicates).parameter_draws == wanted


@pytest.mark.parametrize(
    ("policies", "as_of", "horizon"),
    [
        (["biden-from-2025", "trump-2-continued"], date(2025, 1, 20), date(2029, 1, 20)),
        (["biden"], date(2021, 1, 20), date(2025, 1, 20)),
        (["trump-2"], date(2025, 1, 20), date(2026, 11, 1)),
    ],
)
def test_a_counterfactual_or_a_hindcast_sets_where_the_run_starts(
    case: Case, policies: list[str], as_of: date, horizon: date
) -> None:
    request = make_request(case, policies=policies)
    assert (request.as_of, request.horizon) == (as_of, horizon)


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "unknown policy": (
        {"policies": ["trump-3"]},
        "unknown policy 'trump-3'; did you mean 'trump-2'? known: biden, biden-from-2025, "
        "european-pillar, hard-retrenchment, restored-commitment, trump-2, trump-2-continued",
    ),
    "twice": (
        {"policies": ["trump-2-continued", "trump-2-continued"]},
        "--policy: policy 'trump-2-continued' is named twice; name each policy once",
    ),
    "before the data": (
        {"as_of": date(2013, 5, 1)},
        "--as-of: 2013-05-01 is not between the start of the case, 2014-01-01, and the horizon "
        "of the run, 2029-01-20; choose a day between them",
    ),
    "on the first day": ({"as_of": date(2014, 1, 1)}, "--as-of: 2014-01-01 is not between"),
    "on the last day": ({"as_of": date(2029, 1, 20)}, "--as-of: 2029-01-20 is not between"),
    "history after the data": (
        {"as_of": date(2027, 1, 1), "history_to": date(2026, 12, 1)},
        "--history-to: coded history cannot hold to 2026-12-01: it runs from 2014-01-01 to "
        "2026-11-01, and not beyond --as-of; "
        "choose a day after 2014-01-01 and not after 2026-11-01",
    ),
    "history after the origin": (
        {"as_of": date(2025, 1, 1), "history_to": date(2025, 1, 2)},
        "--history-to: coded history cannot hold to 2025-01-02",
    ),
    "no draws": ({"draws": 0}, "--draws: 0 trajectories; choose 1 to 20,000,000"),
    "too many draws": ({"draws": 20_000_001}, "--draws: 20000001 trajectories; choose 1 to"),
    "one replicate": (
        {"replicates": 1},
        "--replicates: 1 replicates of 10000 trajectories; "
        "choose at least 2 and not more than --draws",
    ),
    "more replicates than draws": (
        {"draws": 5, "replicates": 6},
        "--replicates: 6 replicates of 5 trajectories",
    ),
    "one parameter draw": (
        {"draws": 10, "replicates": 10},
        "--draws: 10 trajectories of 10 a draw leave fewer than two parameter draws; "
        "raise --draws or lower --replicates",
    ),
    "a negative seed": ({"seed": -1}, "--seed: seed -1; choose 0 or more"),
    "horizons that differ": (
        {"policies": ["trump-2", "trump-2-continued"]},
        "--policy: policies end on different days: trump-2 ends 2026-11-01, "
        "trump-2-continued ends 2029-01-20; compare policies with one horizon; "
        "a hindcast runs by itself",
    ),
    "an origin at the horizon": (
        {"policies": ["biden"], "as_of": date(2025, 1, 20)},
        "--as-of: 2025-01-20 is not between the start of the case, 2014-01-01, and the horizon "
        "of the run, 2025-01-20",
    ),
    "a shock before the run": (
        {"shocks": ["ceasefire@2026-10"]},
        "--shock: shock 'ceasefire' on 2026-10-01 is outside the run, 2026-11-01 to 2029-01-20; "
        "write ceasefire@YYYY-MM-DD with a day inside it",
    ),
    "an unknown shock": (
        {"shocks": ["cease-fire"]},
        "unknown shock 'cease-fire'; did you mean 'ceasefire'? known: ",
    ),
    "an unknown option": ({"shocks": ["ceasefire+peace"]}, "unknown option of ceasefire 'peace'"),
    "a shock beyond the case": (
        {"shocks": ["ceasefire@2031-01"]},
        "2031-01-01 is outside the case",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_of_a_request(case: Case, name: str) -> None:
    arguments, message = FAULTS[name]
    with pytest.raises((BadOption, UnknownName)) as caught:
        make_request(case, **arguments)
    assert message in str(caught.value)


def test_a_policy_file(case: Case, tmp_path: Path) -> None:
    original = case.root / "policies" / "trump-2-continued.toml"
    mine = tmp_path / "mine.toml"
    mine.write_text(original.read_text("utf-8"), "utf-8")
    request = make_request(case, policies=[str(mine), "trump-2-continued"])
    assert [p.name for p in request.policies] == ["mine", "trump-2-continued"]
    assert load_policy(mine, case).base == "history"
    mine.write_text(original.read_text("utf-8") + f'\nbound_to = "{"1" * 64}"\n', "utf-8")
    with pytest.raises(CaseFaults, match="bound_to: written for case 111111111111"):
        make_request(case, policies=[str(mine)])


def test_options_of_a_shock_add_its_steps(case: Case) -> None:
    plain = parse_shock("taiwan-quarantine@2027-03", case)
    more = parse_shock("taiwan-quarantine@2027-03+conflict", case)
    assert [(s.value, s.after_months) for s in plain.steps] == [(1, 0)]
    assert [(s.value, s.after_months) for s in more.steps] == [(1, 0), (2, 3)]
