"""E1 Effort, minimal form: defence expenditure of 30 allies, x = ln(% of GDP).

    Y = year of the month; X_i = x_i after the last December step; common, trend, idio: annual
    req_i = max over pledges p in force of (ln tau_p - X_i)^+ / max(1, D_p - (Y-1))
            p1: 2.0, from 2014-09, D 2024 (stays in force);  p2: 2.0 + 1.5 u2 while u2 > 0, D 2035
    m_Y  = phi_m m_(Y-1) + sigma_m trend[Y];   g_Y = m_Y + sigma_e common[Y]
    drift_i = g_Y + theta_g (u1 - ubar) + a_i + b_req (1 + theta_m (u1 - ubar))^+ req_i
              + b_R omega_i (R - R_mean)
    sat_i = exp(-(x_i - ln tau_max)^+ / x_sat) where drift_i > 0, else 1
    x_i <- x_i + dt sat_i drift_i + dt sigma_x idio[i,Y]           idio ~ t4 / sqrt 2

Variant `minimal_literal`, the form first fitted: phi_m 1, R_mean 0, sat_i 1, wider priors.
M05, M06: pressure and withheld funds speed delivery (theta_m); M42: exposure omega falls with the
distance of a capital from Moscow; M46: threat. Pledge compliance after Becker; threat as dated
events because responses to Russian *spending* are null or negative. Not mean-reverting below
the pledge: do not run beyond five years past the last data.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from foedus.model import laws
from foedus.model.mechanism import Chance, Mechanism, Start, View, Writes, flag, positive, total

DECEMBER, JANUARY = 12, 1
YEARS_OF_RESIDUAL = 3


def largest_pledge(v: View) -> Any:
    """tau_max: the largest pledge in force, % of GDP."""
    return v.p("effort.tau1") + v.p("effort.tau2") * v.lever("u2")


def required(v: View, december: Any) -> Any:
    """req_i: the step that the pledges in force ask of each ally this year, ln/yr."""
    year = v.clock.year
    first = _asked(v.p("effort.tau1"), v.p("effort.deadline1"), december, year)
    second = _asked(largest_pledge(v), v.p("effort.deadline2"), december, year)
    begun = flag(v.clock.time > v.p("effort.pledge_begin"))
    return jnp.maximum(begun * first, jnp.where(v.lever("u2") > 0, second, 0.0))


def _asked(target: Any, deadline: Any, december: Any, year: Any) -> Any:
    return positive(jnp.log(target) - december) / jnp.maximum(1.0, deadline - (year - 1))


def drivers(v: View, literal: bool) -> Any:
    """drift_i without the year effect g_Y, ln/yr; the likelihood of the panel asks for it too."""
    pressure = v.lever("u1") - v.p("ubar")
    threat = v.now("threat.russia") - (0.0 if literal else v.p("R_mean"))
    delivery = v.p("b_req") * positive(1 + v.p("theta_m") * pressure)
    return (
        v.p("theta_g") * pressure
        + v.p("a")
        + delivery * required(v, v.lag("effort.december"))
        + v.p("b_R") * v.data("exposure") * threat
    )


def saturation(v: View, before: Any, drift: Any, literal: bool) -> Any:
    """sat_i: what is left of growth above the largest pledge."""
    above = positive(before - jnp.log(largest_pledge(v)))
    fade = jnp.ones_like(above) if literal else jnp.exp(-above / v.p("x_sat"))
    return jnp.where(drift > 0, fade, 1.0)


def _trend(v: View, persistence: Any, spread: Any) -> Any:
    """m_Y. At the forecast origin it is the fitted one where the parameters are a posterior,
    else (`origin_trend` not a number) the mean year residual of the last three full years."""
    fitted = v.p("origin_trend")
    is_fitted = v.clock.at_origin & ~jnp.isnan(fitted)
    carried = jnp.where(is_fitted, fitted, v.lag("effort.trend"))
    renewed = persistence * carried + spread * v.u("trend")
    carried = jnp.where(v.clock.month == JANUARY, renewed, carried)
    seen = jnp.mean(v.lag("effort.residuals"), axis=0) + v.p("start_spread") * v.u("start_trend")
    known = v.lag("effort.full_years") >= YEARS_OF_RESIDUAL
    return jnp.where(v.clock.at_origin & known & ~is_fitted, seen, carried)


def _book_residual(v: View, unexplained: Any, weight: Any) -> Writes:
    """Year residual: unexplained change over the weight it had, closed each December."""
    gap = v.lag("effort.gap") + total(jnp.ones((unexplained.shape[0], 1)), unexplained)
    mass = v.lag("effort.mass") + total(jnp.ones((weight.shape[0], 1)), weight)
    closes = v.clock.month == DECEMBER
    slot = jnp.arange(YEARS_OF_RESIDUAL)[:, None] == v.clock.year % YEARS_OF_RESIDUAL
    return {
        "effort.residuals": jnp.where(closes & slot, gap / mass, v.lag("effort.residuals")),
        "effort.full_years": v.lag("effort.full_years") + jnp.where(closes, 1, 0),
        "effort.gap": jnp.where(closes, 0.0, gap),
        "effort.mass": jnp.where(closes, 0.0, mass),
    }


def _advance(v: View, literal: bool) -> Writes:
    before, dt = v.lag("effort.x"), v.clock.dt
    if literal:
        trend = _trend(v, 1.0, v.p("literal_sigma_m"))
    else:
        trend = _trend(v, v.p("phi_m"), v.p("sigma_m"))
    driven = drivers(v, literal)
    drift = trend + v.p("sigma_e") * v.u("common") + driven
    sat = saturation(v, before, drift, literal)
    moved = before + dt * (sat * drift + v.p("sigma_x") * v.u("idio"))
    # The figure of 2014 stands through 2014: the first change is that of 2015.
    moved = jnp.where(v.clock.year > v.p("first_year"), moved, before)
    moved = v.settle("effort.x", moved)
    december = jnp.where(v.clock.month == DECEMBER, moved, v.lag("effort.december"))
    booked = _book_residual(v, moved - before - dt * sat * driven, dt * sat)
    return {"effort.x": moved, "effort.trend": trend, "effort.december": december} | booked


def _begin(s: Start, trend: str) -> Writes:
    return {
        "effort.x": s.data["effort_start"],
        "effort.trend": s.parameters[trend],
        "effort.december": s.data["effort_start"],
        "effort.residuals": jnp.zeros(YEARS_OF_RESIDUAL),
        "effort.full_years": 0,
        "effort.gap": 0.0,
        "effort.mass": 0.0,
    }


WRITES = (
    "effort.x",
    "effort.trend",
    "effort.december",
    "effort.residuals",
    "effort.full_years",
    "effort.gap",
    "effort.mass",
)
PLEDGES = ("tau1", "tau2", "deadline1", "deadline2", "pledge_begin", "first_year")
_CHANCES = (
    Chance("effort.common", law=laws.normal, every="year"),
    Chance("effort.trend", law=laws.normal, every="year"),
    Chance("effort.start_trend", law=laws.normal, every="year"),
    Chance("effort.idio", over="ally", law=laws.student_t4, every="year"),
)
_COMMON = ("b_req", "b_R", "a", "sigma_e", "sigma_x", "theta_m", "theta_g", "ubar", "start_spread")


def _mechanism(literal: bool) -> Mechanism:
    own = (
        ("literal_m_2014", "literal_sigma_m")
        if literal
        else ("m_2014", "sigma_m", "phi_m", "R_mean", "x_sat")
    )
    return Mechanism(
        name="effort",
        equation="E1 (minimal_literal)" if literal else "E1 (minimal)",
        writes=WRITES,
        now=("threat.russia",),
        levers=("u1", "u2"),
        chances=_CHANCES,
        parameters=(*_COMMON, *PLEDGES, *own, "origin_trend"),
        data=("exposure",),
        statements=("M05", "M06", "M08", "M42", "M46"),
        dormant=("M08",),
        step=lambda v: _advance(v, literal),
        start=lambda s: _begin(s, f"effort.{own[0]}"),
    )


MINIMAL = _mechanism(literal=False)
LITERAL = _mechanism(literal=True)
