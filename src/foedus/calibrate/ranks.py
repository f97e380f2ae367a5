"""Are ranks uniform, and are true values found? Verdicts on one quantity over simulated panels.

If the fit is right, the rank of the true value among L draws of its posterior is uniform on
0 … L (Talts et al. 2018). Two tests: chi-square over ten bins, nine degrees of freedom, and the
largest distance of the ranks' distribution from the diagonal (Kolmogorov). Many quantities are
tested at once: each is held to `LEVEL` divided by their number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from foedus.core.rng import uniforms

Floats = NDArray[np.float64]
RANKS = 39
"""L: draws that a true value is ranked among; L + 1 is divisible by `BINS`."""

BINS = 10
LEVEL = 0.01
BOUND = float(stats.chi2(BINS - 1).ppf(1 - LEVEL))
"""Chi-square that one quantity alone passes in 99 of 100 right fits: 21.7."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One quantity in one panel: its true value and what the posterior said of it."""

    truth: float
    rank: int
    mean: float
    sd: float
    low: float
    high: float
    """Quantiles of 5 and 95 %."""


def see(truth: float, draws: Floats) -> Seen:
    """A true value among the draws ``[draws]`` of a chain, thinned to `RANKS` for its rank.

    >>> found = see(0.5, np.linspace(0, 1, 400))
    >>> found.rank, round(found.low, 2), round(found.high, 2)
    (20, 0.05, 0.95)
    """
    some = draws[np.linspace(0, len(draws) - 1, RANKS).astype(int)]
    low, high = (float(x) for x in np.quantile(draws, (0.05, 0.95)))
    rank = int(np.sum(some < truth))
    return Seen(float(truth), rank, float(draws.mean()), float(draws.std()), low, high)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One quantity over all panels of a design.

    tested : how many quantities are tested with it. chi_square, kolmogorov : see above, with
        their p-values. bias : mean error of the posterior mean, in sd of the true values, and
        its standard error. covered : share of panels whose 90 % interval holds the true value.
    contraction : 1 - mean variance of the posteriors / variance of the true values. divergent :
        panels whose chain had a divergent step.
    """

    design: str
    quantity: str
    panels: int
    tested: int
    chi_square: float
    chi_p: float
    kolmogorov: float
    kolmogorov_p: float
    bias: float
    bias_error: float
    covered: float
    contraction: float
    divergent: int = 0

    @property
    def uniform(self) -> bool:
        """Whether the ranks pass both tests."""
        return min(self.chi_p, self.kolmogorov_p) >= LEVEL / self.tested


def verdict(
    design: str, quantity: str, seen: Sequence[Seen], tested: int = 1, divergent: int = 0
) -> Verdict:
    """Verdict on a quantity from what was seen of it in each panel."""
    ranks = np.array([s.rank for s in seen])
    truth, mean, sd = (np.array([getattr(s, k) for s in seen]) for k in ("truth", "mean", "sd"))
    counts = np.bincount(ranks * BINS // (RANKS + 1), minlength=BINS)
    chi = stats.chisquare(counts)
    distance = stats.kstest(spread_out(ranks, quantity), "uniform")
    error = (mean - truth) / truth.std()
    return Verdict(
        design=design,
        quantity=quantity,
        panels=len(seen),
        tested=tested,
        chi_square=float(chi.statistic),
        chi_p=float(chi.pvalue),
        kolmogorov=float(distance.statistic),
        kolmogorov_p=float(distance.pvalue),
        bias=float(error.mean()),
        bias_error=float(error.std() / np.sqrt(len(seen))),
        covered=float(np.mean([s.low <= s.truth <= s.high for s in seen])),
        contraction=float(1 - np.mean(sd**2) / truth.var()),
        divergent=divergent,
    )


def spread_out(ranks: NDArray[np.int_], name: str) -> Floats:
    """Ranks as continuous places on (0, 1): each at random within its step, by a named stream."""
    u = uniforms(0, f"ranks.{name}", np.arange(len(ranks), dtype=np.uint32))
    return np.asarray((ranks + u) / (RANKS + 1), np.float64)
