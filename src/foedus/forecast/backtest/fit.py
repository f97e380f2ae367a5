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

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.backtest.drivers import Drivers
from foedus.forecast.backtest.panel import Panel
from foedus.forecast.backtest.rows import make_rows
from foedus.forecast.backtest.terms import Term

Floats = NDArray[np.float64]
COUNTRY_SD, MEAN_SD = 0.02, 0.05
SIGMA, SIGMA_ROWS = 0.10, 10
TAU, TAU_YEARS = 0.04, 3
"""Prior guesses of sigma and tau, and how many rows or years each is worth."""

OWN_ROWS = 8
"""How many rows the common variance of all allies is worth in the variance of one."""

ROUNDS = 40


@dataclass(frozen=True)
class Options:
    """Parts of the form besides its terms; a switch off is an ablation.

    own : each ally has a variance of its own, pulled towards the common one.
    df : degrees of freedom of the yearly noise, above 2.
    """

    common: bool = True
    country: bool = True
    own: bool = False
    df: float = 4.0


@dataclass(frozen=True)
class Fit:
    """Normal posterior of (year effects, their mean, country drifts, coefficients).

    sigma, tau : sd of yearly noise and of year effects; own ``[A]`` what multiplies sigma² for
    each ally; rows ``[A]`` how many changes of it there are.
    """

    mean: Floats
    cov: Floats
    sigma: float
    tau: float
    first: int
    last: int
    terms: tuple[Term, ...]
    options: Options
    own: Floats
    rows: NDArray[np.int_]

    @property
    def allies(self) -> int:
        """How many allies."""
        return len(self.own)

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


def fit(panel: Panel, drivers: Drivers, terms: Sequence[Term], options: Options) -> Fit:
    """Fit a form to a panel. Raises `BadOption` when the panel holds no change at all."""
    rows = make_rows(panel, drivers, terms)
    allies, span = len(panel.allies), rows.last - rows.first + 1
    mean, sd = _prior(span, allies, terms, options)
    sigma, tau, own = SIGMA, TAU, np.ones(allies)
    weight = np.ones(len(rows.delta))
    for _ in range(ROUNDS):
        noise = rows.years * sigma**2 * own[rows.ally] + 2 * panel.revision**2 * rows.crossing
        precision = _precision(sd, tau, span, options)
        gram = rows.design.T * (weight / noise)
        inverse: Floats = np.asarray(np.linalg.inv(gram @ rows.design + precision), np.float64)
        centre: Floats = np.asarray(inverse @ (gram @ rows.delta + precision @ mean), np.float64)
        left = rows.delta - rows.design @ centre
        square = left**2 + ((rows.design @ inverse) * rows.design).sum(axis=1)
        weight = _weight(square / noise, options.df)
        relative = weight * square / noise
        sigma = _scale(relative * sigma**2, SIGMA, SIGMA_ROWS)
        if options.own:
            own = _own(relative * own[rows.ally], rows.ally, allies)
        if options.common:
            tau = _scale(_year_squares(centre, inverse, span), TAU, TAU_YEARS)
    count = np.bincount(rows.ally, minlength=allies)
    return Fit(
        centre, inverse, sigma, tau, rows.first, rows.last, tuple(terms), options, own, count
    )


def _weight(square: Floats, df: float) -> Floats:
    """E step: precision of each row over that of its variance, given (residual / sd)²."""
    ratio = df / (df - 2) if np.isfinite(df) else 1.0
    return (df + 1) * ratio / (df + square * ratio) if np.isfinite(df) else np.ones_like(square)


def _own(squares: Floats, ally: NDArray[np.int_], allies: int) -> Floats:
    """Variance of each ally over the common one, pulled towards 1; their mean is 1."""
    total = np.bincount(ally, squares, allies) + OWN_ROWS
    own = total / (np.bincount(ally, minlength=allies) + OWN_ROWS)
    return np.asarray(own / own.mean())


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
