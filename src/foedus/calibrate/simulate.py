"""Panels drawn from the model itself: parameters from their priors, efforts year by year, figures.

The drivers are those of the likelihood (`panel.annual_change`), so a fit to these panels is a fit
of the true model, with the places and editions of the real figures or of one edition alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from foedus.calibrate import panel
from foedus.calibrate.panel_data import Panel
from foedus.case.records import Case
from foedus.core.rng import uniforms
from foedus.ensemble.parameters import quantile
from foedus.model import laws

Floats = NDArray[np.float32]
LARGEST = 2.5
"""ln % of GDP: a panel with a figure above 12 % or below a twelfth is one that nobody would fit.
The test is of the figures, which the fit sees, so leaving such panels out changes no posterior
and ranks stay uniform; a test of the true values would not do."""

TREND = "trend_path"


@dataclass(frozen=True, slots=True)
class Simulated:
    """True values by parameter, the trend by year among them, and the figures that they gave, in
    the places of a panel."""

    truth: Mapping[str, Any]
    value: Floats
    plausible: bool


Change = Callable[[Mapping[str, Any], Mapping[str, Any], Any], Any]


def change_of(case: Case, data: Panel, effort: str) -> Change:
    """Expected changes ``[allies, years - 1]`` and the trend by year, given parameters, shocks and
    x; compiled."""

    def change(p: Mapping[str, Any], shocks: Mapping[str, Any], x: Any) -> Any:
        return panel.annual_change(case, data, p, shocks, x, effort)

    compiled: Change = jax.jit(change)
    return compiled


def simulate(
    case: Case,
    data: Panel,
    effort: str,
    seed: int,
    change: Change,
    *,
    given: Mapping[str, float] | None = None,
) -> Simulated:
    """One panel. `given` sets parameters that are not to be drawn from their priors."""
    known = {name: np.float32(value) for name, value in (given or {}).items()}
    truth = _parameters(case, effort, seed) | known
    years = len(data.years) - 1
    shocks = {k: _normal(seed, k, years) for k in ("common", "trend", "threat")}
    idio = _t4(seed, "idio", len(data.allies) * years).reshape(-1, years)
    x = _start(data, seed)
    for year in range(years):
        # later columns do not enter the change of this year
        expected = np.asarray(change(truth, shocks, x)[0])[:, year]
        x[:, year + 1 :] = (x[:, year] + expected + truth["effort.sigma_x"] * idio[:, year])[
            :, None
        ]
    centre, sd = panel.measured(data, truth, jnp.asarray(x))
    error = _t4(seed, "figures", len(data.value)) * np.asarray(sd) / panel.UNIT_T4
    value = np.asarray(centre) + error
    trend = np.asarray(change(truth, shocks, x)[1])
    plausible = bool((np.abs(value) < LARGEST).all())
    return Simulated(truth | {TREND: trend}, value.astype(np.float32), plausible)


def _parameters(case: Case, effort: str, seed: int) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name in (*panel.scalars(effort), *panel.LABELLED):
        parameter = case.parameters[name]
        u = _uniform(seed, name, len(parameter.priors)).astype(float)
        values = [
            quantile(p, u[k : k + 1])[0] for k, p in enumerate(parameter.priors)
        ]  # fmt: skip
        out[name] = np.asarray(values if parameter.labels else values[0], np.float32)
    return out


def _start(data: Panel, seed: int) -> Floats:
    first = panel.START_MEAN + panel.START_SD * _normal(seed, "start", len(data.allies))
    return np.repeat(np.asarray(first, np.float32)[:, None], len(data.years), axis=1)


def _uniform(seed: int, name: str, size: int) -> Floats:
    return uniforms(seed, f"simulated.{name}", np.arange(size, dtype=np.uint32))


def _normal(seed: int, name: str, size: int) -> Floats:
    return np.asarray(laws.normal(_uniform(seed, name, size)), np.float32)


def _t4(seed: int, name: str, size: int) -> Floats:
    return np.asarray(laws.student_t4(_uniform(seed, name, size)), np.float32)
