"""The latest record behind a variable on a day: a coded value, or the last figure of a table."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from foedus.case.records import Case
from foedus.ensemble.result import Known
from foedus.tables.store import Tables

TABLES = {
    "effort.x": "defence_expenditure",
    "europe.effort": "defence_expenditure",
    "europe.off": "defence_expenditure",
    "europe.off_ref": "defence_expenditure",
    "nato.at2": "defence_expenditure",
    "forces.permanent": "us_troops",
    "forces.total": "us_troops",
    "forces.usa_europe": "us_troops",
    "aid.usa": "ukraine_aid",
    "aid.europe": "ukraine_aid",
}
"""Table behind each variable that follows one through history."""

DAYS = {"defence_expenditure": "published", "us_troops": "date", "ukraine_aid": "month"}
"""Column that dates the rows of a table."""


def last_known(case: Case, tables: Tables, variables: Collection[str], step: int) -> Known | None:
    """The latest record behind any of some variables up to the end of a step; None without one.

    `tables` are those as known at the end of the step.
    """
    end = case.grid.end(step)
    coded = [
        Known(row.start, row.source)
        for row in case.history
        if row.variable in variables and row.start < end
    ]
    names = {TABLES[name] for name in variables if name in TABLES}
    found = coded + [k for name in sorted(names) if (k := _last_row(tables, name))]
    return max(found, key=lambda known: known.day, default=None)


def _last_row(tables: Tables, table: str) -> Known | None:
    if table not in tables.names:
        return None
    frame = tables[table]
    if frame.empty:
        return None
    day, source = max(zip(frame[DAYS[table]], frame["origin"], strict=True))
    return Known(pd.Timestamp(day).date(), str(source))
