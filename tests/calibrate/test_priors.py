"""The sampler's densities are the engine's quantile functions."""

from __future__ import annotations

import jax
import numpy as np
import pytest
from scipy import integrate

from foedus.calibrate.priors import DENSITY, density, spread
from foedus.case.records import Prior
from foedus.ensemble.parameters import quantile

PRIORS = [
    Prior("Normal", (0.5, 0.3)),
    Prior("HalfNormal", (0.06,)),
    Prior("PositiveNormal", (0.3, 0.3)),
    Prior("Gamma", (2.5, 0.4)),
    Prior("LogNormal", (0.25, 0.5)),
    Prior("Beta", (3, 3)),
]


def test_every_family_with_a_density_is_tried():
    assert {p.family for p in PRIORS} == set(DENSITY)


@pytest.mark.parametrize("prior", PRIORS, ids=lambda p: p.family)
def test_the_density_integrates_to_the_probability_between_two_quantiles(prior):
    low, high = quantile(prior, np.array([0.2, 0.9]))
    pdf = jax.jit(lambda x: jax.numpy.exp(density(prior).log_prob(x)))
    inside, _ = integrate.quad(lambda x: float(pdf(x)), low, high, epsrel=1e-5)
    assert inside == pytest.approx(0.7, abs=2e-4)


def test_the_spread_of_a_gamma_is_its_own():
    mean, sd = spread(Prior("Gamma", (2.5, 0.4)))
    assert mean == pytest.approx(1.0, rel=0.01)
    assert sd == pytest.approx(0.4 * np.sqrt(2.5), rel=0.02)
