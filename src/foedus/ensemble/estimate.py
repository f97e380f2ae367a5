"""From trajectories to probabilities with both their uncertainties.

Two layers: D parameter draws, K trajectories each. Draw d carries a weight w_d, the mean over
its paths of the likelihood of the event-free years. With p_d the share of its trajectories in
a class:

    p      = sum w_d p_d / sum w_d
    mc_se  = sqrt(sum w_d^2 (p_d - p)^2) / sum w_d              finite draws and replicates
    lo, hi : 5 and 95 % of the Beta whose mean is p and whose variance is that of the p_d less
             their binomial part, mean of p_d (1 - p_d) / (K - 1)

The binomial part must go, or an interval over parameters would shrink when replicates are
added. Where what is left is smaller than its own standard error, that standard error stands:
few draws make an interval wider, never empty. Differences are paired, d_d = p_d(a) - p_d(b), and
may be skewed: their interval is that of a shifted Gamma (Pearson III) with the mean, the
variance and the skewness of the d_d.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from foedus.ensemble.result import Estimate

Floats = NDArray[np.float64]
LEVEL = 0.05


def shares(inside: NDArray[np.bool_], draw: NDArray[np.intp], draws: int) -> Floats:
    """Share of each draw's trajectories that are inside, ``[draws]``."""
    hits = np.bincount(draw, weights=inside, minlength=draws)
    return np.asarray(hits / np.bincount(draw, minlength=draws))


def mean(values: Floats, weights: Floats) -> float:
    """Weighted mean: `numpy.average` to the bit, without its checks, which cost more than the sum.

    >>> mean(np.array([1.0, 4.0]), np.array([2.0, 1.0]))
    2.0
    """
    return float((values * weights).sum() / weights.sum())


def effective(weights: Floats) -> float:
    """Number of equally weighted draws that would be as good: (sum w)^2 / sum w^2."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def probability(p: Floats, weights: Floats, replicates: int) -> Estimate:
    """A probability from the shares of the draws."""
    return from_shares(p, weights, binomial_noise(p, weights, replicates))


def binomial_noise(p: Floats, weights: Floats, replicates: float) -> float:
    """Mean binomial variance of shares of `replicates` trajectories each."""
    return mean(p * (1 - p), weights) / max(replicates - 1, 1)


def from_shares(p: Floats, weights: Floats, noise: float) -> Estimate:
    """A probability from the shares of the draws; `noise` is their mean binomial variance."""
    centre = mean(p, weights)
    low, high = _beta_interval(centre, signal(p, weights, noise))
    # Where a few draws carry all the mass the mean lies beyond the 95 % quantile: say so much.
    return Estimate(centre, min(low, centre), max(high, centre), _standard_error(p, weights))


def difference(a: Floats, b: Floats, weights: Floats, noise: float) -> Estimate:
    """A paired difference of two probabilities; `noise` is its mean binomial variance.

    A policy equal to the baseline gives exactly zero, with a zero interval.
    """
    gap = a - b
    if not np.any(gap):
        return Estimate(0.0, 0.0, 0.0, 0.0)
    centre = mean(gap, weights)
    low, high = _pearson_interval(centre, signal(gap, weights, noise), _skewness(gap, weights))
    return Estimate(centre, max(low, -1.0), min(high, 1.0), _standard_error(gap, weights))


def signal(values: Floats, weights: Floats, noise: float) -> float:
    """Variance over draws without the binomial part, at least its own standard error."""
    gap = values - mean(values, weights)
    n = effective(weights)
    variance = mean(gap**2, weights) * n / max(n - 1, 1)
    fourth = mean(gap**4, weights)
    spread = float(np.sqrt(max(fourth - variance**2, 0.0) / n))
    return max(variance - noise, min(spread, variance))


def paired_noise(
    inside_a: NDArray[np.bool_],
    inside_b: NDArray[np.bool_],
    draw: NDArray[np.intp],
    weights: Floats,
    replicates: int,
) -> float:
    """Mean over draws of the binomial variance of a paired difference of shares."""
    gap = inside_a.astype(np.float64) - inside_b.astype(np.float64)
    draws = len(weights)
    centre = np.bincount(draw, weights=gap, minlength=draws) / replicates
    square = np.bincount(draw, weights=gap**2, minlength=draws) / replicates
    return mean(square - centre**2, weights) / max(replicates - 1, 1)


def weighted_quantile(values: Floats, weights: Floats, at: Floats) -> Floats:
    """Quantiles of weighted values: the smallest value with at least that share of the weight.

    >>> weighted_quantile(np.array([1.0, 2.0, 9.0]), np.array([1.0, 1.0, 2.0]), np.array([0.5]))
    array([2.])
    """
    order = np.argsort(values)  # ties have one value, whatever their order
    mass = np.cumsum(weights[order])
    places = np.searchsorted(mass, at * mass[-1] * (1 - 1e-12))
    return np.asarray(values[order][np.minimum(places, len(values) - 1)])


def _standard_error(values: Floats, weights: Floats) -> float:
    gap = values - mean(values, weights)
    return float(np.sqrt((weights**2 * gap**2).sum()) / weights.sum())


def _skewness(values: Floats, weights: Floats) -> float:
    """Skewness, kept within that of an exponential: beyond it a handful of draws decides."""
    gap = values - mean(values, weights)
    variance = mean(gap**2, weights)
    if variance <= 0:  # only draws that no weight is left of differ
        return 0.0
    third = mean(gap**3, weights)
    return float(np.clip(third / variance**1.5, -2.0, 2.0))


def _pearson_interval(mean: float, variance: float, skewness: float) -> tuple[float, float]:
    sd = np.sqrt(variance)
    if abs(skewness) < 1e-3:
        z = special.ndtri(1 - LEVEL)
        return mean - z * sd, mean + z * sd
    shape = 4 / skewness**2
    ends = (special.gammaincinv(shape, [LEVEL, 1 - LEVEL]) - shape) / np.sqrt(shape)
    low, high = sorted(mean + np.sign(skewness) * sd * ends)
    return float(low), float(high)


def _beta_interval(mean: float, variance: float) -> tuple[float, float]:
    if variance <= 0 or mean <= 0 or mean >= 1:
        return mean, mean
    size = max(mean * (1 - mean) / variance - 1, 1e-3)
    a, b = mean * size, (1 - mean) * size
    low, high = special.betaincinv(a, b, [LEVEL, 1 - LEVEL])
    return float(low), float(high)
