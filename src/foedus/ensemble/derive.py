"""Parameters that follow from others before a run.

    K_req    the K (.5 + .5 V) of 2026-01 in a noise-free run of coded history, over the drawn S
    DET_ref  the bracket of deterrence at 2025-01 in the same run, with that K_req
    mu_i     (structural effort) the value at which x*_i and x_i have one mean over that run
    nodes    quantiles of the Gamma laws of aid, tabulated once

They belong to the parameter draw and never change with policy or replicate.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.engine import TILE, Course, Engine, Months, Record
from foedus.ensemble.parameters import Table, pick
from foedus.model.laws import gamma_nodes
from foedus.model.mechanism import Varying

Floats = NDArray[np.float64]
SELF_DAY, DETERRENCE_DAY = date(2026, 1, 1), date(2025, 1, 1)
BISECTIONS = 40

SELF = "capability.S_2026"

NEEDED = ("capability.europe", "enablers.europe", "trust.usa", "forces.total")
"""Variables of the noise-free run that the references follow from."""

STRUCTURAL = ("effort.x", "effort.demand", "effort.compliance", "effort.path")
"""And those that the centring of structural effort follows from."""


def with_nodes(table: Table, shapes: Table) -> Table:
    """Add the tabulated quantiles of the two Gamma laws of aid."""
    out = dict(table)
    for short in ("US", "E"):
        shape = shapes[f"aid.k_{short}"]
        drawn = isinstance(shape, Varying)
        nodes = gamma_nodes(np.atleast_1d(shape.value if drawn else shape))
        out[f"aid.nodes_{short}"] = Varying(nodes) if drawn else nodes[:, 0]
    return out


def with_placeholders(table: Table, draws: int, allies: int, structural: bool) -> Table:
    """Stand-ins for what the noise-free run will give, so that it can run at all."""
    one = Varying(np.ones(draws, np.float32))
    out = table | {"capability.K_req": one, "escalation.DET_ref": one}
    if structural:
        out["effort.mu"] = Varying(np.zeros((allies, draws), np.float32))
    return out


def derive(engine: Engine, table: Table, drawn_self: Any, course: Course) -> Table:
    """Run coded history without noise for every draw, and set what follows from it."""
    draws = next(v.value.shape[-1] for v in table.values() if isinstance(v, Varying))
    months = engine.prepare(course)
    given = table | {SELF: drawn_self}
    found = [
        _quiet_tile(engine, given, months, np.arange(first, min(first + TILE, draws)))
        for first in range(0, draws, TILE)
    ]
    return table | {n: Varying(np.concatenate([f[n] for f in found], axis=-1)) for n in found[0]}


def _quiet_tile(
    engine: Engine, given: Table, months: Months, draws: NDArray[np.intp]
) -> dict[str, NDArray[np.float32]]:
    """What follows from a noise-free run of some draws, ``[…labels, draws]``."""
    padded = np.pad(draws, (0, TILE - len(draws)), mode="edge")
    parameters = pick(given, padded)
    drawn_self = _values(parameters.pop(SELF))
    structural = "effort.mu" in parameters
    last = engine.case.grid.step_holding(SELF_DAY) - 1
    record = Record(STRUCTURAL + NEEDED if structural else NEEDED)
    state = engine.start(parameters)
    engine.advance(
        state,
        parameters,
        months,
        first_lane=0,
        first=1,
        last=int(months.origin) if structural else last,
        see=record,
    )
    paths = record.paths()
    out = _references(engine, parameters, drawn_self, paths)
    if structural:
        out["effort.mu"] = _centred(engine, paths)
    return {name: values[..., : len(draws)] for name, values in out.items()}


def _references(
    engine: Engine, parameters: Table, drawn_self: Any, paths: dict[str, NDArray[np.float32]]
) -> dict[str, NDArray[np.float32]]:
    grid = engine.case.grid
    at_self = grid.step_holding(SELF_DAY) - 2
    at_det = grid.step_holding(DETERRENCE_DAY) - 2
    raw = paths["capability.europe"] * (0.5 + 0.5 * paths["enablers.europe"])
    required = raw[at_self] / drawn_self
    weight = _values(parameters["escalation.w_US"])
    troops = paths["forces.total"][at_det] / _values(parameters["escalation.T_ref"])
    bracket = raw[at_det] / required + weight * paths["trust.usa"][at_det, 0] * troops
    return {
        "capability.K_req": np.asarray(required, np.float32),
        "escalation.DET_ref": np.asarray(bracket, np.float32),
    }


def _values(entry: Any) -> Any:
    return entry.value if isinstance(entry, Varying) else entry


def _centred(engine: Engine, paths: dict[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """mu_i by bisection: the mean of x*_i rises with mu_i, so there is one root."""
    decembers = np.flatnonzero(engine.case.grid.months[: len(paths["effort.x"])] == 12)
    # The last, unfinished year counts with its last month.
    years = np.union1d(decembers, [len(paths["effort.x"]) - 1])
    wanted = paths["effort.x"][years].astype(float).mean(axis=0)
    demand, share = paths["effort.demand"][years], paths["effort.compliance"][years]
    target = paths["effort.path"][years][:, None, :]

    def mean_aim(mu: Floats) -> Floats:
        level = demand + mu
        return np.asarray((level + share * np.maximum(target - level, 0)).mean(axis=0))

    return np.asarray(_root(mean_aim, wanted), np.float32)


def _root(rising: Callable[[Floats], Floats], wanted: Floats) -> Floats:
    low, high = wanted - 6.0, wanted + 6.0
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        below = rising(middle) < wanted
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2)
