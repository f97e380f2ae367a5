"""A quick fit of a yearly form: ridge with priors, fat-tailed noise, variances by EM.

    delta_r = sum over the years of row r of (g_Y + a_i + beta' z_i,Y) + e_r
    g_Y ~ N(gbar, tau²)   a_i ~ N(0, .02²)   beta_k ~ N(mean_k, sd_k²)   gbar ~ N(0, .05²)
    e_r ~ t4, variance (years of r) sigma² + 2 (revision)² where its ends come from two editions

A row spans the years between two figures next to each other, so gaps of an as-of panel need
no figure to be invented. t4 is a scale mixture of normals: the E step gives the weights
w = 5 / (4 + r² / s²), the M step a weighted ridge; sigma and tau take the posterior variance of
the coefficients into account (Dempster, Laird and Rubin 1977; Lange, Little and Taylor 1989).
What comes out is a normal posterior of all coefficients: seconds for all origins, where sampling
takes minutes. It serves the back-test only; the shipped posterior is sampled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from foedus.core.errors import BadOption
from foedus.forecast.backtest.drivers import Drivers
from foedus.forecast.backtest.panel import Panel
from foedus.forecast.backtest.terms import Term

Floats = NDArray[np.float64]
COUNTRY_SD, MEAN_SD = 0.02, 0.05
SIGMA, SIGMA_ROWS = 0.10, 10
TAU, TAU_YEARS = 0.04, 3
"""Prior guesses of sigma and tau, and how many rows or years each is worth."""

ROUNDS, DF = 40, 4


@dataclass(frozen=True)
class Options:
    """Parts of the form besides its terms; a switch off is an ablation."""

    common: bool = True
    country: bool = True


@dataclass(frozen=True)
class Rows:
    """Changes between neighbouring figures: ``delta [R]``, ``design [R, P]``, noise of each."""

    delta: Floats
    design: Floats
    years: Floats
    crossing: NDArray[np.bool_]
    first: int
    last: int


@dataclass(frozen=True)
class Fit:
    """Normal posterior of (year effects, their mean, country drifts, coefficients)."""

    mean: Floats
    cov: Floats
    sigma: float
    tau: float
    first: int
    last: int
    terms: tuple[Term, ...]
    allies: int

    @property
    def year_slice(self) -> slice:
        """Year effects from `first` to `last`."""
        return slice(0, self.last - self.first + 1)

    @property
    def country_slice(self) -> slice:
        """Country drifts."""
        start = self.last - self.first + 2
        return slice(start, start + self.allies)

    def coefficient(self, name: str) -> tuple[float, float]:
        """Mean and sd of the coefficient of a term."""
        place = self.country_slice.stop + [t.name for t in self.terms].index(name)
        return float(self.mean[place]), float(np.sqrt(self.cov[place, place]))

    def year_effects(self) -> dict[int, tuple[float, float]]:
        """Mean and sd of each year effect."""
        sd = np.sqrt(np.diag(self.cov))
        years = range(self.first, self.last + 1)
        return {year: (float(self.mean[k]), float(sd[k])) for k, year in enumerate(years)}


def fit(panel: Panel, drivers: Drivers, terms: Sequence[Term], options: Options) -> Fit:
    """Fit a form to a panel. Raises `BadOption` when the panel holds no change at all."""
    rows = make_rows(panel, drivers, terms)
    allies, span = len(panel.allies), rows.last - rows.first + 1
    mean, sd = _prior(span, allies, terms, options)
    sigma, tau = SIGMA, TAU
    weight = np.ones(len(rows.delta))
    for _ in range(ROUNDS):
        noise = rows.years * sigma**2 + 2 * panel.revision**2 * rows.crossing
        precision = _precision(sd, tau, span, options)
        gram = rows.design.T * (weight / noise)
        inverse: Floats = np.asarray(np.linalg.inv(gram @ rows.design + precision), np.float64)
        centre: Floats = np.asarray(inverse @ (gram @ rows.delta + precision @ mean), np.float64)
        left = rows.delta - rows.design @ centre
        spread = np.einsum("rp,pq,rq->r", rows.design, inverse, rows.design)
        square = left**2 + spread
        weight = 2 * (DF + 1) / (DF + square / (noise / 2))
        sigma = _scale(weight * square * sigma**2 / noise, SIGMA, SIGMA_ROWS)
        if options.common:
            tau = _scale(_year_squares(centre, inverse, span), TAU, TAU_YEARS)
    return Fit(centre, inverse, sigma, tau, rows.first, rows.last, tuple(terms), allies)


def make_rows(panel: Panel, drivers: Drivers, terms: Sequence[Term]) -> Rows:
    """Every change between two figures of an ally that stand next to each other."""
    spans = [span for ally in range(len(panel.allies)) for span in _spans(panel, ally)]
    if not spans:
        raise BadOption("no ally has two figures", where=f"panel of {panel.known_on}")
    first = int(panel.years[min(a for _, a, _ in spans)]) + 1
    last = int(panel.years[max(b for _, _, b in spans)])
    path = _filled(panel)
    values = {
        int(year): np.stack([t.value(path[k], int(year), drivers) for t in terms], axis=-1)
        if terms
        else np.zeros((len(panel.allies), 0))
        for k, year in enumerate(panel.years[1:])
    }
    design = [_row(panel, values, span, first, last) for span in spans]
    delta = [panel.x[b, i] - panel.x[a, i] for i, a, b in spans]
    length = np.array([b - a for _, a, b in spans], np.float64)
    crossing = [panel.edition[a, i] != panel.edition[b, i] for i, a, b in spans]
    return Rows(np.array(delta), np.array(design), length, np.array(crossing), first, last)


def _spans(panel: Panel, ally: int) -> list[tuple[int, int, int]]:
    """(ally, row of a figure, row of the next one)."""
    rows = np.flatnonzero(np.isfinite(panel.x[:, ally]) & panel.usable[:, ally])
    return [(ally, int(a), int(b)) for a, b in pairwise(rows)]


def _filled(panel: Panel) -> Floats:
    """Effort with gaps filled along a line: only regressors inside a gap read it."""
    out = np.full(panel.x.shape, np.log(1.5))
    rows = np.arange(len(panel.years))
    for ally in np.flatnonzero(panel.known):
        seen = np.isfinite(panel.x[:, ally])
        out[:, ally] = np.interp(rows, rows[seen], panel.x[seen, ally])
    return out


def _row(
    panel: Panel, values: dict[int, Floats], span: tuple[int, int, int], first: int, last: int
) -> Floats:
    ally, a, b = span
    years = [int(year) for year in panel.years[a + 1 : b + 1]]
    effects = np.zeros(last - first + 2)
    effects[np.array(years) - first] = 1
    own = np.zeros(len(panel.allies))
    own[ally] = len(years)
    return np.concatenate([effects, own, sum(values[year][ally] for year in years)])


def _prior(
    span: int, allies: int, terms: Sequence[Term], options: Options
) -> tuple[Floats, Floats]:
    """Prior means and sds; the first ``span`` sds stand for tau and are set in `_precision`."""
    country = COUNTRY_SD if options.country else 1e-6
    mean = np.concatenate([np.zeros(span + 1 + allies), [t.mean for t in terms]])
    sd = np.concatenate([np.ones(span), [MEAN_SD], np.full(allies, country), [t.sd for t in terms]])
    return mean, sd


def _precision(sd: Floats, tau: float, span: int, options: Options) -> Floats:
    """Prior precision; year effects are tied to their common mean."""
    out = np.diag(sd**-2.0)
    tie = tau**-2.0 if options.common else 1e-6**-2.0
    years = np.arange(span)
    out[years, years] = tie
    out[years, span] = out[span, years] = -tie
    out[span, span] += span * tie
    return out


def _scale(squares: Floats, guess: float, worth: float) -> float:
    return float(np.sqrt((squares.sum() + worth * guess**2) / (len(squares) + worth)))


def _year_squares(centre: Floats, inverse: Floats, span: int) -> Floats:
    """Posterior mean of (g_Y - gbar)², ``[span]``."""
    gap = centre[:span] - centre[span]
    own = np.diag(inverse)[:span] + inverse[span, span] - 2 * inverse[:span, span]
    return np.asarray(gap**2 + own)
