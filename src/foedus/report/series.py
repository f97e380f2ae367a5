"""Paths of a run cut for reading: dates, quantiles and means of one variable under one policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from foedus.ensemble.result import RunResult

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Band:
    """Quantiles of one variable under one policy: `values` is ``[time, quantile]``."""

    policy: str
    dates: tuple[date, ...]
    levels: tuple[float, ...]
    values: Floats

    def column(self, level: float) -> Floats:
        """The path of the quantile nearest to a level."""
        nearest = int(np.argmin(np.abs(np.asarray(self.levels) - level)))
        out: Floats = self.values[:, nearest]
        return out


@dataclass(frozen=True, slots=True)
class Path:
    """A weighted mean (the share of trajectories, for a flag) under one policy."""

    policy: str
    dates: tuple[date, ...]
    values: Floats


def dates_of(data: xr.Dataset) -> tuple[date, ...]:
    """The time axis as dates, whatever resolution it has."""
    days = np.asarray(data["time"].values, "datetime64[D]")
    return tuple(day.item() for day in days)


def horizon_of(result: RunResult) -> date:
    """Last date of a run: the horizon of the case, or the end of a hindcast."""
    return dates_of(result.quantiles)[-1]


def bands(result: RunResult, variable: str, label: str = "") -> list[Band]:
    """One band for each policy; empty when the run has not recorded the variable."""
    data = result.quantiles
    if variable not in data:
        return []
    array = data[variable]
    index = result.case.variables[variable].index if variable in result.case.variables else ""
    if label:
        if label not in array[index].values:
            return []
        array = array.sel({index: label})
    levels = tuple(float(q) for q in data["quantile"].values)
    days = dates_of(data)
    array = array.transpose("policy", "time", "quantile")
    return [
        Band(policy, days, levels, np.asarray(array.sel(policy=policy).values, float))
        for policy in result.policies
    ]


def paths(result: RunResult, variable: str) -> list[Path]:
    """One path of means for each policy; empty when there is none."""
    data = result.means
    if variable not in data:
        return []
    days = dates_of(data)
    return [
        Path(policy, days, np.asarray(data[variable].sel(policy=policy).values, float))
        for policy in result.policies
    ]


def year_ends(days: tuple[date, ...]) -> Iterator[int]:
    """Positions of the ends of years (1 January) and of the last date.

    >>> list(year_ends((date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1))))
    [1, 2]
    """
    for k, day in enumerate(days):
        if (day.month == 1 and day.day == 1) or k == len(days) - 1:
            yield k
