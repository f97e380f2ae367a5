"""E10 Reconstitution of Russian forces, in [0, 1].

    RC <- RELAX(RC, 1[W in ceasefire, settlement] (1 - r_s u10), kappa_RC, 0)

Only quiet lets Russia rebuild (M36); sanctions slow it (M41); its industry feeds it (M48).
"""

from __future__ import annotations

from foedus.model.mechanism import Mechanism, Start, View, Writes, flag, relax
from foedus.model.mechanisms.war import CEASEFIRE


def _step(v: View) -> Writes:
    quiet = flag(v.now("war.state") >= CEASEFIRE)
    aim = quiet * (1 - v.p("r_s") * v.lever("u10"))
    grown = relax(v.lag("reconstitution.russia"), aim, v.p("kappa_RC"), 0.0, 0.0, v.clock.dt)
    return {"reconstitution.russia": grown}


def _start(s: Start) -> Writes:
    return {"reconstitution.russia": 0.0}


MECHANISM = Mechanism(
    name="reconstitution",
    equation="E10",
    writes=("reconstitution.russia",),
    now=("war.state",),
    levers=("u10",),
    parameters=("kappa_RC", "r_s"),
    statements=("M36", "M41", "M48"),
    step=_step,
    start=_start,
)
