"""What each form says of the years after the last figure: to see how far they part, not a forecast.

Threat and levers stay as last coded; the pledge of 2025 counts. Europe and Canada together, with
the GDP shares of the last year known.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from foedus.forecast.backtest.effort import HORIZONS, EffortBook, together
from foedus.forecast.backtest.forecasters import BARE, MINIMAL, STACKED


def table(book: EffortBook) -> pd.DataFrame:
    """Median and 5 to 95 % of the mean effort, % of GDP, by form and year."""
    last = int(book.truth.index[-1])
    panel, _ = book.known("restated", last)
    drivers, share = book.drivers(last, hague=True), book.share(last)
    rows = []
    for form in (MINIMAL, *STACKED, BARE):
        samples = form.forecast(panel, drivers, HORIZONS)
        for k, horizon in enumerate(HORIZONS):
            mean = np.exp(together(samples[..., k].T, share)[0])
            low, median, high = (float(q) for q in np.quantile(mean, [0.05, 0.5, 0.95]))
            row = {"form": form.name, "year": last + horizon}
            rows.append(row | {"low": low, "median": median, "high": high})
    return pd.DataFrame(rows)
