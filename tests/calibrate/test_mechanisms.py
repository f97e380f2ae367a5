"""The likelihoods and the engine share their equations: their paths are the same."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from foedus.calibrate import aid, panel
from foedus.calibrate.panel_data import panel_data
from foedus.calibrate.threat_path import regimes, threat_path
from foedus.case.load import load_case
from foedus.model.mechanism import relax
from foedus.tables import load

CASE = load_case("us-alliances")
TABLES = load(CASE.root)
DATA = panel_data(CASE, TABLES)
LEVEL = np.array([p.arguments[0] for p in CASE.parameters["threat.Rbar"].priors])
POINT = {
    "effort.b_req": 0.5,
    "effort.b_R": 0.06,
    "effort.theta_m": 0.8,
    "effort.theta_g": 0.05,
    "effort.sigma_e": 0.03,
    "effort.sigma_x": 0.1,
    "effort.m_2014": -0.01,
    "effort.sigma_m": 0.01,
    "effort.a": np.linspace(-0.02, 0.02, 30, dtype=np.float32),
    "threat.kappa_R": 0.25,
    "threat.J22": 1.2,
    "threat.sigma_R": 0.1,
    "measurement.s_fin": 0.01,
    "measurement.s_est": 0.06,
    "measurement.break26": np.full(30, 0.02, np.float32),
}
SHOCKS = {k: np.zeros(12, np.float32) for k in ("common", "trend", "threat")}


def stepwise_threat(steps: int) -> list[float]:
    """R month by month, as the mechanism's equation reads, without noise."""
    codes = {r.first: r.state for r in regimes(CASE)}
    value, state, out = 0.3, 0, []
    for step in range(1, steps + 1):
        before, state = state, codes.get(step, state)
        value = float(relax(value, LEVEL[state], 0.25, 0.0, 0.0, 1 / 12))
        if (before, state) == (0, 1):
            value = 1.0
        if (before, state) == (1, 2):
            value += 1.2
        out.append(value)
    return out


def test_threat_in_closed_form_is_threat_month_by_month():
    given = {"threat.start": 0.3, "threat.Rbar": LEVEL, "threat.kappa_R": 0.25, "threat.J22": 1.2}
    path = np.asarray(threat_path(regimes(CASE), 156, given))
    np.testing.assert_allclose(path, stepwise_threat(156), rtol=2e-5)


def test_a_year_of_the_panel_is_the_equation_summed_over_its_months():
    x = jnp.asarray(DATA.observed())
    got, trend = panel.annual_change(CASE, DATA, POINT, SHOCKS, x, "minimal")
    year, omega = 2025 - 2015, DATA.exposure
    before = np.asarray(x)[:, year]
    r = np.array(stepwise_threat(156))[12:].reshape(-1, 12)[year]
    u1, u2 = (v.reshape(-1, 12)[year] for v in (DATA.u1, DATA.u2))
    total = np.zeros(30)
    for month in range(12):
        first = np.maximum(np.log(2) - before, 0)  # deadline 2024 is over
        second = np.maximum(np.log(2 + 1.5 * u2[month]) - before, 0) / (2035 - 2024)
        asked = np.maximum(first, second if u2[month] else 0)
        pressure = u1[month] - 0.558
        drift = float(trend[year + 1]) + 0.05 * pressure + POINT["effort.a"]
        drift = drift + 0.5 * max(1 + 0.8 * pressure, 0) * asked + 0.06 * omega * (r[month] - 1.3)
        above = np.maximum(before - np.log(2 + 1.5 * u2[month]), 0)
        total += np.where(drift > 0, np.exp(-above / 0.3), 1) * drift / 12
    np.testing.assert_allclose(np.asarray(got)[:, year], total, atol=2e-4)


def test_the_trend_fades_by_its_persistence():
    path = np.asarray(panel.trend_path(jnp.float32(0.1), 0.01, 0.7, jnp.zeros(3)))
    np.testing.assert_allclose(path, [0.1, 0.07, 0.049, 0.0343], rtol=1e-5)
    shocked = np.asarray(panel.trend_path(jnp.float32(0.0), 0.01, 0.7, jnp.array([1.0, 0, 0])))
    np.testing.assert_allclose(shocked, [0, 0.01, 0.007, 0.0049], rtol=1e-5)


def test_core_figures_are_shifted_and_estimates_are_wider():
    x = jnp.asarray(DATA.observed())
    centre, sd = panel.measured(DATA, POINT, x)
    shift = np.asarray(centre) - np.asarray(x)[DATA.ally, DATA.year]
    np.testing.assert_allclose(shift, 0.02 * DATA.core, atol=1e-6)
    wide = np.asarray(sd)[DATA.estimate > 0]
    np.testing.assert_allclose(wide, 0.06 / np.sqrt(2), rtol=1e-5)


def test_the_depletion_of_aid_follows_from_its_flows():
    data = aid.aid_data(CASE, TABLES)
    gain = 1 - np.exp(-0.5 / 12)
    total = float(data.usa[0] + data.europe[0])
    assert data.depletion[0] == 0
    np.testing.assert_allclose(data.depletion[1], gain * (total / 3.53 - 1), rtol=1e-5)
