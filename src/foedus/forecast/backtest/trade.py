"""The chain of the trade conflict (section E6) by itself: chances of a move in some months.

    up   k -> k+1: r_up[k] exp(t1 (u6 - .5))     down k -> k-1: r_dn[k] exp(d1 deal)

Prior medians, r_scale 1, tone 0; a month makes at most one move, up is tried first.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from foedus.case.records import Case
from foedus.forecast.backtest.forces import lever

UP, DOWN = (2.0, 1.0, 0.3, 0.05, 0.0), (0.0, 6.0, 0.4, 0.8, 1.0)
T1, D1 = 2.0, 0.7


def rises_and_falls(case: Case, day: date, months: int) -> tuple[float, float]:
    """Chances of at least one move up, and of at least one move down, in the months from `day`."""
    u6 = lever(case, "u6", day + timedelta(31))
    level, deal = int(_value(case, "trade.level", day)), _value(case, "trade.deal", day)
    up = -np.expm1(-np.array(UP) * np.exp(T1 * (u6 - 0.5)) / 12)
    down = (1 - up) * -np.expm1(-np.array(DOWN) * np.exp(D1 * deal) / 12)
    return _reached(level, up, down, months, rising=True), _reached(
        level, up, down, months, rising=False
    )


def _reached(level: int, up: np.ndarray, down: np.ndarray, months: int, *, rising: bool) -> float:
    """1 less the chance that no move of the asked sign happens while the other may."""
    other = down if rising else up
    stay = 1 - up - down
    share = np.zeros(len(up))
    share[level] = 1
    for _ in range(months):
        moved = np.roll(share * other, -1 if rising else 1)
        share = share * stay + moved
    return float(1 - share.sum())


def moves(case: Case, variable: str) -> list[tuple[date, float]]:
    """Coded changes of a variable: day and size, without its first row."""
    rows = [(r.start, float(r.value)) for r in case.history if r.variable == variable]
    values = [value for _, value in sorted(rows)]
    days = [day for day, _ in sorted(rows)]
    return [(d, b - a) for d, a, b in zip(days[1:], values, values[1:], strict=False)]


def _value(case: Case, variable: str, day: date) -> float:
    rows = [(r.start, float(r.value)) for r in case.history if r.variable == variable]
    return max(row for row in rows if row[0] <= day)[1]
