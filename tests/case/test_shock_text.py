"""How a user names a shock."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foedus.case.load import load_case
from foedus.case.records import Case
from foedus.case.shocks import parse_shock
from foedus.core.errors import BadOption, UnknownName


@pytest.fixture
def case(minimal_case: Path) -> Case:
    return load_case(minimal_case)


@pytest.mark.parametrize(
    ("text", "day", "options", "steps"),
    [
        ("ceasefire", date(2018, 6, 1), (), 1),
        ("ceasefire@2019-03", date(2019, 3, 1), (), 1),
        ("ceasefire@2019-03-17", date(2019, 3, 17), (), 1),
        ("ceasefire@2019-03+lapse", date(2019, 3, 1), ("lapse",), 2),
        ("ceasefire+lapse+lapse", date(2018, 6, 1), ("lapse",), 2),
    ],
)
def test_name_date_and_options(
    case: Case, text: str, day: date, options: tuple[str, ...], steps: int
) -> None:
    dated = parse_shock(text, case)
    assert (dated.shock.name, dated.day, dated.options) == ("ceasefire", day, options)
    assert len(dated.steps) == steps


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cease-fire", "unknown shock 'cease-fire'; did you mean 'ceasefire'? known: ceasefire"),
        (
            "ceasefire@2019-03+laps",
            "shock 'ceasefire@2019-03+laps': unknown option of ceasefire 'laps'; "
            "did you mean 'lapse'? known: lapse",
        ),
    ],
)
def test_unknown_names(case: Case, text: str, message: str) -> None:
    with pytest.raises(UnknownName) as caught:
        parse_shock(text, case)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ceasefire@soon", "shock 'ceasefire@soon': 'soon' is not a date"),
        ("ceasefire@", "shock 'ceasefire@': '' is not a date"),
        ("ceasefire@2030-01", "shock 'ceasefire@2030-01': 2030-01-01 is outside the case"),
        ("ceasefire@2013-12", "shock 'ceasefire@2013-12': 2013-12-01 is outside the case"),
    ],
)
def test_unusable_dates(case: Case, text: str, message: str) -> None:
    with pytest.raises(BadOption) as caught:
        parse_shock(text, case)
    assert str(caught.value).startswith(message)
