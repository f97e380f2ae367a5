"""E3 Trust of the blocs in the United States, in (0, 1), on the logit scale.

    c*_b = cbar_b + gamma1 (u9 - .5) - gamma6 (u6 - .15) + gamma7 u14 (xbar_b - ln tau)
           - gamma8 1[exit]
    c_b <- RELAX(c_b, c*_b, kappa_C, sigma_C) - gamma2 v_b (-dln(H+HR))^+ - gamma3 (dTR)^+
           - gamma4 omega_b n_usru + gamma5 n_reas;      |c_b| <= 6
    v: East 1, West .6, South .3;  omega_b, xbar_b GDP-weighted means

No gain from a *fall* of tariffs: the rift persists (M35). M03, M25: the treaty weighed against
trade; M27: selective support; M33: exit; M38: a thaw with Moscow behind allies' backs.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from foedus.model import laws
from foedus.model.mechanism import (
    Chance,
    Mechanism,
    Start,
    View,
    Writes,
    flag,
    positive,
    relax,
    words,
)
from foedus.model.mechanisms.institution import has_left

CAP = 6.0


def _step(v: View) -> Writes:
    before = v.lag("usa")
    logit = jnp.log(before / (1 - before))
    mean_effort = jnp.sum(v.data("bloc_mean") * v.now("effort.x"), axis=1)
    aim = (
        v.p("cbar")
        + v.p("gamma1") * (v.lever("u9") - 0.5)
        - v.p("gamma6") * (v.lever("u6") - v.p("u6_ref"))
        + v.p("gamma7") * v.lever("u14") * (mean_effort - jnp.log(v.now("europe.tau")))
        - v.p("gamma8") * flag(has_left(v.now("institution.status")))
    )
    settled = relax(logit, aim, v.p("kappa_C"), v.p("sigma_C"), v.u("noise"), v.clock.dt)
    shaken = (
        v.p("gamma2") * v.p("v") * positive(-v.now("forces.change"))
        + v.p("gamma3") * positive(v.now("trade.change"))
        + v.p("gamma4") * v.data("bloc_exposure") * v.now("contact.usru")
        - v.p("gamma5") * v.now("contact.reassure")
    )
    return {"trust.usa": jax.nn.sigmoid(jnp.clip(settled - shaken, -CAP, CAP))}


def _start(s: Start) -> Writes:
    return {"trust.usa": jnp.clip(s.parameters["trust.start"], 0.02, 0.98)}


MECHANISM = Mechanism(
    name="trust",
    equation="E3",
    writes=("trust.usa",),
    now=words(
        "effort.x europe.tau forces.change trade.change contact.usru contact.reassure "
        "institution.status"
    ),
    levers=("u6", "u9", "u14"),
    chances=(Chance("trust.noise", over="bloc", law=laws.normal),),
    parameters=words(
        "cbar kappa_C sigma_C gamma1 gamma2 gamma3 gamma4 gamma5 gamma6 gamma7 gamma8 v u6_ref "
        "start"
    ),
    data=("bloc_mean", "bloc_exposure"),
    statements=("M03", "M25", "M27", "M33", "M35", "M38"),
    step=_step,
    start=_start,
)
