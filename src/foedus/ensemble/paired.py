"""Means and paired differences of real values over draws and trajectories.

The formulas are those of `ensemble.estimate`, for values that are no probabilities:

    g_d   = mean over the trajectories of draw d of a - b          paired: same draw, same chances
    value = sum W_d g_d / sum W_d;   mc_se = sqrt(sum W_d^2 (g_d - value)^2) / sum W_d
    lo, hi: weighted quantiles of value + s (g_d - value), s^2 = signal / variance of g_d

`signal` is the variance without that of the replicates, so the interval is one over parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.estimate import mean as estimate_mean
from foedus.ensemble.estimate import signal, weighted_quantile
from foedus.ensemble.result import Estimate

Floats = NDArray[np.float64]
ENDS = np.array([0.05, 0.95])


@dataclass(frozen=True)
class Lanes:
    """Trajectories of a course: the draw and the weight of each, ``[trajectories]``."""

    draw: NDArray[np.intp]
    weight: Floats
    draws: int

    def by_draw(self, values: Floats) -> Floats:
        """Weighted mean over the trajectories of each draw; 0 for a draw that has none."""
        total = np.bincount(self.draw, self.weight * values, self.draws)
        return np.asarray(total / np.where(self.weights > 0, self.weights, 1.0))

    @cached_property
    def weights(self) -> Floats:
        """Weight of each draw, ``[draws]``."""
        return np.asarray(np.bincount(self.draw, self.weight, self.draws), np.float64)

    def mean(self, values: Floats) -> float:
        """Weighted mean over trajectories."""
        return estimate_mean(values, self.weight)

    def ends(self, values: Floats) -> tuple[float, float]:
        """5 and 95 % quantiles over trajectories."""
        low, high = weighted_quantile(values, self.weight, ENDS)
        return float(low), float(high)

    def within(self, values: Floats) -> Floats:
        """Variance of the mean of each draw that its trajectories leave, ``[draws]``."""
        spread = self.by_draw(values**2) - self.by_draw(values) ** 2
        return np.asarray(np.maximum(spread, 0) / np.maximum(self._count - 1, 1))

    @cached_property
    def _count(self) -> NDArray[np.intp]:
        """Trajectories of each draw, ``[draws]``."""
        return np.bincount(self.draw, minlength=self.draws)


def difference(gap: Floats, lanes: Lanes) -> Estimate:
    """Estimate of a mean paired difference; all zero where nothing differs."""
    if not np.any(gap):
        return Estimate(0.0, 0.0, 0.0, 0.0)
    return over_draws(lanes.by_draw(gap), lanes.weights, lanes.within(gap))


def over_draws(values: Floats, weights: Floats, noise: Floats) -> Estimate:
    """Estimate from one value a draw, given the variance that noise leaves in each."""
    mean = estimate_mean(values, weights)
    gap = values - mean
    variance = estimate_mean(gap**2, weights)
    if variance == 0:
        return Estimate(mean, mean, mean, 0.0)
    kept = signal(values, weights, estimate_mean(noise, weights))
    shrunk = mean + gap * np.sqrt(min(kept / variance, 1.0))
    low, high = weighted_quantile(shrunk, weights, ENDS)
    error = float(np.sqrt((weights**2 * gap**2).sum()) / weights.sum())
    # Where a few draws carry all the mass the mean lies beyond a quantile: say so much.
    return Estimate(mean, min(float(low), mean), max(float(high), mean), error)
