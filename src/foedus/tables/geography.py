"""Distances between capitals on the great circle.

    d = 2 r asin sqrt( sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2) ),   r = 6371 km

The sphere is off by at most half a percent, far below what the decay of exposure with
distance (1500 km) can notice.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from foedus.core.errors import UnknownName
from foedus.tables.store import Tables

EARTH_RADIUS_KM = 6371.0


def distances(tables: Tables, rows: Sequence[str], columns: Sequence[str]) -> pd.DataFrame:
    """Distance in km from the capital of each of `rows` to that of each of `columns`.

    Raises `UnknownName` for a code without a capital in the table ``capitals``.

    >>> from foedus.case.find import find_case
    >>> from foedus.tables import load
    >>> tables = load(find_case("us-alliances"))
    >>> round(float(distances(tables, ["FRA"], ["DEU"]).loc["FRA", "DEU"]), -1)
    880.0
    """
    places = tables["capitals"].set_index("iso3")[["lat", "lon"]]
    for code in (*rows, *columns):
        if code not in places.index:
            raise UnknownName("capital", code, places.index, where="tables/capitals.csv")
    here = np.radians(places.loc[list(rows)].to_numpy())[:, None, :]
    there = np.radians(places.loc[list(columns)].to_numpy())[None, :, :]
    half = np.sin((here - there) / 2) ** 2
    chord = half[..., 0] + np.cos(here[..., 0]) * np.cos(there[..., 0]) * half[..., 1]
    km = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    return pd.DataFrame(km, index=list(rows), columns=list(columns))
