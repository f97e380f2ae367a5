"""From fits to the posterior that ships: joint draws, contraction, record.

Within a block rows stay together; blocks are shuffled against each other by named streams, since
they were fitted apart and are independent. Contraction is 1 - var_post / var_prior; under .3 a
parameter is shown as "prior", for the data hardly moved it.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.calibrate.fit import YEARS, Calibration
from foedus.calibrate.priors import spread
from foedus.calibrate.sampling import Check, Fit
from foedus.case.priors import write_prior
from foedus.case.records import Case, Prior
from foedus.core.rng import uniforms
from foedus.ensemble.parameters import quantile
from foedus.ensemble.posterior import TREND, inputs_digest

Floats = NDArray[np.float32]
JOINT = 4000
MOVED = 0.3
PACKAGES = ("foedus", "jax", "numpy", "numpyro")

WITHHELD = ("forces.kappa_H",)
"""Fitted but not handed to runs. The data tell how fast small errors of personnel fade (.42 a
year); a run would also let an executed order take effect at that pace, years after it was."""


@dataclass(frozen=True, slots=True)
class Line:
    """One number of the posterior beside its prior, as a table shows it."""

    block: str
    parameter: str
    label: str
    prior: str
    mean: float
    sd: float
    contraction: float
    rhat: float | None
    ess: float | None

    @property
    def shown_as(self) -> str:
        """``posterior``, or ``prior`` where the data hardly moved it.

        >>> Line("aid", "aid.chi", "", "Normal(0, 1)", 0.0, 0.9, 0.19, 1.0, 900.0).shown_as
        'prior'
        """
        told = self.contraction >= MOVED and self.parameter not in WITHHELD
        return "posterior" if told else "prior"


def joint_draws(found: Calibration) -> dict[str, Floats]:
    """Draws ``[JOINT, …labels]`` of every fitted parameter, and of the trend by year."""
    out: dict[str, Floats] = {}
    for fit in found.fits:
        rows = _rows(fit, found.seed)
        for name in fit.labels:
            if name in WITHHELD:
                continue
            if name == YEARS:
                out[TREND] = fit.flat(name)[rows]
            else:
                out[name] = _complete(found.case, fit, name, rows, found.seed)
    for count in found.counts:
        u = _uniforms(found.seed, f"posterior.count[{count.parameter}]")
        out[count.parameter] = np.asarray(quantile(count.posterior, u), np.float32)
    return out


def _rows(fit: Fit, seed: int) -> NDArray[np.intp]:
    """Rows of a block in an order of its own; more than there are start again."""
    size = len(next(iter(fit.draws.values()))[0]) * len(next(iter(fit.draws.values())))
    u = uniforms(seed, f"posterior.rows[{fit.block}]", np.arange(size, dtype=np.uint32))
    return np.resize(np.argsort(u, kind="stable"), JOINT)


def _complete(case: Case, fit: Fit, name: str, rows: NDArray[np.intp], seed: int) -> Floats:
    """All labels of a parameter in the case's order: those without data from their priors."""
    parameter, fitted = case.parameters[name], fit.labels[name]
    values = fit.flat(name)[rows]
    if fitted == parameter.labels:
        return values
    columns = [
        values[:, fitted.index(label)]
        if label in fitted
        else quantile(prior, _uniforms(seed, f"posterior.prior[{name},{label}]"))
        for label, prior in zip(parameter.labels, parameter.priors, strict=True)
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _uniforms(seed: int, name: str) -> NDArray[np.float64]:
    return uniforms(seed, name, np.arange(JOINT, dtype=np.uint32)).astype(float)


def lines(found: Calibration) -> list[Line]:
    """Every fitted number beside its prior, in the order of the blocks."""
    out = [_line(found.case, fit, check) for fit in found.fits for check in fit.checks]
    for count in found.counts:
        mean, sd = spread(count.posterior)
        share = 1 - (sd / spread(count.prior)[1]) ** 2
        text = write_prior(count.prior)
        out.append(Line("counts", count.parameter, "", text, mean, sd, share, None, None))
    return [line for line in out if line.parameter != YEARS]


def _line(case: Case, fit: Fit, check: Check) -> Line:
    values = fit.flat(check.name)
    if check.label:
        values = values[:, fit.labels[check.name].index(check.label)]
    mean, sd = float(values.mean()), float(values.std())
    prior = _prior(case, check)
    share = 1 - (sd / spread(prior)[1]) ** 2 if prior else 0.0
    text = write_prior(prior) if prior else ""
    return Line(fit.block, check.name, check.label, text, mean, sd, share, check.rhat, check.ess)


def _prior(case: Case, check: Check) -> Prior | None:
    if check.name not in case.parameters:
        return None
    parameter = case.parameters[check.name]
    return parameter.priors[parameter.labels.index(check.label) if check.label else 0]


def facts(found: Calibration) -> dict[str, Any]:
    """The record of a posterior: what it was made from, by what, and how well."""
    rows = lines(found)
    return {
        "case": found.case.name,
        "made_from": inputs_digest(found.case),
        "data_cut": found.case.data_cut.isoformat(),
        "effort": found.effort,
        "years": [int(year) for year in found.panel.years],
        "draws": JOINT,
        "seed": found.seed,
        "versions": {name: importlib.metadata.version(name) for name in PACKAGES},
        "cut": "blocks are fitted apart and put together as independent draws",
        "blocks": _blocks(found),
        "parameters": [_record(line) for line in rows],
        "passed_through": _passed(found.case, {line.parameter for line in rows} - {*WITHHELD}),
        "within_90": round(found.predictive.within_90, 3),
    }


def _blocks(found: Calibration) -> Mapping[str, Any]:
    out: dict[str, Any] = {
        fit.block: {
            "parameters": [TREND if name == YEARS else name for name in fit.labels],
            "divergences": fit.divergences,
            "largest_rhat": round(max(c.rhat or 1.0 for c in fit.checks), 4),
            "least_ess": round(min(c.ess for c in fit.checks)),
        }
        for fit in found.fits
    }
    names = [c.parameter for c in found.counts]
    trials = {c.parameter: [c.successes, c.trials] for c in found.counts}
    return out | {"counts": {"parameters": names, "successes_of_trials": trials}}


def _record(line: Line) -> dict[str, Any]:
    return {
        "parameter": line.parameter,
        "label": line.label,
        "prior": line.prior,
        "contraction": round(line.contraction, 3),
        "shown_as": line.shown_as,
        "rhat": None if line.rhat is None else round(line.rhat, 4),
        "ess": None if line.ess is None else round(line.ess),
    }


def _passed(case: Case, fitted: set[str]) -> list[str]:
    """Parameters with a prior that no block touches: literature and judgement as they were."""
    return [
        name
        for name, parameter in case.parameters.items()
        if name not in fitted and any(p.family != "Fixed" for p in parameter.priors)
    ]
