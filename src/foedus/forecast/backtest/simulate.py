"""What a fit says will happen: year by year, for every draw of its coefficients.

    m   = mean of the last three year effects + held e              held² = .04² + their variance
    g_Y = phi^(Y-L) m + tau e_Y                                     tau as fitted
    x_Y = x_(Y-1) + sat (g_Y + a_i + beta' z) + sigma idio
    sat = exp(-(x - ln pledge)^+ / x_sat) where the drift is above zero, else 1

phi 1 and no saturation is `minimal_literal`, phi .7 and x_sat .3 `minimal`. The first fit of all
had no shock of single years ahead (`yearly` off): the error of its level had to carry everything.
A figure known later than the first year simulated replaces what was simulated, with the error
that revisions of that panel had.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.backtest.chances import draw_normal, normal, student4
from foedus.forecast.backtest.drivers import Drivers
from foedus.forecast.backtest.fit import Fit
from foedus.forecast.backtest.panel import Panel

Floats = NDArray[np.float64]
SHOCK = 0.04
RECENT = 3
INFINITE = float("inf")


@dataclass(frozen=True)
class Ahead:
    """How year effects go on, and whether growth fades above the pledge."""

    phi: float = 1.0
    x_sat: float = INFINITE
    yearly: bool = True
    common: bool = True


def simulate(
    fitted: Fit, panel: Panel, drivers: Drivers, horizons: tuple[int, ...], ahead: Ahead,
    *, draws: int, seed: int,
) -> Floats:  # fmt: skip
    """Samples of ln effort, ``[draws, A, horizons]``; NaN for allies without a figure."""
    coefficients = draw_normal(seed, "coefficients", fitted.mean, fitted.cov, draws)
    effects = _Effects.of(fitted, coefficients, ahead, seed)
    year_of, value = panel.last()
    known_error = panel.error * normal(seed, "revision", (draws, len(panel.allies)))
    start = np.where(np.isfinite(value), value, 0.0) + known_error
    first, end = int(year_of[panel.known].min()), drivers.origin + max(horizons)
    x, paths = start.copy(), {}
    for year in range(first + 1, end + 1):
        x = _step(x, year, fitted, drivers, coefficients, effects.of_year(year, seed), ahead, seed)
        x = np.where(year_of >= year, start, x)
        paths[year] = x
    out = np.stack([paths[drivers.origin + h] for h in horizons], axis=-1)
    out[:, ~panel.known] = np.nan
    return out


@dataclass(frozen=True)
class _Effects:
    """Year effects of every draw: those fitted, then those to come."""

    fitted: Floats
    first: int
    last: int
    level: Floats
    yearly: float
    phi: float

    @staticmethod
    def of(fitted: Fit, coefficients: Floats, ahead: Ahead, seed: int) -> _Effects:
        known = coefficients[:, fitted.year_slice]
        recent = known[:, -RECENT:]
        held = np.sqrt(SHOCK**2 + recent.mean(axis=0).var()) * ahead.common
        level = recent.mean(axis=1) + held * normal(seed, "held", (len(known),))
        yearly = fitted.tau if ahead.yearly and ahead.common else 0.0
        return _Effects(known, fitted.first, fitted.last, level, yearly, ahead.phi)

    def of_year(self, year: int, seed: int) -> Floats:
        """Effect of a year, ``[draws, 1]``."""
        if year <= self.last:
            return self.fitted[:, [year - self.first]]
        shock = self.yearly * normal(seed, "common", self.level.shape, year)
        return (self.level * self.phi ** (year - self.last) + shock)[:, None]


def _step(
    x: Floats, year: int, fitted: Fit, drivers: Drivers, coefficients: Floats, effect: Floats,
    ahead: Ahead, seed: int,
) -> Floats:  # fmt: skip
    drift = effect + coefficients[:, fitted.country_slice]
    offset = fitted.country_slice.stop
    for k, term in enumerate(fitted.terms):
        drift = drift + coefficients[:, [offset + k]] * term.value(x, year, drivers)
    if np.isfinite(ahead.x_sat):
        pledge = np.log(max(target for target, _, since in drivers.pledges if year >= since))
        fade = np.exp(-np.maximum(x - pledge, 0) / ahead.x_sat)
        drift = np.where(drift > 0, fade * drift, drift)
    return np.asarray(x + drift + fitted.sigma * student4(seed, "idio", x.shape, year))
