"""Likelihood of the memory of tone: monthly scores of the pairs of states, in units of their own.

    score_d,t = level_d + war_d 1[t >= 2022-02] + term_d 1[t >= 2021-02] + process + noise
    process: Ornstein-Uhlenbeck with kappa_d; all but kappa_d is nuisance

The source mixes sign and volume, so each series is standardised and says how fast tone returns
(kappa), not how large it is: zbar and sigma keep their priors. Dyads with NATO and the EU as a
whole have no series and keep their priors too. A change of administration and the invasion shift
the level and would else pass for memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from foedus.calibrate.gaussian import covariance, log_likelihood, shifts
from foedus.calibrate.sampling import Progress
from foedus.case.records import Case, Prior
from foedus.core.errors import BadOption
from foedus.core.rng import uniforms
from foedus.ensemble.parameters import quantile
from foedus.tables.store import Tables

FITTED = "tone.kappa"
BREAKS = ("2021-02-01", "2022-02-01")
SHIFT_SD = (1.0, 2.0, 2.0)
"""Of the level and of a shift at each break, in sd of the series."""

LEAST_MONTHS = 36
DRAWS, KEPT, PIECE = 24_000, 4000, 500
_LANES = np.arange(DRAWS, dtype=np.uint32)
_NUISANCE = ("kappa", "share", "size")
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


def sample(case: Case, data: Scores, seed: int, progress: Progress) -> tuple[Floats, Floats]:
    """Draws of kappa ``[KEPT, dyads]`` and the effective number of each, ``[dyads]``.

    Three numbers a dyad, and dyads apart: prior draws weighed by their likelihood and drawn again
    in proportion need no gradient of a matrix factor, which cost the sampler minutes.
    """
    own = [case.parameters[FITTED].priors[k] for k in labels(case, data)]
    weigh = jax.jit(partial(_log_likelihood, data))
    kept, effective = list[Floats](), list[float]()
    for place, (dyad, prior) in enumerate(zip(data.dyads, own, strict=True)):
        progress("tone: weigh", place, len(own))
        u = [uniforms(seed, f"tone.{k}[{dyad}]", _LANES).astype(float) for k in _NUISANCE]
        rate = quantile(prior, u[0])
        share = quantile(Prior("Beta", (2.0, 2.0)), u[1])
        size = quantile(Prior("LogNormal", (0.8, 0.4)), u[2])
        log = _in_pieces(weigh, data.value[place], data.seen[place], rate, share, size)
        weight = np.exp(log - log.max())
        effective.append(float(weight.sum() ** 2 / (weight**2).sum()))
        kept.append(np.asarray(_again(rate, weight, seed, dyad), np.float32))
    progress("tone: weigh", len(own), len(own))
    return np.stack(kept, axis=1), np.array(effective, np.float32)


def _in_pieces(weigh: Callable[..., Any], *arrays: Any) -> NDArray[np.float64]:
    value, seen, *draws = arrays
    pieces = [
        np.asarray(weigh(value, seen, *(jnp.asarray(d[k : k + PIECE]) for d in draws)), float)
        for k in range(0, DRAWS, PIECE)
    ]
    return np.concatenate(pieces)


def _log_likelihood(
    data: Scores, value: Any, seen: Any, rate: Any, share: Any, size: Any
) -> Any:  # fmt: skip
    level = np.concatenate([np.ones((1, len(data.time)), np.float32), data.after])
    spread, noise = size * jnp.sqrt(share * 2 * rate), size * jnp.sqrt(1 - share)
    cov = covariance(jnp.asarray(data.time), rate, spread, noise) + shifts(level, SHIFT_SD)
    return log_likelihood(value, seen, cov)


def _again(
    rate: NDArray[np.float64], weight: NDArray[np.float64], seed: int, dyad: str
) -> NDArray[np.float64]:
    """Draws in proportion to their weights, in random order."""
    mass = np.cumsum(weight) / weight.sum()
    places = np.searchsorted(mass, (np.arange(KEPT) + 0.5) / KEPT)
    order = np.argsort(uniforms(seed, f"tone.order[{dyad}]", _LANES[:KEPT]), kind="stable")
    return rate[np.minimum(places, len(rate) - 1)][order]
