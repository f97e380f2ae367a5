"""US forces permanently assigned to Europe, by group of hosts and quarter.

Source: quarterly counts of the Defense Manpower Data Center, each host counted once.
Rotational brigades are not in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from foedus.tables.store import Tables


def permanent(tables: Tables, hosts: Mapping[str, str], groups: Sequence[str]) -> pd.DataFrame:
    """Permanent personnel, thousand, by day of the report and group of hosts.

    Parameters
    ----------
    hosts : group of each host, e.g. ``{"DEU": "DEU", "ROU": "OTH"}``; others are left out.
    groups : order of the columns.

    Quarters that the source lacks (2022-12 to 2023-06) have no row. A small host without a
    figure in one quarter adds nothing to its group: a few persons at most.

    >>> from foedus.case.find import find_case
    >>> from foedus.tables import load
    >>> tables = load(find_case("us-alliances"))
    >>> permanent(tables, {"DEU": "DEU", "ITA": "ITA"}, ["DEU", "ITA"]).loc["2025-12-31"].to_dict()
    {'DEU': 36.436, 'ITA': 12.662}
    """
    rows = tables["us_troops"]
    rows = rows[rows["host_iso3"].isin(list(hosts))]
    group = rows["host_iso3"].map(hosts)
    total = rows["personnel"].groupby([rows["date"], group]).sum().unstack()
    return total.reindex(columns=list(groups)).astype(float) / 1000
