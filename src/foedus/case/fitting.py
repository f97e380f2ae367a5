"""Which kernel a claim falls under, and the numbers that it binds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from foedus.case.evidence_records import Kernel, Sizes
from foedus.case.records import Text


class Number(Protocol):
    """A number of a claim."""

    @property
    def value(self) -> float: ...
    @property
    def unit(self) -> str: ...
    @property
    def bound(self) -> str: ...


class Act(Protocol):
    """What a kernel looks at: a record of the case, or a claim read from a document."""

    @property
    def actor(self) -> Sequence[str]: ...
    @property
    def target(self) -> Sequence[str]: ...
    @property
    def action(self) -> str: ...
    @property
    def domain(self) -> Sequence[str]: ...
    @property
    def text(self) -> Text: ...
    @property
    def quantity(self) -> Sequence[Number]: ...


def kernel_of(kernels: Mapping[str, Kernel], act: Act) -> Kernel | None:
    """The first kernel that fits, which is the most specific one; None if none does."""
    return next((kernel for kernel in kernels.values() if fits(kernel, act)), None)


def fits(kernel: Kernel, act: Act) -> bool:
    """Whether a claim speaks of this kind of event."""
    return (
        act.action in kernel.action
        and _among(act.domain, kernel.domain)
        and _parties_fit(kernel, act)
        and _told_so(kernel, act)
        and (kernel.sizes is None or _number_fits(kernel.sizes, act))
    )


def bounds_of(sizes: Sizes, act: Act) -> tuple[float, float]:
    """What `low` and `high` are for this claim, in units of the model."""
    number = next(_numbers(sizes, act), None)
    if number is None:
        return sizes.without
    value = number.value * sizes.units[number.unit]
    wide = abs(value) * sizes.tolerance
    low = sizes.span[0] if number.bound == "max" else value - wide
    high = sizes.span[1] if number.bound == "min" else value + wide
    return low, high


def _among(found: Iterable[str], wanted: frozenset[str]) -> bool:
    """Whether any of these is wanted; an open set wants anything, and nothing at all too."""
    return not wanted or not wanted.isdisjoint(found)


def _parties_fit(kernel: Kernel, act: Act) -> bool:
    if kernel.directed:
        return _among(act.actor, kernel.actor) and _among(act.target, kernel.target)
    parties = dict.fromkeys((*act.actor, *act.target))
    return any(
        one != other and _among([one], kernel.actor) and _among([other], kernel.target)
        for one in parties
        for other in parties
    )


def _told_so(kernel: Kernel, act: Act) -> bool:
    """Whether an action that is wider than the kind is told in words of the kind."""
    words = next((words for action, words in kernel.words.items() if action == act.action), None)
    told = f"{act.text.en} {act.text.vi}".lower()
    return words is None or any(word in told for word in words)


def _number_fits(sizes: Sizes, act: Act) -> bool:
    found = next(_numbers(sizes, act), None)
    if found is None:
        return not sizes.required and not any(q.unit in sizes.units for q in act.quantity)
    return True


def _numbers(sizes: Sizes, act: Act) -> Iterator[Number]:
    low, high = sizes.span
    for number in act.quantity:
        value = number.value * sizes.units.get(number.unit, math.nan)
        if low <= value <= high:
            yield number
