"""Forecasters that know no mechanism: what a model must beat to be worth its trouble.

All put the noise of their own past yearly errors (t4, independent over years) about a path, so
their intervals are as honest as their paths. Figures that an edition may still revise start with
the same error as the model's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.backtest.chances import student4, uniform
from foedus.forecast.backtest.drivers import WALES_DEADLINE, Drivers
from foedus.forecast.backtest.forecaster import DRAWS, SEED
from foedus.forecast.backtest.panel import Panel, start_error

Floats = NDArray[np.float64]
RECENT, TREND_YEARS = 3, 5

Step = Callable[[Floats, int], Floats]
"""The expected change of ln effort ``[draws, A]`` in a year."""


@dataclass(frozen=True)
class Changes:
    """Yearly changes between neighbouring figures: ally, year of the change, size."""

    ally: NDArray[np.int_]
    year: NDArray[np.int_]
    size: Floats

    def since(self, year: int) -> Changes:
        """Changes of `year` and later; all of them where that leaves none."""
        keep = self.year >= year
        keep = keep if keep.any() else np.ones_like(keep)
        return Changes(self.ally[keep], self.year[keep], self.size[keep])


def changes(panel: Panel) -> Changes:
    """Every yearly change; one over a gap is spread evenly over its years."""
    found: list[tuple[int, int, float]] = []
    for i in range(len(panel.allies)):
        rows = np.flatnonzero(np.isfinite(panel.x[:, i]) & panel.usable[:, i])
        for a, b in pairwise(rows):
            size = (panel.x[b, i] - panel.x[a, i]) / (b - a)
            found += [(i, int(panel.years[k]), float(size)) for k in range(a + 1, b + 1)]
    ally, year = (np.array([row[k] for row in found], np.int_) for k in (0, 1))
    return Changes(ally, year, np.array([row[2] for row in found], np.float64))


def roll(
    panel: Panel, origin: int, horizons: tuple[int, ...], step: Step, sd: float,
    *, name: str, draws: int = DRAWS, seed: int = SEED,
) -> Floats:  # fmt: skip
    """A path moved year by year by `step`, with noise: ``[draws, A, horizons]``."""
    year_of, value = panel.last()
    start = np.where(np.isfinite(value), value, 0.0) + start_error(panel, seed, draws)
    x, paths = start.copy(), {}
    for year in range(int(year_of[panel.known].min()) + 1, origin + max(horizons) + 1):
        x = x + step(x, year) + sd * student4(seed, name, x.shape, year)
        x = np.where(year_of >= year, start, x)
        paths[year] = x
    out = np.stack([paths[origin + h] for h in horizons], axis=-1)
    out[:, ~panel.known] = np.nan
    return out


def _rms(errors: Floats) -> float:
    return float(np.sqrt(np.mean(np.square(errors))))


@dataclass(frozen=True)
class LastValue:
    """Effort stays where it was."""

    name: str = "last value"

    def forecast(self, panel: Panel, drivers: Drivers, horizons: tuple[int, ...]) -> Floats:
        """See `Forecaster`."""
        sd = _rms(changes(panel).size)
        return roll(panel, drivers.origin, horizons, lambda x, _: 0 * x, sd, name=self.name)


@dataclass(frozen=True)
class PooledDrift:
    """Everyone goes on at the mean pace of all allies in the last three years."""

    name: str = "pooled drift"

    def forecast(self, panel: Panel, drivers: Drivers, horizons: tuple[int, ...]) -> Floats:
        """See `Forecaster`."""
        past = changes(panel)
        pace = float(past.since(int(past.year.max()) - RECENT + 1).size.mean())
        sd = _rms(past.size - past.size.mean())
        return roll(panel, drivers.origin, horizons, lambda x, _: pace + 0 * x, sd, name=self.name)


@dataclass(frozen=True)
class CountryTrend:
    """Each ally goes on at its own mean pace of the last five years."""

    name: str = "country trend"

    def forecast(self, panel: Panel, drivers: Drivers, horizons: tuple[int, ...]) -> Floats:
        """See `Forecaster`."""
        past = changes(panel)
        recent = past.since(int(past.year.max()) - TREND_YEARS + 1)
        count = np.bincount(recent.ally, minlength=len(panel.allies))
        total = np.bincount(recent.ally, recent.size, len(panel.allies))
        own = total / np.maximum(count, 1)
        pace: Floats = np.asarray(np.where(count > 0, own, recent.size.mean()), np.float64)
        sd = _rms(past.size - pace[past.ally])
        return roll(panel, drivers.origin, horizons, lambda x, _: pace + 0 * x, sd, name=self.name)


@dataclass(frozen=True)
class StraightLine:
    """Allies below 2 % walk straight to it by the deadline of 2024, the others stay."""

    name: str = "line to the pledge"

    def forecast(self, panel: Panel, drivers: Drivers, horizons: tuple[int, ...]) -> Floats:
        """See `Forecaster`."""
        sd = _rms(changes(panel).size)
        return roll(panel, drivers.origin, horizons, self._step, sd, name=self.name)

    @staticmethod
    def _step(x: Floats, year: int) -> Floats:
        left = max(1, WALES_DEADLINE - (year - 1))
        return np.asarray(np.maximum(np.log(2.0) - x, 0) / left)


@dataclass(frozen=True)
class ReferenceClass:
    """The challenger with no model: changes of a past year, drawn again as they came.

    Every year ahead draws one year of the past for all allies (so they share its shock), and for
    each ally the change that some ally on its side of two percent made in that year.
    """

    name: str = "reference class"

    def forecast(self, panel: Panel, drivers: Drivers, horizons: tuple[int, ...]) -> Floats:
        """See `Forecaster`."""
        past = changes(panel)
        level = panel.x[np.searchsorted(panel.years, past.year), past.ally] - past.size
        below = np.where(np.isfinite(level), level, 0.0) < np.log(2.0)
        years = np.unique(past.year)
        pools = [[_pool(past, below, year, side) for side in (False, True)] for year in years]

        def step(x: Floats, year: int) -> Floats:
            which = (uniform(SEED, "class.year", (len(x),), year) * len(years)).astype(int)
            u = uniform(SEED, "class.ally", x.shape, year)
            drawn = [np.stack([_pick(pool, u) for pool in pair]) for pair in pools]
            side = (x < np.log(2.0)).astype(int)
            rows, columns = np.indices(x.shape)
            return np.asarray(np.stack(drawn)[which[:, None], side, rows, columns])

        return roll(panel, drivers.origin, horizons, step, 0.0, name=self.name)


def _pool(past: Changes, below: NDArray[np.bool_], year: int, side: bool) -> Floats:
    own = past.size[(past.year == year) & (below == side)]
    return np.asarray(own if len(own) else past.size[past.year == year])


def _pick(pool: Floats, u: Floats) -> Floats:
    return np.asarray(pool[(u * len(pool)).astype(int)])


SIMPLE = (LastValue(), PooledDrift(), CountryTrend(), StraightLine(), ReferenceClass())
