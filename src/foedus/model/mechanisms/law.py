"""Law: the statutory floor under US forces in Europe and the bar on leaving NATO.

    each December a law in force is renewed with probability l_floor, l_exit; once lapsed it
    stays lapsed, and no chain creates one: a run started earlier takes both from history

The floor (76 thousand, since 2025-12) comes from press accounts of the defence act; the text
of the bar on exit (since 2023-12) was not read [unverified].
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from foedus.model.mechanism import Chance, Mechanism, Start, View, Writes

DECEMBER = 12


def _renewed(v: View, name: str, chance: str, probability: Any) -> Any:
    lapses = (v.clock.month == DECEMBER) & (v.u(chance) >= probability)
    return jnp.where(lapses, 0, v.lag(name))


def _step(v: View) -> Writes:
    return {
        "law.floor": _renewed(v, "law.floor", "law.floor", v.p("l_floor")),
        "law.exit": _renewed(v, "law.exit", "law.exit", v.p("l_exit")),
    }


def _start(s: Start) -> Writes:
    return {"law.floor": 0, "law.exit": 0}


MECHANISM = Mechanism(
    name="law",
    equation="E4 (law)",
    writes=("law.floor", "law.exit"),
    chances=(Chance("law.floor"), Chance("law.exit")),
    parameters=("l_floor", "l_exit"),
    step=_step,
    start=_start,
)
