"""Likelihood of the memory of tone: monthly scores of the pairs of states, in units of their own.

    score_d,t = level_d + war_d 1[t >= 2022-02] + term_d 1[t >= 2021-02] + process + noise
    process: Ornstein-Uhlenbeck with kappa_d; all but kappa_d is nuisance

The source mixes sign and volume, so each series is standardised and says how fast tone returns
(kappa), not how large it is: zbar and sigma keep their priors. Dyads with NATO and the EU as a
whole have no series and keep their priors too. A change of administration and the invasion shift
the level and would else pass for memory.
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

from foedus.calibrate.gaussian import covariance, log_likelihood, shifts
from foedus.case.records import Case
from foedus.core.errors import BadOption
from foedus.tables.store import Tables

FITTED = "tone.kappa"
BREAKS = ("2021-02-01", "2022-02-01")
SHIFT_SD = (1.0, 2.0, 2.0)
"""Of the level and of a shift at each break, in sd of the series."""

LEAST_MONTHS = 36
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scores:
    """Standardised scores ``[dyads, months]``, with time in years and what was seen (1)."""

    dyads: tuple[str, ...]
    time: Floats
    value: Floats
    seen: Floats
    after: Floats
    """1 from each break on: ``[breaks, months]``."""


def tone_data(case: Case, tables: Tables) -> Scores:
    """Series of the dyads of two states that the table has, at least three years long."""
    rows = tables["dyad_events"].copy()
    pair = rows["iso3_a"].astype(str) + "-" + rows["iso3_b"].astype(str)
    wide = rows.assign(pair=pair).pivot(index="month", columns="pair", values="score_per_day")
    names = {d: "-".join(sorted(d.split("-"))) for d in case.sets["dyad"]}
    dyads = [d for d, p in names.items() if p in wide and wide[p].count() >= LEAST_MONTHS]
    if not dyads:
        raise BadOption(
            "no dyad has three years of scores",
            where="dyad_events",
            remedy="take a later day, or add series of the case's dyads",
        )
    series = wide[[names[d] for d in dyads]]
    scaled = ((series - series.mean()) / series.std()).to_numpy(np.float32).T
    months = pd.DatetimeIndex(series.index)
    time = np.asarray((months - months[0]).days, np.float32) / np.float32(365.25)
    after = np.array([months >= pd.Timestamp(day) for day in BREAKS], np.float32)
    seen = np.isfinite(scaled).astype(np.float32)
    return Scores(tuple(dyads), time, np.nan_to_num(scaled), seen, after)


def labels(case: Case, data: Scores) -> tuple[int, ...]:
    """Places of the fitted dyads among those of the case."""
    return tuple(case.sets["dyad"].index(d) for d in data.dyads)


def model(case: Case, data: Scores, value: Any) -> None:
    """The model for the sampler. Site ``tone.kappa`` has one value for each dyad of the data."""
    own = [case.parameters[FITTED].priors[k].arguments for k in labels(case, data)]
    median, sd = np.array(own, np.float32).T
    count = len(data.dyads)
    with numpyro.plate("dyad", count):
        rate = numpyro.sample(FITTED, dist.LogNormal(np.log(median), sd))
        share = numpyro.sample("share", dist.Beta(2.0, 2.0))
        size = numpyro.sample("size", dist.LogNormal(-0.2, 0.4))
    spread = size * jnp.sqrt(share * 2 * rate)
    noise = size * jnp.sqrt(1 - share)
    level = np.concatenate([np.ones((1, len(data.time)), np.float32), data.after])
    cov = covariance(jnp.asarray(data.time), rate, spread, noise) + shifts(level, SHIFT_SD)
    numpyro.factor("scores", log_likelihood(value, jnp.asarray(data.seen), cov).sum())
