"""Figures that were observed, to stand beside the model's paths.

Only what was published by the day of the run is shown, in the newest edition of
that day; counts at 2 % come by edition, because an edition restates the past.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from foedus.case.records import Case
from foedus.tables.aid import military
from foedus.tables.panel import at_two_percent, effort
from foedus.tables.personnel import permanent
from foedus.tables.store import Tables, load

COUNT_EDITIONS = ("NATO-2025-08", "NATO-2026-07")
_GROUP = "EURCAN"
_MEAN_MONTHS = 3
"""Allocations come in lumps: a mean of three months can be read, single months cannot."""


@dataclass(frozen=True, slots=True)
class Observed:
    """A series of one variable (one `element` of an indexed one); `series` names its edition."""

    variable: str
    element: str
    series: str
    dates: tuple[date, ...]
    values: tuple[float, ...]


def observe(case: Case, as_of: date) -> tuple[Observed, ...]:
    """All series that the tables of a case give on a day; none when it brings no tables."""
    if not (case.root / "tables" / "schema.toml").is_file():
        return ()
    tables = load(case.root).as_of(as_of)
    found = [*_effort(tables, case), *_counts(tables), *_forces(tables, case), *_aid(tables)]
    return tuple(series for series in found if series.dates)


def _effort(tables: Tables, case: Case) -> Iterator[Observed]:
    """Newest edition with the aggregate: a year's figure belongs to its December."""
    if "defence_expenditure" not in tables.names:
        return
    rows = tables["defence_expenditure"]
    editions = set(rows.loc[rows["iso3"] == _GROUP, "vintage"])
    newest = [name for name in tables.editions("defence_expenditure") if name in editions]
    if not newest:
        return
    allies = case.sets.get("ally", ())
    panel = effort(tables, [_GROUP, *allies], edition=newest[-1])
    days = tuple(date(int(year), 12, 31) for year in panel.index)
    yield _series("europe.effort", "", newest[-1], days, panel[_GROUP])
    for ally in allies:
        yield _series("effort", ally, newest[-1], days, panel[ally])


def _counts(tables: Tables) -> Iterator[Observed]:
    """Allies at 2 %, the United States included, by edition."""
    if "allies_at_2pct" not in tables.names:
        return
    counts = at_two_percent(tables)
    for edition in COUNT_EDITIONS:
        if edition in counts:
            column = counts[edition].dropna()
            days = tuple(date(int(year), 12, 31) for year in column.index)
            yield _series("nato.at2", "", edition, days, column)


def _forces(tables: Tables, case: Case) -> Iterator[Observed]:
    hosts = {actor.code: "all" for actor in case.actors.values() if actor.host}
    if "us_troops" not in tables.names or not hosts:
        return
    total = permanent(tables, hosts, ["all"])["all"]
    total = total[total.index >= pd.Timestamp(case.grid.start)]
    days = tuple(pd.Timestamp(day).date() for day in total.index)
    yield _series("forces.permanent", "", "DMDC", days, total)


def _aid(tables: Tables) -> Iterator[Observed]:
    if "ukraine_aid" not in tables.names or tables["ukraine_aid"].empty:
        return
    months = military(tables)
    means = months.resample(f"{_MEAN_MONTHS}MS").mean()
    full = months.resample(f"{_MEAN_MONTHS}MS").size() == _MEAN_MONTHS
    means = means[full]
    days = tuple((pd.Timestamp(day) + pd.DateOffset(months=2)).date() for day in means.index)
    for donor in ("usa", "europe"):
        yield _series(f"aid.{donor}", "", "Kiel", days, means[donor])


def _series(
    variable: str, element: str, series: str, days: tuple[date, ...], values: pd.Series[float]
) -> Observed:
    kept = [(d, float(v)) for d, v in zip(days, values, strict=True) if pd.notna(v)]
    return Observed(variable, element, series, tuple(d for d, _ in kept), tuple(v for _, v in kept))
