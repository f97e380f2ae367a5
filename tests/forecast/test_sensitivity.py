"""Sensitivity: known indices of an analytic function, exact zeros, stop and go on, left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.core.errors import BadOption, UnknownName
from foedus.ensemble.engine import TILE
from foedus.ensemble.request import make_request
from foedus.ensemble.tiles import Job
from foedus.forecast.sensitivity.analyse import REST, Size, analyse
from foedus.forecast.sensitivity.factors import CHANCE, Factor, factors_of, groups_by
from foedus.forecast.sensitivity.leave_out import left_out, whole_job
from foedus.forecast.sensitivity.matrix import Matrix, Runner
from foedus.forecast.sensitivity.morris import screen
from foedus.forecast.sensitivity.pieces import Pieces
from foedus.forecast.sensitivity.records import GAP, LeaveOutRow
from foedus.forecast.sensitivity.sobol import base_matrices, evaluate_design, indices

Floats = NDArray[np.float64]
NAMES = ("x1", "x2", "x3")


def ishigami(points: Floats) -> Floats:
    """sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 on [-pi, pi]^3."""
    x = 2 * np.pi * points - np.pi
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def factors(names: Sequence[str]) -> tuple[Factor, ...]:
    return tuple(Factor(f"parameter.{n}[]", n, "data", n) for n in names)


def test_sobol_indices_of_ishigami() -> None:
    A, B = base_matrices(2048, 3, seed=5)
    groups = groups_by(factors(NAMES), "owner")

    def evaluate(design: Sequence[Matrix]) -> list[Floats]:
        return [ishigami(m.points)[None] for m in design]

    found = {i.group: i for i in indices(evaluate_design(A, B, groups, evaluate), NAMES, 0, 1)}
    for name, first, total in [("x1", 0.3139, 0.5576), ("x2", 0.4424, 0.4424), ("x3", 0, 0.2437)]:
        assert found[name].first == pytest.approx(first, abs=0.04)
        assert found[name].total == pytest.approx(total, abs=0.04)
        assert abs(found[name].first - first) < 3 * found[name].first_error
    assert (found[CHANCE].first, found[CHANCE].total) == (0.0, 0.0)


def test_chance_has_the_share_that_the_noise_has() -> None:
    """y = x1 + noise of the same variance: half of the variance is chance."""
    rng = np.random.default_rng(3)
    noise = rng.uniform(size=(2, 4096))

    def evaluate(design: Sequence[Matrix]) -> list[Floats]:
        return [(m.points[:, 0] + noise[m.chance])[None] for m in design]

    A, B = base_matrices(4096, 2, seed=5)
    groups = groups_by(factors(("x1", "x2")), "owner")
    found = {
        i.group: i for i in indices(evaluate_design(A, B, groups, evaluate), ("x1", "x2"), 0, 1)
    }
    assert found["x1"].first == pytest.approx(0.5, abs=0.05)
    assert found[CHANCE].total == pytest.approx(0.5, abs=0.05)
    assert found["x2"].total == 0.0


def test_morris_of_a_line_is_its_slopes() -> None:
    slopes = np.array([3.0, -1.0, 0.0])

    def evaluate(design: Sequence[Matrix]) -> list[Floats]:
        return [(m.points @ slopes)[None] for m in design]

    owners, mu_star, error = screen(factors(NAMES), 6, 1, evaluate)
    # a move of the whole grid is 0.9 of the cube: 5 to 95 %
    assert dict(zip(owners, mu_star[0], strict=True)) == pytest.approx(
        {"x1": 2.7, "x2": 0.9, "x3": 0.0}
    )
    assert error == pytest.approx(0.0, abs=1e-12)


def test_a_stopped_design_goes_on(tmp_path: Path) -> None:
    calls: list[str] = []

    def one(matrix: Matrix) -> Floats:
        calls.append(matrix.name)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return matrix.points * 2

    design = [Matrix(f"m{k}", np.full((2, 2), float(k))) for k in range(5)]
    told: list[int] = []
    run = Runner(one, Pieces(tmp_path), lambda _, done, __: told.append(done), "test")
    with pytest.raises(KeyboardInterrupt):
        run(design)
    first = run(design)
    assert [float(x[0, 0]) for x in first] == [0, 2, 4, 6, 8]
    assert sorted(set(calls)) == [f"m{k}" for k in range(5)]
    assert len(calls) == 6  # the one that was stopped is made again, no other
    assert told[-1] == 5
    assert not list(tmp_path.glob("*.part"))


def test_the_variance_of_the_model_is_shared_out(case: Case, tmp_path: Path) -> None:
    request = make_request(case, policies=["trump-2-continued", "restored-commitment"])
    size = Size(base=4, replicates=4)
    pieces = Pieces(tmp_path)
    found = analyse(case, request, parts=["sobol"], by=["basis"], size=size, pieces=pieces)
    groups = {row.index.group for row in found.indices}
    assert groups == {"data", "literature", "judgement", "levers", CHANCE}
    assert {row.outcome.policy for row in found.indices} == {*found.policies, GAP}
    matrices = {path.stem: np.load(path) for path in tmp_path.glob("*.npy")}
    assert len(matrices) == 7
    for found_at in matrices.values():
        assert found_at.shape == (len(found.outcomes), size.base)
    # a difference is that of its two levels, on the same trajectories
    levels, gap = (
        matrices["sobol-A"].reshape(3, -1, 4)[:2],
        matrices["sobol-A"].reshape(3, -1, 4)[2],
    )
    assert gap == pytest.approx(levels[0] - levels[1])


def test_sizes_and_parts_are_checked(case: Case) -> None:
    request = make_request(case)
    for size in (Size(base=100), Size(paths=TILE), Size(replicates=1), Size(keep=0)):
        with pytest.raises(BadOption):
            analyse(case, request, size=size)
    with pytest.raises(UnknownName):
        analyse(case, request, parts=["all"])


@pytest.fixture(scope="module")
def whole(case: Case) -> Job:
    policies = ["trump-2-continued", "restored-commitment"]
    return whole_job(case, make_request(case, policies=policies, draws=120, replicates=4))


def test_every_drawn_element_is_a_factor(whole: Job) -> None:
    found = factors_of(whole.model)
    assert len({factor.chance for factor in found}) == len(found) > 250
    assert {factor.basis for factor in found} == {"data", "literature", "judgement", "levers"}
    assert REST not in {factor.owner for factor in found}


@pytest.fixture(scope="module")
def left(whole: Job) -> dict[str, LeaveOutRow]:
    return {row.mechanism: row for row in left_out(whole, only=["arms", "levers", "aid"])}


def test_a_mechanism_that_nothing_reads_changes_nothing(left: dict[str, LeaveOutRow]) -> None:
    arms = left["arms"]
    assert (arms.change, arms.mc_se, arms.gap_change, arms.moved) == (0, 0, 0, 0)
    assert arms.verdict == "decorative"


def test_without_levers_policies_do_not_differ(left: dict[str, LeaveOutRow]) -> None:
    assert list(left)[-1] == "arms"
    assert left["levers"].verdict == left["aid"].verdict == "acts"
    assert left["levers"].gap_where.policy == GAP
    assert abs(left["levers"].gap_change) > 0.1
