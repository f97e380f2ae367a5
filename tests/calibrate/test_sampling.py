"""The sampler against a posterior known in closed form; its gates against chains that disagree."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
import pytest

from foedus.calibrate.chain import Length
from foedus.calibrate.gaussian import covariance, log_likelihood
from foedus.calibrate.sampling import Check, Fit, effective, fit, rhat


def normal_mean(value):
    mean = numpyro.sample("mean", dist.Normal(0.0, 1.0))
    numpyro.factor("data", dist.Normal(mean, 1.0).log_prob(value).sum())


@pytest.fixture(scope="module")
def known() -> Fit:
    value = [jnp.full(8, 1.5)]
    told: list[tuple[str, int, int]] = []
    found = fit(
        "known", normal_mean, value, {"mean": ()}, seed=3, length=Length(4, 300, 600),
        progress=lambda *a: told.append(a),
    )  # fmt: skip
    assert told[-1][1] == told[-1][2]
    return found


def test_a_conjugate_posterior_is_found(known):
    draws = known.flat("mean")  # N(8 * 1.5 / 9, 1 / 9)
    assert draws.mean() == pytest.approx(4 / 3, abs=4 * (1 / 3) / np.sqrt(known.checks[0].ess))
    assert draws.std() == pytest.approx(1 / 3, rel=0.1)
    assert not known.faults


def test_chains_in_two_places_fail_the_gate():
    noise = np.random.default_rng(1).normal(size=(4, 300)).astype(np.float32)
    apart = noise + np.array([0, 0, 0, 2], np.float32)[:, None]
    assert rhat(noise) < 1.01 < rhat(apart)
    bad = Fit("x", {"a": apart}, {"a": ()}, (Check("a", "", rhat(apart), effective(apart)),), 2)
    assert bad.faults[0] == "2 divergent steps"
    assert bad.faults[1].startswith("a: R-hat")


def test_chains_of_different_spread_fail_the_gate_too():
    noise = np.random.default_rng(2).normal(size=(4, 300)).astype(np.float32)
    assert rhat(noise * np.array([1, 1, 1, 3], np.float32)[:, None]) > 1.01


def test_correlated_draws_count_for_less():
    rng = np.random.default_rng(4)
    chain = np.zeros((4, 1000), np.float32)
    for k in range(1, 1000):
        chain[:, k] = 0.9 * chain[:, k - 1] + rng.normal(size=4)
    # (1 - .9) / (1 + .9) of 4000
    assert 100 < effective(chain) < 400
    assert effective(rng.normal(size=(4, 1000)).astype(np.float32)) > 2000


def test_an_ornstein_uhlenbeck_series_has_its_known_density():
    time = jnp.array([0.0, 0.5])
    cov = np.asarray(covariance(time, 2.0, 1.0, 0.1))
    np.testing.assert_allclose(cov, [[0.26, 0.25 / np.e], [0.25 / np.e, 0.26]], rtol=1e-5)


def test_a_month_that_was_not_seen_says_nothing():
    cov = covariance(jnp.array([0.0, 0.5, 1.0]), 2.0, 1.0, 0.1)
    seen = jnp.array([1.0, 0.0, 1.0])
    got = log_likelihood(jnp.array([0.2, 9.0, -0.1]), seen, cov)
    rest = cov[jnp.array([0, 2])][:, jnp.array([0, 2])]
    want = dist.MultivariateNormal(covariance_matrix=rest).log_prob(jnp.array([0.2, -0.1]))
    assert float(got) == pytest.approx(float(want), rel=1e-4)
