"""Likelihood of military aid to Ukraine by month: a hurdle and two Gamma laws.

    1[A_US > 0] ~ Bernoulli(p_on);   A_US, if any, ~ Gamma(k_US, mean s_US)
    A_E ~ Gamma(k_E, mean m_E)

p_on and m_E are the mechanism's own (`aid.expected`). Depletion follows from the recorded flows
alone, so it is data here. Months without any American row are months without allocation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
import pandas as pd
from numpy.typing import NDArray

from foedus.calibrate import priors
from foedus.case.records import Case
from foedus.core.errors import BadOption
from foedus.ensemble.paths import observed_path
from foedus.model.mechanism import Clock, View
from foedus.model.mechanisms.aid import MECHANISM, expected
from foedus.model.mechanisms.levers import IDS as LEVERS
from foedus.tables import aid as flows
from foedus.tables.store import Tables

FITTED = (
    "aid.on0", "aid.on1", "aid.s_US", "aid.g_E", "aid.psi", "aid.chi", "aid.a15",
)  # fmt: skip
_CONSTANT = (
    "aid.Abar_US", "aid.Abar_E", "aid.mid", "aid.ambition", "aid.least", "aid.begin",
    "aid.adequate", "aid.kappa_D",
)  # fmt: skip
LEAST_MONTHS = 24
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Flows:
    """Recorded flows, EUR bn, and the drivers of each month, ``[months]``."""

    usa: Floats
    europe: Floats
    time: Floats
    u4: Floats
    v3: Floats
    war: NDArray[np.int32]
    depletion: Floats
    """As it stood a month before."""


def aid_data(case: Case, tables: Tables) -> Flows:
    """Flows from the month in which aid begins. Raises `BadOption` with too few months."""
    rows = flows.military(tables)
    rows = rows[rows.index > pd.Timestamp(year=2022, month=1, day=31)]
    if len(rows) < LEAST_MONTHS:
        raise BadOption(
            f"{len(rows)} months of aid are too few to fit",
            where="ukraine_aid",
            remedy=f"take a day on which at least {LEAST_MONTHS} are known",
        )
    steps = np.array([case.grid.step_holding(d.date()) for d in pd.DatetimeIndex(rows.index)])
    path = observed_path(case)[steps - 1]
    usa, europe = (rows[k].to_numpy(np.float32) for k in ("usa", "europe"))
    return Flows(
        usa=usa,
        europe=europe,
        time=case.grid.time[steps - 1],
        u4=path[:, LEVERS.index("u4")],
        v3=path[:, LEVERS.index("v3")],
        war=_war(case, steps),
        depletion=_depletion(case, usa + europe),
    )


def _war(case: Case, steps: NDArray[np.intp]) -> NDArray[np.int32]:
    states = case.variables["war.state"].states
    rows = sorted((c for c in case.history if c.variable == "war.state"), key=lambda c: c.start)
    begun = np.array([case.grid.step_holding(c.start) for c in rows])
    code = np.array([states.index(str(c.value)) for c in rows], np.int32)
    return code[np.searchsorted(begun, steps, side="right") - 1]


def _depletion(case: Case, total: Floats) -> Floats:
    rate, adequate = (_constant(case, f"aid.{n}") for n in ("kappa_D", "adequate"))
    gain = -np.expm1(-rate / 12)
    out = np.zeros(len(total) + 1, np.float32)
    for k, flow in enumerate(total):
        out[k + 1] = out[k] + gain * (flow / adequate - 1 - out[k])
    return out[:-1]


def model(case: Case, data: Flows, usa: Any, europe: Any) -> None:
    """The model for the sampler; the flows are given apart from their drivers."""
    p = {name: priors.sample(case, name) for name in FITTED}
    on, _, mean_europe = expected(_view(case, data, p))
    given = usa > 0
    numpyro.factor("given", jnp.where(given, jnp.log(on), jnp.log1p(-on)).sum())
    size = _gamma(_constant(case, "aid.k_US"), p["aid.s_US"])
    numpyro.factor("size", jnp.where(given, size.log_prob(jnp.where(given, usa, 1.0)), 0.0).sum())
    flow = _gamma(_constant(case, "aid.k_E"), mean_europe)
    numpyro.factor("europe", flow.log_prob(europe).sum())


def _gamma(shape: float, mean: Any) -> Any:
    # the prior of a mean is normal, five sd above zero: a sampler still looks there once
    return dist.Gamma(shape, shape / jnp.maximum(mean, 0.02))


def _view(case: Case, data: Flows, p: dict[str, Any]) -> View:
    kept = {n: jnp.float32(_constant(case, n)) for n in _CONSTANT}
    kept["aid.f_W"] = jnp.array([x.arguments[0] for x in case.parameters["aid.f_W"].priors])
    return View(
        mechanism=MECHANISM,
        clock=Clock(0, 1 / 12, jnp.asarray(data.time), 0, 0, False, True),
        before={"aid.depletion": jnp.asarray(data.depletion)},
        written={
            "war.state": jnp.asarray(data.war),
            "levers.u4": jnp.asarray(data.u4),
            "levers.v3": jnp.asarray(data.v3),
        },
        values=kept | p,
        drawn={},
        exogenous={},
        clamp=lambda _, value: value,
    )


def _constant(case: Case, name: str) -> float:
    return float(case.parameters[name].priors[0].arguments[0])
