"""E14 Cohesion of NATO, computed within the month, in (0, 1).

    p_i = alpha_i + a_b (1 - C_b(i)) + a_g (tau - exp(x_i))^+        pull towards autonomy
    N   = exp(-Var_g(p) / v0)                                       alpha: FRA +1, East -.5, else 0

Diverging interests strain consensus (M22): autonomy debated in the West (M19, M21) against
bilateral ties sought in the East (M20, reported as the gap C_East - C_West and the tone of
USA-POL and USA-BLT), readiness to carry one's region (M29), the war's outcome (M31, by effort).
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from foedus.model.mechanism import Mechanism, Start, View, Writes, positive, words


def by_ally(member: Any, of_bloc: Any) -> Any:
    """A value of each bloc, ``[blocs, lanes]``, given to its allies, ``[allies, lanes]``.

    `member` is ``[blocs, allies, 1]``, one where an ally belongs.
    """
    return sum(member[b] * of_bloc[b] for b in range(member.shape[0]))


def _step(v: View) -> Writes:
    share = v.data("gdp_weight")
    trust = v.lag("trust.usa")
    distrust = by_ally(v.data("bloc_member"), 1 - trust)
    short = positive(v.now("europe.tau") - jnp.exp(v.now("effort.x")))
    pull = v.data("autonomy") + v.p("a_b") * distrust + v.p("a_g") * short
    mean = jnp.sum(share * pull, axis=0)
    variance = jnp.sum(share * (pull - mean) ** 2, axis=0)
    return {
        "cohesion.nato": jnp.exp(-variance / v.p("v0")),
        "cohesion.gap": trust[0] - trust[1],
    }


def _start(s: Start) -> Writes:
    return {"cohesion.nato": s.parameters["cohesion.start"], "cohesion.gap": 0.0}


MECHANISM = Mechanism(
    name="cohesion",
    equation="E14",
    writes=("cohesion.nato", "cohesion.gap"),
    reads=("trust.usa",),
    now=("effort.x", "europe.tau"),
    parameters=words("a_b a_g v0 start"),
    data=("gdp_weight", "bloc_member", "autonomy"),
    statements=("M19", "M20", "M21", "M22", "M29", "M31"),
    step=_step,
    start=_start,
)
