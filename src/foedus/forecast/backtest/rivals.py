"""ETS and ARIMA, one series an ally: what a forecaster of time series does without knowing more.

The order is chosen by the corrected Akaike criterion among the usual small ones (Hyndman and
Athanasopoulos 2021, chapters 8 and 9): exponential smoothing with no trend, a trend, a damped
trend; ARIMA of orders (0,1,0), (1,1,0), (1,0,0), with and without drift. Moving-average orders
are left out: with 4 to 12 years they are not told from autoregressive ones.

Both are least squares written out here. Given its smoothing constants, the errors of exponential
smoothing are linear in the first level and trend; so a grid of constants is solved at once, where
a general optimiser took ten minutes for the origins of one back-test. The variance of each
series is pulled towards that of all allies: one that happened to lie on a line would otherwise be
forecast with no error at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.backtest.chances import normal
from foedus.forecast.backtest.drivers import Drivers
from foedus.forecast.backtest.forecaster import DRAWS, SEED
from foedus.forecast.backtest.panel import Panel, start_error

Floats = NDArray[np.float64]
POOLED_WEIGHT = 4
ALPHAS = np.linspace(0.05, 1.0, 20)
SHARES = np.array([0.0, 0.1, 0.3, 0.6, 1.0])
"""Trend smoothing as a share of level smoothing."""

DAMPINGS = np.array([0.8, 0.9, 0.98])
SMALLEST = 1e-8


@dataclass(frozen=True)
class Path:
    """Forecast of one series: mean and variance (over that of one step) by lead, from lead 1."""

    mean: Floats
    growth: Floats
    variance: float
    size: int


Candidate = tuple[float, Path]
"""Corrected Akaike criterion and forecast."""

Fitter = Callable[[Floats, int], Iterable[Candidate]]


@dataclass(frozen=True)
class Univariate:
    """The best of a family for each ally by itself."""

    name: str
    fitter: Fitter

    def forecast(self, panel: Panel, drivers: Drivers, horizons: tuple[int, ...]) -> Floats:
        """See `Forecaster`."""
        leads = drivers.origin + max(horizons) - panel.years[0]
        paths = {i: self._best(series, int(leads)) for i, series in _series(panel)}
        pooled = float(np.mean([p.variance for p in paths.values()]))
        out = np.full((DRAWS, len(panel.allies), len(horizons)), np.nan)
        noise, error = normal(SEED, self.name, out.shape), start_error(panel, SEED, DRAWS)
        year_of, _ = panel.last()
        for i, path in paths.items():
            places = [drivers.origin + h - int(year_of[i]) - 1 for h in horizons]
            own = path.variance * path.size + pooled * POOLED_WEIGHT
            one_step = own / (path.size + POOLED_WEIGHT)
            sd = np.sqrt(one_step * path.growth[places])
            out[:, i] = path.mean[places] + error[:, [i]] + sd * noise[:, i]
        return out

    def _best(self, series: Floats, leads: int) -> Path:
        found = [_still(series, leads)]
        if len(series) > 3:
            found += list(self.fitter(series, leads))
        return min(found, key=lambda candidate: candidate[0])[1]


def _series(panel: Panel) -> Iterable[tuple[int, Floats]]:
    """Known figures of each ally without a gap: inside one they lie on a line."""
    rows = np.arange(len(panel.years))
    for ally in np.flatnonzero(panel.known):
        seen = np.flatnonzero(np.isfinite(panel.x[:, ally]))
        inside = rows[seen[0] : seen[-1] + 1]
        yield int(ally), np.interp(inside, seen, panel.x[seen, ally])


def _still(series: Floats, leads: int) -> Candidate:
    """The last value for ever, with the variance of its own steps: needs no fit."""
    steps = np.diff(series)
    if not len(steps):
        return float("inf"), Path(np.full(leads, series[-1]), np.arange(1.0, leads + 1), 0.01, 1)
    return _candidate(steps, 1, np.full(leads, series[-1]), np.arange(1.0, leads + 1))


def _candidate(errors: Floats, parameters: int, mean: Floats, growth: Floats) -> Candidate:
    variance = max(float(np.mean(errors**2)), SMALLEST)
    likelihood = -len(errors) / 2 * (np.log(2 * np.pi * variance) + 1)
    path = Path(mean, growth, variance, len(errors))
    return corrected(likelihood, parameters, len(errors)), path


def corrected(log_likelihood: float, parameters: int, size: int) -> float:
    """Akaike's criterion with the correction for short series (Hurvich and Tsai 1989).

    >>> corrected(-10.0, 2, 20) > corrected(-10.0, 1, 20), corrected(-10.0, 5, 6)
    (True, inf)
    """
    if size - parameters - 1 <= 0:
        return float("inf")
    bias = 2 * parameters * (parameters + 1) / (size - parameters - 1)
    return float(-2 * log_likelihood + 2 * parameters + bias)


def fit_ets(series: Floats, leads: int) -> Iterable[Candidate]:
    """Additive errors; no trend (3 parameters), a trend (5), a damped trend (6)."""
    still, steady = np.zeros(1), np.ones(1)
    for shares, dampings, trend, count in (
        (still, steady, False, 3),
        (SHARES, steady, True, 5),
        (SHARES, DAMPINGS, True, 6),
    ):
        if len(series) - count - 1 > 0:
            yield _smooth(series, leads, (shares, dampings), trend=trend, count=count)


def _smooth(
    series: Floats, leads: int, grid: tuple[Floats, Floats], *, trend: bool, count: int
) -> Candidate:
    mesh = np.meshgrid(ALPHAS, *grid, indexing="ij")
    alpha, share, phi = (axis.ravel() for axis in mesh)
    constants = alpha, alpha * share, phi
    free, _ = _run(series, 0.0, 0.0, constants)
    unit = [_run(0 * series, *start, constants)[0] for start in ((1.0, 0.0), (0.0, 1.0))]
    slopes = np.stack(unit[: 1 + trend], axis=-1)
    first = -np.einsum("gkt,gt->gk", np.linalg.pinv(slopes), free)
    errors = free + np.einsum("gtk,gk->gt", slopes, first)
    best = int(np.argmin((errors**2).sum(axis=1)))
    chosen = tuple(c[[best]] for c in constants)
    start = (float(first[best, 0]), float(first[best, 1]) if trend else 0.0)
    _, (level, slope) = _run(series, *start, chosen)
    a, b, damp = (float(c[0]) for c in chosen)
    sums = np.cumsum(damp ** np.arange(1, leads + 1))
    growth = 1 + np.concatenate([[0.0], np.cumsum((a + b * sums[:-1]) ** 2)])
    mean = float(level[0]) + float(slope[0]) * sums * trend
    return _candidate(errors[best], count, mean, growth)


def _run(
    series: Floats, level: float, slope: float, constants: tuple[Floats, ...]
) -> tuple[Floats, tuple[Floats, Floats]]:
    """Errors ``[G, T]`` and last state of exponential smoothing for a grid of constants ``[G]``."""
    alpha, beta, phi = constants
    at, moving, errors = np.full(len(alpha), level), np.full(len(alpha), slope), []
    for value in series:
        ahead = at + phi * moving
        error = value - ahead
        at, moving = ahead + alpha * error, phi * moving + beta * error
        errors.append(error)
    return np.stack(errors, axis=-1), (at, moving)


def fit_arima(series: Floats, leads: int) -> Iterable[Candidate]:
    """Small orders by conditional least squares; the last value is always among the candidates."""
    ones = np.arange(1.0, leads + 1)
    steps = np.diff(series)
    pace = float(steps.mean())
    yield _candidate(steps - pace, 2, series[-1] + pace * ones, ones)
    for drift in (False, True):
        yield _autoregressive(steps, leads, series[-1], drift=drift)
    yield _autoregressive(series, leads, None, drift=True)


def _autoregressive(z: Floats, leads: int, last: float | None, *, drift: bool) -> Candidate:
    """AR(1) of `z`; `last` is the level that its forecasts are added up on, None: no summing."""
    design = np.stack([z[:-1], np.ones(len(z) - 1)][: 1 + drift], axis=-1)
    found = np.linalg.lstsq(design, z[1:], rcond=None)[0]
    rho = float(np.clip(found[0], -0.98, 0.98))
    constant = float((z[1:] - rho * z[:-1]).mean()) if drift else 0.0
    ahead = [constant + rho * float(z[-1])]
    for _ in range(leads - 1):
        ahead.append(constant + rho * ahead[-1])
    weights = rho ** np.arange(leads)
    mean = np.array(ahead)
    if last is not None:
        mean, weights = last + np.cumsum(mean), np.cumsum(weights)
    errors = z[1:] - constant - rho * z[:-1]
    return _candidate(errors, 2 + drift, mean, np.cumsum(weights**2))


RIVALS = (Univariate("ETS", fit_ets), Univariate("ARIMA", fit_arima))
