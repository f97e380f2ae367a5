"""Posterior predictive check of the panel: is a year's change as large as the model says?

For each change of the fitted x, its place (PIT) in the t4 law that the drivers of that year give,
averaged over posterior draws. If the model is right the places are uniform: 90 % of them lie
between .05 and .95. The year shock is the fitted one, so this checks the spread between allies
and the heaviness of tails; whole years are checked by the back-test, not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from scipy import stats

from foedus.calibrate import panel
from foedus.calibrate.panel_data import Panel
from foedus.calibrate.sampling import Fit
from foedus.case.records import Case

DRAWS = 200
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Predictive:
    """Mean place of each change ``[allies, years - 1]`` and shares inside two central bands."""

    place: Floats
    within_50: float
    within_90: float


def predict(case: Case, data: Panel, fitted: Fit, effort: str) -> Predictive:
    """Places of the changes under some draws of a fit."""
    size = len(fitted.flat("x_step"))
    some = np.linspace(0, size - 1, min(DRAWS, size)).astype(int)
    draws = {name: jnp.asarray(fitted.flat(name)[some]) for name in fitted.draws}
    gap = jax.jit(jax.vmap(lambda p: _standardised(case, data, p, effort)))(draws)
    place = np.asarray(stats.t(4).cdf(np.asarray(gap, float)), np.float32)
    inside = [float(np.mean(np.abs(place - 0.5) < half)) for half in (0.25, 0.45)]
    return Predictive(place.mean(axis=0), *inside)


def _standardised(case: Case, data: Panel, p: dict[str, Any], effort: str) -> Any:
    x = panel.efforts_at(data, p["x_step"], data.observed())
    shocks = {k: p[k] for k in ("common", "trend", "threat")}
    expected, _ = panel.annual_change(case, data, p, shocks, x, effort)
    return (jnp.diff(x) - expected) / (p["effort.sigma_x"] * panel.UNIT_T4)
