"""Panels by ally and year: effort, equipment shares, output and weights, counts at two percent.

Every function takes `Tables` as known on some day and hands out a frame with years as rows
and actors as columns. What an edition does not give is NaN, never zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from foedus.tables.store import Tables

FOREIGN = ("sipri",)
"""Definitions of defence expenditure that NATO's editions do not share."""


def effort(
    tables: Tables, actors: Sequence[str], *, edition: str, reconstructed: bool = False
) -> pd.DataFrame:
    """Defence expenditure, % of GDP, by year and actor, in one edition.

    Parameters
    ----------
    edition : e.g. ``"NATO-2026-07"``; `Tables.editions` lists those known.
    reconstructed : take the rows computed from dollar outlays, not the published ones.

    Raises `BadOption` for an edition published after the day the tables are known on.

    >>> from foedus.case.find import find_case
    >>> from foedus.tables import load
    >>> tables = load(find_case("us-alliances"))
    >>> effort(tables, ["POL", "USA"], edition="NATO-2024-06").loc[2024].to_dict()
    {'POL': 4.12, 'USA': 3.38}
    """
    rows = tables.edition("defence_expenditure", edition)
    return _wide(rows[rows["reconstructed"] == int(reconstructed)], actors, "pct_gdp")


def layers(tables: Tables, name: str) -> Iterator[tuple[str, pd.DataFrame]]:
    """Rows of a table with editions, one known edition after another, the newest last.

    What stands in for a missing edition comes first. Within an edition figures computed for it come
    before those it printed. Definitions that are not NATO's are left out.
    """
    rows, column = tables[name], tables.schemas[name].edition
    if "definition" in rows:
        rows = rows[~rows["definition"].isin(FOREIGN)]
    for edition in (*tables.lent.get(name, ()), *tables.editions(name)):
        mine = rows[rows[column] == edition]
        for computed in (1, 0) if "reconstructed" in mine else (None,):
            part = mine if computed is None else mine[mine["reconstructed"] == computed]
            if len(part):
                yield edition, part


def effort_layers(tables: Tables, actors: Sequence[str]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Defence expenditure, % of GDP, by year and actor, edition by edition, the newest last."""
    for edition, rows in layers(tables, "defence_expenditure"):
        yield edition, _wide(rows, actors, "pct_gdp")


def newest_effort(tables: Tables, actors: Sequence[str]) -> pd.DataFrame:
    """Defence expenditure, % of GDP, by year and actor: each figure from the newest edition.

    >>> from foedus.case.find import find_case
    >>> from foedus.tables import load
    >>> then = load(find_case("us-alliances")).as_of(date(2024, 3, 1))
    >>> newest_effort(then, ["POL"])["POL"].loc[[2019, 2022, 2023]].to_list()
    [2.013, 2.42, 3.9]
    """
    return _newest(tables, "defence_expenditure", actors, "pct_gdp")


def equipment_share(tables: Tables, actors: Sequence[str]) -> pd.DataFrame:
    """Equipment and its research as a share (0 to 1) of defence expenditure, by year and actor.

    Each year from the newest edition that has it: what that one leaves out is NaN.
    """
    out = pd.DataFrame(columns=list(actors), dtype=np.float64)
    for _, rows in layers(tables, "defence_equipment_share"):
        new = _wide(rows[rows["reconstructed"] == 0], actors, "pct_of_defence")
        out = pd.concat([out.drop(index=out.index.intersection(new.index)), new])
    return out.sort_index() / 100


def output(tables: Tables, actors: Sequence[str]) -> pd.DataFrame:
    """Nominal GDP, billion US dollars, by year and actor: each figure from the newest edition."""
    return _newest(tables, "economy", actors, "gdp_usd_bn")


def real_output(tables: Tables, actors: Sequence[str], *, base: int = 2021) -> pd.DataFrame:
    """GDP at prices and rates of the year `base`, billion US dollars, by year and actor.

    The nominal figure of the base year (of the last year known, if that is earlier), moved by real
    growth before and after it.
    """
    nominal = output(tables, actors)
    volume = (1 + _newest(tables, "economy", actors, "real_growth_pct") / 100).cumprod()
    year = min(base, int(nominal.index[-1]))
    return volume / volume.loc[year] * nominal.loc[year]


def public_finance(tables: Tables, actors: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Gross debt and balance of general government, % of GDP, by year and actor."""
    debt, balance = (
        _newest(tables, "economy", actors, name) for name in ("debt_pct_gdp", "balance_pct_gdp")
    )
    return debt, balance


def weights(
    tables: Tables,
    actors: Sequence[str],
    *,
    joined: Mapping[str, date] | None = None,
) -> pd.DataFrame:
    """Share of each actor in the GDP of all, by year; rows sum to one.

    `joined` gives days of accession: an actor counts from the year it joined in. Without it
    all count in every year, which is how the published aggregates of the allies are weighted.
    """
    gdp = output(tables, actors)
    for actor, day in (joined or {}).items():
        if actor in gdp.columns:
            gdp.loc[gdp.index < day.year, actor] = 0.0
    return gdp.div(gdp.sum(axis=1), axis=0)


def weighted_mean(values: pd.DataFrame, shares: pd.DataFrame) -> pd.Series[float]:
    """Weighted mean over actors by year, for the years of `values`; NaN where a value is missing
    under a weight above zero."""
    shares = shares.loc[values.index, values.columns]
    product = (values * shares).where(shares > 0, 0.0)
    return product.sum(axis=1, skipna=False)


def shortfall(
    values: pd.DataFrame, shares: pd.DataFrame, target: Mapping[int, float]
) -> pd.Series[float]:
    """Weighted sum of what each actor lacks to the target of the year, in the unit of `values`."""
    rows = [year for year in target if year in values.index]
    goal = pd.Series({year: target[year] for year in rows})
    lack = (-values.loc[rows].sub(goal, axis=0)).clip(lower=0)
    return weighted_mean(lack, shares)


def at_two_percent(tables: Tables) -> pd.DataFrame:
    """Allies at 2 % or more (the United States included) by year, one column an edition.

    Where an edition has both, the count it published itself stands before our own count.
    """
    rows = tables["allies_at_2pct"]
    order = ["published", "counted", "counted_mixed"]
    rank = rows["published_or_counted"].map({kind: i for i, kind in enumerate(order)})
    first = rows.assign(rank=rank).sort_values("rank").drop_duplicates(["year", "vintage"])
    return first.pivot(index="year", columns="vintage", values="count").sort_index()


def _newest(tables: Tables, name: str, actors: Sequence[str], value: str) -> pd.DataFrame:
    out = pd.DataFrame(columns=list(actors), dtype=np.float64)
    for _, rows in layers(tables, name):
        new = _wide(rows, actors, value)
        out = new.combine_first(out) if len(out) else new
    return out.reindex(columns=list(actors)).sort_index()


def _wide(rows: pd.DataFrame, actors: Sequence[str], value: str) -> pd.DataFrame:
    wide = rows.pivot(index="year", columns="iso3", values=value).sort_index()
    return wide.reindex(columns=list(actors)).astype(np.float64)
