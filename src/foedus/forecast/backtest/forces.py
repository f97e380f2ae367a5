"""US forces stationed in Europe, permanent party: announced orders against the last count.

The model is section E4 as far as permanent personnel goes, month by month, thousand soldiers:

    orders at rate lambda exp(a1 (u3 - .70) + a2 (u7 - .85)), size LogN(ln 4, .8), due after 6 to 12
    months, executed with probability p_ex exp(a5 min(0, u3 - .5)); additions at rate
    lambda_add exp(-a1 (u3 - .05)), size LogN(ln 1.5, .6), executed with .8; noise of the count

Rates and sizes are medians of the case's priors, which were written knowing the orders of 2020
and 2026; the noise is estimated from the quarters known at the origin. The rival is persistence.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.forecast.backtest.chances import normal, student4, uniform
from foedus.forecast.backtest.effort import scores
from foedus.scoring.events import brier
from foedus.tables import personnel
from foedus.tables.store import Tables

Floats = NDArray[np.float64]
ORIGINS = tuple(range(2016, 2025))
QUARTERS = (2, 4, 8, 12)
DRAWS, SEED, LARGE = 1000, 2026, 0.05
RATE, ADDED, EXECUTED, DONE = 0.87, 0.5, 0.5, 0.8
A1, A2, A5 = 3.0, 0.5, 3.0


def score(case: Case, tables: Tables) -> pd.DataFrame:
    """CRPS of ln H and the Brier score of a change above 5 % in four quarters, by origin."""
    frames = []
    for origin, quarters, known, came in targets(case, tables):
        for name, samples in forecasts(case, known, quarters, origin).items():
            frame = scores(samples[None, :], np.array([came]))
            now = float(np.log(known.iloc[-1]))
            large = float((np.abs(samples - now) > LARGE).mean())
            frame["brier"] = brier(large, abs(came - now) > LARGE)
            frames.append(
                frame.assign(forecaster=name, origin=origin, horizon=quarters, ally="total")
            )
    return pd.concat(frames, ignore_index=True)


def targets(case: Case, tables: Tables) -> Iterator[tuple[int, int, pd.Series[float], float]]:
    """Origin, quarters ahead, the counts known then, thousand, and ln of the count that came."""
    hosts = {a.code: a.host for a in case.actors.values() if a.host}
    whole = _total(case, tables, hosts)
    for origin in ORIGINS:
        known = _total(case, tables.as_of(date(origin, 12, 31)), hosts)
        for quarters in QUARTERS:
            day = pd.Timestamp(known.index[-1]) + pd.offsets.QuarterEnd(quarters)
            if day in whole.index:
                yield origin, quarters, known, float(np.log(whole.loc[day]))


def forecasts(case: Case, known: pd.Series[float], quarters: int, origin: int) -> dict[str, Floats]:
    """Samples of ln H, thousand, so many quarters after the last count known."""
    log = np.log(known.to_numpy(np.float64))
    gaps = np.diff(known.index.to_numpy()).astype("timedelta64[D]").astype(float) / 91.3
    steps = np.diff(log) / np.sqrt(np.round(gaps))
    sd = float(np.sqrt(np.mean(steps**2)))
    noise = student4(SEED, "forces.noise", (DRAWS, quarters), origin).sum(axis=1)
    moved = _orders(case, quarters * 3, origin)
    # the count scatters about what is assigned: half of a quarter's variance does not add up
    settled = sd * np.sqrt(0.5 * (1 + quarters)) * noise / np.sqrt(quarters)
    model = np.log(np.maximum(np.exp(log[-1]) + moved, 1.0)) + settled
    return {"orders": model, "last value": log[-1] + sd * noise}


def _orders(case: Case, months: int, origin: int) -> Floats:
    """Net change of what is assigned, thousand, ``[draws]``."""
    # the administration that takes office in the January after the origin is known by then
    u3, u7 = (lever(case, name, date(origin + 1, 2, 1)) for name in ("u3", "u7"))
    net = np.zeros(DRAWS)
    for month in range(months):
        at = origin * 100 + month
        rate = RATE * np.exp(A1 * (u3 - 0.70) + A2 * (u7 - 0.85))
        come = uniform(SEED, "forces.announce", (DRAWS,), at) < -np.expm1(-rate / 12)
        due = month + 6 + 7 * uniform(SEED, "forces.lag", (DRAWS,), at) < months
        chance = EXECUTED * np.exp(A5 * min(0.0, u3 - 0.5))
        done = uniform(SEED, "forces.execute", (DRAWS,), at) < chance
        net -= come * due * done * _size(4.0, 0.8, "forces.size", at)
        more = ADDED * np.exp(-A1 * (u3 - 0.05))
        added = uniform(SEED, "forces.add", (DRAWS,), at) < -DONE * np.expm1(-more / 12)
        net += added * _size(1.5, 0.6, "forces.add_size", at)
    return net


def _size(median: float, spread: float, name: str, at: int) -> Floats:
    return np.asarray(median * np.exp(spread * normal(SEED, name, (DRAWS,), at)))


def lever(case: Case, name: str, day: date) -> float:
    """Value of a lever in force on a day, as coded in history."""
    values = [(c.start, c.value) for c in case.lever_history if c.lever == name]
    return float(max(v for v in values if v[0] <= day)[1])


def _total(case: Case, tables: Tables, hosts: dict[str, str]) -> pd.Series[float]:
    groups = personnel.permanent(tables, hosts, case.sets["host"])
    return groups[groups.index >= "2013-09-30"].sum(axis=1)
