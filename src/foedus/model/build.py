"""A plan becomes two pure functions: values at the start, and one month for all trajectories.

Arrays carry the trajectory last, so that XLA vectorises over it. Parameters that do not vary
between draws stay scalars. A clamp is a pair (held, value) for each variable and month: history,
policies and shocks all come as clamps, so none of them needs a compilation of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from foedus.core import rng
from foedus.model import laws
from foedus.model.mechanism import Chance, Clock, Mechanism, Start, Varying, View
from foedus.model.plan import Plan

State = dict[str, Any]
LAWS = (laws.uniform, laws.normal, laws.student_t4)


class Slot(NamedTuple):
    """Where the numbers of one chance lie in the block of draws."""

    name: str
    first: int
    size: int
    scalar: bool


@dataclass(frozen=True, slots=True)
class Draws:
    """The layout of a block of draws: keys of its slots, grouped by law."""

    keys: NDArray[np.uint32]
    slots: tuple[Slot, ...]
    groups: tuple[tuple[laws.Law, int, int], ...]

    def blocks(self, keys: Any, first_lane: Any, times: Any, lanes: int, quiet: Any) -> Any:
        """All chances at some times, under their laws: ``[times, slots, lanes]`` for each law."""

        def group(law: laws.Law, first: int, last: int) -> Any:
            u = rng.uniform_blocks(keys[first:last], first_lane, times, lanes)
            return law(jnp.where(quiet, 0.5, u))

        return [group(*span) for span in self.groups]

    def named(self, blocks: Any, place: Any) -> dict[str, Any]:
        """One time of the blocks by the names of their chances."""
        out = {}
        for slot in self.slots:
            group = next(g for g, (_, a, b) in enumerate(self.groups) if a <= slot.first < b)
            first = slot.first - self.groups[group][1]
            rows = blocks[group][place, first : first + slot.size]
            out[slot.name] = rows[0] if slot.scalar else rows
        return out


def lay_out(plan: Plan, every: str, seed: int, sets: Mapping[str, tuple[str, ...]]) -> Draws:
    """Layout of the monthly or yearly chances of a plan under a seed."""
    chances = [c for c in plan.chances if c.every == every]
    names, slots, groups = list[str](), list[Slot](), list[tuple[laws.Law, int, int]]()
    for law in LAWS:
        first = len(names)
        for chance in (c for c in chances if c.law is law):
            size, labels = _labels(chance, sets)
            slots.append(Slot(chance.name, len(names), size, chance.over == 1))
            names.extend(f"{chance.name}[{label}]" for label in labels)
        if len(names) > first:
            groups.append((law, first, len(names)))
    return Draws(rng.stream_keys(seed, names), tuple(slots), tuple(groups))


def _labels(chance: Chance, sets: Mapping[str, tuple[str, ...]]) -> tuple[int, tuple[str, ...]]:
    if isinstance(chance.over, int):
        return chance.over, tuple(str(k) for k in range(chance.over))
    return len(sets[chance.over]), sets[chance.over]


def start_state(
    plan: Plan, parameters: Mapping[str, Any], data: Mapping[str, Any], lanes: int
) -> State:
    """Values of all variables at the start of the case, with `lanes` trajectories."""

    def one(varying: Mapping[str, Any]) -> State:
        out: State = {}
        for mechanism in plan.mechanisms:
            out |= mechanism.start(Start({**fixed, **varying}, data))
        return {name: jnp.asarray(value) for name, value in out.items()}

    fixed = {n: p for n, p in parameters.items() if not isinstance(p, Varying)}
    varying = {n: p.value for n, p in parameters.items() if isinstance(p, Varying)}
    state = jax.vmap(one, in_axes=-1, out_axes=-1, axis_size=lanes)(varying)
    return {name: _typed(value) for name, value in state.items()}


def _typed(value: Any) -> Any:
    kind = jnp.int32 if jnp.issubdtype(value.dtype, jnp.integer) else jnp.float32
    return jnp.asarray(value, kind)


def make_step(plan: Plan, like: Mapping[str, Any]) -> Callable[..., State]:
    """One month of all trajectories: ``step(state, parameters, drawn, clock, data, held, value)``.

    `held` and `value` give this month's clamp of each variable; `like` the shape and dtype of
    each variable.
    """

    def step(
        state: State, parameters: Any, drawn: Any, clock: Clock, data: Any, held: Any, value: Any
    ) -> State:

        def clamp(name: str, free: Any) -> Any:
            free = jnp.broadcast_to(jnp.asarray(free, like[name].dtype), like[name].shape)
            if name not in held:
                return free
            stood = jnp.asarray(value[name], free.dtype)[..., None]
            return jnp.where(held[name][..., None], stood, free)

        written: State = {}
        for mechanism in plan.mechanisms:
            view = View(mechanism, clock, state, written, parameters, drawn, data, clamp)
            writes = _checked(mechanism, mechanism.step(view))
            written |= {name: clamp(name, new) for name, new in writes.items()}
        return written

    return step


def _checked(mechanism: Mechanism, writes: dict[str, Any]) -> dict[str, Any]:
    if set(writes) != set(mechanism.writes):
        odd = sorted(set(writes) ^ set(mechanism.writes))
        raise AssertionError(f"{mechanism.name} declares and writes different variables: {odd}")
    return writes
