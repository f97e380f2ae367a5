"""Indicators: the likelihood ratio by hand, the rule of admission, and what a run says."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.ensemble.indicators import assess, members
from foedus.ensemble.log_ratio import NOT_READ, Lot, log_ratio
from foedus.ensemble.request import make_request
from foedus.ensemble.result import LogRatio, Sign
from foedus.ensemble.signs import DECIDED, NAME, Colours, Decided, green, red, sign_probes
from foedus.ensemble.sweep import Sweep, sweep
from foedus.ensemble.watch import best_signs, information, watch_probes

RANDOM = np.random.default_rng(5)


@pytest.fixture(scope="module")
def swept() -> Sweep:
    case = load_case(find_case())
    request = make_request(case, draws=1100, replicates=4)
    probes = (*sign_probes(case, request), *watch_probes(case, request))
    return sweep(case, request, probes=probes)


def _lot(inside: NDArray[np.bool_], draw: NDArray[np.intp]) -> Lot:
    return Lot(inside, np.zeros(len(inside), np.intp), np.ones(len(inside)), draw)


def _ratio(seen: NDArray[np.bool_], lot: Lot) -> LogRatio:
    return log_ratio(~seen[None], seen[None], lot)


def test_the_ratio_by_hand() -> None:
    """3 of 4 red inside, 1 of 6 red outside, one trajectory of weight two."""
    inside = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0], bool)
    seen = np.array([1, 1, 0, 1, 0, 0, 0, 0, 0], bool)
    weights = np.array([2.0, 1, 1, 1, 1, 1, 1, 1, 1])
    unit = weights / weights.mean()  # 2 weighs 1.8, 1 weighs .9
    half = 9 / (2 * (2.7 + 0.9))
    given = (1.8 + 0.9 + 0.5) / (3.6 + half)
    otherwise = (0.9 + 0.5) / (6 * 0.9 + half)
    found = _ratio(seen, replace(_lot(inside, np.arange(9)), weight=weights))
    assert unit[0] == pytest.approx(1.8)
    assert (found.given, found.otherwise) == pytest.approx((given, otherwise))
    assert found.value == pytest.approx(math.log(given / otherwise))


def test_the_rest_are_read_in_the_months_of_the_cases() -> None:
    """All turn red with time; who is read late would look telling beside those read early."""
    count = 4000
    inside = RANDOM.random(count) < 0.3
    when = RANDOM.integers(0, 10, count)
    red_from = RANDOM.integers(0, 10, count)
    seen = np.arange(10)[:, None] >= red_from
    lot = replace(_lot(inside, np.arange(count)), when=when)
    found = log_ratio(~seen, seen, lot)
    assert abs(found.value) < 3 * found.error
    late = log_ratio(~seen, seen, replace(lot, when=np.where(inside, 9, NOT_READ)))
    assert late.given > 0.99
    assert abs(late.value) < 0.01  # the rest are read in month 9 too


def test_what_is_never_seen_tells_nothing() -> None:
    inside = np.arange(1000) < 30
    found = _ratio(np.zeros(1000, bool), _lot(inside, np.arange(1000)))
    assert found.value == pytest.approx(0, abs=1e-6)
    assert found.error > 1
    rare = _ratio(np.arange(1000) >= 990, _lot(inside, np.arange(1000)))
    assert -0.6 < rare.value < 0  # none of 30 where .3 is expected


def test_the_error_is_that_of_repeated_samples() -> None:
    draw = np.repeat(np.arange(400), 5)
    values, errors = [], []
    for _ in range(60):
        inside = RANDOM.random(2000) < 0.3
        found = _ratio(RANDOM.random(2000) < np.where(inside, 0.4, 0.1), _lot(inside, draw))
        values.append(found.value)
        errors.append(found.error)
    assert np.mean(values) == pytest.approx(math.log(4), abs=0.05)
    assert np.mean(errors) == pytest.approx(np.std(values), rel=0.35)


def test_the_expected_ratio_is_the_divergence_of_the_colours() -> None:
    inside = np.arange(40_000) < 20_000
    shares = np.where(inside, 0.5, 0.2)
    u = RANDOM.random(40_000)
    lot = _lot(inside, np.arange(40_000))
    found = log_ratio((u > 0.8)[None], (u < shares)[None], lot)
    wanted = 0.5 * math.log(0.5 / 0.2) + 0.3 * math.log(0.3 / 0.6) + 0.2 * math.log(1.0)
    assert found.expected == pytest.approx(wanted, abs=0.02)


@pytest.mark.parametrize(
    ("public", "value", "wanted"), [(True, 1.2, True), (True, 0.8, False), (False, 2.0, False)]
)
def test_admission_needs_a_nat_and_a_public_series(
    public: bool, value: float, wanted: bool
) -> None:
    ratio = LogRatio(value, 0.1, 0.5, 0.2, 0.3, 50)
    sign = Sign("I", 1.0, 1.0, 1.0, None, "green", (1.0, 0.0), public, {"p": ratio})
    assert sign.admitted is wanted


def test_bits_are_the_conditions(swept: Sweep) -> None:
    case = swept.job.model.case
    policy = next(iter(swept.job.courses))
    path = np.concatenate([swept.past["law.floor"], swept.future[policy]["law.floor"]])
    probe = next(p for p in swept.job.probes if isinstance(p, Colours))
    place = list(case.indicators).index("I2")
    words = swept.answers[policy][NAME][..., swept.kept]
    lapsed = path[probe.first - 1 :] == 0
    np.testing.assert_array_equal(red(words, place), lapsed)
    np.testing.assert_array_equal(green(words, place), ~lapsed)


def test_months_of_decision_are_those_of_the_classes(swept: Sweep) -> None:
    policy = next(iter(swept.job.courses))
    probe = next(p for p in swept.job.probes if isinstance(p, Decided))
    names, months = list(probe.months), swept.answers[policy][DECIDED]
    last = swept.job.last
    for name, event in (("S2a", "S2a"), ("S3", "S3"), ("O4", "O4")):
        inside = members(swept, policy, (name,))
        assert (months[names.index(event)][inside] <= last).all()
        others = [k for k, other in enumerate(names) if other in ("S2a", "S3")]
        assert (months[others][:, members(swept, policy, ("O1",))] > last).all()


def test_the_search_finds_a_planted_sign() -> None:
    inside = RANDOM.random(2000) < 0.1
    table = np.array([RANDOM.random(2000) < 0.5, RANDOM.random(2000) < np.where(inside, 0.9, 0.1)])
    found = information(table, inside[None], np.ones(2000))[:, 0]
    assert found[1] > 20 * found[0]
    assert information(inside[None], inside[None], np.ones(2000))[0, 0] == pytest.approx(
        -(p := inside.mean()) * math.log(p) - (1 - p) * math.log(1 - p), rel=1e-3
    )


def test_best_signs_are_measured_where_they_were_not_sought(swept: Sweep) -> None:
    found = list(best_signs(swept))
    assert {sign.months for sign in found} == {6, 12}
    by_class = {(s.scenario, s.months) for s in found}
    assert ("S1-weak", 12) in by_class
    for pair in by_class:
        mine = [s for s in found if (s.scenario, s.months) == pair]
        assert len(mine) == len({(s.variable, s.label) for s in mine}) <= 3
        assert [s.found for s in mine] == sorted((s.found for s in mine), reverse=True)
    assert np.mean([s.held_out for s in found]) < np.mean([s.found for s in found])


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
    assert not signs["I1"].observed
    assert trade.observed
    assert signs["I8"].known is None
    assert signs["I4"].known is not None  # its limits hang on the agreement of February 2026
    assert signs["I4"].known.day.year == 2026
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
