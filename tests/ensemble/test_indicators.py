"""Indicators: the likelihood ratio by hand, the rule of admission, and what a run says."""

from __future__ import annotations

import math

import numpy as np
import pytest

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.ensemble.indicators import assess, log_ratio, members
from foedus.ensemble.request import make_request
from foedus.ensemble.result import LogRatio, Sign
from foedus.ensemble.signs import NAME, Reds, red, reds_of
from foedus.ensemble.sweep import Sweep, sweep

RANDOM = np.random.default_rng(5)


@pytest.fixture(scope="module")
def swept() -> Sweep:
    case = load_case(find_case())
    request = make_request(case, draws=1100, replicates=4)
    return sweep(case, request, probes=(reds_of(case, request),))


def test_the_ratio_by_hand() -> None:
    """3 of 4 red inside, 1 of 6 red outside, one trajectory of weight two."""
    inside = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0], bool)
    seen = np.array([1, 1, 0, 1, 0, 0, 0, 0, 0], bool)
    weights = np.array([2.0, 1, 1, 1, 1, 1, 1, 1, 1])
    unit = weights / weights.mean()  # 2 weighs 1.8, 1 weighs .9
    given = (1.8 + 0.9 + 0.5) / (1.8 + 0.9 + 0.9 + 1)
    otherwise = (0.9 + 0.5) / (6 * 0.9 + 1)
    found = log_ratio(seen, inside, weights, np.arange(9))
    assert unit[0] == pytest.approx(1.8)
    assert (found.given, found.otherwise) == pytest.approx((given, otherwise))
    assert found.value == pytest.approx(math.log(given / otherwise))


def test_the_error_is_that_of_repeated_samples() -> None:
    draw = np.repeat(np.arange(400), 5)
    values, errors = [], []
    for _ in range(60):
        inside = RANDOM.random(2000) < 0.3
        seen = RANDOM.random(2000) < np.where(inside, 0.4, 0.1)
        found = log_ratio(seen, inside, np.ones(2000), draw)
        values.append(found.value)
        errors.append(found.error)
    assert np.mean(values) == pytest.approx(math.log(4), abs=0.05)
    assert np.mean(errors) == pytest.approx(np.std(values), rel=0.35)


def test_a_sign_that_tells_nothing_has_no_ratio_to_speak_of() -> None:
    inside, seen = RANDOM.random(4000) < 0.5, RANDOM.random(4000) < 0.5
    found = log_ratio(seen, inside, np.ones(4000), np.arange(4000))
    assert abs(found.value) < 4 * found.error


@pytest.mark.parametrize(
    ("public", "value", "wanted"), [(True, 1.2, True), (True, 0.8, False), (False, 2.0, False)]
)
def test_admission_needs_a_nat_and_a_public_series(
    public: bool, value: float, wanted: bool
) -> None:
    ratio = LogRatio(value, 0.1, 0.5, 0.2)
    sign = Sign("I", 1.0, 1.0, 1.0, None, "green", (1.0, 0.0), public, {"p": ratio})
    assert sign.admitted is wanted


def test_bits_are_the_conditions(swept: Sweep) -> None:
    case = swept.job.model.case
    policy = next(iter(swept.job.courses))
    path = np.concatenate([swept.past["law.floor"], swept.future[policy]["law.floor"]])
    (probe,) = swept.job.probes
    assert isinstance(probe, Reds)
    lapsed = path[probe.step - 1] == 0
    place = list(case.indicators).index("I2")
    np.testing.assert_array_equal(red(swept.answers[policy][NAME], place)[swept.kept], lapsed)


def test_what_a_run_says(swept: Sweep) -> None:
    case = swept.job.model.case
    signs = {sign.id: sign for sign in assess(swept)}
    assert list(signs) == [f"I{k}" for k in range(1, 19)]
    trade = signs["I7"]
    assert trade.lo == trade.hi == 2.0
    assert trade.colour == "amber"
    assert trade.known is not None
    assert trade.known.day.year == 2025
    assert signs["I1"].lo < signs["I1"].value < signs["I1"].hi
    assert signs["I1"].known is None
    assert signs["I15"].ratios == {}
    assert not signs["I8"].public
    for sign in signs.values():
        assert 0 <= sum(sign.shares) <= 1 + 1e-9
        assert bool(sign.ratios) is bool(case.indicators[sign.id].points_to)


def test_members_are_unions(swept: Sweep) -> None:
    policy = next(iter(swept.job.courses))
    both = members(swept, policy, ("S3", "O4"))
    np.testing.assert_array_equal(
        both, members(swept, policy, ("S3",)) | members(swept, policy, ("O4",))
    )
    assert members(swept, policy, ("S3.1",)).sum() <= members(swept, policy, ("S3",)).sum()
