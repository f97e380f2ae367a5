"""Simulation-based calibration of the panel block, parameter recovery, and the check's own power.

Draw parameters from the prior, simulate a panel, fit it: the rank of the true value among the
posterior draws must be uniform (Talts et al. 2018). Chi-square over ten bins, 1 % bound 21.7.
To show that the check would notice an error, the same panels are fitted once more with the mean
of the figures taken for the truth (measurement noise ignored): that must fail.

Each fit is one short chain (`Size`), its draws thinned to `RANKS`: enough for ranks, too little
for a posterior. One edition is simulated, so that noise is not averaged away, with a measurement
sd larger than the real one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from numpyro.infer import MCMC
from scipy import stats

from foedus.calibrate import panel
from foedus.calibrate.panel_data import Panel
from foedus.calibrate.sampling import Length, Progress, keys, sampler
from foedus.calibrate.simulate import Simulated, change_of, simulate
from foedus.case.records import Case, Prior
from foedus.core.errors import BadOption

WATCHED = ("effort.b_req", "effort.b_R", "effort.theta_m", "effort.theta_g", "effort.sigma_x")
RANKS = 39
BINS = 10
NOISE: Mapping[str, float] = {"measurement.s_fin": 0.03, "measurement.s_est": 0.06}
"""Measurement sd of the simulated figures, known to the fit: 3 % and 6 %."""

BOUND = float(stats.chi2(BINS - 1).ppf(0.99))
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Size:
    """How much to do: panels, and the chain of each fit."""

    panels: int = 60
    warmup: int = 150
    draws: int = 200


def check_size(size: Size, effort: str) -> Size:
    """The size itself, if ranks can be taken from it and the form can be fitted.

    Raises `BadOption`.

    >>> check_size(Size(panels=60), "minimal").panels
    60
    """
    if size.draws < RANKS + 1:
        raise BadOption(
            f"{size.draws} draws give no {RANKS} ranks", where="--draws", remedy="raise it"
        )
    if effort not in panel.FORMS:
        raise BadOption(
            f"effort '{effort}' has no likelihood here",
            where="--effort",
            remedy=f"choose {' or '.join(panel.FORMS)}",
        )
    return size


@dataclass(frozen=True, slots=True)
class Verdict:
    """Ranks of one parameter over all panels, and how well it was recovered.

    chi_square : over ten bins, nine degrees of freedom; beyond `BOUND` the ranks are not uniform.
    slope : of the posterior mean on the true value; the contraction if calibrated.
    covered : share of panels whose 90 % interval holds the true value.
    """

    parameter: str
    panels: int
    chi_square: float
    slope: float
    covered: float

    @property
    def uniform(self) -> bool:
        """Whether the ranks pass for uniform."""
        return self.chi_square < BOUND


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Verdicts with the right likelihood, and with measurement noise ignored."""

    right: tuple[Verdict, ...]
    ignored: tuple[Verdict, ...]

    @property
    def passes(self) -> bool:
        """The right likelihood passes everywhere and the wrong one fails somewhere."""
        return all(v.uniform for v in self.right) and not all(v.uniform for v in self.ignored)


def diagnose(
    case: Case, data: Panel, *, effort: str, seed: int, size: Size, progress: Progress
) -> Diagnosis:
    """Fit simulated panels with the right likelihood and with noise ignored.

    `data` gives the places of the figures (one edition, a figure in every cell) and the drivers.
    """
    panels = _panels(case, data, effort, seed, size.panels)

    def run(noisy: bool, name: str) -> tuple[Verdict, ...]:
        return _verdicts(panels, _fits(case, data, effort, panels, size, noisy, name, progress))

    return Diagnosis(run(True, "right likelihood"), run(False, "noise ignored"))


def _panels(case: Case, data: Panel, effort: str, seed: int, count: int) -> list[Simulated]:
    # Implausible panels are drawn anew. That conditions the prior on plausible data, which the
    # fit does not know of; the default prior gives about one in a hundred.
    change = change_of(case, data, effort)
    out: list[Simulated] = []
    number = 0
    while len(out) < count:
        found = simulate(case, data, effort, seed + 1000 * number, change, given=NOISE)
        out += [found] if found.plausible else []
        number += 1
    return out


def _fits(
    case: Case,
    data: Panel,
    effort: str,
    panels: list[Simulated],
    size: Size,
    noisy: bool,
    name: str,
    progress: Progress,
) -> dict[str, Floats]:
    """Thinned draws ``[panels, RANKS]`` by parameter."""
    mcmc = _sampler(case, data, effort, size, noisy)
    rows: list[dict[str, Floats]] = []
    for number, one in enumerate(panels):
        progress(name, number, len(panels))
        # in one call: each call of the library compiles anew, five seconds a time
        mcmc.run(keys(number, "sbc", 1), jnp.asarray(one.value))
        found = mcmc.get_samples()
        rows.append({k: _thin(np.asarray(found[k], float)) for k in WATCHED})
    progress(name, len(panels), len(panels))
    return {k: np.array([row[k] for row in rows]) for k in WATCHED}


def _sampler(case: Case, data: Panel, effort: str, size: Size, noisy: bool) -> MCMC:
    known = _with_known_noise(case)
    shape = len(data.allies), len(data.years)
    start = {"x_step": np.zeros(shape, np.float32)} if noisy else {}

    def model(value: Any) -> None:
        panel.model(known, data, value, effort, noisy, panel.means(data, value))

    return sampler(model, Length(1, size.warmup, size.draws), start=start, pieces=1)


def _with_known_noise(case: Case) -> Case:
    known = {
        name: replace(case.parameters[name], priors=(Prior("Fixed", (sd,)),))
        for name, sd in NOISE.items()
    }
    return replace(case, parameters={**case.parameters, **known})


def _thin(draws: Floats) -> Floats:
    return np.asarray(draws[np.linspace(0, len(draws) - 1, RANKS).astype(int)], np.float64)


def _verdicts(panels: list[Simulated], found: Mapping[str, Floats]) -> tuple[Verdict, ...]:
    return tuple(
        verdict(name, np.array([float(p.truth[name]) for p in panels]), found[name])
        for name in WATCHED
    )


def verdict(name: str, truth: Floats, draws: Floats) -> Verdict:
    """Verdict on one parameter: true values ``[panels]``, thinned draws ``[panels, RANKS]``."""
    ranks = np.sum(draws < truth[:, None], axis=1)
    counts = np.bincount(ranks * BINS // (RANKS + 1), minlength=BINS)
    expected = len(truth) / BINS
    low, high = np.quantile(draws, (0.05, 0.95), axis=1)
    return Verdict(
        parameter=name,
        panels=len(truth),
        chi_square=float(np.sum((counts - expected) ** 2) / expected),
        slope=float(np.polyfit(truth, draws.mean(axis=1), 1)[0]),
        covered=float(np.mean((low <= truth) & (truth <= high))),
    )
