"""Continuous ranked probability score, in the unit of the observation.

    CRPS(F, y) = ∫ (F(z) - 1[z >= y])² dz = E|X - y| - E|X - X'| / 2

Gneiting and Raftery 2007, "Strictly proper scoring rules, prediction, and estimation";
closed forms as collected by Jordan, Krüger and Lerch 2019 (package scoringRules).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

Floats = NDArray[np.float64]


def crps_samples(samples: ArrayLike, observed: ArrayLike, *, fair: bool = False) -> Floats:
    """CRPS of the empirical distribution of samples.

        mean |x - y| - sum_k (2k - n - 1) x_(k) / n²        (n(n-1) in place of n² if `fair`)

    Parameters
    ----------
    samples : ``[..., n]``.
    observed : ``[...]``.
    fair : unbiased for the distribution that the samples were drawn from (Ferro 2014);
        otherwise the score of the samples themselves.

    >>> crps_samples([[0.0, 2.0]], [1.0])
    array([0.5])
    """
    x = np.sort(np.asarray(samples, np.float64), axis=-1)
    y = np.asarray(observed, np.float64)[..., None]
    n = x.shape[-1]
    rank = 2 * np.arange(1, n + 1) - n - 1
    spread = (x * rank).sum(axis=-1) / (n * (n - 1 if fair and n > 1 else n))
    return np.asarray(np.abs(x - y).mean(axis=-1) - spread)


def crps_normal(mean: ArrayLike, sd: ArrayLike, observed: ArrayLike) -> Floats:
    """CRPS of a normal distribution.

        sd [ z (2 Φ(z) - 1) + 2 φ(z) - 1/sqrt π ],   z = (y - mean)/sd

    >>> round(float(crps_normal(0.0, 1.0, 0.0)), 4)
    0.2337
    """
    scale = np.asarray(sd, np.float64)
    z = (np.asarray(observed) - np.asarray(mean)) / scale
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return np.asarray(scale * (z * (2 * special.ndtr(z) - 1) + 2 * density - 1 / np.sqrt(np.pi)))


def crps_student(
    location: ArrayLike, scale: ArrayLike, observed: ArrayLike, *, df: float
) -> Floats:
    """CRPS of a Student t distribution with `df` > 1 degrees of freedom.

        s [ z (2 F(z) - 1) + 2 f(z) (df + z²)/(df - 1)
            - 2 sqrt(df)/(df - 1) · B(1/2, df - 1/2) / B(1/2, df/2)² ],   z = (y - location)/s

    >>> bool(abs(crps_student(0.0, 1.0, 0.5, df=1e6) - crps_normal(0.0, 1.0, 0.5)) < 1e-5)
    True
    """
    s = np.asarray(scale, np.float64)
    z = (np.asarray(observed) - np.asarray(location)) / s
    law = stats.t(df)
    tail = 2 * law.pdf(z) * (df + z**2) / (df - 1)
    shape = special.beta(0.5, df - 0.5) / special.beta(0.5, df / 2) ** 2
    constant = 2 * np.sqrt(df) / (df - 1) * shape
    return np.asarray(s * (z * (2 * law.cdf(z) - 1) + tail - constant))
