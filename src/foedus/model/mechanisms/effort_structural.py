"""E1 Effort, structural form: demand and compliance, for counterfactuals.

    n_i  = mu_i + beta_R omega_i R + beta_A omega_i (1 - C_b(i)) + beta_F sum_j W_ij X_j
           + beta_H ln(1 + H_host(i)) - beta_f FISC_i + beta_G GOV_i
    pi_i = sg(pi0 + pi1 u1 + pi2 DL - pi3 FISC_i);   DL = exp(-(D - Y)^+ / 3)
    x*_i = n_i + pi_i (ln tau - n_i)^+
    x_i <- x_i + (1 - e^(-kappa dt)) (x*_i - x_i) + dt sigma_x idio[i,Y]

mu_i is centred: for each draw the value at which the mean of x*_i over coded history equals the
mean of x_i. pi = 0 nests demand alone, pi = 1 pledge alone. Joint-product theory (Olson and
Zeckhauser; Sandler), troops not a substitute (Allen, VanDusky-Allen, Flynn: hosts spend more),
pressure through fear of abandonment (Snyder; Blankenship). The pi-form has never been fitted.
M08: fiscal stress resists; the rest as in the minimal form.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

from foedus.model import laws
from foedus.model.mechanism import Chance, Mechanism, Start, View, Writes, positive, words
from foedus.model.mechanisms.cohesion import by_ally
from foedus.model.mechanisms.effort_minimal import DECEMBER, PLEDGES


def demand(v: View) -> Any:
    """n_i without mu_i, ln % of GDP."""
    distrust = by_ally(v.data("bloc_member"), 1 - v.lag("trust.usa"))
    hosted = jnp.sum(v.data("host_share") * v.lag("forces.usa_europe"), axis=1)
    exposure = v.data("exposure")
    return (
        v.p("beta_R") * exposure * v.now("threat.russia")
        + v.p("beta_A") * exposure * distrust
        + v.p("beta_F") * (jnp.sum(v.data("neighbours") * v.lag("effort.december"), axis=1))
        + v.p("beta_H") * jnp.log1p(hosted)
        - v.p("beta_f") * v.data("fiscal_stress")
        + v.p("beta_G") * v.p("GOV")
    )


def compliance(v: View) -> Any:
    """pi_i, the share of the gap to the pledge that an ally sets out to close."""
    deadline = jnp.where(v.lever("u2") > 0, v.p("deadline2"), v.p("deadline1"))
    near = jnp.exp(-positive(deadline - v.clock.year) / 3)
    return jax.nn.sigmoid(
        v.p("pi0")
        + v.p("pi1") * v.lever("u1")
        + v.p("pi2") * near
        - v.p("pi3") * v.data("fiscal_stress")
    )


def path(v: View) -> Any:
    """ln tau of the credible path, as in aggregates."""
    ramp = 1.5 * positive(v.clock.time - v.p("aggregates.ramp_start"))
    return jnp.log(v.p("tau1") + v.lever("u2") * ramp / v.p("aggregates.ramp_years"))


def _step(v: View) -> Writes:
    before, dt = v.lag("x"), v.clock.dt
    wanted, share, target = demand(v), compliance(v), path(v)
    level = wanted + v.p("mu")
    aim = level + share * positive(target - level)
    gain = -jnp.expm1(-v.p("kappa") * dt)
    moved = before + gain * (aim - before) + dt * v.p("sigma_x") * v.u("idio")
    moved = jnp.where(v.clock.year > v.p("first_year"), moved, before)
    moved = v.settle("effort.x", moved)
    return {
        "effort.x": moved,
        "effort.trend": v.lag("trend"),
        "effort.december": jnp.where(v.clock.month == DECEMBER, moved, v.lag("december")),
        "effort.demand": wanted,
        "effort.compliance": share,
        "effort.path": target,
    }


def _start(s: Start) -> Writes:
    x = s.data["effort_start"]
    return {
        "effort.x": x,
        "effort.trend": 0.0,
        "effort.december": x,
        "effort.demand": jnp.zeros_like(x),
        "effort.compliance": jnp.zeros_like(x),
        "effort.path": 0.0,
    }


STRUCTURAL = Mechanism(
    name="effort",
    equation="E1 (structural)",
    writes=words(
        "effort.x effort.trend effort.december effort.demand effort.compliance effort.path"
    ),
    reads=("trust.usa", "forces.usa_europe"),
    now=("threat.russia",),
    levers=("u1", "u2"),
    chances=(Chance("effort.idio", over="ally", law=laws.student_t4, every="year"),),
    parameters=(
        "mu",
        "kappa",
        "sigma_x",
        "beta_R",
        "beta_A",
        "beta_F",
        "beta_H",
        "beta_f",
        "beta_G",
        "GOV",
        "pi0",
        "pi1",
        "pi2",
        "pi3",
        "aggregates.ramp_start",
        "aggregates.ramp_years",
        *PLEDGES,
    ),
    data=words("bloc_member host_share exposure neighbours fiscal_stress"),
    statements=("M05", "M06", "M08", "M42", "M46"),
    step=_step,
    start=_start,
)
