"""What the mechanisms take as given: covariates from the tables, month by month.

`monthly` arrays have one row for each step of the grid; `constant` arrays do not move. Years
beyond the last figure of a table keep that figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.core.errors import BadOption
from foedus.ensemble.paths import lever_mean
from foedus.model.mechanisms.levers import IDS as LEVERS
from foedus.tables import geography, panel, personnel
from foedus.tables.store import Tables

Floats = NDArray[np.float32]
DEFAULT_EQUIPMENT = 0.30
"""Equipment share of an ally that the edition lacks [judgement]."""

PACE_YEARS = 3
"""Years whose mean change goes on where figures of the day end before the run begins."""

EXPOSURE_NEAR_KM, DECAY_KM = 800.0, 1500.0


@dataclass(frozen=True, slots=True)
class Exogenous:
    """Arrays given to every step, and those behind the start and the clamps."""

    monthly: Mapping[str, Any]
    constant: Mapping[str, Any]
    start: Mapping[str, Any]


def exogenous(case: Case, tables: Tables) -> Exogenous:
    """All covariates of a case; the lever path is a policy's and is added by the run."""
    allies = case.sets["ally"]
    years = case.grid.years
    weight = _by_month(panel.weights(tables, allies, joined=_joined(case, allies)), years)
    everyone = _by_month(panel.weights(tables, allies), years)
    bloc = _one_hot(case, "bloc")
    mass = everyone[:, None, :] * bloc[None]
    bloc_mean = mass / mass.sum(axis=2, keepdims=True)
    exposure = exposure_of(case, tables, allies)
    monthly = {
        "gdp_weight": weight,
        "gdp_real": _by_month(panel.real_output(tables, allies), years),
        "equipment_share": _by_month(_equipment(tables, allies), years),
        "fiscal_stress": _by_month(_fiscal_stress(tables, allies), years),
        "bloc_weight": mass.sum(axis=2).astype(np.float32),
        "bloc_mean": bloc_mean.astype(np.float32),
        "bloc_exposure": (bloc_mean @ exposure).astype(np.float32),
        "coded_contacts": coded_contacts(case),
    }
    constant = {
        "exposure": exposure,
        "neighbours": _neighbours(tables, allies),
        "bloc_member": bloc,
        "autonomy": _autonomy(case, allies),
        "host_share": _host_share(case, tables, allies),
        "lever_mean": np.array([lever_mean(case, k) for k in LEVERS], np.float32),
        "lever_noise": np.array([case.levers[k].noise for k in LEVERS], np.float32),
        "dyad_usa_chn": np.int32(case.sets["dyad"].index("USA-CHN")),
        "dyad_usa_eu": np.int32(case.sets["dyad"].index("USA-EU")),
        "only_baltic": np.bool_(case.variant.get("shock") == "baltic"),
        "floor_on_total": np.bool_(case.variant.get("floor_concept") != "permanent"),
    }
    start = {
        "effort_start": effort_by_month(case, tables)[0],
        "forces_start": permanent_by_month(case, tables)[0],
        "gdp_real": monthly["gdp_real"][0],
        "equipment_share": monthly["equipment_share"][0],
    }
    return Exogenous(monthly, constant, start)


def effort_by_month(case: Case, tables: Tables) -> Floats:
    """ln of effort, % of GDP, at the end of each month: linear in the log within a year.

    Each figure is that of the newest edition. The figure of a year is its December value; that of
    the first year stands through it. After the last year that all allies have a figure of, effort
    goes on at the mean pace of all allies in the three years before.
    """
    figures = panel.newest_effort(tables, case.sets["ally"])
    figures = figures.loc[case.grid.start.year :]
    whole = figures.index[figures.notna().all(axis=1)]
    if whole.empty:
        raise _too_early(tables, "year of effort")
    log = np.log(figures.loc[: whole[-1]].to_numpy())
    first, recent = int(figures.index[0]), log[-PACE_YEARS - 1 :]
    pace = float(np.diff(recent, axis=0).mean()) if len(recent) > 1 else 0.0
    rows = []
    for year, month in zip(case.grid.years, case.grid.months, strict=True):
        here = min(max(year - first, 0), len(log) - 1)
        before = max(min(year - 1 - first, len(log) - 1), 0)
        beyond = max((year - 1 - first) + month / 12 - (len(log) - 1), 0)
        rows.append(log[before] + month / 12 * (log[here] - log[before]) + pace * beyond)
    return np.array(rows, np.float32)


def permanent_by_month(case: Case, tables: Tables) -> Floats:
    """Permanent US personnel by host group, thousand, at the end of each month.

    Linear between the days of the reports; the first and the last are held outside them.
    """
    hosts = {a.code: a.host for a in case.actors.values() if a.host}
    quarters = personnel.permanent(tables, hosts, case.sets["host"])
    quarters = quarters[quarters.index >= pd.Timestamp(case.grid.start)]
    if quarters.empty:
        raise _too_early(tables, "count of US forces")
    days = np.array([day.toordinal() for day in pd.DatetimeIndex(quarters.index)])
    ends = np.array([case.grid.end(k).toordinal() for k in range(1, case.grid.steps + 1)])
    columns = [np.interp(ends, days, quarters[h].to_numpy()) for h in case.sets["host"]]
    return np.stack(columns, axis=1).astype(np.float32)


def _too_early(tables: Tables, what: str) -> BadOption:
    day = f" on {tables.known_on}" if tables.known_on else ""
    return BadOption(
        f"no {what} since the start of the case was known{day}",
        where="--as-of",
        remedy="choose a later day",
    )


def coded_contacts(case: Case) -> Floats:
    """Contacts coded in history, by month: US-Russian, and restatements of Article 5.

    A row of history counts in its own month only: the codings are a sample of events.
    """
    out = np.zeros((case.grid.steps, 2), np.float32)
    column = {"contact.usru": 0, "contact.reassure": 1}
    for row in case.history:
        if row.variable in column:
            step = case.grid.step_holding(row.start)
            out[step - 1, column[row.variable]] = float(row.value)
    return out


def _by_month(frame: pd.DataFrame, years: NDArray[np.int32]) -> Floats:
    last, first = int(frame.index[-1]), int(frame.index[0])
    rows = frame.loc[np.clip(years, first, last)].to_numpy()
    return np.ascontiguousarray(rows, np.float32)


def _joined(case: Case, allies: Sequence[str]) -> dict[str, Any]:
    days = {ally: case.actors[ally].joined for ally in allies}
    return {ally: day for ally, day in days.items() if day is not None}


def _one_hot(case: Case, kind: str) -> Floats:
    names = case.sets[kind]
    groups = [getattr(case.actors[ally], kind) for ally in case.sets["ally"]]
    return np.array([[group == name for group in groups] for name in names], np.float32)


def exposure_of(case: Case, tables: Tables, allies: Sequence[str]) -> Floats:
    """omega_i: exp(-(distance to Moscow - 800 km) / 1500 km), the largest 1.

    Variant ``mindist``: least distance between territories, and half as much again for a land
    border with Russia.
    """
    if case.variant.get("exposure") == "mindist":
        rows = tables["structure"]
        near = _structure(rows, "min_distance_to_russia_km", allies)
        border = _structure(rows, "land_border_with_russia", allies)
        raw = np.exp(-near / DECAY_KM) * (1 + 0.5 * border)
    else:
        far = geography.distances(tables, allies, ["RUS"])["RUS"].to_numpy()
        raw = np.exp(-(far - EXPOSURE_NEAR_KM) / DECAY_KM)
    return np.asarray(raw / raw.max(), np.float32)


def _structure(rows: pd.DataFrame, variable: str, allies: Sequence[str]) -> NDArray[np.float64]:
    one = rows[rows["variable"] == variable].drop_duplicates("iso3", keep="last")
    values = one.set_index("iso3")["value"].astype(float).reindex(list(allies))
    return np.asarray(values, np.float64)


def _neighbours(tables: Tables, allies: Sequence[str]) -> Floats:
    """W_ij: exp(-distance / 1500 km) between capitals, own weight 0, rows sum to 1."""
    raw = np.exp(-geography.distances(tables, allies, allies).to_numpy() / DECAY_KM)
    np.fill_diagonal(raw, 0.0)
    return np.asarray(raw / raw.sum(axis=1, keepdims=True), np.float32)


def _autonomy(case: Case, allies: Sequence[str]) -> Floats:
    """alpha_i: the standing pull towards autonomy: France +1, East -.5 [judgement]."""
    east = {"East": -0.5}
    own = [east.get(case.actors[ally].bloc, 0.0) for ally in allies]
    return np.array(
        [1.0 if ally == "FRA" else pull for ally, pull in zip(allies, own, strict=True)], np.float32
    )


def _host_share(case: Case, tables: Tables, allies: Sequence[str]) -> Floats:
    """Share of each host group's US personnel that stands in each ally, last quarter known."""
    rows = tables["us_troops"]
    last = rows[rows["date"] == rows["date"].max()].set_index("host_iso3")["personnel"]
    groups = case.sets["host"]
    out = np.zeros((len(allies), len(groups)), np.float32)
    for row, ally in enumerate(allies):
        group = case.actors[ally].host
        if group:
            out[row, groups.index(group)] = float(last.get(ally, 0.0))
    return np.asarray(out / out.sum(axis=0, keepdims=True), np.float32)


def _equipment(tables: Tables, allies: Sequence[str]) -> pd.DataFrame:
    return panel.equipment_share(tables, allies).fillna(DEFAULT_EQUIPMENT)


def _fiscal_stress(tables: Tables, allies: Sequence[str]) -> pd.DataFrame:
    """FISC: mean of the z-scores, over allies and years, of gross debt and of the deficit."""
    debt, balance = panel.public_finance(tables, allies)
    return _z(_z(debt) + _z(-balance))


def _z(frame: pd.DataFrame) -> pd.DataFrame:
    values = frame.to_numpy(float)
    scaled = (values - np.nanmean(values)) / np.nanstd(values)
    return pd.DataFrame(scaled, index=frame.index, columns=frame.columns)
