"""The structural form of effort with its own likelihood: demand, and compliance with a pledge.

    n_i  = mu_i + beta_R omega_i R + beta_A omega_i (1 - u9) + beta_F sum_j W_ij X_j
    pi   = sg(pi0 + pi1 u1 + pi2 exp(-(D - Y)^+ / 3))
    x*_i = n_i + pi (ln tau - n_i)^+
    x_i  <- x_i + (1 - e^-kappa)(x*_i - x_i) + g_Y + sigma idio           a step is a year

The equations are those that the engine runs, with three differences. Trust has no yearly series:
lever u9 stands for it. Fiscal stress is known from one edition of today only, so it is left out;
what allies host hardly moves and lies in mu_i. g_Y, a shock of the year, is none of the engine's:
without it thirty allies of one year would count as thirty witnesses (`shocks` off leaves it out).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from foedus.forecast.backtest.drivers import Drivers

Floats = NDArray[np.float64]
Pledge = Literal["partly", "none", "whole"]
NAMES = ("kappa", "beta_R", "beta_A", "beta_F", "pi0", "pi1", "pi2")
MEAN = (0.20, 0.30, 0.15, -0.10, -1.5, 1.5, 1.5)
SD = (0.07, 0.15, 0.20, 0.20, 0.7, 0.8, 0.8)
"""Priors of the case, by name."""

LEVEL, LEVEL_SD = float(np.log(1.5)), 0.5
RAMP = 1.5 / 9.5
"""Points of GDP a year by which the path to 3.5 % rises from the middle of 2025 on."""


@dataclass(frozen=True)
class Law:
    """A structural form. pledge: share pi as estimated, 0 (demand alone) or 1 (pledge alone);
    trust: whether distrust of Washington feeds demand; shocks: whether years have one."""

    pledge: Pledge = "partly"
    trust: bool = True
    shocks: bool = True


@dataclass(frozen=True)
class Values:
    """Values of the parameters, with any leading axis of draws: mu ``[..., A]``, the rest
    ``[...]`` by name."""

    mu: Floats
    by_name: dict[str, Floats]

    @staticmethod
    def of(theta: Floats, allies: int) -> Values:
        """Out of vectors ``[..., A + 7 + years]``."""
        rest = theta[..., allies : allies + len(NAMES)]
        return Values(theta[..., :allies], {n: rest[..., [k]] for k, n in enumerate(NAMES)})


def step(x: Floats, year: int, values: Values, drivers: Drivers, law: Law) -> Floats:
    """ln effort a year later, without noise, ``[..., A]``.

    x : ``[..., A]`` ln % of GDP in the December before `year`.
    """
    v = values.by_name
    distrust = v["beta_A"] * (1 - drivers.reassurance(year)) if law.trust else 0.0
    pushed = (v["beta_R"] * drivers.threat(year) + distrust) * drivers.exposure
    demand = values.mu + pushed + v["beta_F"] * (x @ drivers.neighbours.T)
    aim = demand + _share(year, v, drivers, law) * np.maximum(_target(year, drivers) - demand, 0)
    gain = -np.expm1(-np.maximum(v["kappa"], 0.01))
    return np.asarray(x + gain * (aim - x))


def _share(year: int, v: dict[str, Floats], drivers: Drivers, law: Law) -> Floats:
    if law.pledge != "partly":
        return np.full_like(v["pi0"], float(law.pledge == "whole"))
    deadline = max(end for _, end, since in drivers.pledges if year >= since)
    near = np.exp(-max(deadline - year, 0) / 3)
    return np.asarray(special.expit(v["pi0"] + v["pi1"] * drivers.pressure(year) + v["pi2"] * near))


def _target(year: int, drivers: Drivers) -> float:
    """ln of the path that the pledges in force ask to be on, in the middle of the year."""
    later = any(target > 2.0 and year >= since for target, _, since in drivers.pledges)
    return float(np.log(2.0 + (RAMP * max(year - 2025, 0) if later else 0.0)))
