"""No later figure can be read from tables as known on a day."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.case.find import find_case
from foedus.core.errors import BadOption, UnknownName
from foedus.tables import Tables, aid, load, panel
from foedus.tables.cells import known_days

ALL = load(find_case("us-alliances"))


@settings(deadline=None, max_examples=25)
@given(st.dates(date(2013, 1, 1), date(2027, 1, 1)))
def test_every_row_was_known_on_the_day_and_no_known_row_is_lost(day: date) -> None:
    then = ALL.as_of(day)
    for name in ALL.names:
        days = known_days(ALL[name], ALL.schemas[name])
        if days is None:
            assert len(then[name]) == len(ALL[name])
            continue
        seen = known_days(then[name], ALL.schemas[name])
        assert seen is not None
        assert (seen <= pd.Timestamp(day)).all()
        assert len(seen) == (days <= pd.Timestamp(day)).sum()


def test_a_later_edition_is_refused_by_name_with_its_day() -> None:
    then = ALL.as_of(date(2025, 9, 1))
    with pytest.raises(BadOption, match=r"published on 2026-07-10, after 2025-09-01.*NATO-2025-08"):
        panel.effort(then, ["POL"], edition="NATO-2026-07")


def test_narrowed_tables_cannot_be_widened_again() -> None:
    then = ALL.as_of(date(2020, 1, 1))
    with pytest.raises(BadOption, match="the day these tables stop at"):
        then.as_of(date(2021, 1, 1))
    assert then.as_of(date(2019, 1, 1)).known_on == date(2019, 1, 1)


def test_an_edition_is_known_on_its_own_day() -> None:
    assert "NATO-2024-06" in ALL.as_of(date(2024, 6, 17)).editions("defence_expenditure")
    assert "NATO-2024-06" not in ALL.as_of(date(2024, 6, 16)).editions("defence_expenditure")


def test_a_count_mixed_with_a_later_edition_is_as_late_as_that_edition() -> None:
    counts = ALL.as_of(date(2025, 12, 31))["allies_at_2pct"]
    assert "counted_mixed" not in set(counts["published_or_counted"])
    assert panel.at_two_percent(ALL.as_of(date(2025, 12, 31))).loc[2025, "NATO-2025-08"] == 31


def test_figures_handed_out_are_copies() -> None:
    mine = ALL["capitals"]
    mine.loc[:, "lat"] = 0.0
    assert (ALL["capitals"]["lat"] > 30).all()


def test_unknown_names_are_refused_with_a_suggestion() -> None:
    with pytest.raises(UnknownName, match="did you mean 'economy'"):
        ALL["econmy"]
    with pytest.raises(UnknownName, match="did you mean 'NATO-2026-07'"):
        ALL.edition("defence_expenditure", "NATO-2026-7")
    with pytest.raises(UnknownName, match="unknown table"):
        ALL.editions("nothing")


def test_aid_before_the_first_known_month_is_refused() -> None:
    with pytest.raises(BadOption, match="take a day from June 2022 on"):
        aid.military(ALL.as_of(date(2022, 1, 1)))


def test_a_table_without_editions_has_none() -> None:
    assert ALL.editions("us_troops") == {}
    assert isinstance(ALL, Tables)
