"""E12 War: the state of the war in Ukraine.

    none, limited            no move of their own (history, shocks)
    war -> talks             .5 exp(2 (u5 - .5))
    talks -> war             .5
    {war, talks} -> ceasefire  lam_cf exp(f1 (u5 - .75) + f2 (u10 - .40) - f3 front + f4 (ADQ - 1))
                             (from war: x .5);  ADQ = (m_US + m_E) / 3.53 EUR bn a month
    ceasefire -> war         rho exp(-rho1 (P + u9) / 2)
    ceasefire -> settlement  .15                                   all rates 1/yr

From one state one uniform decides whether to move, split by the shares of its rates.
Signs: leverage on both sides brings talks (M16); the less arrives, the harder the war (M18);
stocks (M47) and US intelligence and training (M54) enter through what aid is expected.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from foedus.model.mechanism import Chance, Mechanism, Start, View, Writes, happens, words

NONE, LIMITED, WAR, TALKS, CEASEFIRE, SETTLEMENT = range(6)


def _step(v: View) -> Writes:
    state, dt = v.lag("state"), v.clock.dt
    adequacy = v.lag("aid.expected") / v.p("adequate")
    ceasefire = v.p("lam_cf") * jnp.exp(
        v.p("f1") * (v.lever("u5") - v.p("u5_ref"))
        + v.p("f2") * (v.lever("u10") - v.p("u10_ref"))
        - v.p("f3") * v.p("front")
        + v.p("f4") * (adequacy - 1)
    )
    ceasefire = jnp.where(state == WAR, v.p("ceasefire_from_war") * ceasefire, ceasefire)
    swap = jnp.where(
        state == WAR, v.p("to_talks") * jnp.exp(2 * (v.lever("u5") - 0.5)), v.p("to_war")
    )
    other = jnp.where(state == WAR, TALKS, WAR)
    after_fighting = _split(v.u("war.move"), ceasefire, swap, CEASEFIRE, other, state, dt)
    relapse = v.p("rho") * jnp.exp(-v.p("rho1") * (v.lag("pillar.europe") + v.lever("u9")) / 2)
    settle = v.p("to_settlement")
    after_quiet = _split(v.u("war.relapse"), relapse, settle, WAR, SETTLEMENT, state, dt)
    fighting = (state == WAR) | (state == TALKS)
    moved = jnp.where(fighting, after_fighting, jnp.where(state == CEASEFIRE, after_quiet, state))
    return {"war.state": moved, "war.adequacy": adequacy}


def _split(u: Any, rate_a: Any, rate_b: Any, to_a: Any, to_b: Any, stay: Any, dt: Any) -> Any:
    """Move to a or b by one uniform, which is below share_a of the move's probability for a."""
    total = rate_a + rate_b
    share = rate_a / total
    chosen = jnp.where(u < share * -jnp.expm1(-total * dt), to_a, to_b)
    return jnp.where(happens(u, total, dt), chosen, stay)


def _start(s: Start) -> Writes:
    return {"war.state": NONE, "war.adequacy": 0.0}


MECHANISM = Mechanism(
    name="war",
    equation="E12",
    writes=("war.state", "war.adequacy"),
    reads=("aid.expected", "pillar.europe"),
    levers=("u5", "u9", "u10"),
    chances=(Chance("war.move"), Chance("war.relapse")),
    parameters=words(
        "lam_cf f1 f2 f3 f4 rho rho1 front adequate u5_ref u10_ref to_talks to_war to_settlement "
        "ceasefire_from_war"
    ),
    statements=("M16", "M18", "M47", "M54"),
    step=_step,
    start=_start,
)
