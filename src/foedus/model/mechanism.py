"""What a mechanism is: declared names and one pure function.

A mechanism declares what it reads, writes and draws; its `step` sees one month through a
`View` that gives only what was declared, and returns its writes. Arrays carry the trajectory
as their last axis: a scalar variable is ``[lanes]``, an indexed one ``[labels, lanes]``, so that
equations read as for one trajectory and XLA vectorises along the trajectories. (`vmap` over a
one-trajectory function was tried: it moves the trajectory to the front wherever a scalar meets
a vector, and the transposes cost four times the equations.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import jax
import jax.numpy as jnp

from foedus.core.errors import PlanError
from foedus.model import laws

Array = jax.Array
Writes = dict[str, Any]


def words(names: str) -> tuple[str, ...]:
    """Names written with spaces between them.

    >>> words("war.state  aid.usa")
    ('war.state', 'aid.usa')
    """
    return tuple(names.split())


class Clock(NamedTuple):
    """The calendar of one step, the same for all trajectories (scalars).

    step : number k of the step, 1 for the first month.
    dt : length in years. time : decimal year at its end.
    year, month : the calendar month it covers.
    at_origin : true in the first free month after coded history.
    quiet : true in a noise-free run, in which counts stand at their mean.
    """

    step: Any
    dt: Any
    time: Any
    year: Any
    month: Any
    at_origin: Any
    quiet: Any


@dataclass(frozen=True, slots=True)
class Chance:
    """A named chance: one number, or one for each label of a set, a month or a year."""

    name: str
    over: str | int = 1
    law: laws.Law = laws.uniform
    every: Literal["month", "year"] = "month"


@dataclass(frozen=True, slots=True)
class Start:
    """What a mechanism may use for its values at the start of the case."""

    parameters: Mapping[str, Any]
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Mechanism:
    """A cause and its effects.

    reads : variables as they stood last month.
    now : variables as written this month by mechanisms earlier in the plan.
    writes : variables this mechanism alone writes; memory of its own included.
    levers : levers it reads, e.g. ``"u1"``.
    parameters, data : names of parameters and of exogenous series.
    statements : the causal statements of the documents that live here.
    start : values at the start of the case, by variable.
    step : the equation.
    """

    name: str
    equation: str
    writes: tuple[str, ...]
    step: Callable[[View], Writes]
    start: Callable[[Start], Writes]
    reads: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    levers: tuple[str, ...] = ()
    chances: tuple[Chance, ...] = ()
    parameters: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    dormant: tuple[str, ...] = ()
    """Statements that live in another variant of this mechanism and sleep in this one."""

    def full(self, short: str) -> str:
        """Full name of a parameter, chance or variable given its short name.

        >>> Mechanism("threat", "E2", (), dict, dict).full("noise")
        'threat.noise'
        """
        return short if "." in short else f"{self.name}.{short}"


@dataclass(frozen=True, slots=True)
class View:
    """The window through which a mechanism sees one month.

    Every access is checked against the declarations while the model is being compiled,
    so an undeclared read is an error before the first number is drawn.
    """

    mechanism: Mechanism
    clock: Clock
    before: Mapping[str, Any]
    written: Mapping[str, Any]
    values: Mapping[str, Any]
    drawn: Mapping[str, Any]
    exogenous: Mapping[str, Any]
    clamp: Callable[[str, Any], Any]

    def lag(self, name: str) -> Any:
        """A variable as it stood last month; a short name is one of the mechanism's own."""
        full = self.mechanism.full(name)
        return self._declared(full, self.before, self.mechanism.reads + self.mechanism.writes)

    def now(self, name: str) -> Any:
        """A variable as written this month."""
        return self._declared(name, self.written, self.mechanism.now)

    def lever(self, name: str) -> Any:
        """Value of a lever this month, in [0, 1]."""
        full = f"levers.{name}"
        declared = tuple(f"levers.{lever}" for lever in self.mechanism.levers)
        return self._declared(full, self.written, declared)

    def p(self, name: str) -> Any:
        """A parameter; a short name is one of the mechanism's own."""
        entry = self._parameter(name)
        if isinstance(entry, Varying):
            return entry.value
        return entry[..., None] if jnp.ndim(entry) else entry

    def at(self, name: str, index: Any) -> Any:
        """The element of an indexed parameter that each trajectory's `index` points to."""
        entry = self._parameter(name)
        if isinstance(entry, Varying):
            return jnp.take_along_axis(entry.value, index[None, :], axis=0)[0]
        return jnp.take(entry, index)

    def nodes(self, name: str) -> Any:
        """A tabulated law, as `laws.gamma` takes it."""
        entry = self._parameter(name)
        return entry.value if isinstance(entry, Varying) else entry

    def u(self, name: str) -> Any:
        """This month's (or year's) value of a chance, already under its law."""
        full = self.mechanism.full(name)
        return self._declared(full, self.drawn, tuple(c.name for c in self.mechanism.chances))

    def data(self, name: str) -> Any:
        """This month's row of an exogenous series, ready to meet arrays of trajectories."""
        row = self._declared(name, self.exogenous, self.mechanism.data)
        return row[..., None] if jnp.ndim(row) else row

    def series(self, name: str) -> Any:
        """This month's row of a series that already carries the trajectories."""
        return self._declared(name, self.exogenous, self.mechanism.data)

    def _parameter(self, name: str) -> Any:
        full = self.mechanism.full(name)
        declared = tuple(self.mechanism.full(own) for own in self.mechanism.parameters)
        return self._declared(full, self.values, declared)

    def settle(self, name: str, value: Any) -> Any:
        """A value after the clamps in force, for a mechanism that must act on what stands."""
        return self.clamp(self.mechanism.full(name), value)

    def _declared(self, name: str, table: Mapping[str, Any], declared: tuple[str, ...]) -> Any:
        if name not in declared:
            raise PlanError(
                f"mechanism '{self.mechanism.name}' reads '{name}' without declaring it",
                remedy="add it to reads, now, levers, parameters, chances or data",
            )
        if name not in table:
            raise PlanError(
                f"mechanism '{self.mechanism.name}' reads '{name}', which nothing provides",
                remedy="check the spelling, or add the mechanism, parameter or table",
            )
        return table[name]


@jax.tree_util.register_pytree_node_class
@dataclass(frozen=True)
class Varying:
    """A parameter that differs between trajectories (or draws), which are its last axis."""

    value: Any

    def tree_flatten(self) -> tuple[tuple[Any], None]:
        """Children for JAX."""
        return (self.value,), None

    @classmethod
    def tree_unflatten(cls, _: None, children: tuple[Any]) -> Varying:
        """From children, for JAX."""
        return cls(*children)


def relax(value: Any, target: Any, rate: Any, spread: Any, noise: Any, dt: Any) -> Any:
    """Exact step of an Ornstein-Uhlenbeck process towards `target`.

    rate in 1/yr, spread in units/sqrt(yr), noise standard normal, dt in years.

    >>> float(relax(1.0, 0.0, 2.0, 0.0, 0.0, 0.5))  # e^-1
    0.3678794...
    """
    gain = -jnp.expm1(-rate * dt)
    if isinstance(spread, float) and spread == 0.0:
        return value + gain * (target - value)
    sd = spread * jnp.sqrt(-jnp.expm1(-2 * rate * dt) / (2 * rate))
    return value + gain * (target - value) + sd * noise


def happens(uniform: Any, rate: Any, dt: Any) -> Any:
    """Whether an event of hazard `rate` (1/yr) falls in a step: exact, 1 - exp(-rate dt)."""
    return uniform < -jnp.expm1(-rate * dt)


def positive(value: Any) -> Any:
    """``max(0, value)``."""
    return jnp.maximum(value, 0.0)


def flag(condition: Any) -> Any:
    """A condition as 0 or 1 in floating point."""
    return jnp.asarray(condition, jnp.float32)
