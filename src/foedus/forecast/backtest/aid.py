"""Military aid to Ukraine: the sum of the next quarters, Europe and the United States.

The model is section E5: a European month is Gamma about the mean of the months known, raised
by psi times what the United States gives less than it used to; an American month is nothing or
Gamma, the chance falling with lever u4. Rivals: the last quarters again, the mean of the months
known. Lumpy flows: the quarter is the unit, not the month.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from foedus.case.records import Case
from foedus.forecast.backtest.chances import normal, uniform
from foedus.forecast.backtest.effort import scores
from foedus.forecast.backtest.forces import lever
from foedus.tables import aid
from foedus.tables.store import Tables

Floats = NDArray[np.float64]
QUARTERS = (1, 2, 4)
"""Quarters added up."""

DRAWS, SEED = 1000, 2026
SHAPE = {"usa": 1.2, "europe": 1.6}
PSI, PSI_SD = 0.7, 0.3
ON, ON_LEVER = -3.5, 6.0
LAST = date(2025, 12, 31)


def score(case: Case, tables: Tables) -> pd.DataFrame:
    """CRPS, EUR bn, of the sum over the quarters after the last month known, by origin."""
    whole = aid.military(tables)
    frames = []
    for origin in origins():
        known = aid.military(tables.as_of(origin))
        for quarters in QUARTERS:
            ahead = whole[whole.index > known.index[-1]].iloc[: 3 * quarters]
            if len(ahead) < 3 * quarters:
                continue
            for side in ("europe", "usa"):
                came = float(ahead[side].sum())
                for name, samples in forecasts(case, known, quarters, side, origin).items():
                    # no log score: with a month of nothing at all there is no density
                    frame = scores(samples[None, :], np.array([came])).drop(columns="log")
                    frames.append(
                        frame.assign(
                            forecaster=name, origin=str(origin), horizon=quarters, ally=side
                        )
                    )
    return pd.concat(frames, ignore_index=True)


def forecasts(
    case: Case, known: pd.DataFrame, quarters: int, side: str, origin: date
) -> dict[str, Floats]:
    """Samples of the sum over so many quarters, EUR bn."""
    months = 3 * quarters
    past = known[side].to_numpy(np.float64)
    draw = uniform(SEED, f"aid.{side}", (DRAWS, months), origin.toordinal())
    shape = SHAPE[side]
    unit = special.gammaincinv(shape, draw) / shape
    mean = np.full(DRAWS, past.mean())
    # over that under the lever of 2022-24: `mean` holds the empty months of those years
    share = chance(case, known_until(origin)) / float(special.expit(ON + ON_LEVER * 0.95))
    if side == "europe":
        psi = PSI + PSI_SD * normal(SEED, "aid.psi", (DRAWS,))
        lost = max(float(known["usa"].mean()) * (1 - share), 0.0)
        model = (mean + psi * lost).clip(min=0.02)[:, None] * unit
    else:
        on = uniform(SEED, "aid.on", (DRAWS, months), origin.toordinal()) < share
        model = on * mean[:, None] * unit
    blocks = _blocks(past, months, origin)
    return {
        "compensation": model.sum(axis=1),
        "mean of all months": (mean[:, None] * unit).sum(axis=1),
        "last quarters": blocks,
    }


def _blocks(past: Floats, months: int, origin: date) -> Floats:
    """The last twelve months, three of them drawn together at a time."""
    recent = past[-12:]
    starts = len(recent) - 2
    picks = uniform(SEED, "aid.block", (DRAWS, months // 3), origin.toordinal()) * starts
    places = picks.astype(int)[..., None] + np.arange(3)
    return np.asarray(recent[places].sum(axis=(1, 2)))


def chance(case: Case, day: date) -> float:
    """Chance that an American month is not empty under the lever of a day."""
    return float(special.expit(ON + ON_LEVER * lever(case, "u4", day)))


def known_until(origin: date) -> date:
    """Last day whose levers are known: whoever takes office two months on is elected."""
    return origin + timedelta(days=62)


def origins() -> list[date]:
    """Ends of quarters from which aid is forecast."""
    ends = pd.date_range("2023-03-31", LAST, freq="QE")
    return [end.date() for end in ends]
