"""Forms stacked by log score: weights that would have made the mixture likeliest so far.

    maximise over w on the simplex:  sum over resolved forecasts of ln sum_k w_k p_k(y)

Resolved means: the target year had a figure in the panel of the origin. So weights use nothing
that was not known then, and the first origins weigh all forms equally. Yao, Vehtari, Simpson and
Gelman 2018, "Using stacking to average Bayesian predictive distributions". A prior worth `FLAT`
forecasts a form keeps weights off the corners while few years are resolved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.backtest.chances import uniform
from foedus.forecast.backtest.drivers import Drivers
from foedus.forecast.backtest.forecaster import SEED, Forecaster
from foedus.forecast.backtest.panel import Panel
from foedus.scoring.log_score import log_samples

Floats = NDArray[np.float64]
FLAT, ROUNDS = 10.0, 200
LEADS = (1, 2, 3)
Known = Callable[[int], tuple[Panel, Drivers]]
"""Panel and drivers of a year's end."""


def weights_of(densities: Floats) -> Floats:
    """Weights ``[K]`` that make the mixture likeliest; densities ``[n, K]`` of what happened.

    >>> weights_of(np.array([[2.0, 1.0]] * 500)).round(1)
    array([1., 0.])
    """
    count = densities.shape[1]
    out = np.full(count, 1 / count)
    for _ in range(ROUNDS):
        share = densities * out
        share /= share.sum(axis=1, keepdims=True)
        out = share.sum(axis=0) + FLAT / count
        out /= out.sum()
    return np.asarray(out)


class Stack:
    """A mixture of forms, weighted by what they said of years that have come since.

    What a form said at an origin is kept: every later origin asks for it again.
    """

    name = "stacked"

    def __init__(
        self, components: Sequence[Forecaster], known: Known, origins: Sequence[int]
    ) -> None:
        self.components, self._known, self._origins = tuple(components), known, tuple(origins)
        self.said = lru_cache(maxsize=None)(self._said)

    def weights(self, origin: int) -> Floats:
        """Weights at an origin from the forecasts of earlier origins."""
        seen, _ = self._known(origin)
        rows = [self._densities(earlier, seen) for earlier in self._origins if earlier < origin]
        found = np.concatenate(rows) if rows else np.zeros((0, len(self.components)))
        count = len(self.components)
        return weights_of(found) if len(found) else np.full(count, 1 / count)

    def forecast(self, panel: Panel, drivers: Drivers, horizons: tuple[int, ...]) -> Floats:
        """See `Forecaster`; panel and drivers must be those known at the origin."""
        share = np.cumsum(self.weights(drivers.origin))
        places = [LEADS.index(h) for h in horizons]
        samples = [given[..., places] for given in self.said(drivers.origin)]
        pick = np.searchsorted(share, uniform(SEED, "stack", (len(samples[0]),)))
        chosen = np.minimum(pick, len(samples) - 1)
        return np.stack(samples)[chosen, np.arange(len(chosen))]

    def _said(self, origin: int) -> list[Floats]:
        panel, drivers = self._known(origin)
        return [c.forecast(panel, drivers, LEADS) for c in self.components]

    def _densities(self, earlier: int, seen: Panel) -> Floats:
        leads = range(1, min(LEADS[-1], int(seen.years[-1]) - earlier) + 1)
        given = [samples[..., : len(leads)] for samples in self.said(earlier)]
        came = np.stack([seen.x[list(seen.years).index(earlier + h)] for h in leads], axis=-1)
        there = np.isfinite(came) & np.isfinite(given[0][0])
        logs = [log_samples(np.moveaxis(g, 0, -1)[there], came[there]) for g in given]
        return np.exp(-np.stack(logs, axis=-1)) if there.any() else np.zeros((0, len(given)))
