"""Series of tables behind relations: what was observed, by day, as known on a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd

from foedus.tables.store import Tables

Series = pd.Series
"""Values by day (the first day of a month or year, the day of a report)."""


def series_of(tables: Tables, measure: str) -> tuple[Series[float], str]:
    """The series that a measure names, and the keys of its sources.

    ``us_troops:EST+LVA`` thousand; ``arms_notifications:POL`` USD bn a year at 2024 prices, a year
    without a row being zero; ``ukraine_aid:USA`` financial allocations, EUR bn a month;
    ``dyad_events:RUS-USA`` score a day, standardised. Empty where the table is not there.
    """
    name, _, whom = measure.partition(":")
    if name not in tables.names or tables[name].empty:
        return pd.Series(dtype=float), ""
    rows = tables[name]
    found = _READERS[name](rows, whom.split("+"))
    return found, ";".join(sorted(set(rows["origin"])))


def _troops(rows: pd.DataFrame, hosts: list[str]) -> Series[float]:
    mine = rows[rows["host_iso3"].isin(hosts) & (rows["date"] >= "2014-01-01")]
    return (mine["personnel"].groupby(mine["date"]).sum() / 1000).astype(float)


def _notified(rows: pd.DataFrame, buyers: list[str]) -> Series[float]:
    mine = rows[rows["recipient"].isin(buyers)]
    by_year = (mine["usd_m_2024"].groupby(mine["year"]).sum() / 1000).astype(float)
    years = range(2014, int(rows["year"].max()) + 1)
    whole = by_year.reindex(years, fill_value=0.0)
    whole.index = pd.to_datetime([date(year, 7, 1) for year in years])
    return whole


def _financial(rows: pd.DataFrame, donors: list[str]) -> Series[float]:
    mine = rows[rows["donor_iso3"].isin(donors)]
    months = pd.date_range(rows["month"].min(), rows["month"].max(), freq="MS")
    by_month = mine["financial_eur_bn"].groupby(mine["month"]).sum().astype(float)
    return by_month.reindex(months, fill_value=0.0)


def _events(rows: pd.DataFrame, pair: list[str]) -> Series[float]:
    a, b = pair[0].split("-")
    mine = rows[(rows["iso3_a"] == a) & (rows["iso3_b"] == b)].set_index("month")
    score = mine["score_per_day"].astype(float).sort_index()
    return (score - score.mean()) / score.std()


_READERS: Mapping[str, Callable[[pd.DataFrame, list[str]], Series[float]]] = {
    "us_troops": _troops,
    "arms_notifications": _notified,
    "ukraine_aid": _financial,
    "dyad_events": _events,
}
