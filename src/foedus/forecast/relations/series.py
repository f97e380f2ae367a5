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
    ``dyad_events:RUS-USA`` score a day, standardised, the mean of several pairs joined by ``+``;
    NATO stands for the allies of the table. ``arms_transfers:USA>POL`` share of a supplier in what
    the United States and European allies deliver. ``opinion:DEU`` per cent who think well of the
    United States, for NATO the median approval of its leadership. ``structure:RUS-CHN`` distance of
    two states in votes of the United Nations. ``tariffs:JPN`` American tariff steps, up less down,
    since 2025. Empty where the table is not there.
    """
    name, _, whom = measure.partition(":")
    if name not in tables.names or tables[name].empty:
        return pd.Series(dtype=float), ""
    rows = tables[name]
    if name in _OWN:
        rows = rows[_OWN[name](rows, whom)]
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


def _transferred(rows: pd.DataFrame, route: list[str]) -> Series[float]:
    supplier, _, first = route[0].partition(">")
    buyers = rows[rows["recipient"].isin([first, *route[1:]])]
    mine = buyers[buyers["supplier"].isin(WEST)]
    whole = mine["tiv"].groupby(mine["year"]).sum().astype(float)
    own = mine[mine["supplier"] == supplier]
    share = own["tiv"].groupby(own["year"]).sum().reindex(whole.index, fill_value=0.0) / whole
    return _by_year(share[share.index >= 2014])


def _votes(rows: pd.DataFrame, pair: list[str]) -> Series[float]:
    a, b = pair[0].split("-")
    by_year = rows.assign(value=rows["value"].astype(float)).pivot_table(
        index="year", columns="iso3", values="value"
    )
    gap = (by_year[a] - by_year[b]).abs().dropna()
    return _by_year(gap[gap.index >= 2014])


def _liked(rows: pd.DataFrame, _: list[str]) -> Series[float]:
    return _by_year(rows["value_pct"].groupby(rows["year"]).mean().astype(float))


def _tariffs(rows: pd.DataFrame, whom: list[str]) -> Series[float]:
    """Steps by month from the first of the table on; a step that hits all hits each."""
    wanted = {*whom, "ALL"}
    hit = rows["target"].map(lambda codes: bool(wanted & set(str(codes).split(";"))))
    mine = rows[(rows["imposer"] == "USA") & hit]
    step = mine["status"].map(STEPS).fillna(0.0)
    by_month = step.groupby(pd.to_datetime(mine["date"]).dt.to_period("M")).sum()
    end = pd.to_datetime(rows["date"].max()).to_period("M")
    months = pd.period_range("2025-01", end, freq="M")
    total = by_month.reindex(months, fill_value=0.0).cumsum()
    total.index = months.to_timestamp()
    return total.astype(float).iloc[1:]  # the first month holds what stood before


def _by_year(values: Series[float]) -> Series[float]:
    """Values by year, at the middle of each."""
    out = values.sort_index()
    out.index = pd.to_datetime([date(int(year), 7, 1) for year in out.index])
    return out.astype(float)


def _events(rows: pd.DataFrame, pairs: list[str]) -> Series[float]:
    found = [_pair(rows, *pair) for text in pairs for pair in _pairs(rows, *text.split("-"))]
    return pd.concat(found, axis=1).mean(axis=1).sort_index() if found else pd.Series(dtype=float)


def _pairs(rows: pd.DataFrame, a: str, b: str) -> list[tuple[str, str]]:
    """The pairs of states that a pair stands for."""
    if "NATO" not in (a, b):
        return [(a, b)]
    other = b if a == "NATO" else a
    known = set(zip(rows["iso3_a"], rows["iso3_b"], strict=True))
    return sorted(
        pair for pair in known if other in pair and not (set(pair) - {other}) & (OUTSIDE - {other})
    )


def _pair(rows: pd.DataFrame, a: str, b: str) -> Series[float]:
    mine = rows[(rows["iso3_a"] == a) & (rows["iso3_b"] == b)].set_index("month")
    score = mine["score_per_day"].astype(float).sort_index()
    return (score - score.mean()) / score.std()


OUTSIDE = frozenset({"USA", "RUS", "CHN", "JPN", "UKR"})
"""States of the table of events that do not stand for the allies of the United States."""

WEST = ("USA", "EUR")
"""Suppliers that a share is taken of; EUR holds all European allies."""

LIKED = (
    "favourable view of the United States",
    "approval of US leadership, median of NATO members",
)
STEPS: Mapping[str, float] = {
    "in force": 1.0, "eased": -1.0, "removed": -1.0, "voided": -1.0, "suspended": -1.0
}  # fmt: skip

_OWN: Mapping[str, Callable[[pd.DataFrame, str], pd.Series[bool]]] = {
    "structure": lambda rows, _: rows["variable"] == "un_ideal_point",
    "opinion": lambda rows, whom: (rows["population"] == whom) & rows["question"].isin(LIKED),
}
"""Rows of a table of many subjects that a measure rests on, and whose source it names."""

_READERS: Mapping[str, Callable[[pd.DataFrame, list[str]], Series[float]]] = {
    "us_troops": _troops,
    "arms_notifications": _notified,
    "ukraine_aid": _financial,
    "dyad_events": _events,
    "arms_transfers": _transferred,
    "opinion": _liked,
    "structure": _votes,
    "tariffs": _tariffs,
}
