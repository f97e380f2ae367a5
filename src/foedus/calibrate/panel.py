"""Likelihood of the panel of effort: the mechanism's own drivers on an annual grid.

    x_i,Y - x_i,Y-1 ~ t4( mean over the spans of Y of sat_i drift_i,  sigma_x / sqrt 2 )
    drift_i = g_Y + drivers_i(u1, u2, R, x_Y-1)         `effort_minimal.drivers`, `.saturation`
    g_Y = m_Y + sigma_e common_Y;   m_Y = phi_m m_(Y-1) + sigma_m trend_Y
    R = threat through coded history + an annual Ornstein-Uhlenbeck deviation
    ln figure[i,Y,edition] ~ t4( x_i,Y + break26_i [core],  s_est if an estimate, else s_fin )

A year is cut into spans where a lever changes, so that levers and threat act in the month they
change, as in the engine; saturation is taken at the start of the year, the one place where this
grid differs from the monthly one. x itself
is latent and sampled with the parameters. The levers are taken as coded: their coding noise
belongs to the draw of a run, not to the fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist

from foedus.calibrate import priors
from foedus.calibrate.panel_data import Panel
from foedus.calibrate.threat_path import threat_path
from foedus.case.records import Case
from foedus.model.mechanism import Clock, Mechanism, View
from foedus.model.mechanisms import EFFORT
from foedus.model.mechanisms.effort_minimal import PLEDGES, drivers, saturation

FORMS = ("minimal", "minimal_literal")
UNIT_T4 = np.float32(np.sqrt(0.5))
"""Scale at which a t of four degrees has variance one."""

FINAL, ESTIMATED, UNSEEN = 0.005, 0.04, 0.10
"""Steps of the sampler in x, ln, near the posterior's spread: where a final figure was seen,
where only an estimate was, where none was. With one step for all, trees are four times as deep."""

START_MEAN, START_SD = 0.35, 0.60
"""Prior of x in the first year, ln % of GDP: 1.4 within a factor of three."""


class Form(NamedTuple):
    """Names that a form of effort gives its trend, and whether it is the literal one."""

    literal: bool
    start: str
    spread: str
    persistence: str


def form_of(effort: str) -> Form:
    """The names of a form."""
    if effort == "minimal_literal":
        return Form(True, "effort.literal_m_2014", "effort.literal_sigma_m", "")
    return Form(False, "effort.m_2014", "effort.sigma_m", "effort.phi_m")


SHARED = (
    "effort.b_req",
    "effort.b_R",
    "effort.theta_m",
    "effort.theta_g",
    "effort.sigma_e",
    "effort.sigma_x",
    "threat.kappa_R",
    "threat.sigma_R",
    "threat.J22",
    "measurement.s_fin",
    "measurement.s_est",
)


def scalars(effort: str) -> tuple[str, ...]:
    """Scalar parameters that the block fits."""
    form = form_of(effort)
    return (*SHARED, form.start, form.spread)


LABELLED = ("effort.a", "measurement.break26")
"""Parameters by ally that the block fits."""


def model(
    case: Case,
    panel: Panel,
    value: Any,
    centre: Any,
    effort: str,
    noisy: bool = True,
) -> None:
    """The model for the sampler.

    Parameters
    ----------
    value : figures, as in `Panel.value`; given apart so that one compilation serves many data.
    centre : where the sampler looks for x ``[allies, years]``, as in `Panel.observed`.
    noisy : False takes the centre for the truth, which the check of calibration must notice.
    """
    p = {name: priors.sample(case, name) for name in scalars(effort)}
    p |= {name: _by_ally(case, name) for name in LABELLED}
    years = len(panel.years) - 1
    shocks = {k: _standard(k, years) for k in ("common", "trend", "threat")}
    x = _efforts(panel, centre) if noisy else centre
    expected, trend = annual_change(case, panel, p, shocks, x, effort)
    numpyro.deterministic("trend_path", trend)
    scale = p["effort.sigma_x"] * UNIT_T4
    numpyro.factor("change", dist.StudentT(4.0, expected, scale).log_prob(jnp.diff(x)).sum())
    if noisy:
        start = dist.Normal(START_MEAN, START_SD).log_prob(x[:, 0])
        numpyro.factor("start", start.sum())
        location, sd = measured(panel, p, x)
        numpyro.factor("figures", dist.StudentT(4.0, location, sd).log_prob(value).sum())


def measured(panel: Panel, p: Mapping[str, Any], x: Any) -> tuple[Any, Any]:
    """Location and scale of each figure."""
    centre = x[panel.ally, panel.year] + p["measurement.break26"][panel.ally] * panel.core
    sd = jnp.where(panel.estimate > 0, p["measurement.s_est"], p["measurement.s_fin"])
    return centre, sd * UNIT_T4


def annual_change(
    case: Case, panel: Panel, p: Mapping[str, Any], shocks: Mapping[str, Any], x: Any, effort: str
) -> tuple[Any, Any]:
    """Expected change of x by ally and year ``[allies, years - 1]``, and the trend m by year."""
    form = form_of(effort)
    kept = fixed(case, "effort.phi_m") if form.persistence else 1.0
    trend = trend_path(p[form.start], p[form.spread], kept, shocks["trend"])
    spans = panel.spans
    place = spans.year - panel.years[1]
    year_effect = (trend[1:] + p["effort.sigma_e"] * shocks["common"])[place]
    before = x[:, place]
    v = view(case, panel, p, shocks["threat"], before, effort)
    drift = year_effect + drivers(v, form.literal)
    return (drift * saturation(v, before, drift, form.literal)) @ spans.share, trend


def trend_path(start: Any, spread: Any, kept: float, shocks: Any) -> Any:
    """m by year, the first year included: ``[years]``."""
    years = shocks.shape[0]
    lag = np.arange(years)[:, None] - np.arange(years)[None, :]
    weight = np.where(lag >= 0, kept ** np.maximum(lag, 0), 0.0).astype(np.float32)
    carried = start * (kept ** np.arange(1, years + 1)).astype(np.float32)
    return jnp.concatenate([jnp.reshape(start, 1), carried + spread * (weight @ shocks)])


def view(
    case: Case, panel: Panel, p: Mapping[str, Any], deviation: Any, before: Any, effort: str
) -> View:
    """The mechanism's window on all spans of the panel at once, spans on the last axis."""
    mechanism: Mechanism = EFFORT[effort]
    spans = panel.spans
    time = spans.year + np.float32(1)  # only whether the first pledge was given depends on it
    clock = Clock(0, 1.0, jnp.asarray(time), jnp.asarray(spans.year), 1, False, True)
    written = {
        "threat.russia": threat(case, panel, p, deviation) @ spans.months,
        "levers.u1": jnp.asarray(spans.u1),
        "levers.u2": jnp.asarray(spans.u2),
    }
    constants = ("ubar", "R_mean", "x_sat", "phi_m", *PLEDGES)
    values = {f"effort.{n}": jnp.float32(fixed(case, f"effort.{n}")) for n in constants}
    return View(
        mechanism=mechanism,
        clock=clock,
        before={"effort.december": before},
        written=written,
        values=values | dict(p),
        drawn={},
        exogenous={"exposure": jnp.asarray(panel.exposure)},
        clamp=lambda _, value: value,
    )


def threat(case: Case, panel: Panel, p: Mapping[str, Any], deviation: Any) -> Any:
    """R by month, from January of the second year on; the deviation is held within a year."""
    years = len(panel.years)
    level = np.array([prior.arguments[0] for prior in case.parameters["threat.Rbar"].priors])
    given = {"threat.start": fixed(case, "threat.start"), "threat.Rbar": level}
    path = threat_path(panel.war, 12 * years, dict(p) | given)[12:]
    rate = p["threat.kappa_R"]
    lag = np.arange(years - 1)[:, None] - np.arange(years - 1)[None, :]
    weight = jnp.where(lag >= 0, jnp.exp(-rate * np.maximum(lag, 0)), 0.0)
    sd = p["threat.sigma_R"] * jnp.sqrt(-jnp.expm1(-2 * rate) / (2 * rate))
    return jnp.maximum(path + jnp.repeat(sd * (weight @ deviation), 12), 0.0)


def fixed(case: Case, name: str) -> float:
    """Value of a constant."""
    return float(case.parameters[name].priors[0].arguments[0])


def _by_ally(case: Case, name: str) -> Any:
    # non-centred: the sampler sees standard normals whatever the priors are
    mean, sd = priors.normals(case, name)
    return numpyro.deterministic(name, mean + sd * _standard(f"{name}.z", len(mean)))


def _standard(name: str, size: int) -> Any:
    return numpyro.sample(name, dist.Normal(0, 1).expand([size]).to_event(1))


def efforts_at(panel: Panel, step: Any, centre: Any) -> Any:
    """x from the sampler's steps about a centre, ``[allies, years]``."""
    size = np.full((len(panel.allies), len(panel.years)), UNSEEN, np.float32)
    size[panel.ally, panel.year] = ESTIMATED
    final = panel.estimate == 0
    size[panel.ally[final], panel.year[final]] = FINAL
    return centre + size * step


def _efforts(panel: Panel, centre: Any) -> Any:
    shape = len(panel.allies), len(panel.years)
    flat = dist.ImproperUniform(dist.constraints.real, (), shape)
    return efforts_at(panel, numpyro.sample("x_step", flat), centre)
