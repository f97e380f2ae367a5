"""E9 Enablers: Europe's own command, intelligence, lift and strike, in (0, 1).

    V <- RELAX(V, sg(n0 + n1 P + n2 u12 + n3 (1 - u13)), kappa_V, 0)

Allies pay for their own technology (M09) when US platforms are all that is left (M11) and
when US-paid training stops (M12).
"""

from __future__ import annotations

import jax

from foedus.model.mechanism import Mechanism, Start, View, Writes, relax, words


def _step(v: View) -> Writes:
    aim = jax.nn.sigmoid(
        v.p("n0")
        + v.p("n1") * v.now("pillar.europe")
        + v.p("n2") * v.lever("u12")
        + v.p("n3") * (1 - v.lever("u13"))
    )
    grown = relax(v.lag("enablers.europe"), aim, v.p("kappa_V"), 0.0, 0.0, v.clock.dt)
    return {"enablers.europe": grown}


def _start(s: Start) -> Writes:
    return {"enablers.europe": s.parameters["enablers.start"]}


MECHANISM = Mechanism(
    name="enablers",
    equation="E9",
    writes=("enablers.europe",),
    now=("pillar.europe",),
    levers=("u12", "u13"),
    parameters=words("n0 n1 n2 n3 kappa_V start"),
    statements=("M09", "M11", "M12"),
    step=_step,
    start=_start,
)
