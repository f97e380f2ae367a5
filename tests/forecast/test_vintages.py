"""A back-test reads what was known on the day, and a later edition is an error."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from foedus.core.errors import BadOption
from foedus.forecast.backtest import panel as panels
from foedus.forecast.backtest.effort import ORIGINS, EffortBook
from foedus.forecast.backtest.forecasters import LITERAL
from foedus.forecast.backtest.panel import TABLE, real_time, refuse_later, restated
from foedus.tables import Tables
from foedus.tables import panel as figures


@pytest.mark.parametrize("origin", ORIGINS["real time"])
def test_every_cell_was_published_by_the_origin(book: EffortBook, origin: int) -> None:
    seen, _ = book.known("real time", origin)
    published = book.tables.editions(TABLE)
    assert seen.editions()
    assert all(published[name] <= date(origin, 12, 31) for name in seen.editions())


def test_a_later_edition_is_an_error(tables: Tables, book: EffortBook) -> None:
    late = restated(tables, book.allies, 2023)  # holds figures of July 2026
    with pytest.raises(BadOption, match="NATO-2026-07, published on 2026-07-10"):
        refuse_later(late, tables.editions(TABLE), date(2023, 12, 31))


def test_the_book_itself_refuses_a_panel_that_looks_ahead(
    tables: Tables, book: EffortBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looks_ahead(given: Tables, allies: tuple[str, ...], day: date) -> panels.Panel:
        return real_time(given, allies, day.replace(year=day.year + 1))

    monkeypatch.setattr("foedus.forecast.backtest.effort.real_time", looks_ahead)
    with pytest.raises(BadOption, match="a panel for 2023-12-31 holds NATO-2024"):
        book._known("real time", 2023)


def test_tables_of_a_day_refuse_a_later_edition_by_name(tables: Tables) -> None:
    with pytest.raises(BadOption, match="after 2023-12-31"):
        figures.effort(tables.as_of(date(2023, 12, 31)), ["POL"], edition="NATO-2024-06")


def test_figures_published_later_change_no_forecast(tables: Tables, book: EffortBook) -> None:
    """The strongest form: corrupt everything published later, and nothing moves."""
    frames = dict(tables._frames)
    spoilt = frames[TABLE].copy()
    late = spoilt["published"] > "2023-12-31"
    assert late.sum() > 500
    spoilt.loc[late, "pct_gdp"] = 50.0
    frames[TABLE] = spoilt
    day = date(2023, 12, 31)
    honest, drivers = book.known("real time", 2023)
    other = real_time(replace(tables, _frames=frames), book.allies, day)
    np.testing.assert_array_equal(honest.x, other.x)
    form = replace(LITERAL, draws=50)
    np.testing.assert_array_equal(
        form.forecast(honest, drivers, (1, 2)), form.forecast(other, drivers, (1, 2))
    )


def test_the_newest_edition_fills_each_cell(tables: Tables) -> None:
    seen = real_time(tables, ["POL", "DEU"], date(2025, 12, 31))
    years = list(seen.years)
    assert seen.edition[years.index(2019), 0] == "NATO-2025-08"
    assert np.exp(seen.x[years.index(2024), 1]) == pytest.approx(2.0, abs=0.2)
    assert seen.error > seen.revision > 0


def test_an_edition_chosen_by_value_enters_no_fit(tables: Tables) -> None:
    seen = real_time(tables, ["POL", "DEU"], date(2022, 12, 31))
    row = list(seen.years).index(2022)
    assert np.isfinite(seen.x[row, 0])
    assert not seen.usable[row, 0]
    assert np.isnan(seen.x[row, 1])


def test_a_day_without_an_edition_is_refused(tables: Tables) -> None:
    with pytest.raises(BadOption, match=r"no edition .* known on 2018-12-31"):
        real_time(tables, ["POL"], date(2018, 12, 31))


def test_drivers_stop_at_the_origin(book: EffortBook) -> None:
    _, drivers = book.known("real time", 2021)
    assert drivers.threat(2023) == drivers.threat(2021) < 1.0  # February 2022 is not known
    assert drivers.pledges == ((2.0, 2024, 2015),)
    _, later = book.known("real time", 2025)
    assert (3.5, 2035, 2026) in later.pledges
