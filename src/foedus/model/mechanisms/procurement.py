"""E8 Procurement: the US share of European arms orders, in (0, 1).

    lg w <- RELAX(lg w, wbar + v_u (u11 - .5) + v_r (R - .7)^+ - v_c (1 - Cbar) - v_p P - v_e v2,
                  kappa_w, sigma_w)
    US orders = w sum_i GDP_i exp(x_i)/100 q_i                 2021 USD bn a year

Urgency buys American (M07), doubt does not (M39), industrial policy still less (M40).
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from foedus.model import laws
from foedus.model.mechanism import Chance, Mechanism, Start, View, Writes, positive, relax, words


def _step(v: View) -> Writes:
    before = v.lag("us_share")
    trust = jnp.sum(v.data("bloc_weight") * v.lag("trust.usa"), axis=0)
    aim = (
        v.p("wbar")
        + v.p("v_u") * (v.lever("u11") - 0.5)
        + v.p("v_r") * positive(v.now("threat.russia") - v.p("R_limited"))
        - v.p("v_c") * (1 - trust)
        - v.p("v_p") * v.lag("pillar.europe")
        - v.p("v_e") * v.lever("v2")
    )
    logit = jnp.log(before / (1 - before))
    moved = relax(logit, aim, v.p("kappa_w"), v.p("sigma_w"), v.u("noise"), v.clock.dt)
    share = jax.nn.sigmoid(moved)
    spending = jnp.sum(
        v.data("gdp_real") * jnp.exp(v.now("effort.x")) / 100 * v.data("equipment_share"), axis=0
    )
    return {"arms.us_share": share, "arms.us_orders": share * spending}


def _start(s: Start) -> Writes:
    return {"arms.us_share": s.parameters["arms.start"], "arms.us_orders": 0.0}


MECHANISM = Mechanism(
    name="arms",
    equation="E8",
    writes=("arms.us_share", "arms.us_orders"),
    reads=("trust.usa", "pillar.europe"),
    now=("threat.russia", "effort.x"),
    levers=("u11", "v2"),
    chances=(Chance("arms.noise", law=laws.normal),),
    parameters=words("wbar v_u v_r v_c v_p v_e kappa_w sigma_w R_limited start"),
    data=("bloc_weight", "gdp_real", "equipment_share"),
    statements=("M07", "M39", "M40"),
    step=_step,
    start=_start,
)
