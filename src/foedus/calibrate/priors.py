"""Priors of a case as distributions of the sampler, and their spread.

One prior, two uses: the engine draws from its quantile function, the sampler needs its density.
Both read the same record, and a test holds their quantiles together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from numpy.typing import NDArray

from foedus.case.records import Case, Prior
from foedus.core.errors import CaseFault
from foedus.ensemble.parameters import quantile

DENSITY: Mapping[str, Callable[..., Any]] = {
    "Normal": dist.Normal,
    "HalfNormal": dist.HalfNormal,
    "PositiveNormal": lambda mean, sd: dist.TruncatedNormal(mean, sd, low=0.0),
    "Gamma": lambda shape, scale: dist.Gamma(shape, 1 / scale),
    "LogNormal": lambda median, sd: dist.LogNormal(jnp.log(median), sd),
    "Beta": dist.Beta,
}
"""Densities of the families that a fitted parameter may have."""

_STEPS = 4000


def density(prior: Prior) -> Any:
    """Density of a prior.

    >>> float(density(Prior("LogNormal", (0.25, 0.5))).icdf(0.5))
    0.25
    """
    return DENSITY[prior.family](*prior.arguments)


def spread(prior: Prior) -> tuple[float, float]:
    """Mean and sd of a prior, from its quantiles at equal steps of probability.

    >>> [round(x, 2) for x in spread(Prior("Normal", (0.5, 0.3)))]
    [0.5, 0.3]
    """
    values = quantile(prior, (np.arange(_STEPS) + 0.5) / _STEPS)
    return float(values.mean()), float(values.std())


def sample(case: Case, name: str) -> Any:
    """A scalar parameter inside a model: its site if it has a prior, its constant if it is fixed.

    Raises `CaseFault` for a family that no density is known for.
    """
    (prior,) = case.parameters[name].priors
    if prior.family == "Fixed":
        return prior.arguments[0]
    check_family(case, [name])
    return numpyro.sample(name, density(prior))


def normals(case: Case, name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Means and sds of a labelled parameter whose priors are all normal."""
    priors = case.parameters[name].priors
    for prior in priors:
        if prior.family != "Normal":
            raise CaseFault(
                f"'{name}' has a prior {prior.family}; its likelihood needs normal ones",
                where=str(case.parameters[name].place),
                remedy="write Normal(mean, sd)",
            )
    table = np.array([prior.arguments for prior in priors], np.float32)
    return table[:, 0], table[:, 1]


def check_family(case: Case, names: Sequence[str]) -> None:
    """Raise `CaseFault` for a fitted parameter whose prior has no density here."""
    for name in names:
        for prior in case.parameters[name].priors:
            if prior.family not in (*DENSITY, "Fixed"):
                raise CaseFault(
                    f"'{name}' cannot be fitted under a prior {prior.family}",
                    where=str(case.parameters[name].place),
                    remedy=f"known: {', '.join(DENSITY)}",
                )
