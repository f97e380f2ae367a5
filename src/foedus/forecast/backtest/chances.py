"""Named draws of the back-test: a forecast does not depend on which others are made beside it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from foedus.core.rng import uniforms

Floats = NDArray[np.float64]


def uniform(seed: int, name: str, shape: tuple[int, ...], time: int = 0) -> Floats:
    """Uniforms on (0, 1) of a named chance, as an array of a shape."""
    lanes = np.arange(int(np.prod(shape)), dtype=np.uint32)
    return np.asarray(uniforms(seed, f"backtest.{name}", lanes, time), np.float64).reshape(shape)


def normal(seed: int, name: str, shape: tuple[int, ...], time: int = 0) -> Floats:
    """Standard normal draws."""
    return np.asarray(special.ndtri(uniform(seed, name, shape, time)))


def student4(seed: int, name: str, shape: tuple[int, ...], time: int = 0) -> Floats:
    """Student t with 4 degrees of freedom, scaled to unit variance."""
    return student(seed, name, shape, time, df=4.0)


def student(seed: int, name: str, shape: tuple[int, ...], time: int = 0, *, df: float) -> Floats:
    """Student t scaled to unit variance; `df` above 2, infinite: normal."""
    u = uniform(seed, name, shape, time)
    if not np.isfinite(df):
        return np.asarray(special.ndtri(u))
    return np.asarray(special.stdtrit(df, u) * np.sqrt((df - 2) / df))


def scale(seed: int, name: str, shape: tuple[int, ...], df: Floats | float) -> Floats:
    """sqrt(df / chi² of df): what an sd estimated from so many values may be off by."""
    half = np.asarray(df) / 2
    return np.asarray(np.sqrt(half / special.gammaincinv(half, uniform(seed, name, shape))))


def draw_normal(seed: int, name: str, mean: Floats, cov: Floats, draws: int) -> Floats:
    """Draws ``[draws, P]`` of a normal vector; the spectrum tolerates a singular covariance.

    By the symmetric root: unlike others it does not jump when a rounding error turns an axis.
    """
    value, vector = np.linalg.eigh((cov + cov.T) / 2)
    root = (vector * np.sqrt(np.maximum(value, 0))) @ vector.T
    return np.asarray(mean + normal(seed, name, (draws, len(mean))) @ root)
