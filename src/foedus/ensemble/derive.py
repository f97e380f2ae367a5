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

NEEDED = (
    "capability.europe",
    "enablers.europe",
    "trust.usa",
    "forces.total",
    "effort.x",
    "effort.demand",
    "effort.compliance",
    "effort.path",
)
"""Variables of the noise-free run that the derived parameters follow from."""


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
    last = engine.case.grid.step_holding(SELF_DAY) - 1
    structural = "effort.mu" in table
    if structural:
        last = course.origin
    months = engine.prepare(course)
    tiles = [
        _quiet_tile(engine, table, months, first, draws, last) for first in range(0, draws, TILE)
    ]
    paths = {n: np.concatenate([t[n] for t in tiles], axis=-1)[..., :draws] for n in tiles[0]}
    out = table | _references(engine, table, drawn_self, paths)
    if structural:
        out["effort.mu"] = Varying(_centred(engine, paths))
    return out


def _quiet_tile(
    engine: Engine,
    table: Table,
    months: Months,
    first: int,
    draws: int,
    last: int,
) -> dict[str, NDArray[np.float32]]:
    lanes = np.minimum(np.arange(first, first + TILE), draws - 1)
    parameters = pick(table, lanes)
    state = engine.start(parameters)
    record = Record([name for name in NEEDED if name in engine.record])
    engine.advance(state, parameters, months, first_lane=0, first=1, last=last, see=record)
    return record.paths()


def _references(
    engine: Engine, table: Table, drawn_self: Any, paths: dict[str, NDArray[np.float32]]
) -> Table:
    grid = engine.case.grid
    at_self = grid.step_holding(SELF_DAY) - 2
    at_det = grid.step_holding(DETERRENCE_DAY) - 2
    raw = paths["capability.europe"] * (0.5 + 0.5 * paths["enablers.europe"])
    required = raw[at_self] / _values(drawn_self)
    weight, scale = _values(table["escalation.w_US"]), _values(table["escalation.T_ref"])
    troops = paths["forces.total"][at_det] / scale
    bracket = raw[at_det] / required + weight * paths["trust.usa"][at_det, 0] * troops
    return {
        "capability.K_req": Varying(np.asarray(required, np.float32)),
        "escalation.DET_ref": Varying(np.asarray(bracket, np.float32)),
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
