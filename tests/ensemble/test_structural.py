"""Structural effort is centred on coded history: for each draw, the mean of x* is that of x."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from foedus.case.records import Case
from foedus.ensemble.engine import TILE, Course
from foedus.ensemble.model import build_model
from foedus.ensemble.observed import step_of_cut
from foedus.ensemble.parameters import pick
from foedus.ensemble.paths import observed_path

DRAWS = 6


@pytest.fixture(scope="module")
def history(case: Case) -> tuple[Any, Any]:
    """mu of each draw, and a noise-free run of coded history with it."""
    model = build_model(case, draws=DRAWS, seed=3, effort="structural")
    lanes = np.minimum(np.arange(TILE), DRAWS - 1)
    table = pick(model.parameters, lanes)
    cut = step_of_cut(case)
    course = Course(observed_path(case), model.history(cut), cut, quiet=True)
    pieces: list[Any] = []
    model.engine.advance(
        model.engine.start(table), table, model.engine.prepare(course), first_lane=0, first=1,
        last=cut, see=lambda _, block: pieces.append(block),
    )  # fmt: skip
    names = ("effort.x", "effort.demand", "effort.compliance", "effort.path")
    path = {n: np.concatenate([p[n] for p in pieces])[..., :DRAWS] for n in names}
    return model.parameters["effort.mu"].value, path


def test_the_mean_aim_is_the_mean_effort(case: Case, history: tuple[Any, Any]) -> None:
    mu, path = history
    # the figures of 2014 to 2025 stand in December, that of 2026 in the last month known
    months = case.grid.months[: len(path["effort.x"])]
    years = [*np.flatnonzero(months == 12), len(months) - 1]
    assert len(years) == 13
    level = path["effort.demand"][years] + mu
    target = path["effort.path"][years][:, None, :]
    aim = level + path["effort.compliance"][years] * np.maximum(target - level, 0)
    np.testing.assert_allclose(aim.mean(axis=0), path["effort.x"][years].mean(axis=0), atol=1e-4)


def test_the_centre_is_of_each_ally_and_draw(history: tuple[Any, Any]) -> None:
    mu, _ = history
    assert mu.shape == (30, DRAWS)
    assert np.all(mu.std(axis=0) > 0.05)  # allies differ
    assert np.all(mu.std(axis=1) > 1e-3)  # so do draws
