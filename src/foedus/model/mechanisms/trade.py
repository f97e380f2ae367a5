"""E6 Trade conflict between the United States and the EU, levels 0 to 4.

    up   k -> k+1: r_scale r_up[k] exp(t1 (u6 - .5) + t2 (-l_USA-EU) / 10)
    down k -> k-1: r_dn[k] exp(d1 deal)
    r_up = (2, 1, .3, .05), r_dn[1..4] = (6, .4, .8, 1) 1/yr
    deal: set with probability .5 at a down move from >= 2; cleared at any up move

0 calm; 1 dated threat; 2 tariffs; 3 tariffs and retaliation; 4 coercion instruments, export
controls. The level counts acts in force; a threat made while tariffs stand is a verbal event.
Up is tried before down. M04: tariffs bring conflict; M26: dominance used as a trade lever.
"""

from __future__ import annotations

import jax.numpy as jnp

from foedus.model.mechanism import Chance, Mechanism, Start, View, Writes, flag, happens, words


def _step(v: View) -> Writes:
    level, deal, dt = v.lag("level"), v.lag("deal"), v.clock.dt
    tone = v.lag("tone.shown")[v.data("dyad_usa_eu")]
    push = jnp.exp(v.p("t1") * (v.lever("u6") - 0.5) - v.p("t2") * tone / 10)
    rises = happens(v.u("up"), v.p("r_scale") * v.at("r_up", level) * push, dt)
    fall = v.at("r_dn", level) * jnp.exp(v.p("d1") * deal)
    falls = ~rises & happens(v.u("down"), fall, dt)
    moved = v.settle("trade.level", level + jnp.where(rises, 1, 0) - jnp.where(falls, 1, 0))
    struck = (moved < level) & (level >= 2) & (v.u("deal") < v.p("deal_chance"))
    standing = jnp.where(moved > level, 0, jnp.where(struck, 1, deal))
    return {
        "trade.level": moved,
        "trade.deal": standing,
        "trade.change": flag(moved - level),
    }


def _start(s: Start) -> Writes:
    return {"trade.level": 0, "trade.deal": 0, "trade.change": 0.0}


MECHANISM = Mechanism(
    name="trade",
    equation="E6",
    writes=("trade.level", "trade.deal", "trade.change"),
    reads=("tone.shown",),
    levers=("u6",),
    chances=(Chance("trade.up"), Chance("trade.down"), Chance("trade.deal")),
    parameters=words("t1 t2 d1 r_scale r_up r_dn deal_chance"),
    data=("dyad_usa_eu",),
    statements=("M04", "M26"),
    step=_step,
    start=_start,
)
