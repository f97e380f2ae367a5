"""Systematic resampling, and the lineage of what it leaves."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.ensemble.lineage import Lineage
from foedus.ensemble.rejuvenate import effective_share, survivors

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


def test_effective_share() -> None:
    assert effective_share(np.zeros(7)) == pytest.approx(1)
    assert effective_share(np.array([0.0, -700.0, -700.0, -700.0])) == pytest.approx(0.25)


def test_a_lineage_follows_its_ancestors_through_every_month() -> None:
    """Two months, then the second place takes the first one's past; a year keeps its chances."""
    first, second = np.array([10, 11], np.uint32), np.array([20, 21], np.uint32)
    line = Lineage(np.array([0, 1])).on(5, 2026, first).on(6, 2026, second)
    line = line.of(np.array([0, 0])).on(7, 2026, first)
    assert line.history.tolist() == [0, 0]
    assert {k: numbers.tolist() for k, numbers in line.months.items()} == {
        5: [10, 10],
        6: [20, 20],
        7: [10, 11],
    }
    assert line.years[2026].tolist() == [10, 10]
    lanes = line.lanes(np.array([1, 2], np.uint32))
    assert lanes.in_months(6, 3).tolist() == [[20, 20], [10, 11], [1, 2]]
    assert lanes.in_years(2025, 3).tolist() == [[1, 2], [10, 10], [1, 2]]
