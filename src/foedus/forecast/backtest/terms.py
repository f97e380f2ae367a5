"""Terms of the yearly change of ln effort: each a regressor with a prior on its coefficient.

    x_Y - x_(Y-1) = g_Y + a_i + sum_k beta_k z_k,i(x_(Y-1), Y) + sigma idio,   idio ~ t4 / sqrt 2

The minimal forms of model section E1 are lists of terms: speed (b_req), pressed speed (b_req
theta_m), pressure (theta_g), threat (b_R), with the priors of the case. `rich` is the form that
they were chosen against.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.backtest.drivers import Drivers

Floats = NDArray[np.float64]
Regressor = Callable[[Floats, int, Drivers], Floats]
"""ln effort a year ago ``[..., A]``, the year of the change, the drivers: values ``[..., A]``."""

MEAN_PRESSURE, MEAN_THREAT = 0.558, 1.3
TARGET = float(np.log(2.0))


@dataclass(frozen=True)
class Term:
    """A regressor and the normal prior of its coefficient."""

    name: str
    mean: float
    sd: float
    value: Regressor


def asked(before: Floats, year: int, drivers: Drivers) -> Floats:
    """The step that the pledges in force ask of each ally, ln/yr: the largest over pledges."""
    steps = [
        np.maximum(np.log(target) - before, 0) / max(1, deadline - (year - 1))
        for target, deadline, since in drivers.pledges
        if year >= since
    ]
    return np.maximum.reduce(steps) if steps else np.zeros_like(before)


def _gap(before: Floats, _year: int, _drivers: Drivers) -> Floats:
    return np.maximum(TARGET - before, 0)


SPEED = Term("speed", 0.5, 0.3, asked)
PRESSED = Term(
    "pressed speed",
    0.25,
    0.35,
    lambda x, year, d: (d.pressure(year) - MEAN_PRESSURE) * asked(x, year, d),
)
PUSHED = Term("pressure", 0.03, 0.05, lambda x, year, d: (d.pressure(year) - MEAN_PRESSURE) + 0 * x)
GAP = Term("gap", 0.0, 0.1, _gap)
PRESSED_GAP = Term(
    "pressure × gap",
    0.0,
    0.1,
    lambda x, year, d: (d.pressure(year) - MEAN_PRESSURE) * _gap(x, year, d),
)
LEVEL = Term("level", -0.1, 0.1, lambda x, _year, _d: x - TARGET)
ABANDONED = Term(
    "abandonment",
    0.02,
    0.04,
    lambda x, year, d: (1 - d.reassurance(year)) * d.exposure + 0 * x,
)
NEIGHBOURS = Term("neighbours", 0.0, 0.2, lambda x, _year, d: (x - TARGET) @ d.neighbours.T)


def threat(centre: float) -> Term:
    """Threat weighted by exposure, about `centre`; the prior is that of `effort.b_R`."""
    return Term(
        "threat", 0.04, 0.03, lambda x, year, d: (d.threat(year) - centre) * d.exposure + 0 * x
    )
