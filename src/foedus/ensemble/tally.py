"""Shares by parameter draw of any set of trajectories, and estimates from them.

Trajectories of a run without evidence weigh alike within their draw: `Tally`. With evidence each
has its own weight w_i: `WeighedTally`. The weight of a draw is then the sum of its
trajectories', W_d, its share p_d = sum w_i x_i / W_d, and the binomial part of the variance of
the p_d rests on the effective number of its trajectories, k_d = W_d^2 / sum w_i^2:

    sigma^2 = sum W_d p_d (1 - p_d) / sum W_d (1 - 1/k_d)       pooled over draws
    noise   = sigma^2 sum (W_d / k_d) / sum W_d
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble import basis, estimate
from foedus.ensemble.ranking import leads
from foedus.ensemble.result import Estimate
from foedus.ensemble.sweep import Sweep
from foedus.ensemble.tiles import Job

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Valued = tuple[Estimate, tuple[float, ...]]
"""An estimate, and its variance by basis."""


class Tally:
    """Every trajectory of a draw weighs the same."""

    def __init__(self, swept: Sweep) -> None:
        job = swept.job
        self.replicates: float = job.request.replicates
        self.draws = job.request.parameter_draws
        self._draw = swept.draw
        self.weights: Floats = swept.draw_weights
        self._scores = _with_behind(
            basis.scores_by_basis(job.model.case, job.model.parameters), job
        )

    def share(self, inside: Booleans) -> Floats:
        """Share of each draw's trajectories, ``[draws]``."""
        return estimate.shares(inside, self._draw, self.draws)

    def estimate(self, p: Floats) -> Estimate:
        """A probability from shares by draw."""
        return estimate.from_shares(p, self.weights, self.noise(p))

    def leads(self, shares: Sequence[Floats]) -> float:
        """Share of draws in which the first of some classes leads the others."""
        counts = np.array(shares) * self.replicates
        counts = np.vstack([counts, self.replicates - counts.sum(axis=0)])
        return leads(counts, self.weights, self.replicates)

    def noise(self, p: Floats) -> float:
        """Mean binomial variance of shares."""
        return estimate.binomial_noise(p, self.weights, self.replicates)

    def paired_noise(self, a: Booleans, b: Booleans) -> float:
        """Mean binomial variance of a paired difference of shares."""
        replicates = int(self.replicates)
        return estimate.paired_noise(a, b, self._draw, self.weights, replicates)

    def plain(self, inside: Booleans) -> Estimate:
        """Probability of a set of trajectories, without its variance by basis."""
        p = self.share(inside)
        return estimate.from_shares(p, self.weights, self.noise(p))

    def probability(self, inside: Booleans) -> Valued:
        """Probability of a set of trajectories, and its variance by basis."""
        p = self.share(inside)
        noise = self.noise(p)
        split = basis.shares(p, self.weights, self._scores, noise)
        return estimate.from_shares(p, self.weights, noise), split

    def difference(self, a: Booleans, b: Booleans) -> Valued:
        """Paired difference of two sets under two policies, and its variance by basis."""
        noise = self.paired_noise(a, b)
        p, q = self.share(a), self.share(b)
        split = basis.shares(p - q, self.weights, self._scores, noise)
        return estimate.difference(p, q, self.weights, noise), split


class WeighedTally(Tally):
    """Evidence gives each trajectory a weight of its own, the same under every policy."""

    def __init__(self, swept: Sweep) -> None:
        super().__init__(swept)
        self._own = swept.weights / swept.weights.sum()
        self.weights = self._sum(self._own)
        squares = self._sum(self._own**2)
        alive = self.weights > 0
        # draws that no trajectory is left of have no weight either: any count will do
        self._count = np.where(alive, self.weights**2, 1.0) / np.where(alive, squares, 1.0)
        self.replicates = float(np.average(self._count, weights=self.weights))

    def share(self, inside: Booleans) -> Floats:
        """Weighted share of each draw's trajectories, ``[draws]``; 0 where it has none left."""
        return self._mean(inside.astype(np.float64))

    def noise(self, p: Floats) -> float:
        """Mean binomial variance of shares."""
        return self._pooled(p * (1 - p))

    def paired_noise(self, a: Booleans, b: Booleans) -> float:
        """Mean binomial variance of a paired difference of shares."""
        gap = a.astype(np.float64) - b.astype(np.float64)
        return self._pooled(self._mean(gap**2) - self._mean(gap) ** 2)

    def _pooled(self, within: Floats) -> float:
        free = float(self.weights @ (1 - 1 / self._count))
        pooled = float(self.weights @ within) / free if free > 0 else 0.0
        return pooled * float(self.weights @ (1 / self._count))

    def _mean(self, values: Floats) -> Floats:
        total = self._sum(self._own * values)
        out = np.divide(total, self.weights, out=np.zeros_like(total), where=self.weights > 0)
        return np.asarray(out)

    def _sum(self, values: Floats) -> Floats:
        total = np.bincount(self._draw, weights=values, minlength=self.draws)
        return np.asarray(total, np.float64)


def tally_of(swept: Sweep) -> Tally:
    """The tally that a sweep asks for."""
    return WeighedTally(swept) if swept.job.observations else Tally(swept)


def _with_behind(scores: dict[str, Floats], job: Job) -> dict[str, Floats]:
    more = basis.scores_by_basis(job.model.case, job.model.behind)
    return {
        name: np.concatenate(
            [block for block in (scores.get(name), more.get(name)) if block is not None]
        )
        for name in {*scores, *more}
    }
