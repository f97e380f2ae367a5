"""The reference system as a mechanism of our own, planned and built as any model is."""

from __future__ import annotations

from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from bench.rivals.system import ACTORS, MONTHS, NOISE, PULL, THREAT, TO_MEAN, Finals
from foedus.model import laws
from foedus.model.build import Draws, lay_out, make_step, start_state
from foedus.model.mechanism import Chance, Clock, Mechanism, Start, View, Writes
from foedus.model.plan import Plan, make_plan

TILE = 1024
SETS = {"actor": tuple(str(k) for k in range(ACTORS))}


def _step(v: View) -> Writes:
    s = v.lag("s")
    pull = PULL * (THREAT - s) + TO_MEAN * (jnp.mean(s, axis=0) - s)
    return {"system.s": s + pull + NOISE * v.u("noise")}


def _start(_: Start) -> Writes:
    return {"system.s": jnp.zeros(ACTORS)}


MECHANISM = Mechanism(
    name="system",
    equation="s <- s + 0.1 (threat - s) + 0.05 (mean(s) - s) + 0.02 eps",
    writes=("system.s",),
    chances=(Chance("system.noise", over="actor", law=laws.normal),),
    step=_step,
    start=_start,
)


def finals(trajectories: int, seed: int) -> Finals:
    """Values at the end, ``[trajectories, actors]``."""
    plan = make_plan((MECHANISM,))
    draws = lay_out(plan, "month", seed, SETS)
    run = _compiled(TILE)
    tiles = [run(draws.keys, np.uint32(first)) for first in range(0, trajectories, TILE)]
    return np.concatenate(tiles, axis=1).T


@cache
def _compiled(lanes: int) -> Any:
    plan = make_plan((MECHANISM,))
    draws = lay_out(plan, "month", 0, SETS)
    return jax.jit(lambda keys, lane: _tile(plan, draws, keys, lane, lanes))


def _tile(plan: Plan, draws: Draws, keys: Any, first_lane: Any, lanes: int) -> Any:
    state = start_state(plan, {}, {}, lanes)
    step = make_step(plan, state)

    def month(k: Any, state: Any) -> Any:
        # Month by month: the numbers then never leave the cache, here even the registers.
        times = jnp.reshape(k, 1).astype(jnp.uint32)
        blocks = draws.blocks(keys, first_lane, times, lanes, quiet=False)
        clock = Clock(k, 1 / 12, 0.0, 0, 0, at_origin=False, quiet=False)
        return step(state, {}, draws.named(blocks, 0), clock, {}, {}, {})

    return jax.lax.fori_loop(1, MONTHS + 1, month, state)["system.s"]
