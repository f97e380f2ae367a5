"""Logarithmic score: minus the log of the density (or probability) given to what happened, nat.

Good 1952; Gneiting and Raftery 2007. The only local proper score: what was given to values that
did not happen is not looked at.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]
FLOOR = 1e-6
"""Least probability: one event called impossible must not decide a whole table."""


def log_normal(mean: ArrayLike, sd: ArrayLike, observed: ArrayLike) -> Floats:
    """Log score of a normal density: ln(sd sqrt 2π) + z²/2.

    >>> round(float(log_normal(0.0, 1.0, 0.0)), 4)
    0.9189
    """
    scale = np.asarray(sd, np.float64)
    z = (np.asarray(observed) - np.asarray(mean)) / scale
    return np.asarray(np.log(scale * np.sqrt(2 * np.pi)) + z**2 / 2)


def log_samples(samples: ArrayLike, observed: ArrayLike) -> Floats:
    """Log score of samples ``[..., n]`` through a Gaussian kernel density.

    Bandwidth by Silverman's rule, .9 min(sd, IQR/1.34) n^(-1/5), which fat tails do not inflate.
    Krüger, Lerch, Thorarinsdottir and Gneiting 2021 show that this is consistent but noisy in
    the tails: use some hundred samples at least.
    """
    x = np.asarray(samples, np.float64)
    n = x.shape[-1]
    quarter, rest = np.quantile(x, [0.25, 0.75], axis=-1)
    spread = np.minimum(x.std(axis=-1), (rest - quarter) / 1.34)
    width = 0.9 * np.maximum(spread, 1e-9) * n**-0.2
    z = (np.asarray(observed, np.float64)[..., None] - x) / width[..., None]
    inside = special.logsumexp(-(z**2) / 2, axis=-1) - np.log(n * width * np.sqrt(2 * np.pi))
    return np.asarray(-inside)


def log_binary(probability: ArrayLike, happened: ArrayLike) -> Floats:
    """Log score of the probability of an event that did (1) or did not (0) happen.

    >>> round(float(log_binary(0.5, 1)), 4)
    0.6931
    """
    p = np.clip(np.asarray(probability, np.float64), FLOOR, 1 - FLOOR)
    return np.asarray(-np.where(np.asarray(happened, bool), np.log(p), np.log1p(-p)))
