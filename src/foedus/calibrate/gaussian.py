"""Series with memory and noise: the exact likelihood of an Ornstein-Uhlenbeck process seen through
measurement noise, at any days.

    y ~ N(0, s^2 / (2 kappa) exp(-kappa |t - t'|) + noise^2 1[t = t'] + sum_k sd_k^2 f_k f_k')

Levels and shifts f_k are integrated out, not sampled: a level and a slow process explain each
other, and the sampler would walk along that ridge for a hundred steps.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpyro.distributions as dist


def covariance(time: Any, rate: Any, spread: Any, noise: Any) -> Any:
    """Covariance ``[…, n, n]`` of n observations at `time`, years.

    rate (1/yr) and spread (unit/sqrt yr) of the process and noise (unit) of a measurement may
    carry leading axes, one process each.
    """
    apart = jnp.abs(time[:, None] - time[None, :])
    rate, spread, noise = (jnp.asarray(x)[..., None, None] for x in (rate, spread, noise))
    own = spread**2 / (2 * rate) * jnp.exp(-rate * apart)
    return own + noise**2 * jnp.eye(len(time))


def shifts(shapes: Any, sd: Any) -> Any:
    """Covariance ``[n, n]`` of unknown multiples, sd each, of some `shapes` ``[k, n]``."""
    scaled = jnp.asarray(shapes) * jnp.asarray(sd)[:, None]
    return scaled.T @ scaled


def log_likelihood(values: Any, seen: Any, cov: Any) -> Any:
    """Log density of ``[…, n]`` values; those not `seen` (0) say nothing."""
    both = seen[..., :, None] * seen[..., None, :]
    eye = jnp.eye(values.shape[-1])
    held = jnp.where(both > 0, cov, 0.0) + jnp.where(seen > 0, 0.0, 1.0)[..., None] * eye
    rest = jnp.broadcast_to(jnp.where(seen > 0, values, 0.0), held.shape[:-1])
    whole = dist.MultivariateNormal(covariance_matrix=held).log_prob(rest)
    # what is not seen stands as a unit normal at zero: take it off
    return whole + 0.5 * jnp.log(2 * jnp.pi) * jnp.sum(1 - seen, axis=-1)
