"""The forms of the model as forecasters, and their ablations."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.backtest.drivers import Drivers
from foedus.forecast.backtest.fit import Options, fit
from foedus.forecast.backtest.forecaster import DRAWS, SEED, Forecaster
from foedus.forecast.backtest.panel import Panel
from foedus.forecast.backtest.simulate import Ahead, simulate
from foedus.forecast.backtest.structural import Law
from foedus.forecast.backtest.structural_fit import Structural
from foedus.forecast.backtest.terms import (
    ABANDONED,
    GAP,
    LEVEL,
    MEAN_THREAT,
    NEIGHBOURS,
    PRESSED,
    PRESSED_GAP,
    PUSHED,
    SPEED,
    Term,
    threat,
)

Floats = NDArray[np.float64]


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

MINIMAL = Form("minimal", (SPEED, PRESSED, PUSHED, CENTRED), FADING)
LITERAL = Form("minimal_literal", (SPEED, PRESSED, PUSHED, RAW))
CONTENDERS = (MINIMAL, LITERAL)
"""Both minimal forms with all terms that the engine runs, levers included."""

BARE = Form("no levers", (SPEED, RAW))
FIRST = replace(BARE, name="first fit", ahead=Ahead(yearly=False, unsure=False))
"""The exploratory fit: no levers, the error of the level stands for all that years share."""

STACKED: tuple[Forecaster, ...] = (
    LITERAL,
    Structural("structural"),
    Structural("pledge alone", Law("whole")),
    Structural("demand alone", Law("none")),
    Structural("no trust", Law(trust=False)),
)
"""What is stacked: the literal form and four structural ones."""

OTHERS: tuple[Form, ...] = (
    FIRST,
    Form("linear cousin", (LEVEL, GAP, PRESSED_GAP, RAW, NEIGHBOURS)),
    Form("rich", (SPEED, RAW, GAP, PRESSED_GAP, ABANDONED, NEIGHBOURS)),
)

ABLATIONS: tuple[Form, ...] = (
    BARE,
    Form("no pledge speed", (RAW,)),
    Form("no threat", (SPEED,)),
    Form("no common shock", BARE.terms, Ahead(common=False), Options(common=False)),
    Form("no country drift", BARE.terms, options=Options(country=False)),
    Form("centred threat only", (SPEED, CENTRED)),
    Form("fading, not saturating", (SPEED, CENTRED), Ahead(phi=0.7)),
    Form("saturating, not fading", (SPEED, CENTRED), Ahead(x_sat=0.3)),
)
"""Each is `no levers`, the form of the exploratory table, but for what its name says."""
