"""The monthly grid on which a case runs.

Step k covers the k-th month after the start and ends at ``t_k``; the last step
may be partial. A step reads a lever on its *reading day*, the 15th (the 10th
in a partial step), and carries the date of its end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import BadOption

_MONTH = re.compile(r"^(\d{4})-(\d{2})$")


def parse_date(text: str, *, where: str) -> date:
    """A date from ``2027-06-01``, or the first day of ``2027-06``.

    >>> parse_date("2027-06", where="--as-of")
    datetime.date(2027, 6, 1)
    """
    match = _MONTH.match(text)
    try:
        if match:
            return date(int(match[1]), int(match[2]), 1)
        return date.fromisoformat(text)
    except ValueError:
        raise BadOption(
            f"'{text}' is not a date", where=where, remedy="write 2027-06-01 or 2027-06"
        ) from None


def month_count(first: date, last: date) -> int:
    """Whole calendar months from the month of `first` to the month of `last`."""
    return (last.year - first.year) * 12 + last.month - first.month


@dataclass(frozen=True)
class Grid:
    """Months from `start` (a first of a month) to `horizon`, the last one cut at the horizon.

    >>> grid = Grid(date(2014, 1, 1), date(2029, 1, 20))
    >>> grid.steps, grid.end(180), grid.end(181)
    (181, datetime.date(2029, 1, 1), datetime.date(2029, 1, 20))
    >>> grid.step_holding(date(2025, 1, 20))
    133
    """

    start: date
    horizon: date

    def __post_init__(self) -> None:
        if self.start.day != 1:
            raise BadOption(
                f"start {self.start} is not the first day of a month", where="case.toml"
            )
        if self.horizon <= self.start:
            raise BadOption(
                f"horizon {self.horizon} is not after start {self.start}", where="case.toml"
            )

    @property
    def steps(self) -> int:
        """Number of steps, the partial one included."""
        return month_count(self.start, self.horizon) + (self.horizon.day > 1)

    def first_day(self, step: int) -> date:
        """First day of the month that a step covers."""
        months = self.start.year * 12 + self.start.month - 1 + step - 1
        return date(months // 12, months % 12 + 1, 1)

    def end(self, step: int) -> date:
        """``t_k``, the date at the end of a step; ``end(0)`` is the start."""
        return min(self.first_day(step + 1), self.horizon)

    def reading_day(self, step: int) -> date:
        """The day on which a step reads its levers."""
        first = self.first_day(step)
        partial = first.year == self.horizon.year and first.month == self.horizon.month
        return first.replace(day=10 if partial else 15)

    def step_holding(self, day: date) -> int:
        """The step whose month holds `day`."""
        return month_count(self.start, day) + 1

    @cached_property
    def dt(self) -> NDArray[np.float32]:
        """Length of each step in years; index 0 is step 1."""
        out = np.full(self.steps, 1 / 12, dtype=np.float32)
        if self.horizon.day > 1:
            out[-1] = (self.horizon.day - 1) / 365.25
        return out

    @cached_property
    def years(self) -> NDArray[np.int32]:
        """Calendar year of each step; index 0 is step 1."""
        return np.array([self.first_day(k).year for k in range(1, self.steps + 1)], np.int32)

    @cached_property
    def months(self) -> NDArray[np.int32]:
        """Calendar month, 1 to 12, of each step; index 0 is step 1."""
        return np.array([self.first_day(k).month for k in range(1, self.steps + 1)], np.int32)

    @cached_property
    def time(self) -> NDArray[np.float32]:
        """Decimal year at the end of each step; index 0 is step 1."""
        whole = self.years + self.months / 12.0
        if self.horizon.day > 1:
            whole[-1] = self.years[-1] + (self.horizon.day - 1) / 365.25
        return whole.astype(np.float32)
