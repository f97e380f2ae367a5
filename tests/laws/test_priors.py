"""Priors: each family's quantiles against scipy, and streams of parameters by name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.case.priors import FAMILIES
from foedus.case.records import Prior
from foedus.ensemble.parameters import (
    QUANTILE,
    draw_lever_noise,
    draw_parameters,
    medians,
    pick,
    quantile,
)
from foedus.model.mechanism import Varying

CASE = load_case(find_case())
U = np.linspace(1e-6, 1 - 1e-6, 2001)
DRAWS = 20_000

SCIPY: dict[str, tuple[tuple[float, ...], Any]] = {
    "Normal": ((0.5, 0.3), stats.norm(0.5, 0.3)),
    "HalfNormal": ((0.06,), stats.halfnorm(scale=0.06)),
    "PositiveNormal": ((0.2, 0.3), stats.truncnorm(-0.2 / 0.3, np.inf, loc=0.2, scale=0.3)),
    "Gamma": ((2.5, 0.4), stats.gamma(2.5, scale=0.4)),
    "LogNormal": ((0.25, 0.5), stats.lognorm(0.5, scale=0.25)),
    "Beta": ((8.0, 2.0), stats.beta(8, 2)),
}


@pytest.mark.parametrize("family", SCIPY)
def test_quantiles(family: str) -> None:
    arguments, law = SCIPY[family]
    np.testing.assert_allclose(quantile(Prior(family, arguments), U), law.ppf(U), rtol=1e-9)


def test_log_one_plus_gamma() -> None:
    law = stats.gamma(2.0, scale=0.5)
    drawn = quantile(Prior("LogOnePlusGamma", (2.0, 0.5)), U)
    np.testing.assert_allclose(drawn, np.log1p(law.ppf(U)), rtol=1e-9)


def test_every_family_that_a_case_may_write_can_be_drawn() -> None:
    assert {*QUANTILE, "Fixed"} == set(FAMILIES)
    assert {*SCIPY, "LogOnePlusGamma"} == set(QUANTILE)


@pytest.mark.parametrize("name", ["forces.lambda_T2", "institution.lambda_ref", "aid.g_E"])
def test_draws_follow_the_prior(name: str) -> None:
    prior = CASE.parameters[name].priors[0]
    drawn = draw_parameters(CASE, [name], DRAWS, seed=1)[name].value
    law = SCIPY[prior.family][1].dist
    frozen = {
        "Gamma": lambda a, b: law(a, scale=b),
        "LogNormal": lambda m, s: law(s, scale=m),
        "Normal": lambda m, s: law(m, s),
    }[prior.family](*prior.arguments)
    assert stats.kstest(drawn, frozen.cdf).pvalue > 1e-4


def test_a_draw_depends_on_its_own_name_and_number_only() -> None:
    few = draw_parameters(CASE, ["war.rho", "effort.a"], 10, seed=4)
    many = draw_parameters(CASE, ["effort.a", "threat.J22", "war.rho"], 500, seed=4)
    np.testing.assert_array_equal(few["war.rho"].value, many["war.rho"].value[:10])
    np.testing.assert_array_equal(few["effort.a"].value, many["effort.a"].value[:, :10])


def test_parameters_are_independent_of_one_another() -> None:
    names = ["war.rho", "war.rho1", "trust.gamma1", "trust.gamma2"]
    table = draw_parameters(CASE, names, DRAWS, seed=1)
    rows = [*(table[n].value for n in names), *draw_parameters(CASE, ["effort.a"], DRAWS, 1)["effort.a"].value[:3]]  # fmt: skip  # noqa: E501
    off = np.corrcoef(rows) - np.eye(len(rows))
    assert np.abs(off).max() < 5 / np.sqrt(DRAWS)


def test_another_seed_draws_anew() -> None:
    first, second = (draw_parameters(CASE, ["war.rho"], 50, s)["war.rho"].value for s in (1, 2))
    assert not np.any(first == second)


def test_medians_and_constants() -> None:
    table = medians(CASE, ["war.rho", "aid.k_US", "trust.cbar", "threat.Rbar"])
    assert table["war.rho"].value == pytest.approx(0.3)
    assert table["aid.k_US"] == pytest.approx(1.2)  # a constant carries no draws
    np.testing.assert_allclose(table["trust.cbar"].value[:, 0], [0.3, 0.0, -0.3], atol=1e-7)
    np.testing.assert_allclose(table["threat.Rbar"], [0.3, 0.7, 1.8, 1.7, 1.4, 1.0])


def test_the_noise_of_a_lever_is_one_number_an_administration() -> None:
    noise = draw_lever_noise(CASE, 200, seed=1).value
    assert noise.shape == (len(CASE.sets["term"]), 17, 200)
    flat = noise.reshape(-1, 200)
    assert len(np.unique(flat)) > 0.99 * flat.size
    assert stats.kstest(flat.ravel(), "uniform").pvalue > 1e-4


def test_pick_gives_each_trajectory_its_draw() -> None:
    table = {"fixed": np.float32(3), "own": Varying(np.arange(6.0).reshape(2, 3))}
    picked = pick(table, np.array([2, 2, 0]))
    assert picked["fixed"] == 3
    np.testing.assert_array_equal(picked["own"].value, [[2, 2, 0], [5, 5, 3]])
