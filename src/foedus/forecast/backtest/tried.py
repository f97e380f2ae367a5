"""What was tried so that intervals hold what they say: each alone, judged on the early forecasts.

`early` are forecasts of years up to 2023 made by the end of 2022, `late` those made from 2023 on:
they share no outcome. A choice may rest on the early ones; the late ones only confirm it.
`held` asks something else: how far the share of figures inside a 90 % interval strays when the
forecast is right, for the thirty allies of a year share its shock and there are few years.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from foedus.forecast.backtest.chances import uniform
from foedus.forecast.backtest.drivers import Drivers
from foedus.forecast.backtest.effort import HORIZONS, ORIGINS, EffortBook, Mode, scores
from foedus.forecast.backtest.fit import Options
from foedus.forecast.backtest.forecaster import SEED, Forecaster
from foedus.forecast.backtest.forecasters import BARE, LITERAL, Form
from foedus.forecast.backtest.panel import Panel
from foedus.forecast.backtest.simulate import Ahead

Floats = NDArray[np.float64]
EARLY_YEAR, LATE_ORIGIN = 2023, 2023
GOAL = (0.86, 0.94)
RESAMPLES = 4000
PRESSURE = 0.70
"""Lever u1 as coded for the first term: what one would have coded in December 2024."""


@dataclass(frozen=True)
class Recoded:
    """A form that is not told how the term from 2025 on was coded."""

    form: Form
    name: str

    def forecast(self, panel: Panel, drivers: Drivers, horizons: tuple[int, ...]) -> Floats:
        """See `Forecaster`."""
        lower = {y: min(p, PRESSURE) for y, p in drivers.pressures.items()}
        return self.form.forecast(panel, replace(drivers, pressures=lower), horizons)


PLAIN = Ahead(unsure=False, fat=False)
START = replace(BARE, name="start", ahead=PLAIN)
VARIANTS: tuple[Forecaster, ...] = (
    START,
    replace(START, name="error of estimates t4", ahead=Ahead(unsure=False)),
    replace(START, name="sigma and tau drawn", ahead=Ahead(fat=False)),
    replace(START, name="variance by ally", options=Options(own=True)),
    replace(START, name="noise t3", options=Options(df=3.0)),
    replace(START, name="noise normal", options=Options(df=np.inf)),
    replace(START, name="level of years walks", ahead=replace(PLAIN, walk=0.04)),
    replace(START, name="no shock of single years", ahead=replace(PLAIN, yearly=False)),
    replace(LITERAL, name="levers as the engine has them", ahead=PLAIN),
    replace(LITERAL, name="levers, t4, drawn: minimal_literal"),
    replace(LITERAL, name="the same, variance by ally", options=Options(own=True)),
    Recoded(LITERAL, "the same, 2025 on coded as 2017-20"),
)
"""What the back-test began with, one change at a time, then the form with all that was kept."""


def table(book: EffortBook) -> pd.DataFrame:
    """Mean scores of every variant on early, late and all forecasts, by horizon."""
    rows = pd.concat(
        [frame for v in VARIANTS for mode in ORIGINS for frame in _scored(book, v, mode)],
        ignore_index=True,
    )
    early = (rows["year"] <= EARLY_YEAR) & (rows["origin"] < LATE_ORIGIN)
    parts = {"early": rows[early], "late": rows[rows["origin"] >= LATE_ORIGIN], "all": rows}
    keys = ["variant", "mode", "horizon"]
    means = [
        part.groupby(keys, sort=False)
        .agg(forecasts=("crps", "size"), crps=("crps", "mean"), log=("log", "mean"),
             cover90=("cover90", "mean"))
        .reset_index()
        .assign(part=name)
        for name, part in parts.items()
    ]  # fmt: skip
    return pd.concat(means, ignore_index=True)


def _scored(book: EffortBook, variant: Forecaster, mode: Mode) -> Iterator[pd.DataFrame]:
    for origin in ORIGINS[mode]:
        for horizon, samples, came in _pairs(book, variant, mode, origin):
            yield scores(samples.T, came).assign(
                variant=variant.name, mode=mode, origin=origin, horizon=horizon,
                year=origin + horizon,
            )  # fmt: skip


def _pairs(
    book: EffortBook, variant: Forecaster, mode: Mode, origin: int
) -> Iterator[tuple[int, Floats, Floats]]:
    """Horizon, samples ``[draws, allies known]`` and what came."""
    panel, drivers = book.known(mode, origin)
    horizons = tuple(h for h in HORIZONS if origin + h <= int(book.truth.index[-1]))
    samples = variant.forecast(panel, drivers, horizons)
    for k, horizon in enumerate(horizons):
        came = book.truth.loc[origin + horizon].to_numpy(np.float64)
        there = np.isfinite(samples[0, :, k])
        yield horizon, samples[:, there, k], came[there]


def held(book: EffortBook) -> pd.DataFrame:
    """Share inside the 90 % intervals of the literal form, beside the range it would have if it
    were right (each draw taken for the truth, origins independent), and the chance that a right
    forecast falls outside `GOAL`."""
    rows = []
    for mode in ORIGINS:
        found: dict[int, list[tuple[Floats, float]]] = {h: [] for h in HORIZONS}
        for origin in ORIGINS[mode]:
            for horizon, samples, came in _pairs(book, LITERAL, mode, origin):
                low, high = np.quantile(samples, [0.05, 0.95], axis=0)
                inside = ((low <= samples) & (samples <= high)).mean(axis=1)
                found[horizon].append((inside, float(((low <= came) & (came <= high)).mean())))
        for horizon, pairs in found.items():
            would = _means([inside for inside, _ in pairs], f"{mode}.{horizon}")
            lo, hi = (float(q) for q in np.quantile(would, [0.05, 0.95]))
            missed = float(((would < GOAL[0]) | (would > GOAL[1])).mean())
            rows.append(
                {
                    "mode": mode, "horizon": horizon, "origins": len(pairs),
                    "cover90": float(np.mean([c for _, c in pairs])), "lo if right": lo,
                    "hi if right": hi, "outside goal if right": missed,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def _means(inside: list[Floats], name: str) -> Floats:
    """Coverage over all origins with a draw of each for the truth, ``[RESAMPLES]``."""
    picks = uniform(SEED, f"held.{name}", (len(inside), RESAMPLES))
    drawn = [one[(u * len(one)).astype(int)] for one, u in zip(inside, picks, strict=True)]
    return np.asarray(np.mean(drawn, axis=0))
