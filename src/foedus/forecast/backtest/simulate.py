"""What a fit says will happen: year by year, for every draw of its coefficients.

    m   = mean of the last three year effects + held e              held² = .04² + their variance
    m_Y = m_(Y-1) + walk e_Y                                        walk 0 unless asked for
    g_Y = phi^(Y-L) m_Y + tau e_Y                                   tau as fitted
    x_Y = x_(Y-1) + sat (g_Y + a_i + beta' z) + sigma_i idio
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

from foedus.forecast.backtest.chances import draw_normal, normal, scale, student
from foedus.forecast.backtest.drivers import Drivers
from foedus.forecast.backtest.fit import OWN_ROWS, SIGMA_ROWS, TAU_YEARS, Fit
from foedus.forecast.backtest.panel import Panel, start_error

Floats = NDArray[np.float64]
SHOCK = 0.04
RECENT = 3
INFINITE = float("inf")


@dataclass(frozen=True)
class Ahead:
    """How year effects go on, whether growth fades above the pledge, and how sure all of it is.

    walk : sd of the yearly step of the level of year effects; 0: it stays as it is.
    unsure : sigma and tau are drawn about what was fitted, not taken as known.
    fat : the error of the last figure known is t4 as in the measurement model, not normal.
    """

    phi: float = 1.0
    x_sat: float = INFINITE
    yearly: bool = True
    common: bool = True
    walk: float = 0.0
    unsure: bool = True
    fat: bool = True


def simulate(
    fitted: Fit, panel: Panel, drivers: Drivers, horizons: tuple[int, ...], ahead: Ahead,
    *, draws: int, seed: int,
) -> Floats:  # fmt: skip
    """Samples of ln effort, ``[draws, A, horizons]``; NaN for allies without a figure."""
    coefficients = draw_normal(seed, "coefficients", fitted.mean, fitted.cov, draws)
    effects = _Effects.of(fitted, coefficients, ahead, seed)
    sigma = _sigma(fitted, ahead, draws, seed)
    year_of, value = panel.last()
    error = start_error(panel, seed, draws, fat=ahead.fat)
    start = np.where(np.isfinite(value), value, 0.0) + error
    first, end = int(year_of[panel.known].min()), drivers.origin + max(horizons)
    x, paths = start.copy(), {}
    for year in range(first + 1, end + 1):
        noise = sigma * student(seed, "idio", x.shape, year, df=fitted.options.df)
        drift = _drift(x, year, fitted, drivers, coefficients) + effects.of_year(year, seed)
        x = x + _faded(drift, x, year, drivers, ahead) + noise
        x = np.where(year_of >= year, start, x)
        paths[year] = x
    out = np.stack([paths[drivers.origin + h] for h in horizons], axis=-1)
    out[:, ~panel.known] = np.nan
    return out


def _sigma(fitted: Fit, ahead: Ahead, draws: int, seed: int) -> Floats:
    """Sd of the noise of each ally, ``[draws or 1, A]``."""
    sigma = fitted.sigma * np.sqrt(fitted.own)[None, :]
    if not ahead.unsure:
        return sigma
    common = scale(seed, "sigma", (draws, 1), float(fitted.rows.sum() + SIGMA_ROWS))
    if not fitted.options.own:
        return sigma * common
    worth = np.asarray(fitted.rows + OWN_ROWS, np.float64)
    return sigma * common * scale(seed, "own", (draws, fitted.allies), worth)


@dataclass(frozen=True)
class _Effects:
    """Year effects of every draw: those fitted, then those to come."""

    fitted: Floats
    first: int
    last: int
    level: Floats
    yearly: Floats
    ahead: Ahead

    @staticmethod
    def of(fitted: Fit, coefficients: Floats, ahead: Ahead, seed: int) -> _Effects:
        known = coefficients[:, fitted.year_slice]
        recent = known[:, -RECENT:]
        held = np.sqrt(SHOCK**2 + recent.mean(axis=0).var()) * ahead.common
        level = recent.mean(axis=1) + held * normal(seed, "held", (len(known),))
        yearly = np.full(len(known), fitted.tau if ahead.yearly and ahead.common else 0.0)
        if ahead.unsure:
            years = fitted.last - fitted.first + 1
            yearly = yearly * scale(seed, "tau", (len(known),), float(years + TAU_YEARS))
        return _Effects(known, fitted.first, fitted.last, level, yearly, ahead)

    def of_year(self, year: int, seed: int) -> Floats:
        """Effect of a year, ``[draws, 1]``."""
        if year <= self.last:
            return self.fitted[:, [year - self.first]]
        shape = self.level.shape
        level = self.level.copy()
        for past in range(self.last + 2, year + 1) if self.ahead.walk else ():
            level += self.ahead.walk * normal(seed, "walk", shape, past)
        shock = self.yearly * normal(seed, "common", shape, year)
        return (level * self.ahead.phi ** (year - self.last) + shock)[:, None]


def _drift(x: Floats, year: int, fitted: Fit, drivers: Drivers, coefficients: Floats) -> Floats:
    drift = coefficients[:, fitted.country_slice]
    offset = fitted.country_slice.stop
    for k, term in enumerate(fitted.terms):
        drift = drift + coefficients[:, [offset + k]] * term.value(x, year, drivers)
    return drift


def _faded(drift: Floats, x: Floats, year: int, drivers: Drivers, ahead: Ahead) -> Floats:
    if not np.isfinite(ahead.x_sat):
        return drift
    pledge = np.log(max(target for target, _, since in drivers.pledges if year >= since))
    fade = np.exp(-np.maximum(x - pledge, 0) / ahead.x_sat)
    return np.where(drift > 0, fade * drift, drift)
