"""Laws of the update on a toy whose answers are known by Bayes' rule."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from foedus.update.attribute import in_order
from foedus.update.shapley import shapley
from foedus.update.subsets import log_odds

from .making import Toy, constant, voice

S, F, Q = 0.9, 0.1, 0.05
RATES = constant(S, F, Q, Toy.draws)
SE = 4 * 0.5 / np.sqrt(Toy.size) * 3
"""Four standard errors of a share, with room for weights that leave a third."""


@pytest.fixture(scope="module")
def toy() -> Toy:
    """A is told by two roots, one of which is copied; B by one; C, another matter, by one."""
    return Toy(
        RATES,
        ("A", (voice("d1"), voice("d2"), voice("d3", root="d1"))),
        ("B", (voice("d4"),)),
        ("C", (voice("d5"),)),
    )


def test_weights_are_those_of_bayes_rule(toy: Toy) -> None:
    ratio, copy = S / F, (1 - Q + Q * S) / (1 - Q + Q * F)
    for some, odds_a, odds_b in (
        ((), 1.0, 1.0),
        (("d1",), ratio, 1.0),
        (("d1", "d2"), ratio**2, 1.0),
        (("d1", "d2", "d3"), ratio**2 * copy, 1.0),
        (("d3",), ratio, 1.0),
        (("d1", "d2", "d3", "d4", "d5"), ratio**2 * copy, ratio),
    ):
        found = toy.subsets.weighed(some).p[0]
        assert found == pytest.approx(toy.exact(odds_a, odds_b), abs=SE), some


def test_the_order_of_documents_does_not_matter(toy: Toy) -> None:
    players = ("d1", "d3", "d4")
    ends = [list(toy.subsets.along(order))[-1].p for order in permutations(players)]
    for end in ends[1:]:
        np.testing.assert_allclose(end, ends[0], rtol=1e-5)


def test_a_document_about_another_matter_moves_nothing(toy: Toy) -> None:
    *_, last = in_order(toy.subsets, ("d1", "d4", "d5"))
    assert last.player == "d5"
    assert np.all(np.abs(last.shift) <= 4 * last.se)
    assert np.all(last.se < 0.05)


def test_the_error_of_a_change_is_that_of_many_runs() -> None:
    """Against the spread of the same change over toys with other chances."""
    toy = Toy(RATES, ("A", (voice("d1"),)))
    stated = next(iter(in_order(toy.subsets, ("d1",)))).se[0]
    lens = toy.subsets.lenses[0]
    parts = np.arange(Toy.size) % 50
    weight = lens.weighed(lens.log_likelihood(("d1",))).weight
    inside = lens.place[0] == 0

    def change(k: int) -> float:
        here = parts == k
        after = np.average(inside[here], weights=weight[here])
        return float(np.diff(log_odds(np.array([inside[here].mean(), after])))[0])

    spread = np.std([change(k) for k in range(50)]) / np.sqrt(50)
    assert stated == pytest.approx(spread, rel=0.35)


@pytest.mark.parametrize("count", [3, 12])
def test_shapley_shares_sum_to_the_whole_change(count: int) -> None:
    """Counted for few players, drawn for many; equal players have equal shares."""
    voices = tuple(voice(f"d{n}") for n in range(count))
    toy = Toy(constant(0.6, 0.4, Q, Toy.draws), ("A", voices), ("B", (voice("other"),)))
    players = toy.subsets.evidence.players
    shares, errors = shapley(
        players,
        lambda some: log_odds(toy.subsets.weighed(some).p),
        lambda order: (log_odds(w.p) for w in toy.subsets.along(order)),
        seed=1,
    )
    whole = log_odds(toy.subsets.weighed(players).p) - log_odds(toy.subsets.weighed(()).p)
    np.testing.assert_allclose(shares.sum(axis=0), whole, atol=1e-4)
    assert bool(errors.any()) == (count > 6)
    like = shares[:count, 0]
    np.testing.assert_allclose(like, like.mean(), atol=1e-3 + 4 * errors[:count, 0].max())
    assert abs(shares[count, 0]) > 0
