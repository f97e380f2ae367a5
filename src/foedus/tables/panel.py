"""Panels by ally and year: effort, equipment shares, output and weights, counts at two percent.

Every function takes `Tables` as known on some day and hands out a frame with years as rows
and actors as columns. What an edition does not give is NaN, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from foedus.tables.store import Tables


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


def equipment_share(tables: Tables, actors: Sequence[str], *, edition: str) -> pd.DataFrame:
    """Equipment and its research as a share (0 to 1) of defence expenditure, by year and actor."""
    rows = tables.edition("defence_equipment_share", edition)
    return _wide(rows[rows["reconstructed"] == 0], actors, "pct_of_defence") / 100


def output(tables: Tables, actors: Sequence[str], *, edition: str = "WEO-2025-10") -> pd.DataFrame:
    """Nominal GDP, billion US dollars, by year and actor."""
    return _wide(tables.edition("economy", edition), actors, "gdp_usd_bn")


def real_output(
    tables: Tables, actors: Sequence[str], *, base: int = 2021, edition: str = "WEO-2025-10"
) -> pd.DataFrame:
    """GDP at prices and rates of the year `base`, billion US dollars, by year and actor.

    The nominal figure of the base year, moved by real growth before and after it.
    """
    rows = tables.edition("economy", edition)
    nominal = _wide(rows, actors, "gdp_usd_bn")
    volume = (1 + _wide(rows, actors, "real_growth_pct") / 100).cumprod()
    return volume / volume.loc[base] * nominal.loc[base]


def weights(
    tables: Tables,
    actors: Sequence[str],
    *,
    joined: Mapping[str, date] | None = None,
    edition: str = "WEO-2025-10",
) -> pd.DataFrame:
    """Share of each actor in the GDP of all, by year; rows sum to one.

    `joined` gives days of accession: an actor counts from the year it joined in. Without it
    all count in every year, which is how the published aggregates of the allies are weighted.
    """
    gdp = output(tables, actors, edition=edition)
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


def _wide(rows: pd.DataFrame, actors: Sequence[str], value: str) -> pd.DataFrame:
    wide = rows.pivot(index="year", columns="iso3", values=value).sort_index()
    return wide.reindex(columns=list(actors)).astype(np.float64)
