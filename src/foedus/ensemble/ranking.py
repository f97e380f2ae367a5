"""In what share of parameter draws one class is likelier than others, noise removed.

With few replicates a draw often shows no event at all, and ties would decide the ranking. The
shares of the classes within a draw are taken as Dirichlet with parameters fitted to the draws
(mean by moments, size by the mean variance of the classes); each draw then has the posterior
Dirichlet(alpha + counts), and the chance that one class leads is averaged over draws.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from foedus.core.rng import uniforms
from foedus.ensemble.estimate import signal

Floats = NDArray[np.float64]
SAMPLES = 32


def leads(counts: Floats, weights: Floats, replicates: float, *, seed: int) -> float:
    """Weighted share of draws in which the first class leads all others.

    Parameters
    ----------
    counts : trajectories in each class, ``[classes, draws]``; the first row is the candidate,
        the last holds whatever is in none of the ranked classes and is not ranked.
    weights : of the draws.
    replicates : trajectories of each draw.
    """
    alpha = _fit(counts / replicates, weights, replicates)
    lanes = np.arange(counts.shape[1] * SAMPLES, dtype=np.uint32)
    rows = []
    for place, row in enumerate(counts[:-1]):
        u = uniforms(seed, f"ranking.dirichlet[{place}]", lanes).astype(float)
        shape = np.repeat(alpha[place] + row, SAMPLES)
        # Log of a Gamma draw; for small shapes the series of the distribution function at 0.
        small = (np.log(u) + special.gammaln(shape + 1)) / shape
        drawn = special.gammaincinv(shape, u)
        rows.append(np.where(drawn > 1e-280, np.log(np.maximum(drawn, 1e-300)), small))
    led = np.all([rows[0] > rival for rival in rows[1:]], axis=0).reshape(-1, SAMPLES)
    return float(np.average(led.mean(axis=1), weights=weights))


def _fit(shares: Floats, weights: Floats, replicates: float) -> Floats:
    """Parameters of the Dirichlet: mean of the shares, size from their variance."""
    mean = np.maximum(shares @ weights / weights.sum(), 1e-6)
    spread, full = 0.0, 0.0
    for row, centre in zip(shares[:-1], mean[:-1], strict=True):
        noise = float(np.average(row * (1 - row), weights=weights)) / max(replicates - 1, 1)
        spread += signal(row, weights, noise) / centre
        full += 1 - centre
    size = max(full / max(spread, 1e-9) - 1, 0.1)
    return np.asarray(mean * size)
