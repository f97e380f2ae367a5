"""The check of calibration: panels are the model's, it goes on where it was, and it has power."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.calibrate.design import Design, designs
from foedus.calibrate.journal import Entry
from foedus.calibrate.panel_data import panel_data
from foedus.calibrate.ranks import Seen, verdict
from foedus.calibrate.sbc import Diagnosis, Size, check_size, diagnose
from foedus.calibrate.simulate import LARGEST, change_of, simulate
from foedus.case.load import load_case
from foedus.core.errors import BadOption
from foedus.tables import load

CASE = load_case("us-alliances")
TABLES = load(CASE.root)
DATA = panel_data(CASE, TABLES, edition="NATO-2026-07")
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
    gap = np.diff(x) - np.asarray(CHANGE(made.truth, shocks, x)[0])
    spread = (gap - gap.mean(axis=0)).std()  # the shocks of a year move all allies alike
    assert spread == pytest.approx(0.1, rel=0.25)


def test_only_what_the_fit_sees_decides_whether_a_panel_is_plausible():
    wild = simulate(CASE, DATA, "minimal", 5, CHANGE, given={"effort.m_2014": 3.0})
    assert not wild.plausible
    assert np.abs(wild.value).max() > LARGEST
    tame = simulate(CASE, DATA, "minimal", 5, CHANGE, given=PLAIN)
    assert tame.plausible == bool((np.abs(tame.value) < LARGEST).all())


def test_too_few_draws_for_ranks_are_refused():
    with pytest.raises(BadOption, match="30 draws give no 39 ranks"):
        check_size(Size(draws=30), "minimal")


def seen(rank: int) -> Seen:
    return Seen(0.1 * rank, rank, 0.0, 1.0, -1.0, 1.0)


def test_the_check_passes_only_if_right_ranks_are_uniform_and_wrong_ones_are_not():
    level = [seen(k % 40) for k in range(200)]
    low = [seen(k % 20) for k in range(200)]
    good, bad = (verdict(name, "b", v) for name, v in (("right", level), ("wrong", low)))
    assert not Diagnosis((good, bad), ("wrong",)).faults
    assert Diagnosis((good, verdict("wrong", "b", level)), ("wrong",)).faults == (
        "wrong: no fault is noticed, so the check has no power",
    )
    assert Diagnosis((bad,), ()).faults == ("wrong: b is not uniform",)


def test_finished_panels_are_not_fitted_again(tmp_path, monkeypatch):
    fitted: list[int] = []

    def fit(design: Design, chain, effort, seed, number, made) -> Entry:
        fitted.append(number)
        return Entry(design.name, number, 0, {"b": seen(number)})

    monkeypatch.setattr("foedus.calibrate.sbc._fit", fit)
    monkeypatch.setattr("foedus.calibrate.sbc._chain", lambda *_: None)
    ignored = designs(CASE, TABLES)[2]

    def check(panels: int) -> Diagnosis:
        size = Size(panels=panels)
        return diagnose(
            CASE, [ignored], tmp_path, effort="minimal", seed=1, size=size, progress=lambda *_: None
        )  # fmt: skip

    check(3)
    assert check(5).verdicts[0].panels == 5
    assert fitted == [0, 1, 2, 3, 4]


@pytest.mark.slow
def test_noise_that_is_ignored_is_noticed(tmp_path):
    found = diagnose(
        CASE, [designs(CASE, TABLES)[2]], tmp_path, effort="minimal", seed=3,
        size=Size(panels=30, warmup=200, draws=200), progress=lambda *_: None,
    )  # fmt: skip
    failed = {v.quantity for v in found.verdicts if not v.uniform}
    assert "effort.sigma_x" in failed  # noise passes for shocks of the ally
    assert not found.faults
