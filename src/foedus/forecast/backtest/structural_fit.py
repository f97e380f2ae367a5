"""Fitting and simulating the structural form: the most probable values, normal about them.

    x_obs(i, b) - step^(b-a)(x_obs(i, a)) ~ t4, variance (b - a) sigma² + 2 revision² [editions]

where a, b are neighbouring years with a figure. Rounds of Gauss and Newton on the weighted squares
(weights and sigma by EM, as in `fit`) with the priors of the case; the covariance is the inverse
of the last curvature (Laplace).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.backtest.chances import draw_normal, normal, scale, student4
from foedus.forecast.backtest.drivers import Drivers
from foedus.forecast.backtest.fit import SIGMA, SIGMA_ROWS, TAU
from foedus.forecast.backtest.forecaster import DRAWS, SEED
from foedus.forecast.backtest.panel import Panel, start_error
from foedus.forecast.backtest.rows import filled
from foedus.forecast.backtest.structural import LEVEL, LEVEL_SD, MEAN, NAMES, SD, Law, Values, step

Floats = NDArray[np.float64]
ROUNDS, WIDTH = 40, 1e-5


@dataclass(frozen=True)
class Found:
    """Normal posterior of (mu, the named parameters, year shocks) and the sd of yearly noise."""

    mean: Floats
    cov: Floats
    sigma: float
    rows: int

    def named(self, allies: int) -> dict[str, tuple[float, float]]:
        """Mean and sd of the named parameters."""
        sd = np.sqrt(np.diag(self.cov))
        return {
            n: (float(self.mean[allies + k]), float(sd[allies + k])) for k, n in enumerate(NAMES)
        }


class Residuals:
    """What the form leaves over of a panel, for a vector of parameters."""

    def __init__(self, panel: Panel, drivers: Drivers, law: Law) -> None:
        self.panel, self.drivers, self.law = panel, drivers, law
        self.used = np.isfinite(panel.x) & panel.usable
        self.path = filled(panel)
        self.cells, self.span, self.crossing = self._rows()

    def _rows(self) -> tuple[NDArray[np.bool_], Floats, NDArray[np.bool_]]:
        """Cells that end a row, its years, and whether its ends come from two editions."""
        cells = np.zeros_like(self.used)
        span, crossing = np.zeros(self.used.shape), np.zeros_like(self.used)
        for ally in range(self.used.shape[1]):
            rows = np.flatnonzero(self.used[:, ally])
            cells[rows[1:], ally] = True
            span[rows[1:], ally] = np.diff(rows)
            edition = self.panel.edition[rows, ally]
            crossing[rows[1:], ally] = edition[1:] != edition[:-1]
        return cells, span[cells], crossing[cells]

    def at(self, theta: Floats) -> Floats:
        """Figure less what the form makes of the one before, ``[..., R]``; theta ``[..., P]``."""
        allies = len(self.panel.allies)
        values, shocks = Values.of(theta, allies), theta[..., allies + len(NAMES) :]
        x = np.broadcast_to(self.path[0], (*theta.shape[:-1], allies))
        left = np.zeros((*theta.shape[:-1], *self.path.shape))
        for k, year in enumerate(int(y) for y in self.panel.years[1:]):
            x = step(x, year, values, self.drivers, self.law) + shocks[..., [k]]
            left[..., k + 1, :] = self.path[k + 1] - x
            x = np.where(self.used[k + 1], self.path[k + 1], x)
        return np.asarray(left[..., self.cells])

    def slope(self, theta: Floats) -> Floats:
        """Derivative of `at` by central differences, ``[R, P]``."""
        steps = WIDTH * np.eye(len(theta))
        return np.asarray((self.at(theta + steps) - self.at(theta - steps)).T / (2 * WIDTH))


def fit_structural(panel: Panel, drivers: Drivers, law: Law) -> Found:
    """The posterior of a structural form given a panel."""
    left = Residuals(panel, drivers, law)
    allies, years = len(panel.allies), len(panel.years) - 1
    prior = np.concatenate([np.full(allies, LEVEL), MEAN, np.zeros(years)])
    shock = TAU if law.shocks else 1e-6
    precision = np.diag(
        np.concatenate([np.full(allies, LEVEL_SD), SD, np.full(years, shock)]) ** -2.0
    )
    theta: Floats = prior.copy()
    sigma = SIGMA
    inverse: Floats = np.asarray(np.linalg.inv(precision), np.float64)
    for _ in range(ROUNDS):
        noise = left.span * sigma**2 + 2 * panel.revision**2 * left.crossing
        over, slope = left.at(theta), left.slope(theta)
        spread = ((slope @ inverse) * slope).sum(axis=1)
        weight = 10 / (4 + 2 * over**2 / noise)
        gram = slope.T * (weight / noise)
        inverse = np.asarray(np.linalg.inv(gram @ slope + precision), np.float64)
        downhill = -gram @ over - precision @ (theta - prior)
        theta = np.asarray(theta + inverse @ downhill, np.float64)
        total = float((weight * (over**2 + np.minimum(spread, noise)) * sigma**2 / noise).sum())
        sigma = float(np.sqrt((total + SIGMA_ROWS * SIGMA**2) / (len(over) + SIGMA_ROWS)))
    return Found(theta, inverse, sigma, len(over))


@dataclass(frozen=True)
class Structural:
    """The structural form as a forecaster."""

    name: str
    law: Law = field(default_factory=Law)
    draws: int = DRAWS
    seed: int = SEED

    def forecast(self, panel: Panel, drivers: Drivers, horizons: tuple[int, ...]) -> Floats:
        """See `Forecaster`."""
        found = fit_structural(panel, drivers, self.law)
        theta = draw_normal(self.seed, "structural", found.mean, found.cov, self.draws)
        values = Values.of(theta, len(panel.allies))
        sigma = found.sigma * scale(self.seed, "sigma", (self.draws, 1), float(found.rows))
        year_of, value = panel.last()
        start = np.where(np.isfinite(value), value, 0.0) + start_error(panel, self.seed, self.draws)
        x, paths = start.copy(), {}
        for year in range(int(year_of[panel.known].min()) + 1, drivers.origin + max(horizons) + 1):
            noise = sigma * student4(self.seed, "idio", x.shape, year)
            shock = TAU * self.law.shocks * normal(self.seed, "common", (len(x), 1), year)
            x = step(x, year, values, drivers, self.law) + shock + noise
            x = np.where(year_of >= year, start, x)
            paths[year] = x
        out = np.stack([paths[drivers.origin + h] for h in horizons], axis=-1)
        out[:, ~panel.known] = np.nan
        return out
