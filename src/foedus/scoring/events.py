"""Scores of events and ordered classes: Brier and ranked probability score."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def brier(probability: ArrayLike, happened: ArrayLike) -> Floats:
    """Squared error of the probability of an event: (p - o)², 0 to 1. Brier 1950.

    >>> float(brier(0.8, 1)) < float(brier(0.6, 1))
    True
    """
    p = np.asarray(probability, np.float64)
    return np.asarray((p - np.asarray(happened, np.float64)) ** 2)


def rps(probabilities: ArrayLike, observed: ArrayLike) -> Floats:
    """Ranked probability score of ordered classes: sum_k (P_k - O_k)² over cumulative sums.

    Parameters
    ----------
    probabilities : ``[..., classes]``, each row summing to one.
    observed : ``[...]``, number of the class that came out, from 0.

    Epstein 1969; not divided by the number of classes, so that for counts it is the CRPS.

    >>> rps([[0.0, 1.0, 0.0]], [1]), rps([[1.0, 0.0, 0.0]], [2])
    (array([0.]), array([2.]))
    """
    given = np.cumsum(np.asarray(probabilities, np.float64), axis=-1)
    classes = np.arange(given.shape[-1])
    came = classes >= np.asarray(observed)[..., None]
    return np.asarray(((given - came) ** 2).sum(axis=-1))


def count_probabilities(counts: ArrayLike, most: int) -> Floats:
    """Share of samples ``[..., n]`` in each class 0 to `most`: ``[..., most + 1]``.

    >>> count_probabilities([0, 1, 1, 3], 3)
    array([0.25, 0.5 , 0.  , 0.25])
    """
    values = np.asarray(counts)
    return np.stack([(values == k).mean(axis=-1) for k in range(most + 1)], axis=-1)
