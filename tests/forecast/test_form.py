"""A year of the quick form is twelve months of the mechanism that the engine runs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.laws.one import simulate as months

from foedus.forecast.backtest.effort import EffortBook
from foedus.forecast.backtest.fit import Options, fit
from foedus.forecast.backtest.forecasters import FADING, RAW, SPEED
from foedus.forecast.backtest.simulate import Ahead, simulate
from foedus.forecast.backtest.terms import MEAN_PRESSURE, MEAN_THREAT
from foedus.model.mechanism import Mechanism
from foedus.model.mechanisms.effort_minimal import LITERAL, MINIMAL

B_REQ, B_R, EFFECT = 0.45, 0.07, -0.03
SILENT = ("sigma_x", "sigma_e", "sigma_m", "literal_sigma_m", "start_spread")


@pytest.mark.parametrize(
    ("mechanism", "ahead", "centre", "tolerance"),
    [(LITERAL, Ahead(common=False), 0.0, 1e-5), (MINIMAL, FADING, MEAN_THREAT, 0.01)],
    ids=["literal", "minimal"],
)
def test_a_year_is_twelve_months_of_the_mechanism(
    book: EffortBook, mechanism: Mechanism, ahead: Ahead, centre: float, tolerance: float
) -> None:
    """Exact in the literal form; saturation is taken once a year here, every month there."""
    panel, drivers = book.known("restated", 2025)
    found = fit(panel, drivers, (SPEED, RAW), Options())
    mean = np.zeros_like(found.mean)
    mean[found.year_slice] = EFFECT / (0.7 if ahead is FADING else 1.0)
    mean[-2:] = B_REQ, B_R
    mean[found.country_slice] = -B_R * centre * drivers.exposure
    sure = replace(found, mean=mean, cov=0 * found.cov, sigma=0.0)
    quick = simulate(sure, panel, drivers, (1,), replace(ahead, common=False), draws=1, seed=1)[
        0, :, 0
    ]
    monthly = _year_of(mechanism, panel.x[-1], drivers.threat(2026), drivers.exposure)
    np.testing.assert_allclose(quick, monthly, atol=tolerance)
    assert np.abs(quick - panel.x[-1]).max() > 0.05  # something moved


def _year_of(
    mechanism: Mechanism, before: np.ndarray, threat: float, exposure: np.ndarray
) -> np.ndarray:
    """ln effort after the twelve months of 2026, every chance silenced."""
    silent = {f"effort.{name}": np.float32(0) for name in SILENT}
    known = {
        "effort.b_req": np.float32(B_REQ),
        "effort.b_R": np.float32(B_R),
        "effort.a": np.zeros(30, np.float32),
        "effort.theta_g": np.float32(0),
        "effort.phi_m": np.float32(1),
        "effort.origin_trend": np.float32(np.nan),
    }
    state = {
        "effort.x": before,
        "effort.december": before,
        "effort.trend": EFFECT,
        "effort.residuals": np.zeros(3),
        "effort.full_years": 0,
        "effort.gap": 0.0,
        "effort.mass": 0.0,
    }
    ran = months(
        mechanism,
        state=state,
        record=["effort.x"],
        steps=12,
        lanes=1,
        now={"threat.russia": threat},
        levers={"u1": MEAN_PRESSURE, "u2": 0.0},
        parameters={k: v for k, v in {**silent, **known}.items() if k in _full(mechanism)},
        data={"exposure": exposure.astype(np.float32)},
    )
    return np.asarray(ran["effort.x"][-1, :, 0])


def _full(mechanism: Mechanism) -> set[str]:
    return {mechanism.full(name) for name in mechanism.parameters}
