"""The quick fit recovers what made the data, and its years are those of the mechanism."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from foedus.forecast.backtest.baselines import SIMPLE, changes
from foedus.forecast.backtest.drivers import Drivers
from foedus.forecast.backtest.effort import EffortBook
from foedus.forecast.backtest.fit import Fit, Options, fit
from foedus.forecast.backtest.forecaster import DRAWS
from foedus.forecast.backtest.forecasters import CONTENDERS, FADING, OTHERS, RAW, SPEED
from foedus.forecast.backtest.panel import Panel
from foedus.forecast.backtest.rivals import RIVALS, fit_arima, fit_ets
from foedus.forecast.backtest.simulate import Ahead, simulate
from foedus.forecast.backtest.stack import weights_of
from foedus.forecast.backtest.terms import asked
from foedus.model.mechanisms.effort_minimal import LITERAL

Floats = NDArray[np.float64]
YEARS = np.arange(2014, 2026)


def synthetic(book: EffortBook, seed: int, *, gap: bool = False) -> tuple[Panel, Drivers]:
    """A panel made by the form itself: speed .6, threat .08, sigma .10, year effects of .04."""
    panel, drivers = book.known("restated", 2025)
    rng = np.random.default_rng(seed)
    x = np.zeros((len(YEARS), 30))
    x[0] = panel.x[0]
    own = rng.normal(0, 0.02, 30)
    for k, year in enumerate(YEARS[1:], start=1):
        drift = 0.6 * asked(x[k - 1], int(year), drivers)
        drift += 0.08 * drivers.threat(int(year)) * drivers.exposure
        noise = 0.10 * rng.standard_t(4, 30) / np.sqrt(2)
        x[k] = x[k - 1] + drift + own + rng.normal(-0.04, 0.04) + noise
    if gap:
        x[6:9] = np.nan
    return replace(panel, x=x, years=YEARS, usable=np.isfinite(x)), drivers


@pytest.mark.parametrize("gap", [False, True])
def test_coefficients_are_recovered(book: EffortBook, gap: bool) -> None:
    found = [fit(*synthetic(book, s, gap=gap), (SPEED, RAW), Options()) for s in range(12)]
    speed = np.array([f.coefficient("speed") for f in found])
    threat = np.array([f.coefficient("threat") for f in found])
    assert speed[:, 0].mean() == pytest.approx(0.6, abs=0.08)
    assert threat[:, 0].mean() == pytest.approx(0.08, abs=0.02)
    assert np.mean([f.sigma for f in found]) == pytest.approx(0.10, rel=0.12)
    off = np.abs(speed[:, 0] - 0.6) / speed[:, 1]
    assert (off < 1.645).mean() > 0.6


def test_data_without_threat_give_none(book: EffortBook) -> None:
    """Beside the recovery above: the same fit says no where there is nothing to find."""
    panel, drivers = synthetic(book, 3)
    years = np.array([0.0, *(drivers.threat(int(y)) for y in YEARS[1:])])
    without = replace(panel, x=panel.x - 0.08 * np.outer(np.cumsum(years), drivers.exposure))
    mean, sd = fit(without, drivers, (RAW,), Options()).coefficient("threat")
    assert mean < 0.04
    assert sd < 0.03


def certain(found: Fit, year_effect: float, speed: float, threat: float) -> Fit:
    """A fit that knows its coefficients."""
    mean = np.zeros_like(found.mean)
    mean[found.year_slice] = year_effect
    mean[-2:] = speed, threat
    return replace(found, mean=mean, cov=np.zeros_like(found.cov), sigma=0.0, tau=0.0)


def test_a_year_is_the_sum_of_the_regressors(book: EffortBook) -> None:
    panel, drivers = book.known("restated", 2021)
    found = certain(fit(panel, drivers, (SPEED, RAW), Options()), -0.02, 0.5, 0.06)
    ahead = Ahead(yearly=False, common=False)
    one = simulate(found, panel, drivers, (1, 2), ahead, draws=3, seed=1)
    x = panel.x[-1]
    for k, year in enumerate((2022, 2023)):
        speed = np.maximum(np.log(2) - x, 0) / max(1, 2024 - (year - 1))
        x = x - 0.02 + 0.5 * speed + 0.06 * drivers.threat(2021) * drivers.exposure
        np.testing.assert_allclose(one[0, :, k], x, atol=1e-9)
    assert {"b_req", "b_R", "a"} <= set(LITERAL.parameters)  # the terms the mechanism has


def test_growth_fades_above_the_pledge(book: EffortBook) -> None:
    panel, drivers = book.known("restated", 2021)
    found = certain(fit(panel, drivers, (SPEED, RAW), Options()), 0.10, 0.0, 0.0)
    high = replace(panel, x=np.full_like(panel.x, np.log(2.0) + 0.3))
    free = simulate(found, high, drivers, (1,), Ahead(common=False), draws=2, seed=1)
    faded = replace(FADING, phi=1.0, common=False)
    held = simulate(found, high, drivers, (1,), faded, draws=2, seed=1)
    np.testing.assert_allclose(free[0, :, 0] - high.x[-1], 0.10)
    np.testing.assert_allclose(held[0, :, 0] - high.x[-1], 0.10 / np.e)


@pytest.mark.parametrize(
    "forecaster", [*CONTENDERS, *OTHERS, *SIMPLE, *RIVALS], ids=lambda f: f.name
)
def test_every_forecaster_keeps_the_interface(book: EffortBook, forecaster: object) -> None:
    panel, drivers = book.known("real time", 2021)
    samples = forecaster.forecast(panel, drivers, (1, 2, 3))  # type: ignore[attr-defined]
    assert samples.shape == (DRAWS, 30, 3)
    np.testing.assert_array_equal(np.isfinite(samples).all(axis=(0, 2)), panel.known)
    spread = samples[:, panel.known].std(axis=0)
    assert np.all((spread > 0.03) & (spread < 1.0))


def test_baselines_do_what_they_say(book: EffortBook) -> None:
    panel, drivers = book.known("restated", 2021)
    last, drift, *_ = (np.median(b.forecast(panel, drivers, (1,)), axis=0)[:, 0] for b in SIMPLE)
    np.testing.assert_allclose(last, panel.x[-1], atol=0.03)
    pace = (panel.x[-1] - panel.x[-4]).mean() / 3
    assert (drift - panel.x[-1]).mean() == pytest.approx(pace, abs=0.005)


def test_a_gap_is_spread_over_its_years(book: EffortBook) -> None:
    panel, _ = synthetic(book, 1, gap=True)
    found = changes(panel)
    inside = found.size[(found.ally == 0) & (found.year >= 2020) & (found.year <= 2023)]
    np.testing.assert_allclose(inside, (panel.x[9, 0] - panel.x[5, 0]) / 4)


def test_smoothing_follows_a_line_and_a_level() -> None:
    line = np.array([1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7])
    best = min(fit_ets(line, 3), key=lambda c: c[0])[1]
    np.testing.assert_allclose(best.mean, [1.8, 1.9, 2.0], atol=1e-6)
    noise = np.random.default_rng(2).normal(0, 1, 200)
    level = next(iter(fit_ets(noise, 2)))[1]
    assert abs(level.mean[0]) < 0.3  # white noise: little smoothing weight, the mean comes out
    assert level.variance == pytest.approx(1.0, rel=0.2)


def test_autoregression_is_found() -> None:
    rng = np.random.default_rng(4)
    x = np.zeros(400)
    for k in range(1, 400):
        x[k] = 0.6 * x[k - 1] + rng.normal()
    stationary = list(fit_arima(x, 2))[-1][1]
    np.testing.assert_allclose(stationary.mean[1], 0.6 * stationary.mean[0], atol=0.15)
    assert stationary.growth[1] == pytest.approx(1 + 0.6**2, rel=0.2)


def test_stacking_finds_the_better_form_and_hedges() -> None:
    rng = np.random.default_rng(0)
    good, bad = np.exp(rng.normal(0, 0.3, 400)), np.exp(rng.normal(-1, 0.3, 400))
    found = weights_of(np.stack([good, bad], axis=-1))
    assert found[0] > 0.9
    mixed = np.where(np.arange(400) % 2 == 0, 5.0, 0.1)
    even = weights_of(np.stack([mixed, mixed[::-1]], axis=-1))
    np.testing.assert_allclose(even, 0.5, atol=0.01)
