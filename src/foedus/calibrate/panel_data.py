"""The panel of effort as its likelihood takes it: every figure of every edition, and the drivers.

Editions of NATO in full and in points; where an edition was published only in part, its
reconstructed rows fill in. The edition of June 2022 lists only allies at two percent or more and is
left out: it was selected by the value itself. SIPRI counts something else, and a bias by ally
would have to be fitted with it. Where the core definition of 2026 took out much of what an ally
had reported (Albania from 2023: 1.76 became 1.29), older figures of those years are left out: the
shift by ally is constant, and as noise they gave x two places to be, between which no chain moves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from foedus.calibrate.threat_path import Regime, regimes
from foedus.case.records import Case
from foedus.core.errors import BadOption
from foedus.ensemble.exogenous import exposure_of
from foedus.ensemble.paths import observed_path
from foedus.model.mechanisms.levers import IDS as LEVERS
from foedus.tables.store import Tables

SELECTED = ("NATO-2022-06",)
REDEFINED = 0.2
"""Distance, ln, of a final core figure from the last final one before that definition, beyond
which it counts something else."""

LEAST_YEARS = 4
"""Changes of four years at least: fewer say nothing about shocks of a year."""

Floats = NDArray[np.float32]
Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches of a year in which no lever changes: the drivers are linear within each.

    year, u1, u2 : of each span. months : ``[months, spans]``, weights of a mean over its months.
    share : ``[spans, years]``, its part of a year.
    """

    year: Places
    u1: Floats
    u2: Floats
    months: Floats
    share: Floats


@dataclass(frozen=True, slots=True)
class Panel:
    """Figures ``[figures]`` with their places, and drivers by month ``[12 × (years - 1)]``."""

    allies: tuple[str, ...]
    years: Places
    value: Floats
    """ln of % of GDP."""
    ally: Places
    year: Places
    """Place in `years`."""
    estimate: Floats
    """1 where the edition calls the figure an estimate."""
    core: Floats
    """1 where the edition counts core expenditure (the definition of 2026)."""
    u1: Floats
    u2: Floats
    exposure: Floats
    war: tuple[Regime, ...]

    @property
    def spans(self) -> Spans:
        """The years cut where a lever changes."""
        months = np.arange(len(self.u1))
        same = (np.diff(self.u1) == 0) & (np.diff(self.u2) == 0) & (months[1:] % 12 != 0)
        number = np.concatenate([[0], np.cumsum(~same)])
        first = np.flatnonzero(np.concatenate([[True], ~same]))
        length = np.bincount(number)
        of_month = (number == np.arange(len(first))[:, None]) / length[:, None]
        of_year = (first // 12 == np.arange(len(self.years) - 1)[:, None]) * length / 12
        return Spans(
            year=(self.years[0] + 1 + first // 12).astype(np.int32),
            u1=self.u1[first],
            u2=self.u2[first],
            months=of_month.T.astype(np.float32),
            share=of_year.T.astype(np.float32),
        )

    def observed(self) -> Floats:
        """The figures by ally and year ``[allies, years]``: the mean of the final ones, of the
        estimates where there is none, gaps filled along the years.

        A first estimate may lie far from what was reported in the end (a purchase booked later);
        a sampler that began between the two would stay with the wrong one.
        """
        cells = pd.DataFrame(
            {"ally": self.ally, "year": self.year, "value": self.value, "rough": self.estimate}
        )
        best = cells["rough"] == cells.groupby(["ally", "year"])["rough"].transform("min")
        wide = cells[best].pivot_table(index="ally", columns="year", values="value", aggfunc="mean")
        wide = wide.reindex(index=range(len(self.allies)), columns=range(len(self.years)))
        filled = wide.interpolate(axis=1, limit_direction="both")
        return filled.to_numpy(np.float32)

    def with_values(self, value: Any) -> Panel:
        """The same panel with other figures, for simulated data."""
        return replace(self, value=np.asarray(value, np.float32))


def panel_data(case: Case, tables: Tables, *, edition: str = "") -> Panel:
    """The panel that `tables` know, all editions or one alone.

    Years run from the first of the grid to the last one with a figure. Drivers after the day
    that the tables are known on stay as they stood on it. Raises `BadOption` where an ally has
    no figure at all or the panel is too short.
    """
    allies = case.sets["ally"]
    rows = _rows(tables, edition)
    first = case.grid.start.year
    rows = rows[rows["iso3"].isin(allies) & (rows["year"] >= first)]
    last = int(rows["year"].max()) if len(rows) else first
    years = np.arange(first, last + 1, dtype=np.int32)
    _check(rows, allies, years, tables)
    path = _levers(case, tables.known_on)[12 : 12 * len(years)]
    return Panel(
        allies=tuple(allies),
        years=years,
        value=np.log(rows["pct_gdp"].to_numpy(np.float32)),
        ally=np.array([allies.index(code) for code in rows["iso3"]], np.int32),
        year=np.asarray(rows["year"] - first, np.int32),
        estimate=rows["estimate"].to_numpy(np.float32),
        core=np.asarray(rows["definition"] == "core", np.float32),
        u1=path[:, LEVERS.index("u1")],
        u2=path[:, LEVERS.index("u2")],
        exposure=exposure_of(case, tables, allies),
        war=regimes(case, tables.known_on),
    )


def _rows(tables: Tables, edition: str) -> pd.DataFrame:
    if edition:
        rows = tables.edition("defence_expenditure", edition)
    else:
        rows = tables["defence_expenditure"]
        nato = rows["definition"].isin(["classic", "core"])
        rows = _of_one_definition(rows[nato & ~rows["vintage"].isin(SELECTED)])
    # what an edition published stands before what was computed for it
    rows = rows.sort_values("reconstructed", kind="stable")
    rows = rows.drop_duplicates(["iso3", "year", "vintage"])
    return rows.sort_values(["vintage", "iso3", "year"]).reset_index(drop=True)


def _of_one_definition(rows: pd.DataFrame) -> pd.DataFrame:
    """Without what an ally reported before the core definition, from the year it redefined on."""
    core, cell = rows["definition"] == "core", ["iso3", "year"]
    final = rows[rows["estimate"] == 0].sort_values("vintage")
    new = final[final["definition"] == "core"].groupby(cell)["pct_gdp"].last()
    old = final[final["definition"] != "core"].groupby(cell)["pct_gdp"].last()
    apart = (new / old).dropna()
    far = apart[np.abs(np.log(apart.to_numpy())) > REDEFINED]
    begun = far.reset_index().groupby("iso3")["year"].min()
    return rows[core | ~(rows["year"] >= rows["iso3"].map(begun))]


def _check(rows: pd.DataFrame, allies: tuple[str, ...], years: Places, tables: Tables) -> None:
    known = f"figures known on {tables.known_on}" if tables.known_on else "figures"
    missing = sorted(set(allies) - set(rows["iso3"]))
    if len(years) <= LEAST_YEARS:
        raise BadOption(
            f"{known} end in {years[-1]}: too few years to fit",
            where="defence_expenditure",
            remedy=f"take a day on which at least {LEAST_YEARS} changes are known",
        )
    if missing:
        raise BadOption(
            f"no {known} for {', '.join(missing)}",
            where="defence_expenditure",
            remedy="add their rows, or take them out of the allies",
        )


def _levers(case: Case, known_on: date | None) -> Floats:
    """The observed path, held at the day the tables are known on."""
    path = observed_path(case)
    if known_on and known_on < case.grid.horizon:
        step = min(max(case.grid.step_holding(known_on), 1), len(path))
        path[step:] = path[step - 1]
    return path
