"""The two building blocks of every equation: the relaxation step and the hazard step."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from foedus.core.rng import uniforms
from foedus.model.laws import normal
from foedus.model.mechanism import flag, happens, positive, relax

LANES = np.arange(60_000, dtype=np.uint32)
MONTH = 1 / 12


def noise(step: int) -> np.ndarray:
    return np.asarray(normal(jnp.asarray(uniforms(9, "noise", LANES, time=step))))


@pytest.mark.parametrize("rate", [0.25, 2.0, 12.0])
def test_two_half_steps_are_one_step_in_the_mean(rate: float) -> None:
    whole = relax(3.0, 1.0, rate, 0.0, 0.0, MONTH)
    half = relax(relax(3.0, 1.0, rate, 0.0, 0.0, MONTH / 2), 1.0, rate, 0.0, 0.0, MONTH / 2)
    assert float(half) == pytest.approx(float(whole), rel=1e-6)


@pytest.mark.parametrize("rate", [0.25, 2.0, 12.0])
def test_two_half_steps_are_one_step_in_the_variance(rate: float) -> None:
    """The noise of a half step decays over the other half and adds to the second one's."""
    one = float(relax(0.0, 0.0, rate, 0.7, 1.0, MONTH))
    half = float(relax(0.0, 0.0, rate, 0.7, 1.0, MONTH / 2))
    decayed = half * np.exp(-rate * MONTH / 2)
    assert decayed**2 + half**2 == pytest.approx(one**2, rel=1e-5)


@pytest.mark.parametrize(("rate", "spread"), [(0.5, 0.15), (2.0, 0.04), (6.0, 3.0)])
def test_stationary_mean_and_variance(rate: float, spread: float) -> None:
    sd = spread / np.sqrt(2 * rate)
    value = np.full(len(LANES), 2.0, np.float32) + sd * noise(0)  # the stationary law itself
    for step in range(1, 13):
        value = np.asarray(relax(value, 2.0, rate, spread, noise(step), MONTH))
    error = 5 / np.sqrt(len(LANES))
    assert value.mean() == pytest.approx(2.0, abs=error * sd)
    assert value.var() == pytest.approx(sd**2, rel=error * np.sqrt(2))


def test_a_slow_process_is_a_random_walk() -> None:
    moved = relax(0.0, 5.0, 1e-6, 0.3, 1.0, MONTH)
    assert float(moved) == pytest.approx(0.3 * np.sqrt(MONTH), rel=1e-3)


@pytest.mark.parametrize(("rate", "dt"), [(0.008, MONTH), (1.75, MONTH), (12.0, 19 / 365.25)])
def test_survival_is_exponential(rate: float, dt: float) -> None:
    alive = np.ones(len(LANES), bool)
    for step in range(1, 25):
        alive &= ~np.asarray(happens(uniforms(3, "event", LANES, time=step), rate, dt))
        p = np.exp(-rate * dt * step)
        assert alive.mean() == pytest.approx(p, abs=5 * np.sqrt(p * (1 - p) / len(LANES)) + 1e-12)


def test_no_rate_no_event_and_a_rising_rate_keeps_the_events_of_a_lower_one() -> None:
    u = uniforms(3, "event", LANES)
    assert not np.any(np.asarray(happens(u, 0.0, MONTH)))
    low, high = np.asarray(happens(u, 0.5, MONTH)), np.asarray(happens(u, 1.5, MONTH))
    assert np.all(high[low])
    assert high.sum() > low.sum()


def test_positive_part_and_flag() -> None:
    assert np.asarray(positive(jnp.array([-1.0, 0.0, 2.0]))).tolist() == [0, 0, 2]
    assert np.asarray(flag(jnp.array([True, False]))).tolist() == [1, 0]
