"""Effort and what follows from it within the month, against the annual regression and by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import special

from foedus.model.mechanism import Mechanism
from foedus.model.mechanisms import aggregates, capability, cohesion, enablers
from foedus.model.mechanisms.effort_minimal import LITERAL, MINIMAL
from foedus.model.mechanisms.effort_structural import STRUCTURAL

from .one import FIRST_YEAR, Months, simulate

LANES = 6_000
ALLIES = 30
EXPOSURE = np.linspace(0, 1, ALLIES)
P = {f"effort.{n}": v for n, v in {
    "b_req": 0.5, "b_R": 0.07, "a": np.linspace(-0.03, 0.03, ALLIES), "sigma_e": 0.06,
    "sigma_x": 0.12, "theta_m": 0.8, "theta_g": 0.05, "sigma_m": 0.01, "phi_m": 0.7,
    "literal_sigma_m": 0.01,
}.items()}  # fmt: skip
STILL = {f"effort.{n}": 0.0 for n in ("sigma_e", "sigma_x", "sigma_m", "literal_sigma_m")}


def spend(
    x: Any, steps: int = 12, form: Mechanism = MINIMAL, trend: float = 0.02, u1: float = 0.9,
    u2: float = 1.0, threat: float = 1.9, first: int = 1, **change: Any,
) -> Months:  # fmt: skip
    zero = {"effort.residuals": np.zeros(3), "effort.full_years": 0, "effort.gap": 0.0,
            "effort.mass": 0.0}  # fmt: skip
    return simulate(
        form, state=zero | {"effort.x": x, "effort.december": x, "effort.trend": trend},
        now={"threat.russia": threat}, levers={"u1": u1, "u2": u2}, parameters=P | change,
        data={"exposure": EXPOSURE}, record=[*form.writes], steps=steps, lanes=LANES, first=first,
    )  # fmt: skip


LOW = np.log(np.linspace(1.0, 1.6, ALLIES))


def drift(x: Any, year: int, u1: float, u2: float, threat: float, centre: float = 1.3) -> Any:
    """The annual regression without its shocks, ln a year."""
    old = np.maximum(np.log(2.0) - x, 0) / max(1, 2024 - (year - 1))
    new = np.maximum(np.log(2.0 + 1.5 * u2) - x, 0) / max(1, 2035 - (year - 1))
    required = np.maximum(old, new if u2 > 0 else 0)
    pressure = u1 - 0.558
    delivered = 0.5 * max(1 + 0.8 * pressure, 0) * required
    return 0.05 * pressure + P["effort.a"] + delivered + 0.07 * EXPOSURE * (threat - centre)


@pytest.mark.parametrize(("u1", "u2", "first"), [(0.9, 1.0, 1), (0.1, 0.4, 1), (0.5, 0.0, 1), (0.5, 0.0, -119)])  # fmt: skip  # noqa: E501
def test_twelve_months_are_the_annual_regression(u1: float, u2: float, first: int) -> None:
    """Below the largest pledge, January to December sum to the regression exactly."""
    run = spend(LOW, u1=u1, u2=u2, first=first, **STILL)
    year = FIRST_YEAR + (first - 1) // 12
    trend = 0.7 * 0.02
    wanted = LOW + trend + drift(LOW, year, u1, u2, 1.9)
    np.testing.assert_allclose(run["effort.x"][-1, :, 0], wanted, atol=2e-6)
    np.testing.assert_array_equal(run["effort.december"][-1], run["effort.x"][-1])
    np.testing.assert_allclose(run["effort.december"][-2, :, 0], LOW, rtol=1e-6)


def test_the_literal_form_neither_centres_threat_nor_lets_the_trend_fade() -> None:
    run = spend(LOW, form=LITERAL, **STILL)
    wanted = LOW + 0.02 + drift(LOW, FIRST_YEAR, 0.9, 1.0, 1.9, centre=0.0)
    np.testing.assert_allclose(run["effort.x"][-1, :, 0], wanted, atol=2e-6)


def test_shocks_of_a_year_are_shared_by_its_months() -> None:
    """Variance of the annual change: sigma_e^2 + sigma_m^2 shared by allies, sigma_x^2 own."""
    # below the pledge and without drift that saturates: the noise adds up linearly
    run = spend(LOW - 3.0, u2=0.0, **{"effort.b_req": 0.0})
    change = run["effort.x"][-1].astype(float) - (LOW - 3.0)[:, None]
    common = np.cov(change).sum() - np.trace(np.cov(change))
    common /= ALLIES * (ALLIES - 1)
    assert common == pytest.approx(0.06**2 + 0.01**2, rel=0.08)
    own = np.trace(np.cov(change)) / ALLIES - common
    assert own == pytest.approx(0.12**2, rel=0.05)
    monthly = np.diff(run["effort.x"], axis=0)
    np.testing.assert_allclose(monthly, np.broadcast_to(monthly[:1], monthly.shape), atol=2e-6)
    own_path = (change - change.mean(axis=0)).ravel()
    kurtosis = np.mean(own_path**4) / np.mean(own_path**2) ** 2
    assert kurtosis > 4  # t4 is heavy-tailed: a normal would give 3


def test_growth_fades_above_the_largest_pledge_and_a_fall_does_not() -> None:
    high = np.log(np.linspace(2.2, 5.0, ALLIES))
    rising = spend(high, 1, u2=0.0, trend=0.3, **STILL)["effort.x"][0, :, 0] - high
    falling = spend(high, 1, u2=0.0, trend=-0.3, **STILL)["effort.x"][0, :, 0] - high
    fade = np.exp(-(high - np.log(2.0)) / 0.3)
    up, down = (0.7 * t + drift(high, FIRST_YEAR, 0.9, 0.0, 1.9) for t in (0.3, -0.3))
    np.testing.assert_allclose(rising, fade * up / 12, atol=1e-6)
    np.testing.assert_allclose(falling, down / 12, atol=1e-6)


def test_the_trend_fades_once_a_year_to_its_stationary_variance() -> None:
    run = spend(LOW, steps=120, **{"effort.sigma_m": 0.05})
    trend = run["effort.trend"]
    assert np.all(trend[1:12] == trend[0])
    assert np.all(trend[12] != trend[11])
    late = trend[-1].astype(float)
    assert late.std() == pytest.approx(0.05 / np.sqrt(1 - 0.7**2), rel=0.06)


def test_the_year_residual_is_what_drivers_leave_unexplained() -> None:
    """Without own shocks it is g_Y, the common effect of the year, in every trajectory."""
    run = spend(LOW, 12, **{"effort.sigma_x": 0.0})
    g = run["effort.x"][-1, 5].astype(float) - LOW[5] - drift(LOW, FIRST_YEAR, 0.9, 1.0, 1.9)[5]
    slot = FIRST_YEAR % 3
    np.testing.assert_allclose(run["effort.residuals"][-1, slot], g, atol=3e-6)
    assert np.all(run["effort.full_years"][-1] == 1)
    assert not run["effort.residuals"][-2].any()


def test_structural_effort_closes_its_share_of_the_gap() -> None:
    p = {"kappa": 0.2, "beta_R": 0.3, "beta_A": 0.15, "beta_F": -0.1, "beta_H": 0.02,
         "beta_f": 0.05, "pi0": -1.5, "pi1": 1.5, "pi2": 1.5, "pi3": 0.3, "sigma_x": 0.0,
         "mu": np.full(ALLIES, 0.2)}  # fmt: skip
    hosted = np.linspace(0, 30, 6)
    share = np.zeros((ALLIES, 6))
    share[:6] = np.eye(6) * 0.5
    stress, near = np.linspace(-1, 1, ALLIES), np.ones((ALLIES, ALLIES)) / ALLIES
    bloc = np.zeros((3, ALLIES))
    bloc[np.arange(ALLIES) % 3, np.arange(ALLIES)] = 1
    run = simulate(
        STRUCTURAL,
        state={"effort.x": LOW, "effort.december": LOW, "effort.trend": 0.0,
               "effort.demand": np.zeros(ALLIES), "effort.compliance": np.zeros(ALLIES),
               "effort.path": 0.0, "trust.usa": np.array([0.6, 0.5, 0.3]),
               "forces.usa_europe": hosted},
        now={"threat.russia": 1.7}, levers={"u1": 0.8, "u2": 1.0},
        parameters={f"effort.{n}": v for n, v in p.items()},
        data={"bloc_member": bloc, "host_share": share, "exposure": EXPOSURE, "neighbours": near,
              "fiscal_stress": stress},
        record=["effort.x", "effort.demand", "effort.compliance", "effort.path"],
        steps=1, lanes=LANES,
    )  # fmt: skip
    distrust = 1 - np.array([0.6, 0.5, 0.3])[np.arange(ALLIES) % 3]
    level = (0.3 * EXPOSURE * 1.7 + 0.15 * EXPOSURE * distrust - 0.1 * LOW.mean()
             + 0.02 * np.log1p(share @ hosted) - 0.05 * stress)  # fmt: skip
    near_deadline = np.exp(-(2035 - FIRST_YEAR) / 3)
    comply = special.expit(-1.5 + 1.5 * 0.8 + 1.5 * near_deadline - 0.3 * stress)
    target = np.log(2.0 + 1.5 * (FIRST_YEAR + 1 / 12 - 2025.5) / 9.5)
    np.testing.assert_allclose(run["effort.demand"][0, :, 0], level, atol=1e-5)
    np.testing.assert_allclose(run["effort.compliance"][0, :, 0], comply, rtol=1e-5)
    np.testing.assert_allclose(run["effort.path"][0, 0], target, rtol=1e-4)
    n = level + 0.2
    aim = n + comply * np.maximum(target - n, 0)
    wanted = LOW + (1 - np.exp(-0.2 / 12)) * (aim - LOW)
    np.testing.assert_allclose(run["effort.x"][0, :, 0], wanted, atol=2e-6)


X = np.log(np.array([1.2, 1.99, 2.0, 3.4]))
G = np.array([0.5, 0.2, 0.3, 0.0])
NO_AGGREGATES = dict.fromkeys(aggregates.MECHANISM.writes, 0.0) | {"effort.share": np.zeros(4)}


@pytest.mark.parametrize("u2", [0.0, 0.5, 1.0])
def test_aggregates(u2: float) -> None:
    run = simulate(
        aggregates.MECHANISM, state=NO_AGGREGATES,
        now={"effort.x": X}, levers={"u2": u2}, data={"gdp_weight": G},
        record=[*aggregates.MECHANISM.writes], steps=37, lanes=8,
    )  # fmt: skip
    time = FIRST_YEAR + 37 / 12
    full = 2.0 + 1.5 * (time - 2025.5) / 9.5
    tau = 2.0 + u2 * (full - 2.0)
    effort = np.exp(X)
    np.testing.assert_allclose(run["effort.share"][-1, :, 0], effort, rtol=1e-6)
    at = {name: run[name][-1, 0] for name in run.paths if name != "effort.share"}
    assert at["europe.effort"] == pytest.approx(G @ effort, rel=1e-6)
    assert at["europe.tau"] == pytest.approx(tau, rel=1e-5)
    assert at["europe.off"] == pytest.approx(G @ np.maximum(tau - effort, 0), rel=1e-4)
    assert at["europe.off_ref"] == pytest.approx(G @ np.maximum(full - effort, 0), rel=1e-4)
    # a share of 1.99 does not round to 2.00; no member without a weight; the United States counts
    assert at["nato.at2"] == 2


def test_the_pledge_path_reaches_what_the_model_text_states() -> None:
    """2.56 % at the horizon of the built-in case and 3.5 % in 2035."""
    run = simulate(
        aggregates.MECHANISM, state=NO_AGGREGATES,
        now={"effort.x": X}, levers={"u2": 1.0}, data={"gdp_weight": G},
        record=["europe.tau"], steps=120, lanes=8,
    )  # fmt: skip
    tau = run["europe.tau"][:, 0]
    assert np.interp(2029 + 19 / 365.25, 2026 + np.arange(1, 121) / 12, tau) == pytest.approx(2.56, abs=0.005)  # fmt: skip  # noqa: E501
    assert tau[12 * 9 - 1] == pytest.approx(3.5, abs=1e-4)


def test_cohesion_is_one_when_all_pull_alike_and_falls_with_what_divides_them() -> None:
    def cohere(trust: Any, autonomy: Any, effort: Any) -> float:
        run = simulate(
            cohesion.MECHANISM,
            state={"cohesion.nato": 0.7, "cohesion.gap": 0.0, "trust.usa": np.array(trust)},
            now={"effort.share": np.array(effort), "europe.tau": 2.0},
            parameters={"cohesion.a_b": 1.0, "cohesion.a_g": 0.5, "cohesion.v0": 0.4},
            data={"gdp_weight": np.array([0.5, 0.3, 0.2]), "bloc_member": np.eye(3),
                  "autonomy": np.array(autonomy)},
            record=["cohesion.nato", "cohesion.gap"], steps=1, lanes=4,
        )  # fmt: skip
        assert run["cohesion.gap"][0, 0] == pytest.approx(trust[0] - trust[1], abs=1e-6)
        return float(run["cohesion.nato"][0, 0])

    assert cohere([0.5] * 3, [0.0] * 3, [2.5] * 3) == pytest.approx(1.0)
    pull = np.array([-0.5, 1.0, 0.0]) + [0.2, 0.4, 0.6] + 0.5 * np.array([0, 0.5, 0])
    w = np.array([0.5, 0.3, 0.2])
    variance = w @ (pull - w @ pull) ** 2
    apart = cohere([0.8, 0.6, 0.4], [-0.5, 1.0, 0.0], [2.5, 1.5, 2.5])
    assert apart == pytest.approx(np.exp(-variance / 0.4), rel=1e-5)


def test_money_becomes_steel_three_years_later() -> None:
    """Spending doubles in month 1; for 36 months capability cannot tell, then it does."""
    ring, base = np.full(capability.LAG, 10.0), 10.0
    run = simulate(
        capability.MECHANISM,
        state={"capability.europe": 1.0, "capability.ring": ring, "capability.base": base,
               "capability.spending": base, "europe.self": 0.5, "europe.interoperability": 0.5,
               "institution.status": 1},
        now={"effort.share": np.array([2.0]), "cohesion.nato": 0.72, "enablers.europe": 0.3},
        parameters={"capability.delta": 0.1, "capability.K_req": 0.8},
        data={"gdp_real": np.array([2500.0]), "equipment_share": np.array([0.4])},
        record=["capability.europe", "europe.self", "europe.interoperability"], steps=60, lanes=4,
    )  # fmt: skip
    k = run["capability.europe"][:, 0].astype(float)
    np.testing.assert_allclose(k[:36], 1.0, rtol=1e-6)
    grown = 1 + (2.0 - 1) * (1 - (1 - 0.1 / 12) ** np.arange(1, 25))  # 2500 x 2 % x .4 = 20
    np.testing.assert_allclose(k[36:], grown, rtol=1e-5)
    np.testing.assert_allclose(run["europe.self"][:, 0], k * 0.65 / 0.8, rtol=1e-5)
    shown = np.sqrt(0.72) * (0.3 + 0.7 * 0.7)
    np.testing.assert_allclose(run["europe.interoperability"], shown, rtol=1e-5)


def test_enablers_approach_what_pillar_technology_and_training_ask() -> None:
    p = {"n0": -1.4, "n1": 1.5, "n2": 0.5, "n3": 0.3, "kappa_V": 0.5}
    run = simulate(
        enablers.MECHANISM, state={"enablers.europe": 0.2}, now={"pillar.europe": 0.4},
        levers={"u12": 0.7, "u13": 0.2}, parameters={f"enablers.{n}": v for n, v in p.items()},
        record=["enablers.europe"], steps=24, lanes=4,
    )  # fmt: skip
    aim = special.expit(-1.4 + 1.5 * 0.4 + 0.5 * 0.7 + 0.3 * 0.8)
    wanted = aim + (0.2 - aim) * np.exp(-0.5 * np.arange(1, 25) / 12)
    np.testing.assert_allclose(run["enablers.europe"][:, 0], wanted, rtol=1e-4)
