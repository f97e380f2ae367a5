"""E2 Threat: how dangerous Russia looks, index with 2014-04 = 1.

    R <- RELAX(R, Rbar(W), kappa_R, sigma_R)^+ + J
    Rbar: none .3  limited .7  war 1.8  talks 1.7  ceasefire 1.4  settlement 1.0
    J: none -> limited sets R = 1;  limited -> war + J22;
       escalation up to 2 + J_B2;  up to 3 + J_B3  (in the month after it rises)

Threat enters as dated events: responses of allies to Russian *spending* are null or
negative in the literature. Carries M34 and M46 to effort, forces and escalation.
"""

from __future__ import annotations

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
from foedus.model.mechanisms.war import LIMITED, NONE, WAR


def _step(v: View) -> Writes:
    before, war = v.lag("war.state"), v.now("war.state")
    level = v.at("Rbar", war)
    drift = relax(
        v.lag("threat.russia"), level, v.p("kappa_R"), v.p("sigma_R"), v.u("noise"), v.clock.dt
    )
    rung, rung_before = v.lag("escalation.level"), v.lag("escalation.previous")
    rose = rung > rung_before
    jump = (
        v.p("J22") * flag((before == LIMITED) & (war == WAR))
        + v.p("J_B2") * flag(rose & (rung == 2))
        + v.p("J_B3") * flag(rose & (rung == 3))
    )
    onset = (before == NONE) & (war == LIMITED)
    return {"threat.russia": jnp.where(onset, 1.0, positive(drift) + jump)}


def _start(s: Start) -> Writes:
    return {"threat.russia": s.parameters["threat.start"]}


MECHANISM = Mechanism(
    name="threat",
    equation="E2",
    writes=("threat.russia",),
    reads=("war.state", "escalation.level", "escalation.previous"),
    now=("war.state",),
    chances=(Chance("threat.noise", law=laws.normal),),
    parameters=words("kappa_R sigma_R J22 J_B2 J_B3 Rbar start"),
    statements=("M34", "M46"),
    step=_step,
    start=_start,
)
