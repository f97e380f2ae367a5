"""Verdicts on ranks: a right posterior passes, a shifted or too narrow one does not."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.calibrate.ranks import BOUND, RANKS, Verdict, see, spread_out, verdict

PANELS = 400


def judge(shift: float = 0.0, width: float = 1.0, tested: int = 1) -> Verdict:
    """A normal mean with known posterior N(y/2, 1/2), told with an error."""
    rng = np.random.default_rng(7)
    truth = rng.normal(size=PANELS)
    centre = (truth + rng.normal(size=PANELS)) / 2
    noise = rng.normal(scale=np.sqrt(0.5), size=(PANELS, 10 * RANKS))
    draws = centre[:, None] + shift + width * noise
    return verdict("toy", "x", [see(t, d) for t, d in zip(truth, draws, strict=True)], tested)


def test_a_right_posterior_passes_and_is_measured():
    right = judge()
    assert right.uniform
    assert right.contraction == pytest.approx(0.5, abs=0.12)  # variance of 400 true values
    assert right.covered == pytest.approx(0.9, abs=0.05)
    assert abs(right.bias) < 3 * right.bias_error


@pytest.mark.parametrize("error", [{"shift": 0.3}, {"width": 0.6}, {"width": 1.7}])
def test_a_wrong_posterior_fails(error):
    assert not judge(**error).uniform


def test_a_shift_shows_as_bias_and_a_narrow_posterior_as_low_coverage():
    assert judge(shift=0.3).bias == pytest.approx(0.3, abs=0.08)
    assert judge(width=0.6).covered < 0.8


def test_many_quantities_share_the_level():
    rough = judge(shift=0.14)
    p = min(rough.chi_p, rough.kolmogorov_p)
    assert 1e-6 < p < 0.01
    assert not rough.uniform
    assert judge(shift=0.14, tested=int(0.02 / p)).uniform


def test_the_bound_is_that_of_nine_degrees_of_freedom():
    assert pytest.approx(21.67, abs=0.01) == BOUND


def test_places_lie_within_their_step():
    ranks = np.arange(RANKS + 1)
    place = spread_out(ranks, "x") * (RANKS + 1)
    assert ((place > ranks) & (place < ranks + 1)).all()
