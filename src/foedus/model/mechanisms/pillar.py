"""E15 European pillar: common funds, headquarters and command of Europe's own, in (0, 1).

    P <- RELAX(P, sg(p0 + p1 (1 - Cbar) + p2 OFF + p3 v1 + p4 1[exit] + p5 (1 - u13)), kappa_P, 0)
         - dt chi_P overlap P

Distrust drives it (M21), training withdrawn too (M12), exit most of all (M33); overlap with
NATO costs (M24).
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from foedus.model.mechanism import Mechanism, Start, View, Writes, flag, relax, words
from foedus.model.mechanisms.institution import has_left


def _step(v: View) -> Writes:
    distrust = 1 - jnp.sum(v.data("bloc_weight") * v.lag("trust.usa"), axis=0)
    aim = jax.nn.sigmoid(
        v.p("p0")
        + v.p("p1") * distrust
        + v.p("p2") * v.now("europe.off")
        + v.p("p3") * v.lever("v1")
        + v.p("p4") * flag(has_left(v.lag("institution.status")))
        + v.p("p5") * (1 - v.lever("u13"))
    )
    before, dt = v.lag("pillar.europe"), v.clock.dt
    grown = relax(before, aim, v.p("kappa_P"), 0.0, 0.0, dt)
    return {"pillar.europe": grown - dt * v.p("chi_P") * v.p("overlap") * before}


def _start(s: Start) -> Writes:
    return {"pillar.europe": s.parameters["pillar.start"]}


MECHANISM = Mechanism(
    name="pillar",
    equation="E15",
    writes=("pillar.europe",),
    reads=("trust.usa", "institution.status"),
    now=("europe.off",),
    levers=("u13", "v1"),
    parameters=words("p0 p1 p2 p3 p4 p5 kappa_P chi_P overlap start"),
    data=("bloc_weight",),
    statements=("M12", "M21", "M24", "M33"),
    step=_step,
    start=_start,
)
