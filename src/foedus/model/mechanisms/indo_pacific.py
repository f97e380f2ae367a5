"""E11 Indo-Pacific: a crisis over Taiwan or the South China Sea.

    Q: 0 -> 1 quarantine   lam_Q exp(q1 (-l_USA-CHN - 3) / 10)
       1 -> 2 conflict     .25     1 -> 0  1     2 -> 0  .5        1/yr; up before down

l is the shown tone of the dyad, 10 tanh(z / 10). M02: China's rise pulls US resources away.
lam_Q rests on crowd forecasts and judgement: nothing in the data identifies it.
"""

from __future__ import annotations

import jax.numpy as jnp

from foedus.model.mechanism import Chance, Mechanism, Start, View, Writes, happens, words


def _step(v: View) -> Writes:
    level, dt = v.lag("level"), v.clock.dt
    tone = v.lag("tone.shown")[v.data("dyad_usa_chn")]
    rate = v.p("lam_Q") * jnp.exp(v.p("q1") * (-tone - v.p("tone_ref")) / 10)
    up = jnp.select([level == 0, level == 1], [rate, v.p("to_conflict")], 0.0)
    down = jnp.select([level == 1, level == 2], [v.p("end_quarantine"), v.p("end_conflict")], 0.0)
    rises = happens(v.u("indopacific.up"), up, dt)
    falls = happens(v.u("indopacific.down"), down, dt)
    moved = jnp.where(rises, level + 1, jnp.where(falls, 0, level))
    moved = v.settle("indopacific.level", moved)
    never = v.lag("indopacific.first") == 0
    first = jnp.where(never & (moved >= 1), v.clock.step, v.lag("indopacific.first"))
    return {"indopacific.level": moved, "indopacific.first": first, "indopacific.rate": rate}


def _start(s: Start) -> Writes:
    return {"indopacific.level": 0, "indopacific.first": 0, "indopacific.rate": 0.0}


MECHANISM = Mechanism(
    name="indopacific",
    equation="E11",
    writes=("indopacific.level", "indopacific.first", "indopacific.rate"),
    reads=("tone.shown",),
    chances=(Chance("indopacific.up"), Chance("indopacific.down")),
    parameters=words("lam_Q q1 tone_ref to_conflict end_quarantine end_conflict"),
    data=("dyad_usa_chn",),
    statements=("M02",),
    step=_step,
    start=_start,
)
