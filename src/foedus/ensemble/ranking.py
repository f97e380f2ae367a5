"""In what share of parameter draws one class is likelier than others, noise removed.

With few replicates a draw often shows no event at all, and ties would decide the ranking. The
shares of the classes within a draw are taken as Dirichlet with parameters fitted to the draws
(mean by moments, size by the mean variance of the classes); each draw then has the posterior
Dirichlet(alpha + counts), and the chance that one class leads is averaged over draws. That
chance is an integral over one Gamma variable,

    P(G_1 > G_2, ..., G_n) = mean over u of  prod_j F_j(F_1^-1(u)),      F_j of Gamma(alpha_j + n_j)

taken at midpoints of u; draws with the same counts share it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

from foedus.case.records import Case
from foedus.ensemble.estimate import signal

Floats = NDArray[np.float64]
AGAINST = ("S2a", "S3")
"""Scenarios of the documents that the ambiguous one is ranked against."""
POINTS = 64
_LEAST = 1e-280
_GRAIN = 20
"""Counts are told apart to a twentieth of a trajectory: they are whole but for weights."""


def ranked(case: Case, order: Sequence[str]) -> list[str]:
    """Classes of a reading that are ranked: the ambiguous one first, then its rivals."""
    own = [
        name for name in order if name.startswith(f"{case.ambiguous}-") or name == case.ambiguous
    ]
    return own + [name for name in order if name in AGAINST]


def leads(counts: Floats, weights: Floats, replicates: float) -> float:
    """Weighted share of draws in which the first class leads all others.

    Parameters
    ----------
    counts : trajectories in each class, ``[classes, draws]``; the first row is the candidate,
        the last holds whatever is in none of the ranked classes and is not ranked.
    weights : of the draws.
    replicates : trajectories of each draw.
    """
    alpha = _fit(counts / replicates, weights, replicates)[:-1]
    ranked = np.round(counts[:-1] * _GRAIN) / _GRAIN
    kinds, whose = np.unique(ranked, axis=1, return_inverse=True)
    chance = _chance(kinds + alpha[:, None])
    return float(np.average(chance[whose.ravel()], weights=weights))


def _chance(shapes: Floats) -> Floats:
    """Chance that the first of some Gamma variables is the largest, ``[kinds]``."""
    u = (np.arange(POINTS) + 0.5) / POINTS
    own, place = np.unique(shapes[0], return_inverse=True)
    shape = own[:, None]
    # For small shapes the quantile is too small for a float: the series at zero gives its log.
    near_zero = (np.log(u) + special.gammaln(shape + 1)) / shape
    drawn = special.gammaincinv(shape, u)
    logs = np.where(drawn > _LEAST, np.log(np.maximum(drawn, _LEAST)), near_zero)[place]
    below = [_below(row[:, None], logs) for row in shapes[1:]]
    return np.asarray(np.prod(below, axis=0).mean(axis=1))


def _below(shape: Floats, logs: Floats) -> Floats:
    """Distribution function of a Gamma at exp(logs)."""
    small = np.exp(np.minimum(shape * logs - special.gammaln(shape + 1), 0.0))
    return np.where(logs > np.log(_LEAST), special.gammainc(shape, np.exp(logs)), small)


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
