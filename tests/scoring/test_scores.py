"""Scores beside closed forms, beside integrals, and beside an independent library."""

from __future__ import annotations

import numpy as np
import pytest
import scoringrules
from scipy import integrate, stats

from foedus.core.errors import BadOption
from foedus.scoring.calibration import covered, pit, pit_histogram
from foedus.scoring.crps import crps_normal, crps_samples, crps_student
from foedus.scoring.events import brier, count_probabilities, rps
from foedus.scoring.log_score import log_binary, log_normal, log_samples
from foedus.scoring.skill import skill

RNG = np.random.default_rng(5)
POINTS = np.array([-2.5, -0.3, 0.0, 0.8, 4.0])


def by_integral(law: stats.rv_frozen, y: float) -> float:
    below = integrate.quad(lambda z: law.cdf(z) ** 2, -200, y, limit=300)[0]
    above = integrate.quad(lambda z: law.sf(z) ** 2, y, 200, limit=300)[0]
    return float(below + above)


@pytest.mark.parametrize("y", POINTS)
def test_closed_forms_are_the_integral_that_defines_the_score(y: float) -> None:
    assert crps_normal(0.4, 1.7, y) == pytest.approx(by_integral(stats.norm(0.4, 1.7), y), abs=1e-6)
    law = stats.t(4, loc=0.4, scale=1.7)
    assert crps_student(0.4, 1.7, y, df=4) == pytest.approx(by_integral(law, y), abs=1e-4)


def test_closed_forms_agree_with_an_independent_library() -> None:
    np.testing.assert_allclose(
        crps_normal(0.3, 1.2, POINTS), scoringrules.crps_normal(POINTS, 0.3, 1.2)
    )
    np.testing.assert_allclose(
        crps_student(0.3, 1.2, POINTS, df=4), scoringrules.crps_t(POINTS, 4, 0.3, 1.2)
    )
    np.testing.assert_allclose(
        log_normal(0.3, 1.2, POINTS), scoringrules.logs_normal(POINTS, 0.3, 1.2)
    )


@pytest.mark.parametrize(("fair", "estimator"), [(False, "nrg"), (True, "fair")])
def test_score_of_samples_agrees_with_an_independent_library(fair: bool, estimator: str) -> None:
    samples = RNG.normal(size=(5, 60))
    np.testing.assert_allclose(
        crps_samples(samples, POINTS, fair=fair),
        scoringrules.crps_ensemble(POINTS, samples, estimator=estimator),
        atol=1e-12,
    )


def test_many_samples_reach_the_closed_form() -> None:
    samples = RNG.normal(0.3, 1.2, size=(5, 40_000))
    np.testing.assert_allclose(
        crps_samples(samples, POINTS), crps_normal(0.3, 1.2, POINTS), atol=0.03
    )
    middle = POINTS[1:4]
    near = log_samples(samples[1:4], middle)
    np.testing.assert_allclose(near, log_normal(0.3, 1.2, middle), atol=0.05)


def test_the_true_law_scores_best() -> None:
    y = RNG.standard_normal(4000)
    honest = crps_normal(0.0, 1.0, y).mean()
    assert honest < crps_normal(0.0, 0.7, y).mean()
    assert honest < crps_normal(0.0, 1.4, y).mean()
    assert honest < crps_normal(0.3, 1.0, y).mean()


def test_ranked_score_of_counts_is_the_score_of_samples() -> None:
    counts = RNG.binomial(30, 0.3, size=(3, 500))
    seen = np.array([7, 9, 30])
    shares = count_probabilities(counts, 30)
    np.testing.assert_allclose(shares.sum(axis=-1), 1)
    np.testing.assert_allclose(rps(shares, seen), crps_samples(counts, seen), atol=1e-10)


def test_brier_and_log_of_an_event() -> None:
    np.testing.assert_allclose(brier([0.1, 0.9], [1, 1]), [0.81, 0.01])
    np.testing.assert_allclose(log_binary([0.1, 0.9], [0, 1]), -np.log([0.9, 0.9]))
    assert np.isfinite(log_binary(0.0, 1))


def test_calibrated_forecasts_cover_and_transform_to_uniform() -> None:
    samples = RNG.normal(size=(2000, 200))
    y = RNG.normal(size=2000)
    assert covered(samples, y, 0.9).mean() == pytest.approx(0.9, abs=0.03)
    assert covered(samples * 0.5, y, 0.9).mean() < 0.75
    flat = pit_histogram(pit(samples, y))
    assert np.abs(flat - 0.1).max() < 0.03
    horned = pit_histogram(pit(samples * 0.5, y))
    assert horned[0] > 0.2
    assert horned[-1] > 0.2


def test_bootstrap_keeps_years_together() -> None:
    years = np.repeat(np.arange(10), 30)
    shock = RNG.normal(size=10)[years] * 0.3
    base = np.full(300, 1.0)
    found = skill(base - 0.05 + shock, base, years)
    apart = skill(base - 0.05 + shock, base, np.arange(300))
    assert found.blocks == 10
    assert found.hi - found.lo > 2.5 * (apart.hi - apart.lo)
    assert found.lo < found.value < found.hi
    assert found.gain == pytest.approx(-(shock - 0.05).mean())


def test_interval_of_the_bootstrap_covers_as_it_should() -> None:
    inside = 0
    for trial in range(200):
        means = 0.8 + 0.2 * np.random.default_rng(trial).standard_normal(12)
        found = skill(means, np.ones(12), np.arange(12), resamples=400, seed=trial)
        inside += found.lo <= 0.2 <= found.hi
    assert 0.78 < inside / 200 < 0.95


def test_scores_that_do_not_match_are_refused() -> None:
    with pytest.raises(BadOption, match="one block for each pair"):
        skill([1.0, 2.0], [1.0], [2020, 2020])
