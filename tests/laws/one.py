"""One mechanism by itself, month after month, with everything that it reads held constant.

So each chain and each autoregression can be laid beside its closed form, free of the feedbacks
of the whole model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.ensemble.engine import YEARLY
from foedus.ensemble.parameters import medians
from foedus.model.build import lay_out
from foedus.model.mechanism import Clock, Mechanism, Varying, View
from foedus.model.plan import DERIVED, Plan

CASE = load_case(find_case())
MONTH = 1 / 12
FIRST_YEAR = 2026


@dataclass(frozen=True)
class Months:
    """What months have left behind: recorded paths ``[months, …, lanes]`` and the last state."""

    paths: Mapping[str, NDArray[Any]]
    state: Mapping[str, Any]

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.paths[name]


def simulate(
    mechanism: Mechanism,
    *,
    state: Mapping[str, Any],
    record: Sequence[str],
    steps: int,
    lanes: int,
    now: Mapping[str, Any] | None = None,
    levers: Mapping[str, float] | None = None,
    parameters: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
    first: int = 1,
    seed: int = 0,
) -> Months:
    """Run one mechanism from `state`, which holds its own variables and what it reads lagged.

    now, levers : what it reads within the month. parameters : instead of the case's medians.
    first : number of the first month, January of `FIRST_YEAR` being 1.
    """
    values = _arrays(dict(medians_of(mechanism)) | dict(parameters or {}))
    within = {**(now or {}), **{f"levers.{k}": v for k, v in (levers or {}).items()}}
    before, within = ({n: _wide(v, lanes) for n, v in given.items()} for given in (state, within))
    month, given = _compiled(mechanism, lanes, seed), _arrays(data or {})
    kept: dict[str, list[Any]] = {name: [] for name in record}
    for step in range(first, first + steps):
        before, written = month(before, jnp.int32(step), within, values, given)
        for name in record:
            kept[name].append(np.asarray(written[name]))
    return Months({n: np.stack(rows) for n, rows in kept.items()}, before)


@cache
def _compiled(mechanism: Mechanism, lanes: int, seed: int) -> Any:
    """A month of a mechanism, compiled once for all that tests give it."""
    plan = Plan((mechanism,))
    draws = [lay_out(plan, every, seed, CASE.sets) for every in ("month", "year")]

    def chances(step: Any, year: Any) -> dict[str, Any]:
        drawn: dict[str, Any] = {}
        for layout, time in zip(draws, (step, year + YEARLY), strict=True):
            times = time[None].astype(jnp.uint32)
            drawn |= layout.named(layout.blocks(layout.keys, np.uint32(0), times, lanes, False), 0)
        return drawn

    def month(before: Any, step: Any, within: Any, values: Any, data: Any) -> Any:
        clock = clock_of(step)
        drawn = chances(step, clock.year)
        view = View(mechanism, clock, before, within, values, drawn, data, _free)
        written = mechanism.step(view)
        after = {n: _as(v, written[n]) if n in written else v for n, v in before.items()}
        return after, {n: _as(before[n], v) if n in before else v for n, v in written.items()}

    return jax.jit(month)


def _arrays(given: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers as arrays of the types that the engine gives, so that all compile to one."""
    return {n: _typed(v) for n, v in given.items()}


def _typed(value: Any) -> Any:
    array = jnp.asarray(value)
    real = jnp.issubdtype(array.dtype, jnp.floating)
    return jnp.asarray(value, jnp.float32) if real else array


def _as(like: Any, value: Any) -> Any:
    return jnp.broadcast_to(value, like.shape).astype(like.dtype)


def clock_of(step: Any) -> Clock:
    """The calendar of a month, all of them a twelfth of a year long."""
    month = (step - 1) % 12 + 1
    year = FIRST_YEAR + (step - 1) // 12
    time = jnp.asarray(year + month / 12, jnp.float32)
    return Clock(step, MONTH, time, year, month, jnp.bool_(False), jnp.bool_(False))


@cache
def medians_of(mechanism: Mechanism) -> dict[str, Any]:
    """Prior medians of a mechanism's parameters, as constants of the case would be."""
    names = [mechanism.full(p) for p in mechanism.parameters]
    table = medians(CASE, [n for n in names if n not in DERIVED])
    out = {n: e.value[..., 0] if isinstance(e, Varying) else e for n, e in table.items()}
    # no fitted trend: the one of the data stands
    return out | ({"effort.origin_trend": np.float32(np.nan)} if mechanism.name == "effort" else {})


def _wide(value: Any, lanes: int) -> Any:
    """A number or ``[labels]`` given to every trajectory."""
    array = _typed(value)
    if array.ndim and array.shape[-1] == lanes:
        return array
    return jnp.broadcast_to(array[..., None], (*array.shape, lanes))


def _free(_: str, value: Any) -> Any:
    return value


def spread(p: Any, n: int) -> Any:
    """Five standard errors of a share of `n`, and never nothing."""
    return 5 * np.sqrt(np.maximum(p * (1 - np.asarray(p)), 0.5 / n) / n)


def occupation(moves: NDArray[np.float64], start: int, steps: int) -> NDArray[np.float64]:
    """Probabilities of the states of a chain after each month, from its matrix of one month."""
    at, out = np.eye(len(moves))[start], []
    for _ in range(steps):
        at = at @ moves
        out.append(at)
    return np.array(out)


def shares(path: NDArray[Any], states: int) -> NDArray[np.float64]:
    """Share of the trajectories in each state, ``[months, states]``."""
    return np.stack([(path == k).mean(axis=-1) for k in range(states)], axis=-1)


def check_chain(path: NDArray[Any], moves: NDArray[np.float64], start: int) -> None:
    """A simulated chain against the powers of its matrix, every state in every month."""
    np.testing.assert_allclose(moves.sum(axis=1), 1)
    wanted = occupation(moves, start, len(path))
    off = np.abs(shares(path, len(moves)) - wanted)
    assert np.all(off <= spread(wanted, path.shape[-1])), off.max()


def hazard(rate: float, dt: float = MONTH) -> float:
    """Probability of an event of a rate, 1/yr, in a month."""
    return float(-np.expm1(-rate * dt))
