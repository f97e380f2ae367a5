"""What moves effort besides itself, by year, as it was known on the day of a forecast.

Threat is the coded index of model section E2 (the year's level, 2014-04 = 1) [judgement]. Pressure
is lever u1. Beyond the origin both keep their last value; the administration that takes office in
the January after the origin is known by then, so its value counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.exogenous import exogenous
from foedus.tables.store import Tables

Floats = NDArray[np.float64]
THREAT = {
    2015: 1.0, 2016: 0.95, 2017: 0.9, 2018: 0.85, 2019: 0.8, 2020: 0.75, 2021: 0.8,
    2022: 2.0, 2023: 1.9, 2024: 1.85, 2025: 1.9, 2026: 1.9,
}  # fmt: skip
"""Coded threat by year. Its use in a back-test knows how each year was coded afterwards."""

WALES_DEADLINE, HAGUE_DEADLINE = 2024, 2035
HAGUE = date(2025, 6, 25)


@dataclass(frozen=True)
class Drivers:
    """Covariates of a forecast. exposure ``[A]``, neighbours ``[A, A]``, the rest by year.

    `pledges` are (% of GDP, deadline, first year of effect) of the pledges known at the origin.
    """

    origin: int
    exposure: Floats
    neighbours: Floats
    pressures: Mapping[int, float]
    reassurances: Mapping[int, float]
    pledges: tuple[tuple[float, int, int], ...]

    def threat(self, year: int) -> float:
        """Threat of a year, that of the origin for later ones."""
        return THREAT[max(min(year, self.origin), min(THREAT))]

    def pressure(self, year: int) -> float:
        """US pressure, 0 to 1."""
        return self.pressures[min(year, self.origin + 1)]

    def reassurance(self, year: int) -> float:
        """US reassurance, 0 to 1."""
        return self.reassurances[min(year, self.origin + 1)]


class DriverBook:
    """Covariates that do not depend on the origin, read once; `at` cuts them at one."""

    def __init__(self, case: Case, tables: Tables) -> None:
        fixed = exogenous(case, tables).constant
        self._exposure = np.asarray(fixed["exposure"], np.float64)
        self._neighbours = np.asarray(fixed["neighbours"], np.float64)
        self._pressure = _by_year(case, "u1")
        self._reassurance = _by_year(case, "u9")

    def at(self, origin: int, *, hague: bool = True) -> Drivers:
        """Drivers known at the end of the year `origin`; `hague` counts the pledge of 2025."""
        pledges = [(2.0, WALES_DEADLINE, 2015)]
        if hague and origin >= HAGUE.year:
            pledges.append((3.5, HAGUE_DEADLINE, HAGUE.year + 1))
        return Drivers(
            origin,
            self._exposure,
            self._neighbours,
            _until(self._pressure, origin),
            _until(self._reassurance, origin),
            tuple(pledges),
        )


def _by_year(case: Case, lever: str) -> dict[int, float]:
    """A lever's mean over the twelve months of each year, as coded in history."""
    steps = sorted((c.start, c.value) for c in case.lever_history if c.lever == lever)
    out = {}
    for year in range(case.grid.start.year, case.data_cut.year + 2):
        days = [date(year, month, 15) for month in range(1, 13)]
        out[year] = float(np.mean([[v for at, v in steps if at <= day][-1] for day in days]))
    return out


def _until(values: Mapping[int, float], origin: int) -> dict[int, float]:
    return {year: value for year, value in values.items() if year <= origin + 1}
