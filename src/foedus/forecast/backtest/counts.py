"""How many allies stand at two percent: by edition, beside a band that was never fitted to counts.

A figure counts from 1.995 on, as editions round to two decimals. The United States is one of them
in every year. `fitted` draws each year from the figures of the year before with the year effects
of a fit to all years (a check of the form); `ahead` is the forecast of the December before.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from foedus.forecast.backtest.chances import draw_normal, student4
from foedus.forecast.backtest.effort import ORIGINS, EffortBook, Mode
from foedus.forecast.backtest.fit import fit
from foedus.forecast.backtest.forecaster import DRAWS, SEED
from foedus.forecast.backtest.forecasters import LITERAL
from foedus.scoring.events import count_probabilities, rps
from foedus.tables import panel as figures

Floats = NDArray[np.float64]
LINE = float(np.log(1.995))
USA = 1
FORM = LITERAL
EDITIONS = ("NATO-2026-07", "NATO-2025-08")


def fitted_counts(book: EffortBook) -> dict[int, NDArray[np.int_]]:
    """Draws of the count of each year under a fit to all years of the edition of 2026."""
    last = int(book.truth.index[-1])
    panel, drivers = book.known("restated", last)
    found = fit(panel, drivers, FORM.terms, FORM.options)
    draws = draw_normal(SEED, "counts", found.mean, found.cov, DRAWS)
    out = {}
    for row, year in enumerate(int(y) for y in panel.years[1:]):
        before = panel.x[row]
        drift = draws[:, [year - found.first]] + draws[:, found.country_slice]
        for k, term in enumerate(found.terms):
            place = found.country_slice.stop + k
            drift = drift + draws[:, [place]] * term.value(before, year, drivers)
        x = before + drift + found.sigma * student4(SEED, "counts.idio", drift.shape, year)
        out[year] = counted(x)
    return out


def counted(x: Floats) -> NDArray[np.int_]:
    """Allies at two percent, the United States included, over the last axis."""
    return np.asarray(USA + (x >= LINE).sum(axis=-1))


def band_table(book: EffortBook) -> pd.DataFrame:
    """Count by year in both editions and the 5, 50, 95 % of the fitted band."""
    seen = figures.at_two_percent(book.tables)
    rows = []
    for year, draws in fitted_counts(book).items():
        low, middle, high = (float(q) for q in np.quantile(draws, [0.05, 0.5, 0.95]))
        row = {"year": year, "low": low, "median": middle, "high": high}
        for edition in EDITIONS:
            row[edition] = float(seen[edition].get(year, np.nan))
        rows.append(row)
    return pd.DataFrame(rows)


def ahead_table(book: EffortBook, mode: Mode) -> pd.DataFrame:
    """Forecasts of the count one year ahead: band, score of the model, of the last count."""
    seen = figures.at_two_percent(book.tables)[EDITIONS[0]]
    rows = []
    for origin in ORIGINS[mode]:
        panel, drivers = book.known(mode, origin)
        if not panel.known.all():  # a count of some allies is no count
            continue
        year = origin + 1
        draws = counted(FORM.forecast(panel, drivers, (1,))[..., 0])
        came = int(seen.loc[year])
        _, last = panel.last()
        now = int(counted(last))
        low, high = (float(q) for q in np.quantile(draws, [0.05, 0.95]))
        rows.append(
            {
                "mode": mode, "year": year, "low": low, "median": float(np.median(draws)),
                "high": high, "came": came, "inside": low <= came <= high,
                "rps": float(rps(count_probabilities(draws, 31), came)),
                "rps last count": float(abs(now - came)),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)
