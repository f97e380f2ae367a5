"""Which indicators are red some months ahead: asked of every trajectory in one word of bits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.language import Expression, Path
from foedus.ensemble.outcomes import compile_tried, vocabulary
from foedus.ensemble.request import Request

NAME = "indicators"
LEAD = 6
"""Months after the day of the run at which a sign must already tell classes apart."""

BACK = 31
"""Months that expressions look back: the variance of two years, half a year ago."""

MOST = 64
"""Indicators that one word holds."""


@dataclass(frozen=True)
class Reds:
    """The probe: bit k of an answer says whether the k-th indicator is red at the end of `step`."""

    conditions: tuple[Expression, ...]
    step: int
    name: str = NAME

    @cached_property
    def needs(self) -> frozenset[str]:
        """Variables of the conditions."""
        return frozenset().union(*(condition.needs for condition in self.conditions))

    @property
    def since(self) -> int:
        """First step read."""
        return max(self.step - LEAD - BACK, 1)

    def ask(self, path: Path) -> NDArray[np.uint64]:
        """One word of bits for each trajectory, ``[trajectories]``."""
        last = self.step - path.first + 1
        piece = Path({name: path.series[name][:last] for name in self.needs}, path.first)
        lanes = next(iter(path.series.values())).shape[-1]
        word = np.zeros(lanes, np.uint64)
        for place, condition in enumerate(self.conditions):
            held = np.asarray(condition.evaluate(piece, {}))[-1].astype(np.uint64)
            word |= held << np.uint64(place)
        return word


def reds_of(case: Case, request: Request) -> Reds:
    """The probe for the indicators of a case, `LEAD` months after the day of a request."""
    words = vocabulary(case)
    conditions = tuple(
        compile_tried(record.red, words, where=str(record.place), decides=False)
        for record in list(case.indicators.values())[:MOST]
    )
    last = case.grid.step_holding(request.horizon) - (request.horizon.day == 1)
    return Reds(conditions, min(case.grid.step_holding(request.as_of) - 1 + LEAD, last))


def red(word: NDArray[np.uint64], place: int) -> NDArray[np.bool_]:
    """Whether the indicator at a place is red, ``[trajectories]``.

    >>> red(np.array([0, 2, 3], np.uint64), 1)
    array([False,  True,  True])
    """
    return np.asarray((word >> np.uint64(place)) & np.uint64(1) == 1)
