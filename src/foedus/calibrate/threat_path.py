"""Threat through coded history, in closed form.

    R_k = RELAX(R_s, Rbar, kappa_R, 0) over (k - s) dt    in a state of the war begun in step s
    R_s = 1 at none -> limited
          else RELAX(R_(s-1), Rbar, kappa_R, 0) over dt, + J22 at limited -> war

`relax` is exact for a step of any length, so 156 months cost four calls and no loop: the sampler
takes the gradient of this path a hundred thousand times. Without noise it is the path of the
engine's own mechanism, and a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import jax.numpy as jnp

from foedus.case.records import Case
from foedus.core.errors import BadOption
from foedus.model.mechanism import relax
from foedus.model.mechanisms.war import LIMITED, NONE, WAR

MONTH = 1 / 12


@dataclass(frozen=True, slots=True)
class Regime:
    """A state of the war and the step whose month brings it; 1 for the state at the start."""

    state: int
    first: int


def regimes(case: Case, known_on: date | None = None) -> tuple[Regime, ...]:
    """States of the war in coded history, in order, as known on a day.

    Raises `BadOption` when history holds a lethal clash or worse: its jump is not in the path.
    """
    states = case.variables["war.state"].states
    rows = [c for c in case.history if c.variable == "war.state"]
    rows = [c for c in rows if not known_on or c.start <= known_on]
    for clamp in case.history:
        if clamp.variable == "escalation.level" and float(clamp.value) >= 2:
            raise BadOption(
                "coded history holds a lethal clash, whose jump of threat is not fitted",
                where=str(clamp.place),
                remedy="fit a case whose history stays below level 2",
            )
    rows = sorted(rows, key=lambda c: c.start)
    return tuple(
        Regime(states.index(str(c.value)), max(case.grid.step_holding(c.start), 1)) for c in rows
    )


def threat_path(found: tuple[Regime, ...], steps: int, values: Mapping[str, Any]) -> Any:
    """R at the end of steps 1 to `steps`, without noise: ``[steps]``.

    `values` holds ``threat.start``, ``threat.Rbar``, ``threat.kappa_R``, ``threat.J22``.
    """
    # a state that history brings after the last figure is not in the path yet
    found = tuple(regime for regime in found if regime.first <= steps)
    level, rate = values["threat.Rbar"], values["threat.kappa_R"]
    pieces, value, before = [], values["threat.start"], found[0].state
    ends = [r.first for r in found[1:]] + [steps + 1]
    for regime, end in zip(found, ends, strict=True):
        aim = level[regime.state]
        value = relax(value, aim, rate, 0.0, 0.0, MONTH)
        if (before, regime.state) == (NONE, LIMITED):
            value = jnp.float32(1.0)
        if (before, regime.state) == (LIMITED, WAR):
            value = value + values["threat.J22"]
        months = jnp.arange(end - regime.first) * MONTH
        pieces.append(relax(value, aim, rate, 0.0, 0.0, months))
        value, before = pieces[-1][-1], regime.state
    return jnp.concatenate(pieces)
