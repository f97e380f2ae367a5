"""The effort back-test: every forecaster at every origin, on both kinds of panel, scored.

`restated` repeats the exploratory table: one edition of today, cut at the origin. `real time` is
the honest one: the newest edition of the day. Both are scored by the edition of 2026, which
counts core expenditure and restates the past: part of every error of the second is revision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.core.errors import BadOption
from foedus.forecast.backtest.baselines import SIMPLE
from foedus.forecast.backtest.drivers import DriverBook, Drivers
from foedus.forecast.backtest.forecaster import Forecaster
from foedus.forecast.backtest.forecasters import ABLATIONS, MINIMAL, OTHERS, STACKED
from foedus.forecast.backtest.panel import TABLE, Panel, real_time, refuse_later, restated, truth
from foedus.forecast.backtest.rivals import RIVALS
from foedus.forecast.backtest.stack import Stack
from foedus.scoring.calibration import covered, pit
from foedus.scoring.crps import crps_samples
from foedus.scoring.log_score import log_samples
from foedus.tables import panel as figures
from foedus.tables.store import Tables

Floats = NDArray[np.float64]
Mode = Literal["restated", "real time"]
HORIZONS = (1, 2, 3)
ORIGINS: dict[Mode, tuple[int, ...]] = {
    "restated": tuple(range(2017, 2026)),
    "real time": tuple(range(2020, 2026)),
}
"""Decembers. No edition known in December 2016 or 2018 is in the tables: no panel can be built."""

TOGETHER = "EURCAN"
CHANGES = (2017, 2021, 2025)
"""Years in which another administration took office."""


@dataclass(frozen=True)
class Cell:
    """One piece of work: a kind of panel and an origin."""

    mode: Mode
    origin: int

    @property
    def key(self) -> str:
        """Name of its file."""
        return f"effort-{self.mode.replace(' ', '-')}-{self.origin}"


def cells() -> tuple[Cell, ...]:
    """All cells, the oldest origins first."""
    return tuple(Cell(mode, origin) for mode, origins in ORIGINS.items() for origin in origins)


class EffortBook:
    """Everything the cells share: panels, drivers, truth, weights."""

    def __init__(self, case: Case, tables: Tables) -> None:
        self.tables, self.allies = tables, tuple(case.sets["ally"])
        self.truth = truth(tables, self.allies)
        self.drivers = DriverBook(case, tables).at
        self._shares = figures.weights(tables, self.allies)
        self.known = lru_cache(maxsize=None)(self._known)
        self.stack = lru_cache(maxsize=None)(self._stack)

    def _known(self, mode: Mode, origin: int) -> tuple[Panel, Drivers]:
        drivers = self.drivers(origin, hague=mode == "real time")
        if mode == "restated":
            return restated(self.tables, self.allies, origin), drivers
        day = date(origin, 12, 31)
        seen = real_time(self.tables, self.allies, day)
        refuse_later(seen, self.tables.editions(TABLE), day)
        return seen, drivers

    def _stack(self, mode: Mode) -> Stack:
        return Stack(STACKED, lambda origin: self.known(mode, origin), ORIGINS[mode])

    def share(self, year: int) -> Floats:
        """Share of each ally in the GDP of all, ``[A]``; the last year known for later ones."""
        row = self._shares.loc[min(year, int(self._shares.index[-1]))]
        return np.asarray(row.to_numpy(np.float64))

    def forecasters(self, mode: Mode) -> tuple[Forecaster, ...]:
        """Models, the stack, ablations and the baselines."""
        return (MINIMAL, *STACKED, self.stack(mode), *OTHERS, *ABLATIONS, *SIMPLE, *RIVALS)

    def score(self, cell: Cell) -> pd.DataFrame:
        """Scores of every forecaster at an origin: a row for each ally and horizon."""
        panel, drivers = self.known(cell.mode, cell.origin)
        last = int(self.truth.index[-1])
        horizons = tuple(h for h in HORIZONS if cell.origin + h <= last)
        if not horizons:
            raise BadOption(f"nothing has come out since {cell.origin}", where="origin")
        frames = []
        for forecaster in self.forecasters(cell.mode):
            samples = forecaster.forecast(panel, drivers, horizons)
            frames += list(self._scored(samples, cell, horizons, forecaster.name))
        return pd.concat(frames, ignore_index=True)

    def _scored(
        self, samples: Floats, cell: Cell, horizons: tuple[int, ...], name: str
    ) -> Iterator[pd.DataFrame]:
        for k, horizon in enumerate(horizons):
            year = cell.origin + horizon
            came = self.truth.loc[year].to_numpy(np.float64)
            there = np.isfinite(samples[0, :, k])
            x, y = samples[:, there, k].T, came[there]
            share = self.share(year)[there]
            mean, whole = together(x, share), together(y[:, None], share)
            allies = [a for a, ok in zip(self.allies, there, strict=True) if ok]
            frame = scores(np.vstack([x, mean]), np.append(y, whole))
            crossed = any(cell.origin < change <= year for change in CHANGES)
            yield frame.assign(
                mode=cell.mode, forecaster=name, origin=cell.origin, horizon=horizon,
                ally=[*allies, TOGETHER], crossed=crossed,
            )  # fmt: skip


def scores(samples: Floats, came: Floats) -> pd.DataFrame:
    """CRPS, log score, PIT and coverage of samples ``[n, draws]`` by observations ``[n]``."""
    return pd.DataFrame(
        {
            "crps": crps_samples(samples, came),
            "log": log_samples(samples, came),
            "pit": pit(samples, came),
            "cover90": covered(samples, came, 0.9),
            "cover50": covered(samples, came, 0.5),
            "median": np.median(samples, axis=1),
            "came": came,
        }
    )


def together(x: Floats, share: Floats) -> Floats:
    """ln of the GDP-weighted mean, ``[1, draws]``; x ``[allies, draws]``, share ``[allies]``."""
    whole = (np.exp(x) * share[:, None]).sum(axis=0, keepdims=True)
    return np.asarray(np.log(whole / share.sum()))
