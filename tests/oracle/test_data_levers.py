"""The coded path of the levers, read as the model reads it."""

import re
from datetime import date

import numpy as np
import pytest

from foedus.case.find import find_case
from foedus.case.load import load_case

CASE = load_case(find_case("us-alliances"))


def value(lever: str, day: date) -> float:
    """Value in force on a day."""
    rows = [change for change in CASE.lever_history if change.lever == lever]
    return max((change.start, change.value) for change in rows if change.start <= day)[1]


def test_mean_pressure_of_2015_to_2026_is_the_centre_of_the_pledge_term() -> None:
    steps = range(*(CASE.grid.step_holding(date(year, 1, 1)) for year in (2015, 2027)))
    mean = np.mean([value("u1", CASE.grid.reading_day(step)) for step in steps])
    assert mean == pytest.approx(0.554, abs=0.0005)


def test_every_lever_has_a_value_from_the_first_month_on() -> None:
    assert {lever: value(lever, CASE.grid.reading_day(1)) for lever in CASE.levers}.keys() == set(
        CASE.levers
    )


@pytest.mark.parametrize("term", ["obama-2", "trump-1", "biden"])
def test_the_path_holds_the_column_of_each_past_term(term: str) -> None:
    # the middle of each of these terms; the second Trump term has a path of its own
    day = CASE.terms[term].start.replace(month=6, day=15, year=CASE.terms[term].start.year + 2)
    for lever in CASE.levers.values():
        assert value(lever.id, day) == lever.columns[term], lever.id


@pytest.mark.parametrize(
    ("lever", "day", "told"),
    [
        ("u2", date(2025, 6, 15), 0.0),
        ("u2", date(2025, 7, 15), 1.0),
        ("u3", date(2025, 10, 15), 0.55),
        ("u3", date(2025, 11, 15), 0.70),
        ("u3", date(2026, 5, 15), 0.85),
        ("u3", date(2026, 10, 15), 0.75),
        ("u4", date(2025, 2, 15), 0.05),
        ("u5", date(2025, 10, 15), 0.85),
        ("u5", date(2025, 11, 15), 0.65),
        ("u6", date(2025, 3, 15), 0.60),
        ("u6", date(2025, 8, 15), 0.85),
        ("u6", date(2025, 9, 15), 0.70),
        ("u6", date(2026, 1, 15), 0.95),
        ("u6", date(2026, 3, 15), 0.65),
        ("u9", date(2026, 4, 15), 0.20),
        ("u9", date(2026, 6, 15), 0.40),
        ("u9", date(2026, 10, 15), 0.45),
    ],
)
def test_the_observed_path_of_the_second_trump_term(lever: str, day: date, told: float) -> None:
    assert value(lever, day) == told


def test_every_origin_is_named_and_used() -> None:
    # the loader refuses a key that is not named; a key that nothing uses is dead weight
    used = [
        *(parameter.source for parameter in CASE.parameters.values()),
        *(lever.source for lever in CASE.levers.values()),
        *(change.source for change in CASE.lever_history),
        *(clamp.source for clamp in CASE.history),
    ]
    files = [*CASE.root.glob("tables/*.csv"), *CASE.root.glob("*.csv"), CASE.root / "kernels.toml"]
    used += [p.read_text(encoding="utf-8") for p in files if p.name != "sources.csv"]
    words = set(re.split(r"[;,\n\"]", ";".join(used)))
    assert set(CASE.sources) <= words


def test_policies_move_only_levers_of_the_case_and_forward_ones_keep_history() -> None:
    forward = [policy for policy in CASE.policies.values() if policy.kind == "forward"]
    assert len(forward) == 4
    for policy in forward:
        assert policy.start == CASE.data_cut
        assert all(change.start >= policy.start for change in policy.changes)
    assert CASE.policies["biden-from-2025"].column == "biden"
