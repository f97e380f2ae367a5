"""Estimates against simulations with a known truth, and the decomposition of their variance."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from foedus.ensemble import basis, estimate
from foedus.ensemble.ranking import leads
from foedus.ensemble.result import BASES
from foedus.ensemble.sample import Keep, resample
from foedus.model.mechanism import Varying

RANDOM = np.random.default_rng(11)
ONES = np.ones(400)


def observed(truth: Any, replicates: int) -> np.ndarray:
    """Shares of draws whose probabilities are `truth`, seen in `replicates` trajectories."""
    return np.asarray(RANDOM.binomial(replicates, truth) / replicates)


def test_shares_count_by_draw() -> None:
    inside = np.array([1, 0, 1, 1, 0, 0, 1, 1, 1], bool)
    draw = np.array([0, 0, 0, 1, 1, 1, 2, 2, 2])
    np.testing.assert_allclose(estimate.shares(inside, draw, 3), [2 / 3, 1 / 3, 1])


def test_effective_number_of_draws() -> None:
    assert estimate.effective(ONES) == pytest.approx(400)
    assert estimate.effective(np.array([1.0, 0, 0])) == pytest.approx(1)
    assert estimate.effective(np.array([2.0, 2, 0, 0])) == pytest.approx(2)


@pytest.mark.parametrize("replicates", [4, 20, 200])
def test_the_interval_of_a_probability_is_that_of_the_truth_not_of_its_noise(
    replicates: int,
) -> None:
    """5 and 95 % of a Beta(4, 8) over draws, however few the replicates."""
    truth = stats.beta(4, 8)
    found = [estimate.probability(observed(truth.rvs(400, random_state=RANDOM), replicates),
                                  ONES, replicates) for _ in range(60)]  # fmt: skip
    assert np.mean([e.value for e in found]) == pytest.approx(1 / 3, abs=0.01)
    assert np.mean([e.lo for e in found]) == pytest.approx(truth.ppf(0.05), abs=0.02)
    assert np.mean([e.hi for e in found]) == pytest.approx(truth.ppf(0.95), abs=0.02)


def test_without_the_removal_the_interval_would_be_too_wide() -> None:
    """What the removal is for: at 4 replicates the raw shares spread far wider than the truth."""
    truth = stats.beta(4, 8).rvs(4000, random_state=RANDOM)
    raw = observed(truth, 4)
    noise = float(np.mean(raw * (1 - raw))) / 3
    assert raw.var() > 2.5 * truth.var()
    left = estimate.signal(raw, np.ones(4000), noise)
    assert left == pytest.approx(truth.var(), rel=0.2)


def test_the_standard_error_is_the_spread_of_the_estimate() -> None:
    truth = stats.beta(2, 6)
    found = [estimate.probability(observed(truth.rvs(200, random_state=RANDOM), 5), np.ones(200), 5)
             for _ in range(400)]  # fmt: skip
    spread = np.std([e.value for e in found])
    assert np.mean([e.mc_se for e in found]) == pytest.approx(spread, rel=0.1)
    inside = [abs(e.value - 0.25) < 1.645 * e.mc_se for e in found]
    assert np.mean(inside) == pytest.approx(0.9, abs=0.06)


def test_the_standard_error_counts_the_weights() -> None:
    weights = RANDOM.gamma(0.5, size=400)
    found = [estimate.probability(observed(stats.beta(4, 4).rvs(400, random_state=RANDOM), 8),
                                  weights, 8) for _ in range(300)]  # fmt: skip
    assert np.mean([e.mc_se for e in found]) == pytest.approx(
        np.std([e.value for e in found]), rel=0.12
    )


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_what_never_or_always_happens(p: float) -> None:
    found = estimate.probability(np.full(400, p), ONES, 4)
    assert (found.value, found.lo, found.hi, found.mc_se) == (p, p, p, 0.0)


@pytest.mark.parametrize("replicates", [4, 40])
def test_the_interval_of_a_paired_difference(replicates: int) -> None:
    """Shared chances: a follows u < p, b follows u < p - d, with d skewed over draws."""
    gap = stats.gamma(2.0, scale=0.05)
    ends = []
    for _ in range(40):
        base = RANDOM.uniform(0.5, 0.6, 400)
        d = np.minimum(gap.rvs(400, random_state=RANDOM), 0.5)
        u = RANDOM.random((400, replicates))
        a, b = (u < base[:, None]).ravel(), (u < (base - d)[:, None]).ravel()
        draw = np.repeat(np.arange(400), replicates)
        noise = estimate.paired_noise(a, b, draw, ONES, replicates)
        shares = [estimate.shares(x, draw, 400) for x in (a, b)]
        ends.append(estimate.difference(*shares, ONES, noise))
    assert np.mean([e.value for e in ends]) == pytest.approx(0.1, abs=0.01)
    assert np.mean([e.lo for e in ends]) == pytest.approx(gap.ppf(0.05), abs=0.03)
    assert np.mean([e.hi for e in ends]) == pytest.approx(gap.ppf(0.95), abs=0.03)


def test_noise_of_a_paired_difference_is_zero_where_nothing_differs() -> None:
    inside, draw = RANDOM.random(4000) < 0.3, np.repeat(np.arange(400), 10)
    assert estimate.paired_noise(inside, inside, draw, ONES, 10) == 0.0
    other = RANDOM.random(4000) < 0.3
    noise = estimate.paired_noise(inside, other, draw, ONES, 10)
    assert noise == pytest.approx(2 * 0.3 * 0.7 / 10, rel=0.1)  # unrelated: variances add


def test_a_difference_of_a_policy_with_itself_is_exactly_zero() -> None:
    p = RANDOM.random(400)
    found = estimate.difference(p, p, ONES, 0.01)
    assert (found.value, found.lo, found.hi, found.mc_se) == (0.0, 0.0, 0.0, 0.0)


def test_a_difference_stays_within_one() -> None:
    a = np.concatenate([np.ones(399), [0.0]])
    found = estimate.difference(a, np.zeros(400), ONES, 0.0)
    assert -1 <= found.lo <= found.value <= found.hi <= 1


def test_differences_are_antisymmetric() -> None:
    a, b = observed(RANDOM.beta(2, 5, 400), 10), observed(RANDOM.beta(2, 4, 400), 10)
    one, other = estimate.difference(a, b, ONES, 0.001), estimate.difference(b, a, ONES, 0.001)
    assert one.value == pytest.approx(-other.value)
    assert one.lo == pytest.approx(-other.hi)
    assert one.hi == pytest.approx(-other.lo)
    assert one.mc_se == pytest.approx(other.mc_se)


values_and_weights = st.lists(
    st.tuples(st.integers(-50, 50), st.integers(0, 6)), min_size=1, max_size=30
).filter(lambda pairs: any(w for _, w in pairs))


@given(values_and_weights, st.floats(0.01, 0.99))
@settings(max_examples=200, deadline=None)
def test_weighted_quantile_is_that_of_repeated_values(
    pairs: list[tuple[int, int]], at: float
) -> None:
    values, weights = (np.array(column, float) for column in zip(*pairs, strict=True))
    repeated = np.sort(np.repeat(values, weights.astype(int)))
    place = int(np.ceil(at * len(repeated) * (1 - 1e-9))) - 1
    found = estimate.weighted_quantile(values, weights, np.array([at]))
    assert found[0] == repeated[max(place, 0)]


@given(st.lists(st.floats(0, 5), min_size=1, max_size=40).filter(lambda w: sum(w) > 0.1))
@settings(max_examples=200, deadline=None)
def test_resampling_gives_each_its_share_to_within_one(weights: list[float]) -> None:
    size = 97
    chosen = resample(np.array(weights), size)
    assert len(chosen) == size
    counts = np.bincount(chosen, minlength=len(weights))
    wanted = size * np.array(weights) / sum(weights)
    assert np.all(np.abs(counts - wanted) < 1 + 1e-6)
    assert not counts[np.array(weights) == 0].any()


@pytest.mark.parametrize(("draws", "replicates"), [(50, 4), (2000, 10), (9000, 10), (300, 200)])
def test_kept_paths_are_bounded(draws: int, replicates: int) -> None:
    keep = Keep.of(draws, replicates)
    number = np.arange(draws * replicates)
    kept = keep.lanes(number // replicates, number % replicates)
    assert len(kept) == keep.draws * keep.replicates
    assert len(kept) <= 2000
    assert keep.draws == min(draws, 2000)


# --- basis: a made case whose variance split is known ---------------------------------------

PARAMETERS = {"data.one": "data", "data.two": "data", "lit.one": "literature", "jud.one": "judgement"}  # fmt: skip  # noqa: E501
CASE: Any = SimpleNamespace(
    parameters={name: SimpleNamespace(basis=kind) for name, kind in PARAMETERS.items()}
)
N = 6000


def table() -> dict[str, Any]:
    drawn = {name: Varying(RANDOM.normal(size=N)) for name in PARAMETERS}
    lever = {"levers.value": Varying(RANDOM.random((2, 3, N)))}
    return {**drawn, **lever, "fixed.one": np.float32(3)}


def test_shares_of_the_variance_by_basis() -> None:
    given = table()
    lever = stats.norm.ppf(given["levers.value"].value[1, 2])
    z = {name: entry.value for name, entry in given.items() if name in PARAMETERS}
    p = (0.5 + 0.03 * z["data.one"] + 0.03 * z["data.two"] + 0.02 * z["lit.one"]
         + 0.04 * z["jud.one"] + 0.01 * lever)  # fmt: skip
    scores = basis.scores_by_basis(CASE, given)
    assert {name: len(block) for name, block in scores.items()} == {
        "data": 2, "literature": 1, "judgement": 1, "levers": 6,
    }  # fmt: skip
    split = dict(zip(BASES, basis.shares(p, np.ones(N), scores, 0.0), strict=True))
    total = 18 + 4 + 16 + 1
    wanted = {"data": 18 / total, "literature": 4 / total, "judgement": 16 / total,
              "levers": 1 / total, "unattributed": 0.0}  # fmt: skip
    assert split == pytest.approx(wanted, abs=0.03)
    assert sum(split.values()) == pytest.approx(1)


def test_binomial_noise_does_not_dilute_the_shares() -> None:
    given = table()
    truth = 0.5 + 0.1 * np.clip(given["jud.one"].value, -3, 3)
    seen = observed(truth, 10)
    noise = float(np.mean(seen * (1 - seen))) / 9
    split = basis.shares(seen, np.ones(N), basis.scores_by_basis(CASE, given), noise)
    assert float(np.var(truth)) < 0.35 * float(np.var(seen))  # what a plain share would show
    assert split[BASES.index("judgement")] == pytest.approx(1, abs=0.15)


def test_what_no_parameter_explains_is_unattributed() -> None:
    given = table()
    product = 0.5 + 0.1 * given["data.one"].value * given["jud.one"].value
    split = basis.shares(product, np.ones(N), basis.scores_by_basis(CASE, given), 0.0)
    assert split[-1] == pytest.approx(1, abs=0.03)


def test_nothing_to_split() -> None:
    scores = basis.scores_by_basis(CASE, table())
    assert basis.shares(np.full(N, 0.3), np.ones(N), scores, 0.0) == (0.0,) * 5
    flat = observed(np.full(N, 0.3), 10)
    noise = float(np.mean(flat * (1 - flat))) / 9
    assert basis.shares(flat, np.ones(N), scores, noise) == (0.0,) * 5


# --- ranking -----------------------------------------------------------------------------------


@pytest.mark.parametrize("alpha", [(6.0, 3.0, 2.0, 5.0), (0.3, 0.4, 0.2, 9.0)])
def test_leading_is_what_it_is_with_endless_replicates(alpha: tuple[float, ...]) -> None:
    """Few replicates a draw, noise removed, against the share of draws in which it truly leads."""
    truth = RANDOM.dirichlet(alpha, 3000)
    wanted = np.mean((truth[:, 0] > truth[:, 1]) & (truth[:, 0] > truth[:, 2]))
    counts = np.array([RANDOM.multinomial(10, row) for row in truth]).T.astype(float)
    assert leads(counts, np.ones(3000), 10) == pytest.approx(wanted, abs=0.06)


def test_leading_with_many_replicates_is_counting() -> None:
    truth = RANDOM.dirichlet((3.0, 3.0, 2.0, 4.0), 800)
    counts = np.round(truth.T * 20_000)
    brute = np.mean((counts[0] > counts[1]) & (counts[0] > counts[2]))
    weights = RANDOM.gamma(2.0, size=800)
    weighted = np.average((counts[0] > counts[1]) & (counts[0] > counts[2]), weights=weights)
    assert leads(counts, np.ones(800), 20_000) == pytest.approx(brute, abs=0.02)
    assert leads(counts, weights, 20_000) == pytest.approx(weighted, abs=0.02)


def test_ranks_of_all_classes_sum_to_one() -> None:
    counts = np.array([RANDOM.multinomial(10, row) for row in RANDOM.dirichlet((2, 1, 1, 3.0), 900)]).T.astype(float)  # fmt: skip  # noqa: E501
    shares = [leads(np.concatenate([np.roll(counts[:3], k, axis=0), counts[3:]]), np.ones(900), 10) for k in range(3)]  # fmt: skip  # noqa: E501
    assert sum(shares) == pytest.approx(1, abs=0.02)
