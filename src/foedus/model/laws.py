"""Exact sampling by inverse distribution: one uniform in, one draw out.

Rejection samplers are slow when vectorised and use a random number of uniforms, which
would break the sharing of draws between policies; inversion keeps both. Each law is tested
against closed forms in tests/laws.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np
from jax.lax import erf_inv
from jax.scipy.special import ndtr, ndtri
from numpy.typing import NDArray
from scipy import special

Law = Callable[[Any], Any]

POISSON_TERMS = 48
"""Terms of the inverted sum: exact to 1e-7 for means up to 20 a month."""

_NODES = 193
_EDGE = 5.6


def uniform(u: Any) -> Any:
    """The uniform itself."""
    return u


def normal(u: Any) -> Any:
    """Standard normal: sqrt 2 erfinv(2u - 1), exact for uniforms of 23 bits."""
    return jnp.float32(math.sqrt(2.0)) * erf_inv(2 * u - 1)


def student_t4(u: Any) -> Any:
    """Student t with 4 degrees of freedom scaled to unit variance (t4 / sqrt 2).

    The quantile has a closed form (Shaw 2006): with a = 4u(1-u),
    q = 2 sign(u - 1/2) sqrt(cos(arccos(sqrt a)/3)/sqrt a - 1).
    """
    # c = cos(arccos(root)/3) solves 4c^3 - 3c = root; with s the sine of the same angle,
    # s (4c^2 - 1) = |1 - 2u| and c/root - 1 = 4 s^2 c/root: no trigonometry and no
    # cancellation near the median. Three steps of Newton reach the last bit.
    root = jnp.sqrt(4 * u * (1 - u))
    c = 0.8660254 + 0.1339746 * root
    for _ in range(3):
        c = c - (4 * c**3 - 3 * c - root) / (12 * c**2 - 3)
    s = (2 * u - 1) / (4 * c**2 - 1)
    return jnp.float32(math.sqrt(8.0)) * s * jnp.sqrt(c / root)


def poisson(u: Any, mean: Any) -> Any:
    """Poisson count by summing probabilities until they pass `u`.

    Exact up to `POISSON_TERMS` - 1; `mean` is a monthly count, far below that.
    """
    mass = jnp.exp(-mean)
    below = mass
    count = jnp.zeros_like(u)
    for term in range(1, POISSON_TERMS):
        count = count + jnp.asarray(u > below, jnp.float32)
        mass = mass * mean / term
        below = below + mass
    return count


def truncated_normal(u: Any, centre: Any, sd: Any, low: float = 0.0, high: float = 1.0) -> Any:
    """Normal about `centre` truncated to [low, high] (by rejection, not clipping); sd 0 gives
    the centre itself."""
    safe = jnp.where(sd > 0, sd, 1.0)
    bottom = ndtr((low - centre) / safe)
    top = ndtr((high - centre) / safe)
    inside = jnp.clip(bottom + u * (top - bottom), 1e-7, 1 - 1e-7)
    drawn = jnp.clip(centre + safe * ndtri(inside), low, high)
    return jnp.where(sd > 0, drawn, centre)


def gamma_nodes(shape: NDArray[np.float64]) -> NDArray[np.float32]:
    """Log-quantiles of Gamma(shape, mean 1) at equal steps of the normal score.

    Parameters
    ----------
    shape : array ``[draws]`` of positive shapes.

    Returns
    -------
    float32 ``[nodes, draws]``, for `gamma`: the inverse needs an incomplete gamma function,
    which is costly in every month, so it is tabulated once for each parameter draw.
    """
    z = np.linspace(-_EDGE, _EDGE, _NODES)[:, None]
    alpha = np.asarray(shape, float)[None, :]
    quantile = np.where(
        z < 0,
        special.gammaincinv(alpha, special.ndtr(z)),
        special.gammainccinv(alpha, special.ndtr(-z)),
    )
    return np.asarray(np.log(np.maximum(quantile, 1e-300) / alpha), np.float32)


def gamma(u: Any, nodes: Any) -> Any:
    """Gamma draw of mean 1 from its nodes, by cubic interpolation in the normal score."""
    place = (normal(u) + _EDGE) * ((_NODES - 1) / (2 * _EDGE))
    base = jnp.clip(jnp.floor(place).astype(jnp.int32), 1, _NODES - 3)
    s = place - base
    a, b, c, d = (_node(nodes, base + shift) for shift in (-1, 0, 1, 2))
    # Catmull-Rom: the log-quantile is smooth in the score, error below 1e-5 at this step.
    cubic = b + 0.5 * s * (c - a + s * (2 * a - 5 * b + 4 * c - d + s * (3 * (b - c) + d - a)))
    return jnp.exp(cubic)


def _node(nodes: Any, place: Any) -> Any:
    if jnp.ndim(nodes) == 1:
        return jnp.take(nodes, place)
    return jnp.take_along_axis(nodes, place[None, :], axis=0)[0]
