"""The check of calibration: simulated panels are the model's, verdicts tell right from wrong."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.calibrate.panel_data import panel_data
from foedus.calibrate.sbc import BOUND, RANKS, Size, check_size, verdict
from foedus.calibrate.simulate import change_of, simulate
from foedus.case.load import load_case
from foedus.core.errors import BadOption
from foedus.tables import load

CASE = load_case("us-alliances")
DATA = panel_data(CASE, load(CASE.root), edition="NATO-2026-07")
CHANGE = change_of(CASE, DATA, "minimal")
PLAIN = {"effort.sigma_x": 0.1, "measurement.s_fin": 0.001, "measurement.s_est": 0.001}


def test_a_simulated_panel_is_named_by_its_seed():
    one, same, other = (simulate(CASE, DATA, "minimal", s, CHANGE) for s in (1, 1, 2))
    np.testing.assert_array_equal(one.value, same.value)
    assert (one.value != other.value).mean() > 0.99


def test_changes_scatter_about_what_the_drivers_say_by_sigma_x():
    made = simulate(CASE, DATA, "minimal", 5, CHANGE, given=PLAIN)
    x = np.zeros((30, 13), np.float32)
    x[DATA.ally, DATA.year] = made.value - made.truth["measurement.break26"][DATA.ally]
    shocks = {k: np.zeros(12, np.float32) for k in ("common", "trend", "threat")}
    gap = np.diff(x) - np.asarray(CHANGE(made.truth, shocks, x))
    spread = (gap - gap.mean(axis=0)).std()  # the shocks of a year move all allies alike
    assert spread == pytest.approx(0.1, rel=0.25)


def test_uniform_ranks_pass_and_a_shifted_posterior_fails():
    rng = np.random.default_rng(7)
    truth = rng.normal(size=400)
    seen = truth + rng.normal(size=400)
    draws = seen[:, None] / 2 + rng.normal(scale=np.sqrt(0.5), size=(400, RANKS))
    right = verdict("x", truth, draws)
    assert right.uniform
    assert right.slope == pytest.approx(0.5, abs=0.08)
    assert right.covered == pytest.approx(0.9, abs=0.05)
    assert not verdict("x", truth, draws + 0.5).uniform
    assert not verdict("x", truth, draws.mean(axis=1, keepdims=True) + 0.5 * (draws - seen[:, None] / 2)).uniform  # fmt: skip  # noqa: E501


def test_the_bound_is_that_of_nine_degrees_of_freedom():
    assert pytest.approx(21.67, abs=0.01) == BOUND


def test_too_few_draws_for_ranks_are_refused():
    with pytest.raises(BadOption, match="30 draws give no 39 ranks"):
        check_size(Size(draws=30), "minimal")
