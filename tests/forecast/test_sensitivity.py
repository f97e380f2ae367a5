"""Sensitivity: known indices of an analytic function, exact zeros, stop and go on, left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from SALib.analyze import sobol

from foedus.case.records import Case
from foedus.core.errors import BadOption, UnknownName
from foedus.ensemble.engine import TILE
from foedus.ensemble.posterior import posterior_of
from foedus.ensemble.request import make_request
from foedus.ensemble.run import run
from foedus.ensemble.tiles import Job, lay_out_job, model_of
from foedus.forecast.sensitivity.analyse import Size, analyse
from foedus.forecast.sensitivity.blocks import blocks_of
from foedus.forecast.sensitivity.eventfree import seen_event_free
from foedus.forecast.sensitivity.factors import Factor, Space, groups_by
from foedus.forecast.sensitivity.fan import Fan, Rows
from foedus.forecast.sensitivity.leave_out import left_out, whole_job
from foedus.forecast.sensitivity.matrix import Matrix, Runner
from foedus.forecast.sensitivity.morris import screen
from foedus.forecast.sensitivity.outcomes import smooth_of
from foedus.forecast.sensitivity.pieces import Pieces
from foedus.forecast.sensitivity.records import GAP, PAST, REST, LeaveOutRow, Outcome, ScreenRow
from foedus.forecast.sensitivity.sobol import base_matrices, evaluate_design, indices
from foedus.forecast.sensitivity.ways import ways_of

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

    def evaluate(design: Sequence[Matrix], times: int = 1) -> list[Floats]:
        return [ishigami(m.points)[None, :, None] for m in design]

    design = evaluate_design(A, B, groups, evaluate)
    found = {i.group: i for i in indices(design, (*NAMES, PAST), 0, 1)}
    for name, first, total in [("x1", 0.3139, 0.5576), ("x2", 0.4424, 0.4424), ("x3", 0, 0.2437)]:
        assert found[name].first == pytest.approx(first, abs=0.04)
        assert found[name].total == pytest.approx(total, abs=0.04)
        assert abs(found[name].first - first) < 3 * found[name].first_error
    assert (found[PAST].first, found[PAST].total) == (0.0, 0.0)


def test_estimators_are_those_of_salib_where_values_are_exact() -> None:
    A, B = base_matrices(512, 3, seed=5)
    groups = groups_by(factors(NAMES), "owner")

    def evaluate(design: Sequence[Matrix], times: int = 1) -> list[Floats]:
        return [ishigami(m.points)[None, :, None] for m in design]

    design = evaluate_design(A, B, groups, evaluate)
    found = list(indices(design, NAMES, 0, 1))
    values = np.stack([design[n][0, :, 0] for n in ("A", *NAMES, "B")], axis=1).ravel()
    problem = {"num_vars": 3, "names": list(NAMES), "bounds": [[0, 1]] * 3}
    known = sobol.analyze(problem, values, False, num_resamples=100, seed=1)
    # the variance is that of all matrices here, of A and B there
    assert [i.first for i in found] == pytest.approx(known["S1"], abs=0.02)
    assert [i.total for i in found] == pytest.approx(known["ST"], abs=0.02)
    assert [i.total_error for i in found] == pytest.approx(known["ST_conf"], rel=0.5)


def noisy(probability: Callable[[Floats], Floats], futures: int) -> Callable[..., list[Floats]]:
    """Yes or no with a probability at each point, the same luck for a row in any matrix."""
    rng = np.random.default_rng(3)
    luck = rng.uniform(size=(2, 8192, 4 * futures))

    def evaluate(design: Sequence[Matrix], times: int = 1) -> list[Floats]:
        return [
            (luck[m.future, : len(m.points), : futures * times] < probability(m.points)[:, None])[
                None
            ].astype(float)
            for m in design
        ]

    return evaluate


def test_few_futures_leave_no_share_to_chance() -> None:
    """p = .2 + .4 x1 + .1 x2 from 2 futures a row: shares 16/17 and 1/17 of its variance."""
    A, B = base_matrices(8192, 3, seed=5)
    evaluate = noisy(lambda x: 0.2 + 0.4 * x[:, 0] + 0.1 * x[:, 1], futures=2)
    design = evaluate_design(A, B, groups_by(factors(NAMES), "owner"), evaluate)
    found = {i.group: i for i in indices(design, NAMES, 0, 1)}
    for name, share in [("x1", 16 / 17), ("x2", 1 / 17)]:
        for value, error in (
            (found[name].first, found[name].first_error),
            (found[name].total, found[name].total_error),
        ):
            assert abs(value - share) < 2 * error
            assert error < 0.25
    assert (found["x3"].first, found["x3"].total) == (0.0, 0.0)


def test_what_cannot_be_told_from_noise_has_no_index() -> None:
    A, B = base_matrices(512, 3, seed=5)
    evaluate = noisy(lambda x: 0.3 + 0.001 * x[:, 0], futures=2)
    design = evaluate_design(A, B, groups_by(factors(NAMES), "owner"), evaluate)
    assert not list(indices(design, NAMES, 0, 1))


def test_morris_of_a_line_is_its_slopes() -> None:
    slopes = np.array([3.0, -1.0, 0.0])

    def evaluate(design: Sequence[Matrix], times: int = 1) -> list[Floats]:
        return [(m.points @ slopes)[None, :, None] for m in design]

    owners, mu_star, error = screen(factors(NAMES), 6, 1, evaluate)
    # a move of the whole grid is 0.9 of the cube: 5 to 95 %
    assert dict(zip(owners, mu_star[0], strict=True)) == pytest.approx(
        {"x1": 2.7, "x2": 0.9, "x3": 0.0}
    )
    assert error == pytest.approx(0.0, abs=1e-12)


def test_a_stopped_design_goes_on(tmp_path: Path) -> None:
    """Matrices of two fifths of a tile: five of them fill two tiles."""
    calls: list[int] = []

    def one(rows: Rows, replicates: int) -> NDArray[np.float32]:
        calls.append(len(rows))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return np.repeat(rows.points.T[:, :, None], replicates, axis=2).astype(np.float32)

    rows = 2 * TILE // 5
    design = [Matrix(f"m{k}", np.full((rows, 2), float(k))) for k in range(5)]
    told: list[int] = []
    runner = Runner(one, 3, Pieces(tmp_path), lambda _, done, __: told.append(done), "test")
    with pytest.raises(KeyboardInterrupt):
        runner(design)
    first = runner(design)
    assert [x.shape for x in first] == [(2, rows, 3)] * 5
    assert [x.min() for x in first] == [x.max() for x in first] == [0, 1, 2, 3, 4]
    assert calls == [TILE, 5 * rows - TILE, 5 * rows - TILE]  # the one that was stopped, no other
    assert told[-1] == 2
    assert not list(tmp_path.glob("*.part"))


def test_rows_of_any_matrix_meet_the_same_random_numbers() -> None:
    points = np.zeros((3, 1))
    a, b, past = (Matrix("", points, p, f).rows(4) for p, f in ((0, 0), (1, 1), (1, 0)))
    assert list(a.past) == [0, 1, 2]
    assert not set(a.past) & set(b.past)
    assert not {int(lane) for lane in a.future} & {int(lane) for lane in b.future}
    assert list(past.past) == list(b.past)
    assert list(past.future) == list(a.future)


def test_the_variance_of_the_model_is_shared_out(case: Case, tmp_path: Path) -> None:
    request = make_request(case, policies=["trump-2-continued", "restored-commitment"])
    size = Size(base=64, replicates=4)
    pieces = Pieces(tmp_path)
    found = analyse(case, request, parts=["sobol"], by=["basis"], size=size, pieces=pieces)
    assert found.fitted
    # the parameters of literature that this form of effort has were fitted
    groups = {row.index.group for row in found.indices}
    assert groups == {"data", "judgement", "levers", PAST}
    # A, that on other histories and three more share a tile; B has more futures
    tiles = sorted((np.load(path) for path in tmp_path.glob("*.npy")), key=lambda t: t.shape[-1])
    outcomes = len(found.outcomes)
    assert [t.shape for t in tiles] == [(outcomes, 320, 4), (outcomes, 64, 16)]
    # a difference is that of its two levels, on the same trajectories
    first, second, gap = tiles[0].reshape(3, -1, 320, 4)
    assert gap == pytest.approx(first - second)
    assert np.any(gap)


def test_sizes_and_parts_are_checked(case: Case) -> None:
    request = make_request(case)
    for size in (Size(base=100), Size(paths=1), Size(replicates=1), Size(futures=1), Size(keep=0)):
        with pytest.raises(BadOption):
            analyse(case, request, size=size)
    with pytest.raises(UnknownName):
        analyse(case, request, parts=["all"])


@pytest.fixture(scope="module")
def whole(case: Case) -> Job:
    policies = ["trump-2-continued", "restored-commitment"]
    return whole_job(case, make_request(case, policies=policies, draws=120, replicates=4))


def test_every_drawn_element_is_a_factor(whole: Job) -> None:
    found = Space.of(whole.model).factors
    assert len({factor.chance for factor in found}) == len(found) > 250
    assert {factor.basis for factor in found} == {"data", "literature", "judgement", "levers"}
    assert REST not in {factor.owner for factor in found}


@pytest.fixture(scope="module")
def fitted(whole: Job) -> Space:
    return Space.of(whole.model, blocks_of(whole.model.case, "", 2026))


def test_what_was_fitted_moves_by_whole_draws(fitted: Space, case: Case) -> None:
    posterior = posterior_of(case)
    points = np.full((5, len(fitted.factors)), 0.5)
    place = [f.chance for f in fitted.factors].index("posterior.aid")
    points[:, place] = [0, 0.2, 0.5, 0.8, 1]
    table = fitted.at(points).parameters
    names = ["aid.on0", "aid.s_US", "aid.psi"]
    drawn = np.stack([table[name].value for name in names], axis=1)
    known = np.stack([posterior.values[name] for name in names], axis=1)
    assert len(np.unique(drawn, axis=0)) == 5
    for row in drawn:
        assert np.isclose(known, row).all(axis=1).any()
    for name in ("effort.b_req", "tone.kappa", "institution.lambda_ref"):  # nothing else moved
        assert np.ptp(table[name].value, axis=-1).max() == 0


def test_blocks_and_priors_share_out_all_parameters(fitted: Space, whole: Job) -> None:
    alone = Space.of(whole.model).factors
    inside = {name for block in fitted.blocks for name in block.values}
    assert {"aid.on0", "effort.a", "law.l_exit", "tone.kappa"} < inside
    kept = [f.chance for f in alone if f.owner not in inside]
    assert [f.chance for f in fitted.factors if not f.chance.startswith("posterior.")] == kept
    assert {"effort+threat", "law", "forces"} <= {f.mechanism for f in fitted.factors}


def test_event_free_years_lower_the_rates_alone(fitted: Space, whole: Job) -> None:
    seen = seen_event_free(whole, fitted)
    middle = np.full(3, 0.5)
    at = {chance: float(stretch(middle)[0]) for chance, stretch in seen.stretched.items()}
    assert at["parameter.escalation.lam2[]"] < 0.35
    assert at["parameter.indopacific.lam_Q[]"] < 0.45
    assert {chance.split(".")[1] for chance in at} == {"escalation", "indopacific", "institution"}


def test_a_fan_is_what_the_engine_says_of_each_future(whole: Job) -> None:
    """More futures leave the first ones as they are; a row's place in a tile means nothing."""
    space = Space.of(whole.model)
    fan = Fan(replace(whole, probes=smooth_of(whole.model.case, whole.last)), space, ())
    points = base_matrices(8, len(space.factors), 3)[0]
    rows = Matrix("A", points).rows(2)
    two, one = fan(rows, 2), fan(rows, 1)
    assert two.shape == (len(fan.columns), 8, 2)
    assert np.array_equal(two[:, :, :1], one)
    turned = fan(Rows(rows.points[::-1], rows.past[::-1], rows.future[::-1]), 2)
    assert np.array_equal(turned[:, ::-1], two)
    classes = [k for k, (p, r, _) in enumerate(fan.columns) if (p, r) == fan.columns[0][:2]]
    assert np.array_equal(two[classes].sum(axis=0), np.ones((8, 2)))


@pytest.mark.slow
def test_a_design_lies_where_a_run_draws_from(case: Case) -> None:
    """Posterior, priors, weights of the event-free years: the same probabilities of every class."""
    request = make_request(case, policies=["trump-2-continued"], draws=4000, replicates=4)
    few = replace(request, draws=20, replicates=10)
    job = lay_out_job(model_of(case, few), few, ())
    space = seen_event_free(job, Space.of(job.model, blocks_of(case, "", 2026)))
    A, B = base_matrices(TILE, len(space.factors), 1)
    fan = Fan(job, space, ())
    rows = [Matrix("A", A).rows(2), Matrix("B", B, past=1, future=1).rows(2)]
    by_row = np.concatenate([fan(r, 2).mean(axis=-1) for r in rows], axis=1)
    known = {(r.policy, r.reading, r.scenario): r.estimate for r in run(case, request).scenarios}
    for column, values in zip(fan.columns, by_row, strict=True):
        error = np.hypot(values.std() / np.sqrt(len(values)), known[column].mc_se)
        assert abs(values.mean() - known[column].value) < 3.5 * error + 0.001


def test_what_the_screening_saw_do_nothing_is_one_group() -> None:
    def row(name: str, largest: float, kept: bool) -> ScreenRow:
        return ScreenRow(name, "data", (), largest, Outcome(GAP, "weak", "S2a"), kept)

    screened = [row("x1", 0.3, True), row("x2", 0.0, False), row("x3", 0.001, False)]
    ways = ways_of(factors(NAMES), ["basis", "mechanism"], screened)
    assert list(ways["basis"]) == ["data"]
    for way in ("mechanism", "parameter"):
        assert list(ways[way]) == ["x1", REST]
        assert list(ways[way][REST]) == [False, True, True]


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
