"""The one interface of everything that forecasts effort, and the forms of the model behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.backtest.drivers import Drivers
from foedus.forecast.backtest.fit import Options, fit
from foedus.forecast.backtest.panel import Panel
from foedus.forecast.backtest.simulate import Ahead, simulate
from foedus.forecast.backtest.terms import (
    ABANDONED,
    GAP,
    LEVEL,
    MEAN_THREAT,
    NEIGHBOURS,
    PRESSED,
    PRESSED_GAP,
    SPEED,
    Term,
    threat,
)

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


@dataclass(frozen=True)
class Form:
    """A form of the model, fitted quickly and simulated ahead."""

    name: str
    terms: tuple[Term, ...]
    ahead: Ahead = field(default_factory=Ahead)
    options: Options = field(default_factory=Options)
    draws: int = DRAWS
    seed: int = SEED

    def forecast(self, panel: Panel, drivers: Drivers, horizons: tuple[int, ...]) -> Floats:
        """See `Forecaster`."""
        fitted = fit(panel, drivers, self.terms, self.options)
        return simulate(
            fitted, panel, drivers, horizons, self.ahead, draws=self.draws, seed=self.seed
        )


RAW, CENTRED = threat(0.0), threat(MEAN_THREAT)
FADING = Ahead(phi=0.7, x_sat=0.3)

MODELS: tuple[Form, ...] = (
    Form("minimal", (SPEED, CENTRED), FADING),
    Form("minimal_literal", (SPEED, RAW)),
    Form("first fit", (SPEED, RAW), Ahead(yearly=False)),
    Form("structural", (LEVEL, GAP, PRESSED_GAP, RAW, NEIGHBOURS)),
    Form("rich", (SPEED, RAW, GAP, PRESSED_GAP, ABANDONED, NEIGHBOURS)),
)
VARIANTS: tuple[Form, ...] = (
    Form("pledge only", (SPEED,)),
    Form("demand only", (LEVEL, RAW)),
    Form("pressed pledge", (SPEED, PRESSED, RAW)),
)
"""With `minimal_literal`, the four forms that are stacked."""

# without threat the literal form is `pledge only`
ABLATIONS: tuple[Form, ...] = (
    Form("no pledge speed", (RAW,)),
    Form("no common shock", (SPEED, RAW), Ahead(common=False), Options(common=False)),
    Form("no country drift", (SPEED, RAW), options=Options(country=False)),
    Form("centred threat only", (SPEED, CENTRED)),
    Form("fading, not saturating", (SPEED, CENTRED), Ahead(phi=0.7)),
    Form("saturating, not fading", (SPEED, CENTRED), Ahead(x_sat=0.3)),
)
