"""E13 Command: Joint Force Commands led by Europeans, J of 3.

agreed                at rate lam_Ja e^(2 (u3 - .7))
then each of the 3 - J commands still led by Americans passes at rate lam_J     1/yr
"""

from __future__ import annotations

import jax.numpy as jnp

from foedus.model.mechanism import Chance, Mechanism, Start, View, Writes, happens

COMMANDS = 3


def _step(v: View) -> Writes:
    agreed, held, dt = v.lag("agreed"), v.lag("jfc"), v.clock.dt
    rate = v.p("lam_Ja") * jnp.exp(2 * (v.lever("u3") - v.p("u3_ref")))
    agrees = happens(v.u("agree"), rate, dt)
    passes = happens(v.u("handover"), v.p("lam_J"), dt)
    american = jnp.arange(COMMANDS)[:, None] >= held
    passed = jnp.where(agreed == 1, jnp.sum(passes & american, axis=0), 0)
    return {
        "command.agreed": jnp.where(agrees, 1, agreed),
        "command.jfc": held + passed,
    }


def _start(s: Start) -> Writes:
    return {"command.agreed": 0, "command.jfc": 1}


MECHANISM = Mechanism(
    name="command",
    equation="E13",
    writes=("command.agreed", "command.jfc"),
    levers=("u3",),
    chances=(Chance("command.agree"), Chance("command.handover", over=COMMANDS)),
    parameters=("lam_Ja", "lam_J", "u3_ref"),
    statements=("M12",),
    step=_step,
    start=_start,
)
