"""What every trajectory shows of the indicators, month by month, and when its class is decided.

Two bits an indicator and month, green and red; of at most `yearly.MOST` trajectories.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.language import Expression, Path
from foedus.ensemble.outcomes import compile_tried, vocabulary
from foedus.ensemble.request import Request
from foedus.ensemble.yearly import lanes_of_tile, last_step

NAME, DECIDED = "indicators", "decided"
LEAD = 6
"""Months by which a sign must be ahead."""

BACK = 31
"""Months that expressions look back: the variance of two years, half a year ago."""

Words = NDArray[np.uint8]
"""Bits in bytes, ``[bytes, months, trajectories]``."""


@dataclass(frozen=True)
class Colours:
    """The probe: colours in the steps `first` to `last`.

    conditions : green and red of each indicator, in turn; a bit each.
    """

    conditions: tuple[Expression, ...]
    first: int
    last: int
    lanes: int
    name: str = NAME

    @cached_property
    def needs(self) -> frozenset[str]:
        """Variables of the conditions."""
        return frozenset().union(*(condition.needs for condition in self.conditions))

    @property
    def since(self) -> int:
        """First step read."""
        return max(self.first - BACK, 1)

    def ask(self, path: Path) -> Words:
        """Bit 2k is green of indicator k, bit 2k + 1 is red."""
        begin, end = self.since - path.first, self.last - path.first + 1
        series = {n: path.series[n][begin:end, ..., : self.lanes] for n in self.needs}
        piece, memo = Path(series, self.since), dict[str, Any]()
        months = self.last - self.first + 1
        held = [np.asarray(c.evaluate(piece, memo))[-months:] for c in self.conditions]
        return np.packbits(np.array(held, np.bool_), axis=0)


@dataclass(frozen=True)
class Decided:
    """The probe: the step in which each class is decided, ``[classes, trajectories]``."""

    months: Mapping[str, Expression]
    lanes: int
    name: str = DECIDED
    since: int = 0

    @cached_property
    def needs(self) -> frozenset[str]:
        """Variables of the expressions."""
        return frozenset().union(*(month.needs for month in self.months.values()))

    def ask(self, path: Path) -> NDArray[np.int32]:
        """`language.NEVER` where it does not come to that."""
        series = {n: path.series[n][..., : self.lanes] for n in self.needs}
        piece = Path(series, path.first)
        found = [np.asarray(month.evaluate(piece, {}), np.int32) for month in self.months.values()]
        return np.stack(found)


def sign_probes(case: Case, request: Request) -> tuple[Colours | Decided, ...]:
    """What must be asked so that the indicators of a case can be judged; nothing without any."""
    words = vocabulary(case)
    records = case.indicators.values()
    if not records:
        return ()
    conditions = tuple(
        compile_tried(text, words, where=str(record.place), decides=False)
        for record in records
        for text in (record.green, record.red)
    )
    lanes, last = lanes_of_tile(request), last_step(case, request)
    first = min(case.grid.step_holding(request.as_of), last)
    colours = Colours(conditions, first, last, lanes)
    months = decisions(case)
    return (colours, Decided(months, lanes)) if months else (colours,)


def decisions(case: Case) -> dict[str, Expression]:
    """By class or part, the step in which it is decided; of the others the horizon decides."""
    words = vocabulary(case)
    return {
        name: compile_tried(s.decided, words, where=str(s.place), decides=True)
        for name, s in case.scenarios.items()
        if s.decided
    }


def green(words: Words, place: int) -> NDArray[np.bool_]:
    """Whether the indicator at a place is green, ``[months, trajectories]``.

    >>> green(np.packbits(np.array([[0, 1], [0, 0], [1, 0], [0, 0]], bool), axis=0), 1)
    array([ True, False])
    """
    return _bit(words, 2 * place)


def red(words: Words, place: int) -> NDArray[np.bool_]:
    """Whether the indicator at a place is red, ``[months, trajectories]``.

    >>> red(np.packbits(np.array([[0, 0], [1, 0]], bool), axis=0), 0)
    array([ True, False])
    """
    return _bit(words, 2 * place + 1)


def _bit(words: Words, place: int) -> NDArray[np.bool_]:
    return np.asarray(words[place // 8] >> np.uint8(7 - place % 8) & np.uint8(1) == 1)
