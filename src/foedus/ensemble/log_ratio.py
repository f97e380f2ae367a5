"""What a sign is worth: its log likelihood ratio between a scenario and the rest, and its error.

Each trajectory of the scenario is read in a month of its own; the rest are read in the same
months, as often. With R the weight of those that show red, N that of all (in units of the mean
weight) and p = sum R / sum N of both sides together,

    P = (R + 1/2) / (N + 1/(2p))     ratio = ln P(red | scenario) - ln P(red | rest)

Half a sighting at the common rate draws a ratio that rests on few towards zero. The
error is that over parameter draws, at least that of as many independent trajectories. The
*expected* ratio is that of all three colours, the sum of P(c | scenario) times their log ratio:
what the sign tells on average, whatever it shows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.result import LogRatio

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Places = NDArray[np.intp]

NOT_READ = -1
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Lot:
    """Trajectories that a sign is judged on.

    inside : in the scenario. when : row in which each of those is read, `NOT_READ` for none.
    weight, draw : of each, ``[trajectories]``.
    """

    inside: Booleans
    when: Places
    weight: Floats
    draw: Places

    @property
    def cases(self) -> Booleans:
        """Trajectories of the scenario that are read."""
        return np.asarray(self.inside & (self.when != NOT_READ))


def log_ratio(green: Booleans, red: Booleans, lot: Lot) -> LogRatio:
    """The ratio of red, and the expected one of the colours.

    Parameters
    ----------
    green, red : what the sign shows, ``[months, trajectories]``.

    >>> lot = Lot(np.array([True, True, True, False, False, False]), np.zeros(6, int),
    ...     np.ones(6), np.arange(6))
    >>> seen = np.array([[True, True, False, True, False, False]])
    >>> round(log_ratio(~seen, seen, lot).value, 3)  # ln(2.5 / 4) - ln(1.5 / 4)
    0.511
    """
    sides = [_sides(colour, lot) for colour in (red, green & ~red, ~green & ~red)]
    one = sides[0]
    value = float(np.log(one.given / one.otherwise))
    expected = sum(s.given * np.log(s.given / s.otherwise) for s in sides)
    return LogRatio(value, one.error, one.given, one.otherwise, float(expected), one.cases)


@dataclass(frozen=True, slots=True)
class _Sides:
    given: float
    otherwise: float
    error: float
    cases: float


def _sides(seen: Booleans, lot: Lot) -> _Sides:
    unit = lot.weight / lot.weight.mean() if len(lot.weight) else lot.weight
    cases, rest = np.flatnonzero(lot.cases), np.flatnonzero(~lot.inside)
    rows = lot.when[cases]
    mass = np.bincount(rows, unit[cases], len(seen))
    n, n_rest = float(mass.sum()), float(unit[rest].sum())
    if n == 0 or n_rest == 0:
        return _Sides(0.5, 0.5, np.inf, n)
    read = np.flatnonzero(mass)
    months, others = mass[read] / n, seen[np.ix_(read, rest)].astype(np.float64)
    by_month = np.zeros(len(seen))
    by_month[read] = others @ unit[rest] / n_rest
    shown = seen[rows, cases]
    r, p_rest = float(unit[cases] @ shown), float(months @ by_month[read])
    r_rest = p_rest * n_rest
    half = (n + n_rest) / (2 * max(r + r_rest, TINY))
    given, otherwise = (r + 0.5) / (n + half), (r_rest + 0.5) / (n_rest + half)
    pull = np.zeros(len(unit))
    own = (shown - r / n) / (given * (n + half))
    pull[cases] = own - (by_month[rows] - p_rest) / (otherwise * n)
    pull[rest] = -(months @ others - p_rest) / (otherwise * (n_rest + half))
    spread = float((np.bincount(lot.draw, unit * pull) ** 2).sum())
    least = _binomial(r, n) + _binomial(r_rest, n_rest)
    return _Sides(given, otherwise, float(np.sqrt(max(spread, least))), n)


def _binomial(hits: float, of: float) -> float:
    """Variance of the log of a share of independent trajectories."""
    return max(1 / (hits + 0.5) - 1 / (of + 1), 0.0)
