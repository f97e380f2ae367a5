"""E9 Capability of European forces, index with 2014-01 = 1, and what it covers.

    I = sum_i GDP_i exp(x_i)/100 q_i                      equipment spending, 2021 USD bn a year
    K <- K + dt (delta (I_(t-36)/I_2014) sqrt(N/.72) - delta K)         I before 2014 = I_2014
    S = K (.5 + .5 V) / K_req                       self-sufficiency of conventional deterrence
    interoperability (shown) = sqrt(N) (V + (1 - V) e_US)   e_US = 1 full, .7 thinned, .2 after exit

Money of one year is steel three years later: K hardly differs between policies at the horizon.
K_req is set, for each parameter draw, so that a noise-free run of coded history has the drawn
S in 2026-01. Cut aid raises Europe's own industry (M17); missing US enablers cost
interoperability (M23).
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from foedus.model.mechanism import Mechanism, Start, View, Writes, words
from foedus.model.mechanisms.institution import us_share

LAG = 36


def _step(v: View) -> Writes:
    spending = jnp.sum(
        v.data("gdp_real") * jnp.exp(v.now("effort.x")) / 100 * v.data("equipment_share"), axis=0
    )
    place = (v.clock.step - 1) % LAG
    ring = v.lag("capability.ring")
    matured = jax.lax.dynamic_index_in_dim(ring, place, keepdims=False)
    ring = jax.lax.dynamic_update_index_in_dim(ring, spending, place, 0)
    cohesion, enablers = v.now("cohesion.nato"), v.now("enablers.europe")
    k = v.lag("capability.europe")
    new = matured / v.lag("capability.base") * jnp.sqrt(cohesion / v.p("N_ref"))
    k = k + v.clock.dt * v.p("delta") * (new - k)
    shared = enablers + (1 - enablers) * us_share(v.lag("institution.status"), v.p("e_US"))
    return {
        "capability.europe": k,
        "capability.ring": ring,
        "capability.base": v.lag("capability.base"),
        "europe.self": k * (0.5 + 0.5 * enablers) / v.p("K_req"),
        "europe.interoperability": jnp.sqrt(cohesion) * shared,
    }


def _start(s: Start) -> Writes:
    effort = jnp.exp(s.data["effort_start"])
    base = jnp.sum(s.data["gdp_real"] * effort / 100 * s.data["equipment_share"])
    return {
        "capability.europe": 1.0,
        "capability.ring": jnp.full(LAG, base),
        "capability.base": base,
        "europe.self": 0.5,
        "europe.interoperability": 0.5,
    }


MECHANISM = Mechanism(
    name="capability",
    equation="E9",
    writes=words(
        "capability.europe capability.ring capability.base europe.self europe.interoperability"
    ),
    reads=("institution.status",),
    now=("effort.x", "cohesion.nato", "enablers.europe"),
    parameters=words("delta K_req N_ref e_US"),
    data=("gdp_real", "equipment_share"),
    statements=("M17", "M23"),
    step=_step,
    start=_start,
)
