"""Sampling by inversion: quantiles against scipy on a grid of uniforms that covers both tails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from foedus.model import laws

Floats = NDArray[np.float64]
# Odd multiples of 2^-24 are the very values that a stream can give; both ends are included, and
# the grid is its own mirror image.
_LOWER = 2 * np.linspace(0, 2**22 - 1, 10_000).astype(np.int64) + 1
EXACT: Floats = 2.0**-24 * np.concatenate([_LOWER, 2**24 - _LOWER[::-1]])
GRID = EXACT.astype(np.float32)


def distance(draws: Any, cdf: Callable[[Floats], Floats]) -> float:
    """Kolmogorov's distance of draws, from uniforms on the grid, to a distribution."""
    ordered = np.sort(np.asarray(draws, np.float64))
    return float(np.max(np.abs(cdf(ordered) - EXACT)))


def test_normal() -> None:
    z = np.asarray(laws.normal(jnp.asarray(GRID)), np.float64)
    np.testing.assert_allclose(z, stats.norm.ppf(EXACT), rtol=2e-5, atol=2e-6)
    np.testing.assert_allclose(z, -z[::-1], atol=1e-6)
    assert distance(z, stats.norm.cdf) < 1e-5


def test_student_t4_of_unit_variance() -> None:
    t = np.asarray(laws.student_t4(jnp.asarray(GRID)), np.float64)
    np.testing.assert_allclose(t, stats.t.ppf(EXACT, 4) / np.sqrt(2), rtol=2e-4, atol=2e-6)
    assert distance(t, lambda x: stats.t.cdf(np.sqrt(2) * x, 4)) < 1e-5


@pytest.mark.parametrize("mean", [0.01, 0.14, 1.0, 6.5, 20.0])
def test_poisson(mean: float) -> None:
    count = np.asarray(laws.poisson(jnp.asarray(GRID), jnp.float32(mean)))
    # A uniform within rounding of a step may fall to either side of it.
    wanted = stats.poisson.ppf(EXACT, mean)
    near = np.abs(stats.poisson.cdf(np.minimum(count, wanted), mean) - EXACT) < 2e-6
    assert np.all((count == wanted) | near)
    shares = np.bincount(count.astype(int), minlength=60) / len(GRID)
    np.testing.assert_allclose(shares, stats.poisson.pmf(np.arange(len(shares)), mean), atol=2e-4)


def test_poisson_of_a_vanishing_mean_is_zero() -> None:
    assert not np.any(np.asarray(laws.poisson(jnp.asarray(GRID), jnp.float32(0))))


@pytest.mark.parametrize("shape", [0.4, 1.2, 1.6, 5.0, 40.0])
def test_gamma_of_mean_one(shape: float) -> None:
    nodes = jnp.asarray(laws.gamma_nodes(np.array([shape])))[:, 0]
    drawn = np.asarray(laws.gamma(jnp.asarray(GRID), nodes), np.float64)
    wanted = stats.gamma.ppf(EXACT, shape, scale=1 / shape)
    np.testing.assert_allclose(drawn, wanted, rtol=3e-4)
    assert distance(drawn, lambda x: stats.gamma.cdf(x, shape, scale=1 / shape)) < 1e-4


def test_gamma_of_several_shapes_takes_each_trajectorys_own() -> None:
    shapes = np.array([0.5, 2.0, 9.0])
    nodes = jnp.asarray(laws.gamma_nodes(shapes))
    drawn = np.asarray(laws.gamma(jnp.full(3, 0.3, jnp.float32), nodes))
    np.testing.assert_allclose(drawn, stats.gamma.ppf(0.3, shapes, scale=1 / shapes), rtol=3e-4)


@pytest.mark.parametrize("centre", [0.0, 0.05, 0.5, 0.95, 1.0])
def test_truncated_normal(centre: float) -> None:
    sd = 0.1
    drawn = np.asarray(laws.truncated_normal(jnp.asarray(GRID), jnp.float32(centre), sd))
    law = stats.truncnorm((0 - centre) / sd, (1 - centre) / sd, loc=centre, scale=sd)
    assert distance(drawn, law.cdf) < 1e-5
    inner = (EXACT > 1e-4) & (EXACT < 1 - 1e-4)
    np.testing.assert_allclose(drawn[inner], law.ppf(EXACT[inner]), atol=2e-5)
    assert drawn.min() >= 0
    assert drawn.max() <= 1


def test_rejection_moves_the_mean_of_a_small_lever_to_a_tenth() -> None:
    """The remark of the model text: truncated, not clipped, .05 becomes about .10."""
    drawn = np.asarray(laws.truncated_normal(jnp.asarray(GRID), jnp.float32(0.05), 0.1))
    assert drawn.mean() == pytest.approx(0.10, abs=0.005)


def test_a_fact_of_record_has_no_noise() -> None:
    fact = np.asarray(laws.truncated_normal(jnp.asarray(GRID), jnp.float32(0.35), 0.0))
    assert np.all(fact == np.float32(0.35))
