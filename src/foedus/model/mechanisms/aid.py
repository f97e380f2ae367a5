"""E5 Aid to Ukraine, EUR bn a month, from February 2022.

    p_on = sg(on0 + on1 u4 e^(-a15 D^+));     A_US = 1[U < p_on] Gamma(shape k_US, mean s_US)
    m_US = p_on s_US                          expected flow under the policy, not the lumpy month
    m_E  = f_W(W) [Abar_E (1+g_E)^(t-2023.6) (1 + .5 v3) + psi (Abar_US - m_US)^+ - chi D^+]
           at least .02
    A_E  ~ Gamma(shape k_E, mean m_E);        D <- RELAX(D, (A_US + A_E)/3.53 - 1, .5, 0)
    f_W: war, talks 1; ceasefire .8; settlement .6; else .02

psi is the European answer to an American gap (M14), D the depletion of stocks (M15, M47);
f_W keeps Europe paying after a freeze (M30). Purchases of US arms for Ukraine count as European.
"""

from __future__ import annotations

from typing import Any

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


def expected(v: View) -> tuple[Any, Any, Any]:
    """p_on, m_US and m_E of a month: the chance of American aid and both expected flows.

    The likelihood of the recorded flows asks for the same three.
    """
    depleted = positive(v.lag("depletion"))
    on = jax.nn.sigmoid(v.p("on0") + v.p("on1") * v.lever("u4") * jnp.exp(-v.p("a15") * depleted))
    mean_us = on * v.p("s_US")
    grown = v.p("Abar_E") * (1 + v.p("g_E")) ** (v.clock.time - v.p("mid"))
    wanted = (
        grown * (1 + v.p("ambition") * v.lever("v3"))
        + v.p("psi") * positive(v.p("Abar_US") - mean_us)
        - v.p("chi") * depleted
    )
    return on, mean_us, jnp.maximum(v.at("f_W", v.now("war.state")) * wanted, v.p("least"))


def _step(v: View) -> Writes:
    on, mean_us, mean_e = expected(v)
    given = flag(v.u("us_on") < on) * v.p("s_US") * laws.gamma(v.u("us_size"), v.nodes("nodes_US"))
    begun = flag(v.clock.time > v.p("begin"))
    usa = v.settle("aid.usa", begun * given)
    europe = v.settle("aid.europe", begun * mean_e * laws.gamma(v.u("europe"), v.nodes("nodes_E")))
    flow = (usa + europe) / v.p("adequate") - 1
    depletion = relax(v.lag("depletion"), flow, v.p("kappa_D"), 0.0, 0.0, v.clock.dt)
    return {
        "aid.usa": usa,
        "aid.europe": europe,
        "aid.expected": begun * (mean_us + mean_e),
        "aid.depletion": begun * depletion,
    }


def _start(s: Start) -> Writes:
    return dict.fromkeys(MECHANISM.writes, 0.0)


MECHANISM = Mechanism(
    name="aid",
    equation="E5",
    writes=words("aid.usa aid.europe aid.expected aid.depletion"),
    now=("war.state",),
    levers=("u4", "v3"),
    chances=(Chance("aid.us_on"), Chance("aid.us_size"), Chance("aid.europe")),
    parameters=words(
        "on0 on1 s_US nodes_US Abar_US Abar_E g_E nodes_E psi chi a15 f_W mid ambition least "
        "begin adequate kappa_D"
    ),
    statements=("M14", "M15", "M30", "M47"),
    step=_step,
    start=_start,
)
