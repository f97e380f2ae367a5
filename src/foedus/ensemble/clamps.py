"""History, policies and shocks as clamps: a variable held at a value for some months.

All of them become the same dense arrays, one row for each step: `held` and `value`. A model
compiled once runs any of them. A patch names the digest of the case that it was written for,
and refuses another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case, Clamp, Policy, Variable
from foedus.core.errors import BadOption, UnknownName

COUNTS = ("contact.usru", "contact.reassure")
"""Coded counts are a lower bound, not a clamp: the contacts mechanism takes the larger."""


@dataclass(frozen=True, slots=True)
class Clamps:
    """Dense clamps by variable: ``held`` bool and ``value`` float32, ``[steps, …labels]``."""

    held: Mapping[str, NDArray[np.bool_]]
    value: Mapping[str, NDArray[np.float32]]


class ClampBook:
    """Collects clamps over the months of a case; a later entry overrides an earlier one."""

    def __init__(self, case: Case, shapes: Mapping[str, tuple[int, ...]]) -> None:
        self._case = case
        self._shapes = shapes
        steps = case.grid.steps
        self._held = {n: np.zeros((steps, *shape), bool) for n, shape in shapes.items()}
        self._value = {n: np.zeros((steps, *shape), np.float32) for n, shape in shapes.items()}

    def hold(self, variable: str, first: int, last: int, value: Any, label: str = "") -> None:
        """Hold a variable (or one label of it) in steps `first` to `last`, both included."""
        if variable not in self._shapes:
            raise UnknownName("variable to clamp", variable, self._shapes)
        months = slice(max(first, 1) - 1, max(last, 0))
        place: tuple[Any, ...] = (months,)
        if label:
            place = (months, self._case.sets[self._case.variables[variable].index].index(label))
        self._held[variable][place] = True
        self._value[variable][place] = value

    def series(self, variable: str, values: NDArray[np.float32], last: int, first: int = 1) -> None:
        """Hold a variable at one value a step, ``values[step - 1]``, from `first` to `last`."""
        months = slice(first - 1, last)
        self._held[variable][months] = True
        self._value[variable][months] = values[months]

    def add(self, clamp: Clamp, last: int, first: int = 1) -> None:
        """A clamp of history or of a policy, no earlier than `first`, no later than `last`."""
        grid = self._case.grid
        begin = max(grid.step_holding(clamp.start), first)
        end = last if clamp.end is None else min(grid.step_holding(clamp.end) - 1, last)
        if end >= begin:
            code = code_of(self._case.variables[clamp.variable], clamp.value)
            self.hold(clamp.variable, begin, end, code, clamp.label)

    def close(self) -> Clamps:
        """The dense arrays."""
        return Clamps(self._held, self._value)


def code_of(variable: Variable, value: float | str) -> float:
    """The number behind a value: the place of a state's name, or the number itself.

    Raises `UnknownName` for a state that the variable does not have.
    """
    if isinstance(value, str):
        if value not in variable.states:
            raise UnknownName(f"state of {variable.name}", value, variable.states)
        return float(variable.states.index(value))
    return float(value)


def check_bound(policy: Policy, case: Case) -> None:
    """Refuse a policy that was written for another state of the case."""
    if policy.bound_to and policy.bound_to != case.digest:
        raise BadOption(
            f"policy '{policy.name}' was written for case digest {policy.bound_to[:12]}…, "
            f"this case has {case.digest[:12]}…",
            where=str(policy.place),
            remedy="read what changed, then set bound_to to the new digest or remove it",
        )


def clampable(case: Case, extra: Iterable[str] = ()) -> tuple[str, ...]:
    """Variables that any part of the case may hold; the same list for every run of a case."""
    names = {clamp.variable for clamp in case.history if clamp.variable not in COUNTS}
    for policy in case.policies.values():
        names |= {clamp.variable for clamp in policy.clamps}
    for shock in case.shocks.values():
        names |= {step.variable for step in shock.steps}
    return tuple(sorted(names | set(extra)))
