"""The structural form: its year is that of the mechanism, and its likelihood finds what made it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.laws.one import simulate as months

from foedus.case.records import Case
from foedus.ensemble.exogenous import exogenous
from foedus.forecast.backtest import outlook
from foedus.forecast.backtest.drivers import Drivers
from foedus.forecast.backtest.effort import EffortBook
from foedus.forecast.backtest.panel import Panel
from foedus.forecast.backtest.structural import NAMES, Law, Values, step
from foedus.forecast.backtest.structural_fit import Residuals, Structural, fit_structural
from foedus.model.mechanisms.effort_structural import STRUCTURAL
from foedus.tables import Tables

Floats = NDArray[np.float64]
TRUE = {
    "kappa": 0.25, "beta_R": 0.4, "beta_A": 0.2, "beta_F": -0.1, "pi0": -1.5, "pi1": 1.5,
    "pi2": 1.5,
}  # fmt: skip


def theta(mu: Floats) -> Floats:
    """A vector of parameters without year shocks."""
    return np.concatenate([mu, [TRUE[name] for name in NAMES]])


def synthetic(book: EffortBook, seed: int, sigma: float = 0.01) -> tuple[Panel, Drivers, Floats]:
    """Twelve years of the form itself, t4 noise of `sigma`, shocks of half of it."""
    panel, drivers = book.known("restated", 2025)
    rng = np.random.default_rng(seed)
    mu = panel.x[0] - 0.2 + rng.normal(0, 0.2, 30)
    values = Values.of(theta(mu), 30)
    x = panel.x.copy()
    for k, year in enumerate(int(y) for y in panel.years[1:]):
        noise = rng.normal(0, sigma / 2) + sigma * rng.standard_t(4, 30) / np.sqrt(2)
        x[k + 1] = step(x[k], year, values, drivers, Law()) + noise
    return replace(panel, x=x), drivers, mu


def test_a_year_is_twelve_months_of_the_mechanism(
    case: Case, tables: Tables, book: EffortBook
) -> None:
    panel, drivers = book.known("restated", 2025)
    drivers = replace(drivers, pledges=drivers.pledges[:1])
    given = exogenous(case, tables).constant
    x, mu = panel.x[-1], panel.x[0] - 0.2
    ours = step(x, 2026, Values.of(theta(mu), 30), drivers, Law())
    silent = {"sigma_x": 0.0, "beta_H": 0.0, "beta_f": 0.0, "beta_G": 0.0}
    ran = months(
        STRUCTURAL,
        state={
            "effort.x": x, "effort.december": x, "effort.trend": 0.0,
            "effort.demand": np.zeros(30), "effort.compliance": np.zeros(30), "effort.path": 0.0,
            "trust.usa": np.full(3, drivers.reassurance(2026)),
            "forces.usa_europe": np.zeros(6),
        },
        record=["effort.x"],
        steps=12,
        lanes=1,
        now={"threat.russia": drivers.threat(2026)},
        levers={"u1": drivers.pressure(2026), "u2": 0.0},
        parameters={
            **{f"effort.{k}": np.float32(v) for k, v in {**TRUE, **silent}.items()},
            "effort.mu": mu.astype(np.float32),
        },
        data={k: given.get(k, np.zeros(30)) for k in STRUCTURAL.data},
    )  # fmt: skip
    monthly = np.asarray(ran["effort.x"][-1, :, 0])
    np.testing.assert_allclose(ours, monthly, atol=1e-4)
    assert np.abs(ours - x).max() > 0.05  # something moved


def named(book: EffortBook, sigma: float) -> list[dict[str, tuple[float, float]]]:
    """What fits to six panels found."""
    made = [synthetic(book, seed, sigma)[:2] for seed in range(6)]
    return [fit_structural(panel, drivers, Law()).named(30) for panel, drivers in made]


def test_the_likelihood_recovers_what_made_the_panel(book: EffortBook) -> None:
    found = named(book, 0.01)
    off = [abs(n[k][0] - TRUE[k]) / n[k][1] for n in found for k in NAMES]
    assert np.mean(np.array(off) < 1.645) > 0.75
    assert np.mean([n["kappa"][0] for n in found]) == pytest.approx(0.25, abs=0.03)


def test_at_the_noise_of_the_data_the_speed_comes_out_too_high(book: EffortBook) -> None:
    """A level for each ally and twelve years (Nickell 1981): the page on the back-test says so."""
    assert np.mean([n["kappa"][0] for n in named(book, 0.08)]) > 0.28


def test_the_slope_is_that_of_the_residuals(book: EffortBook) -> None:
    panel, drivers, mu = synthetic(book, 1)
    left = Residuals(panel, drivers, Law())
    at = np.concatenate([theta(mu), np.zeros(len(panel.years) - 1)])
    moved = at.copy()
    moved[30] += 1e-3  # kappa
    np.testing.assert_allclose(
        (left.at(moved) - left.at(at)) / 1e-3, left.slope(at)[:, 30], atol=1e-3
    )


def test_pledge_alone_asks_the_target_and_demand_alone_ignores_it(book: EffortBook) -> None:
    _, drivers = book.known("restated", 2021)
    low = np.full(30, np.log(1.0))
    values = Values.of(theta(low - 1.0), 30)
    gain = 1 - np.exp(-0.25)
    whole = step(low, 2022, values, drivers, Law("whole"))
    np.testing.assert_allclose(whole, low + gain * (np.log(2.0) - low))
    none = step(low, 2022, values, drivers, Law("none"))
    partly = step(low, 2022, values, drivers, Law())
    assert np.all((none < partly) & (partly < whole))


@pytest.mark.parametrize("law", [Law(), Law("none"), Law("whole"), Law(trust=False, shocks=False)])
def test_every_structural_form_forecasts(book: EffortBook, law: Law) -> None:
    panel, drivers = book.known("real time", 2022)
    samples = Structural("any", law, draws=200).forecast(panel, drivers, (1, 2, 3))
    assert samples.shape == (200, 30, 3)
    np.testing.assert_array_equal(np.isfinite(samples).all(axis=(0, 2)), panel.known)


def test_the_forms_part_in_the_years_to_come(book: EffortBook) -> None:
    found = outlook.table(book).set_index(["form", "year"])
    assert (found["low"] < found["median"]).all()
    assert (found["median"] < found["high"]).all()
    last = found.xs(2029, level="year")["median"]
    # demand holds effort where it is, the trend of the literal form carries it on
    assert last["demand alone"] < last["pledge alone"] < last["minimal"] < last["minimal_literal"]
