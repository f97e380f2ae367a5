"""E16 Response: whether the United States comes, drawn once, at the first shock.

    shock: escalation enters 3, OR two fronts: Q >= 1 and B >= 2 in one month, or coupled
    P(decided) = sg(lg r_kind + r1 (C_East - .45) + r2 (u9 - .40) - r3 1[Q>=1] + r4 (N - .7))
    r_kind: r_att for an attack, r_two for two fronts

"Activating Article 5" resolves nothing: it is for the attacked ally, by Council decision. What
counts is the American decision drawn here and the forces that follow (M34). Variant
`shock: baltic` draws a response only for an attack on a Baltic ally, as the article prints it.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp

from foedus.model.mechanism import Chance, Mechanism, Start, View, Writes, flag, words
from foedus.model.mechanisms.escalation import BALTIC

UNDRAWN, NONE_GIVEN, DECIDED = range(3)
NO_SHOCK, ATTACK, TWO_FRONTS = range(3)


def _step(v: View) -> Writes:
    level, crisis = v.now("escalation.level"), v.now("indopacific.level") >= 1
    attacked = (level == 3) & (v.lag("escalation.level") < 3)
    elsewhere = v.now("escalation.where") != BALTIC
    attacked = attacked & ~(v.data("only_baltic") & elsewhere)
    fronts = (crisis & (level >= 2)) | (v.now("escalation.coupled") == 1)
    drawn_before = v.lag("state") != UNDRAWN
    shock = (attacked | fronts) & ~drawn_before
    kind = jnp.where(attacked, ATTACK, TWO_FRONTS)
    base = jnp.where(attacked, v.p("r_att"), v.p("r_two"))
    odds = (
        jnp.log(base / (1 - base))
        + v.p("r1") * (v.lag("trust.usa")[0] - v.p("C_ref"))
        + v.p("r2") * (v.lever("u9") - v.p("u9_ref"))
        - v.p("r3") * flag(crisis)
        + v.p("r4") * (v.lag("cohesion.nato") - v.p("N_ref"))
    )
    comes = jnp.where(v.u("decide") < jax.nn.sigmoid(odds), DECIDED, NONE_GIVEN)
    return {
        "response.state": jnp.where(shock, comes, v.lag("state")),
        "response.kind": jnp.where(shock, kind, v.lag("kind")),
        "response.onset": jnp.where(shock, v.clock.step, v.lag("onset")),
    }


def _start(s: Start) -> Writes:
    return {"response.state": UNDRAWN, "response.kind": NO_SHOCK, "response.onset": 0}


MECHANISM = Mechanism(
    name="response",
    equation="E16",
    writes=("response.state", "response.kind", "response.onset"),
    reads=("escalation.level", "trust.usa", "cohesion.nato"),
    now=words("escalation.level escalation.where escalation.coupled indopacific.level"),
    levers=("u9",),
    chances=(Chance("response.decide"),),
    parameters=words("r_att r_two r1 r2 r3 r4 C_ref u9_ref N_ref"),
    data=("only_baltic",),
    statements=("M34",),
    step=_step,
    start=_start,
)
