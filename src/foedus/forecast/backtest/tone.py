"""Tone between pairs of states, 1 and 6 months ahead: fitted to 2021, tested to February 2024.

    z = ln-like score (asinh of the daily sum) standardised within the pair
    z_t = mu + rho (z_(t-1) - mu) + e          RELAX of section E7 on a monthly grid

rho is that of each pair pulled towards that of all (ten pairs' worth of years). Rivals: the last
month (a random walk) and the pair's own mean. Months with missing days are kept: they are noise
to everyone alike.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from foedus.scoring.crps import crps_normal
from foedus.scoring.log_score import log_normal
from foedus.tables.store import Tables

Floats = NDArray[np.float64]
SPLIT = "2022-01-01"
LEADS = (1, 6)
LEAST = 36
"""Months of training that a pair needs."""

POOLING = 48.0
"""Months that the pooled rho is worth."""


def score(tables: Tables) -> pd.DataFrame:
    """Log score and CRPS (units of the pair's own sd) by pair, month and lead."""
    wide = _standardised(tables)
    train = wide[wide.index < SPLIT].to_numpy()
    rho, noise = _persistence(train)
    jumps = np.nanstd(np.diff(train, axis=0), axis=0)
    frames = []
    for lead in LEADS:
        before, came = wide.shift(lead), wide
        test = came.index >= SPLIT
        z, y = before[test].to_numpy(), came[test].to_numpy()
        shrunk = np.sqrt((1 - rho ** (2 * lead)) / (1 - rho**2))
        paths = {
            "relaxation": (rho**lead * z, noise * shrunk + 0 * z),
            "last month": (z, jumps * np.sqrt(lead) + 0 * z),
            "own mean": (0 * z, np.nanstd(train, axis=0) + 0 * z),
        }
        for name, (mean, sd) in paths.items():
            frames.append(_scored(name, lead, mean, sd, y, wide.columns, came.index[test]))
    return pd.concat(frames, ignore_index=True)


def _scored(
    name: str, lead: int, mean: Floats, sd: Floats, came: Floats, pairs: pd.Index, months: pd.Index
) -> pd.DataFrame:
    there = np.isfinite(mean) & np.isfinite(came)
    rows, columns = np.nonzero(there)
    m, s, y = mean[there], sd[there], came[there]
    half = 1.6449 * s
    return pd.DataFrame(
        {
            "crps": crps_normal(m, s, y),
            "log": log_normal(m, s, y),
            "cover90": np.abs(y - m) <= half,
            "median": m,
            "came": y,
            "forecaster": name,
            "origin": pd.DatetimeIndex(months)[rows].strftime("%Y-%m"),
            "horizon": lead,
            "ally": pairs[columns],
        }
    )


def _standardised(tables: Tables) -> pd.DataFrame:
    rows = tables["dyad_events"]
    pair = rows["iso3_a"] + "-" + rows["iso3_b"]
    wide = rows.assign(pair=pair).pivot(index="month", columns="pair", values="score_per_day")
    months = pd.date_range(wide.index.min(), wide.index.max(), freq="MS")
    raw = wide.reindex(months).apply(np.arcsinh)
    train = raw[raw.index < SPLIT]
    enough = train.columns[train.notna().sum() >= LEAST]
    return ((raw - train.mean()) / train.std())[enough]


def _persistence(train: Floats) -> tuple[Floats, Floats]:
    """rho and the sd of a month's surprise, for each pair."""
    now, before = train[1:], train[:-1]
    both = np.isfinite(now) & np.isfinite(before)
    cross = np.where(both, now * before, 0).sum(axis=0)
    square = np.where(both, before**2, 0).sum(axis=0)
    pooled = cross.sum() / square.sum()
    rho = (cross + pooled * POOLING) / (square + POOLING)
    left = np.where(both, now - rho * before, 0)
    return np.clip(rho, 0, 0.99), np.sqrt((left**2).sum(axis=0) / both.sum(axis=0))
