"""Military aid to Ukraine by month: the United States and Europe.

Source: allocations of the Kiel tracker. Europe is the European allies, the other members of
the Union, Switzerland and the institutions of the Union; Canada, Australia, New Zealand and
the donors of Asia are left out of both series.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from foedus.core.errors import BadOption
from foedus.tables.store import Tables

_EUROPE = (
    "AUT BEL BGR CHE CYP CZE DEU DNK ESP EST EU FIN FRA GBR GRC HRV HUN IRL ISL ITA LTU LUX LVA "
    "MLT NLD NOR POL PRT ROU SVK SVN SWE TUR"
)
EUROPE = frozenset(_EUROPE.split())
"""Donors counted as Europe, by code; ``EU`` is the Commission and the Council."""


def military(tables: Tables, europe: Collection[str] = EUROPE) -> pd.DataFrame:
    """Military allocations, EUR bn a month, current prices: columns ``usa`` and ``europe``.

    One row for each month from the first to the last one known, zero where nobody in the
    column allocated anything. The source has no American row after January 2025. Raises
    `BadOption` when no month was known yet.

    >>> from foedus.case.find import find_case
    >>> from foedus.tables import load
    >>> military(load(find_case("us-alliances"))).loc["2024-12-01"].round(2).to_dict()
    {'usa': 3.56, 'europe': 1.97}
    """
    rows = tables["ukraine_aid"]
    if rows.empty:
        raise BadOption(
            f"no month of aid was known on {tables.known_on}",
            where="ukraine_aid",
            remedy="take a day from June 2022 on",
        )
    months = pd.date_range(rows["month"].min(), rows["month"].max(), freq="MS")
    donors = {"usa": frozenset(["USA"]), "europe": frozenset(europe)}
    sums = {name: _monthly(rows[rows["donor_iso3"].isin(who)]) for name, who in donors.items()}
    return pd.DataFrame(sums, index=months).fillna(0.0).rename_axis("month")


def _monthly(rows: pd.DataFrame) -> pd.Series[float]:
    return rows["military_eur_bn"].groupby(rows["month"]).sum()
