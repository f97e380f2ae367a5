"""Draws of the parameters from their priors, each from a stream of its own name.

By inverse distribution from one uniform, so that adding a parameter or a draw leaves every
other draw as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from foedus.case.records import Case, Parameter, Prior
from foedus.core.rng import uniforms
from foedus.ensemble.posterior import TREND, Posterior
from foedus.model.mechanism import Varying
from foedus.model.mechanisms.levers import IDS as LEVERS

Floats = NDArray[np.float64]
Table = dict[str, Any]
"""Parameters by name: constants ``[…labels]``, drawn ones `Varying` ``[…labels, draws]``."""

Streams = Callable[[str], Floats]
"""Uniforms ``[draws]`` of a chance by its name: ``parameter.NAME[label]``, ``levers.value[…]``."""

LEVER_NOISE = "levers.value"


def _normal(u: Floats, mean: float, sd: float) -> Floats:
    return mean + sd * special.ndtri(u)


def _half_normal(u: Floats, scale: float) -> Floats:
    return scale * special.ndtri(0.5 + u / 2)


def _positive_normal(u: Floats, mean: float, sd: float) -> Floats:
    below = special.ndtr(-mean / sd)
    return mean + sd * special.ndtri(below + u * (1 - below))


def _gamma(u: Floats, shape: float, scale: float) -> Floats:
    return np.asarray(scale * special.gammaincinv(shape, u), np.float64)


def _log_normal(u: Floats, median: float, sd: float) -> Floats:
    return np.asarray(median * np.exp(sd * special.ndtri(u)), float)


def _beta(u: Floats, a: float, b: float) -> Floats:
    return special.betaincinv(a, b, u)


def _log_one_plus_gamma(u: Floats, shape: float, scale: float) -> Floats:
    return np.log1p(_gamma(u, shape, scale))


QUANTILE: Mapping[str, Callable[..., Floats]] = {
    "Normal": _normal,
    "HalfNormal": _half_normal,
    "PositiveNormal": _positive_normal,
    "Gamma": _gamma,
    "LogNormal": _log_normal,
    "Beta": _beta,
    "LogOnePlusGamma": _log_one_plus_gamma,
}
"""Inverse distribution functions of the families of priors."""


def quantile(prior: Prior, u: Floats) -> Floats:
    """Quantile of a prior at `u`.

    >>> quantile(Prior("LogNormal", (0.25, 0.5)), np.array([0.5]))
    array([0.25])
    """
    if prior.family == "Fixed":
        return np.full_like(u, prior.arguments[0])
    return QUANTILE[prior.family](u, *prior.arguments)


def is_fixed(parameter: Parameter) -> bool:
    """Whether every element of a parameter is a constant."""
    return all(prior.family == "Fixed" for prior in parameter.priors)


def random_streams(draws: int, seed: int) -> Streams:
    """Independent uniforms for `draws` parameter draws, each chance from a stream of its name."""
    lanes = np.arange(draws, dtype=np.uint32)
    return lambda chance: uniforms(seed, chance, lanes).astype(float)


def draw_parameters(case: Case, names: Sequence[str], draws: int, seed: int) -> Table:
    """Joint draws from the priors; what varies carries the draw as its last axis."""
    return read_parameters(case, names, random_streams(draws, seed))


def read_parameters(case: Case, names: Sequence[str], streams: Streams) -> Table:
    """Parameters at given uniforms: the quantiles of their priors."""
    return {name: _read(case.parameters[name], streams) for name in names}


def medians(case: Case, names: Sequence[str]) -> Table:
    """Prior medians, shaped as one draw."""
    return {name: _tabulate(case.parameters[name], _half) for name in names}


def fitted(case: Case, posterior: Posterior, effort: str, draws: int, seed: int) -> Table:
    """Fitted parameters from whole rows of a posterior, ``[…labels, draws]``.

    Those that were fitted under another form of effort than `effort` are left out: their
    meaning belongs to that form.
    """
    rows = posterior.rows(draws, seed)
    mine = posterior.facts["effort"] == effort
    panel = () if mine else posterior.facts["blocks"]["panel"]["parameters"]
    return {
        name: Varying(np.ascontiguousarray(np.moveaxis(values[rows], 0, -1)))
        for name, values in posterior.values.items()
        if name in case.parameters and name not in panel
    }


def origin_trend(posterior: Posterior, effort: str, year: int, draws: int, seed: int) -> Any:
    """Fitted common trend of effort in a year, by draw; not a number where none was fitted."""
    years = posterior.facts["years"]
    if posterior.facts["effort"] != effort or not years[0] <= year <= years[-1]:
        return np.float32(np.nan)
    path = posterior.values[TREND][posterior.rows(draws, seed)]
    return Varying(np.ascontiguousarray(path[:, year - years[0]]))


def draw_lever_noise(case: Case, draws: int, seed: int) -> Varying:
    """Coding noise of the levers, uniforms ``[terms, levers, draws]``: one for each term."""
    return read_lever_noise(case, random_streams(draws, seed))


def read_lever_noise(case: Case, streams: Streams) -> Varying:
    """Coding noise of the levers at given uniforms, ``[terms, levers, draws]``."""
    rows = [
        [streams(f"{LEVER_NOISE}[{lever},{term}]") for lever in LEVERS]
        for term in case.sets["term"]
    ]
    return Varying(np.array(rows, np.float32))


def pick(table: Table, lanes: NDArray[np.intp]) -> Table:
    """The parameters of each trajectory, given the number of its draw."""
    return {
        name: Varying(entry.value.take(lanes, axis=-1)) if isinstance(entry, Varying) else entry
        for name, entry in table.items()
    }


def _half(_: str) -> Floats:
    return np.array([0.5])


def _read(parameter: Parameter, streams: Streams) -> Any:
    return _tabulate(parameter, lambda label: streams(f"parameter.{parameter.name}[{label}]"))


def _tabulate(parameter: Parameter, stream: Callable[[str], Floats]) -> Any:
    """A parameter from one uniform stream a label: `Varying`, or constants if all are fixed."""
    if is_fixed(parameter):
        values = [prior.arguments[0] for prior in parameter.priors]
        return np.asarray(values if parameter.labels else values[0], np.float32)
    labels = parameter.labels or ("",)
    rows = [quantile(p, stream(k)) for p, k in zip(parameter.priors, labels, strict=True)]
    return Varying(np.asarray(rows if parameter.labels else rows[0], np.float32))
