"""The one interface of everything that forecasts effort."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.backtest.drivers import Drivers
from foedus.forecast.backtest.panel import Panel

Floats = NDArray[np.float64]
DRAWS, SEED = 1000, 2026


class Forecaster(Protocol):
    """Anything that can be asked what effort will be."""

    @property
    def name(self) -> str:
        """Name in tables."""
        ...

    def forecast(self, panel: Panel, drivers: Drivers, horizons: tuple[int, ...]) -> Floats:
        """Samples of ln(% of GDP) at ``origin + h``: ``[draws, allies, horizons]``.

        Only the panel and the drivers may be used; an ally without a figure gets NaN.
        """
        ...
