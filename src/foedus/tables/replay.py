"""Tables for a run that starts in the past: the figures of that day, and what stands in for them.

An edition that existed on the day but is not in the tables leaves holes: in March 2022 anybody knew
effort in 2021, but the newest edition here is that of 2019. A hole is filled by the earliest later
edition that has it, if its year was over by the day or an edition of the day speaks of it. Such
figures may carry later revisions; `Tables.lent` counts them, and a run says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from foedus.tables.cells import known_days
from foedus.tables.panel import FOREIGN
from foedus.tables.store import Tables


@dataclass(frozen=True, slots=True)
class Rule:
    """How a table lends: `cell` is what one edition gives once.

    A `lasting` table tells of geography and the like, which no year changes.
    """

    cell: tuple[str, ...]
    lasting: bool = False


RULES: Mapping[str, Rule] = {
    "defence_expenditure": Rule(("iso3", "year")),
    # an edition that lacks an ally's share lacks it on purpose: years are lent whole
    "defence_equipment_share": Rule(("year",)),
    "economy": Rule(("iso3", "year")),
    "structure": Rule(("iso3", "variable"), lasting=True),
}
"""Tables that a run cannot do without."""


def replay(tables: Tables, day: date) -> Tables:
    """The tables as known on `day`, holes filled as said above.

    >>> from foedus.case.find import find_case
    >>> from foedus.tables import load
    >>> then = replay(load(find_case("us-alliances")), date(2024, 11, 6))
    >>> then.lent["defence_expenditure"]
    {'NATO-2025-08': 82, 'NATO-2026-07': 40}
    """
    known = tables.as_of(day)
    names = [name for name in RULES if name in tables.names]
    return known.lending({name: _lent(tables, known, name, day) for name in names})


def _lent(tables: Tables, known: Tables, name: str, day: date) -> pd.DataFrame:
    rule, schema, rows = RULES[name], tables.schemas[name], tables[name]
    days = known_days(rows, schema)
    if days is None:
        return rows.iloc[:0]
    rows = rows.assign(_known=days)
    mine = known[name]
    later = rows[rows["_known"] > pd.Timestamp(day)]
    if "definition" in rows:
        later, mine = (part[~part["definition"].isin(FOREIGN)] for part in (later, mine))
    if not rule.lasting:
        later = later[(later["year"] <= _last_over(day)) | later["year"].isin(set(mine["year"]))]
    cell = list(rule.cell)
    have = pd.MultiIndex.from_frame(mine[cell])
    later = later[~pd.MultiIndex.from_frame(later[cell]).isin(have)]
    first = later.groupby(cell)["_known"].transform("min")
    return later[later["_known"] == first].drop(columns="_known")


def _last_over(day: date) -> int:
    """The last year that has ended by the end of a day."""
    return (day + timedelta(days=1)).year - 1
