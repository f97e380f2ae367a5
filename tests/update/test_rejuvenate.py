"""Systematic resampling: everyone as often as weighed, and the mean weight carried."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.ensemble.rejuvenate import effective_share, resample, survivors

RANDOM = np.random.default_rng(3)


@pytest.mark.parametrize("size", [50, 200, 500])
def test_everyone_as_often_as_weighed_to_one(size: int) -> None:
    weight = RANDOM.exponential(size=200)
    count = np.bincount(survivors(weight, size, 0.37), minlength=200)
    assert count.sum() == size
    assert np.all(np.abs(count - size * weight / weight.sum()) < 1)


def test_the_mean_over_uniforms_is_the_weight() -> None:
    weight = RANDOM.exponential(size=20)
    counts = [
        np.bincount(survivors(weight, 20, u), minlength=20) for u in np.linspace(0.005, 0.995, 100)
    ]
    np.testing.assert_allclose(np.mean(counts, axis=0), 20 * weight / weight.sum(), atol=0.02)


def test_survivors_keep_their_places() -> None:
    ancestor = survivors(RANDOM.exponential(size=100), 100, 0.5)
    alive = np.unique(ancestor)
    np.testing.assert_array_equal(ancestor[alive], alive)


def test_islands_stay_apart_and_carry_their_mean_weight() -> None:
    log_weight = RANDOM.normal(size=30)
    odd, even = np.arange(1, 30, 2), np.arange(0, 30, 2)
    turn, carried = resample(log_weight, ((odd, odd), (even, even)), 30, (1, "test", 0), 5)
    for island in (odd, even):
        assert set(turn.ancestor[island]) <= set(island)
        np.testing.assert_allclose(np.exp(carried[island]), np.exp(log_weight[island]).mean())


def test_effective_share() -> None:
    assert effective_share(np.zeros(7)) == pytest.approx(1)
    assert effective_share(np.array([0.0, -700.0, -700.0, -700.0])) == pytest.approx(0.25)
