"""When a series changed: one step of its mean, dated with an interval.

A split k divides the series in two halves with means of their own; RSS_k is what they leave. The
residuals of monthly series hang together, so n counts as n_e = n (1 - r) / (1 + r), r being their
correlation at one step. Under equal prior odds the posterior of the split is proportional to
RSS_k^(-n_e / 2). A step is there if it beats no step by the criterion of Schwarz,
n_e ln(RSS_0 / RSS_k) > 2 ln n_e.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEAST = 6
"""Values that a series needs."""


@dataclass(frozen=True, slots=True)
class Step:
    """First day of the new level, its 5 to 95 % interval, and the means before and after."""

    day: date
    earliest: date
    latest: date
    before: float
    after: float


def find_step(days: Sequence[date], values: Sequence[float]) -> Step | None:
    """The step of a series; None where it is too short or one mean serves as well.

    >>> days = [date(2020 + k // 12, k % 12 + 1, 1) for k in range(24)]
    >>> find_step(days, [1.0] * 15 + [4.0] * 9).day
    datetime.date(2021, 4, 1)
    """
    y = np.asarray(values, np.float64)
    if len(y) < LEAST or np.ptp(y) == 0:
        return None
    left = _left(y)
    best = int(left.argmin()) + 1
    count = _effective(y, best)
    floor = 1e-9 * float(((y - y.mean()) ** 2).sum())
    logs = np.log(left + floor)
    if count * (np.log(((y - y.mean()) ** 2).sum() + floor) - logs.min()) <= 2 * np.log(count):
        return None
    mass = np.cumsum(np.exp(-count / 2 * (logs - logs.min())))
    low, high = np.searchsorted(mass / mass[-1], (0.05, 0.95)) + 1
    return Step(
        days[best],
        days[min(low, best)],
        days[max(high, best)],
        float(y[:best].mean()),
        float(y[best:].mean()),
    )


def last_change(days: Sequence[date], values: Sequence[float]) -> Step | None:
    """The last change of a coded series, which needs no estimate; None if it never changed.

    >>> last_change([date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)], [0.0, 2.0, 2.0]).day
    datetime.date(2025, 2, 1)
    """
    places = [k for k in range(1, len(values)) if values[k] != values[k - 1]]
    if not places:
        return None
    k = places[-1]
    return Step(days[k], days[k], days[k], float(values[k - 1]), float(values[k]))


def _left(y: Floats) -> Floats:
    """Sum of squares left by two means, for a split after 1, 2, ... values."""
    n = np.arange(1, len(y))
    total, square = np.cumsum(y), float((y**2).sum())
    left = square - total[:-1] ** 2 / n - (total[-1] - total[:-1]) ** 2 / (len(y) - n)
    return np.asarray(np.maximum(left, 0.0))


def _effective(y: Floats, split: int) -> float:
    """Number of independent values that the residuals are worth; at least four."""
    rest = np.concatenate([y[:split] - y[:split].mean(), y[split:] - y[split:].mean()])
    whole = float((rest**2).sum())
    r = float((rest[1:] * rest[:-1]).sum()) / whole if whole > 0 else 0.0
    r = min(max(r, 0.0), 0.95)
    return max(len(y) * (1 - r) / (1 + r), 4.0)
