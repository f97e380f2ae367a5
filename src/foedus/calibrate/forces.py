"""Likelihood of the noise of stationed forces: quarterly personnel by group of hosts.

    ln H_h ~ Ornstein-Uhlenbeck(kappa_H, sigma_H) about ln A_h, measured with sd .015

A_h, what is assigned, moves by orders and is not observed apart. It is taken as one level a host
over the panel, so noise here holds small movements by order too: sigma_H is an upper reading.
Only hosts of five thousand and more, one country each: visits of exercises leak into the counts
of small hosts and into the group of all others (Norway 2022 and 2024), and with those sigma_H
came out four times as large, against a total that hardly moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
import pandas as pd
from numpy.typing import NDArray

from foedus.calibrate import priors
from foedus.calibrate.gaussian import covariance, shifts
from foedus.case.records import Case
from foedus.core.errors import BadOption
from foedus.tables import personnel
from foedus.tables.store import Tables

FITTED = ("forces.kappa_H", "forces.sigma_H")
MEASURED = 0.015
LEVEL_SD = 0.1
"""Of what is assigned to a host about the median of its quarters, ln."""

LEAST_STATIONED = 5.0
LEAST_QUARTERS = 12
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Quarters:
    """ln thousand by host and quarter ``[hosts, quarters]`` and the days, years from the first."""

    hosts: tuple[str, ...]
    time: Floats
    value: Floats


def forces_data(case: Case, tables: Tables) -> Quarters:
    """Quarters since the start of the case. Raises `BadOption` with too few of them."""
    groups = {a.code: a.host for a in case.actors.values() if a.host}
    rows = personnel.permanent(tables, groups, case.sets["host"])
    rows = rows[rows.index >= pd.Timestamp(case.grid.start)]
    if len(rows) < LEAST_QUARTERS:
        raise BadOption(
            f"{len(rows)} quarters of personnel are too few to fit",
            where="us_troops",
            remedy=f"take a day on which at least {LEAST_QUARTERS} are known",
        )
    large = [h for h in rows.columns if h in groups and rows[h].mean() >= LEAST_STATIONED]
    if not large:
        raise BadOption(
            f"no host has {LEAST_STATIONED:g} thousand",
            where="us_troops",
            remedy="add its quarters",
        )
    days = pd.DatetimeIndex(rows.index)
    time = np.asarray((days - days[0]).days, np.float32) / np.float32(365.25)
    return Quarters(tuple(large), time, np.log(rows[large].to_numpy(np.float32)).T)


def model(case: Case, data: Quarters, value: Any) -> None:
    """The model for the sampler."""
    rate, spread = (priors.sample(case, name) for name in FITTED)
    around = value - np.median(data.value, axis=1)[:, None]
    quarters = len(data.time)
    cov = covariance(jnp.asarray(data.time), rate, spread, MEASURED)
    cov = cov + shifts(np.ones((1, quarters)), [LEVEL_SD])
    whole = dist.MultivariateNormal(covariance_matrix=cov)
    numpyro.factor("quarters", whole.log_prob(around).sum())
