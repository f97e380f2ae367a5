"""Results of an independent implementation of the model's specification, recomputed.

R9 is one run at prior medians, free from 2014; R10 the prior-predictive table. The numbers are
those that the specification prints; its own check is a fifth, or two Monte-Carlo errors. See
docs/reference-results.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.ensemble.clamps import ClampBook, Clamps
from foedus.ensemble.derive import NEEDED, SELF, derive, with_nodes, with_placeholders
from foedus.ensemble.engine import TILE, Course, Engine
from foedus.ensemble.exogenous import exogenous
from foedus.ensemble.fit import BEHIND, plan_of
from foedus.ensemble.observed import SERIES, hold_chains, hold_history
from foedus.ensemble.parameters import Table, medians, pick
from foedus.ensemble.paths import observed_path
from foedus.ensemble.request import make_request
from foedus.ensemble.result import Estimate, RunResult
from foedus.ensemble.run import run
from foedus.model.mechanism import Varying
from foedus.model.mechanisms.levers import IDS
from foedus.tables.store import load

CASE = load_case(find_case())
GRID = CASE.grid
Floats = NDArray[np.float32]

# --- R9 ---


@dataclass(frozen=True)
class AtMedians:
    """An engine with every parameter at its prior median, and paths of two policies."""

    table: Table
    paths: Mapping[str, Mapping[str, Floats]]

    def median(self, name: str, year: int, policy: str) -> Floats:
        """Median over paths at the end of December before January of a year."""
        step = min(GRID.step_holding(date(year, 1, 1)) - 1, GRID.steps)
        return np.asarray(np.median(self.paths[policy][name][step - 1], axis=-1))


SEEN = ("trust.usa", "institution.exit_rate", "forces.announcement_rate", "forces.permanent",
        "forces.rotational", "trade.level", "enablers.europe", "pillar.europe", "arms.us_share",
        "europe.effort")  # fmt: skip


def book(shapes: Mapping[str, tuple[int, ...]]) -> ClampBook:
    chains = {row.variable for row in CASE.history if not row.variable.startswith("contact")}
    return ClampBook(CASE, {name: shapes[name] for name in {*chains, *SERIES}})


def free_but_for_the_war(shapes: Mapping[str, tuple[int, ...]]) -> Clamps:
    """Nothing is held from 2014 on but the war, to the end, and what the law of the day was."""
    held = book(shapes)
    hold_chains(held, CASE, GRID.steps, only=("war.state",))
    hold_chains(held, CASE, GRID.step_holding(CASE.data_cut) - 1, only=("law.floor", "law.exit"))
    return held.close()


def columns(term: str) -> Floats:
    """The plain column of each administration, and that of `term` from January 2025 on."""
    path = observed_path(CASE).copy()
    begun = GRID.step_holding(date(2025, 1, 20))
    for lever, record in CASE.levers.items():
        path[begun:, IDS.index(lever)] = record.columns[term]
    if term == "trump-2":  # the 3.5 % target is in force from 25 June 2025
        path[GRID.step_holding(date(2025, 6, 25)) :, IDS.index("u2")] = 1.0
    return path


@pytest.fixture(scope="module")
def at_medians() -> AtMedians:
    plan = plan_of(CASE, "minimal")
    engine = Engine(CASE, plan, exogenous(CASE, load(CASE.root)), seed=9, record=(*SEEN, *NEEDED))
    behind = medians(CASE, BEHIND)
    table = medians(CASE, plan.stated)
    table["levers.value"] = Varying(np.full((len(CASE.sets["term"]), len(IDS), 1), 0.5, np.float32))
    table["effort.origin_trend"] = np.float32(np.nan)  # no fit: the residual of the data
    table = with_placeholders(with_nodes(table, behind), 1, len(CASE.sets["ally"]), False)
    lanes = np.zeros(TILE, np.intp)
    shapes = engine.shapes(pick(table, lanes))
    cut = GRID.step_holding(CASE.data_cut) - 1
    held = book(shapes)
    hold_history(held, CASE, load(CASE.root), cut)
    quiet = Course(observed_path(CASE), held.close(), cut, quiet=True, noise=False)
    table = derive(engine, table, behind[SELF], quiet)
    clamps = free_but_for_the_war(shapes)
    parameters = pick(table, lanes)
    paths = {}
    for term in ("trump-2", "biden"):
        blocks: list[Any] = []
        course = Course(columns(term), clamps, origin=0, noise=False)
        engine.advance(
            engine.start(parameters), parameters, engine.prepare(course), first_lane=0, first=1,
            last=GRID.steps, see=lambda _, block, kept=blocks: kept.append(block),
        )  # fmt: skip
        paths[term] = {n: np.concatenate([b[n] for b in blocks]) for n in SEEN}
    return AtMedians(table, paths)


YEARS = ((2017, "biden"), (2021, "biden"), (2025, "biden"), (2029, "trump-2"), (2029, "biden"))
R9 = {
    "institution.exit_rate": (0.0033, 0.021, 0.0006, 0.018, 0.0006),
    "forces.announcement_rate": (0.16, 0.80, 0.21, 1.75, 0.21),
    "forces.permanent": (65, 65, 67, 65, 69),
    "forces.rotational": (6.5, 5.3, 13.7, 10.0, 13.0),
    "enablers.europe": (0.22, 0.26, 0.28, 0.35, 0.27),
    "pillar.europe": (0.19, 0.30, 0.25, 0.31, 0.18),
    "arms.us_share": (0.32, 0.28, 0.34, 0.35, 0.38),
    "europe.effort": (1.40, 1.53, 1.87, 2.47, 2.13),
}
TOLERANCE = {
    "institution.exit_rate": 0.2,
    "forces.announcement_rate": 0.2,
    "forces.permanent": 0.02,
}
TRUST = ((0.79, 0.75, 0.69), (0.41, 0.37, 0.31), (0.81, 0.78, 0.72), (0.32, 0.32, 0.26),
         (0.85, 0.82, 0.77))  # fmt: skip


@pytest.mark.parametrize("name", R9)
def test_r9_medians(at_medians: AtMedians, name: str) -> None:
    ours = [float(at_medians.median(name, year, policy)) for year, policy in YEARS]
    np.testing.assert_allclose(ours, R9[name], rtol=TOLERANCE.get(name, 0.06))


def test_r9_trust(at_medians: AtMedians) -> None:
    ours = [at_medians.median("trust.usa", year, policy) for year, policy in YEARS]
    np.testing.assert_allclose(ours, TRUST, atol=0.02)


def test_r9_tariffs(at_medians: AtMedians) -> None:
    wanted = (0.09, 0.41, 0.20, 0.76, 0.14)
    for (year, policy), share in zip(YEARS, wanted, strict=True):
        level = at_medians.paths[policy]["trade.level"][GRID.step_holding(date(year, 1, 1)) - 2]
        error = np.sqrt(share * (1 - share) / TILE) * np.sqrt(1 + TILE / 2000)
        assert (level >= 2).mean() == pytest.approx(share, abs=4 * error + 0.005), (year, policy)


@pytest.mark.parametrize(
    ("year", "policy", "ends"),
    [
        (2017, "biden", (1.25, 1.57)),
        (2021, "biden", (1.29, 1.81)),
        (2025, "biden", (1.65, 2.15)),
        (2029, "trump-2", (2.12, 2.90)),
        (2029, "biden", (1.88, 2.44)),
    ],
)
def test_r9_bands_of_effort(
    at_medians: AtMedians, year: int, policy: str, ends: tuple[float, float]
) -> None:
    at = GRID.step_holding(date(year, 1, 1)) - 2
    ours = np.quantile(at_medians.paths[policy]["europe.effort"][at], (0.05, 0.95))
    np.testing.assert_allclose(ours, ends, rtol=0.05)


def test_r9_policies_share_the_past(at_medians: AtMedians) -> None:
    before = GRID.step_holding(date(2025, 1, 1))
    for name in SEEN:
        one, other = (at_medians.paths[p][name][:before] for p in ("trump-2", "biden"))
        np.testing.assert_array_equal(one, other)


def test_references_at_medians(at_medians: AtMedians) -> None:
    assert float(at_medians.table["capability.K_req"].value[0]) == pytest.approx(1.25, abs=0.02)
    assert float(at_medians.table["escalation.DET_ref"].value[0]) == pytest.approx(1.33, abs=0.02)


# --- R10 ---

FORWARD = ("trump-2-continued", "restored-commitment", "european-pillar", "hard-retrenchment")
PAST = ("trump-2-continued", "biden-from-2025")
CLASSES = ("S1-weak", "S1-core", "S1-literal", "S2a", "S3", "O4")
R10 = {
    "trump-2-continued": (0.703, 0.031, 0.008, 0.038, 0.022, 0.030),
    "restored-commitment": (0.269, 0.001, 0.000, 0.006, 0.027, 0.021),
    "european-pillar": (0.718, 0.032, 0.009, 0.039, 0.022, 0.029),
    "hard-retrenchment": (0.650, 0.095, 0.027, 0.131, 0.016, 0.035),
}
STRUCTURAL = {
    "trump-2-continued": (0.046, 0.002, 0.000, 0.049, 0.022, 0.030),
    "restored-commitment": (0.012, 0.0, 0.0, 0.007, 0.027, 0.021),
}
FROM_2025 = {
    "trump-2-continued": (0.272, 0.043, 0.008, 0.069, 0.038, 0.055),
    "biden-from-2025": (0.001, 0.0, 0.0, 0.004, 0.047, 0.033),
}
GAP = (0.434, 0.030, 0.008, 0.031, -0.005, 0.009)
GAP_STRUCTURAL = (0.034, 0.002, 0.000, 0.042, -0.005, 0.009)
GAP_2025 = (0.272, 0.043, 0.008, 0.064, -0.009, 0.022)


def predict(
    policies: tuple[str, ...], draws: int, replicates: int, effort: str = "minimal"
) -> RunResult:
    asked = make_request(
        CASE, policies=policies, draws=draws, replicates=replicates, effort=effort,
        parameters="prior",
    )  # fmt: skip
    return run(CASE, asked)


def reading(scenario: str) -> str:
    return scenario.removeprefix("S1-") if scenario.startswith("S1-") else "weak"


ERROR = dict(zip(CLASSES, (0.013, 0.004, 0.002, 0.002, 0.001, 0.001), strict=True))
"""Monte-Carlo errors that the reference prints, of its first paired difference."""


def check(found: Estimate, wanted: float, scenario: str, what: object) -> None:
    """A fifth, or three errors of a difference of two such tables (other draws on either side)."""
    error = np.hypot(found.mc_se, max(found.mc_se, ERROR[scenario]))
    allowed = max(0.2 * abs(wanted), 3 * error)
    assert abs(found.value - wanted) <= allowed, (what, scenario, found, wanted)


def check_table(result: RunResult, table: Mapping[str, tuple[float, ...]]) -> None:
    for policy, row in table.items():
        for scenario, wanted in zip(CLASSES, row, strict=True):
            found = result.row(policy, reading(scenario), scenario).estimate
            check(found, wanted, scenario, policy)


def check_gap(result: RunResult, row: tuple[float, ...]) -> None:
    """The paired difference of the first two policies."""
    a, b = result.policies[:2]
    pairs = {(d.a, d.b, d.reading, d.scenario): d.estimate for d in result.differences}
    for scenario, wanted in zip(CLASSES, row, strict=True):
        check(pairs[a, b, reading(scenario), scenario], wanted, scenario, (a, b))


def horizon(result: RunResult, name: str) -> Floats:
    return np.asarray(result.end[name].sel(policy="trump-2-continued").values)


@pytest.fixture(scope="module")
def small() -> RunResult:
    return predict(FORWARD, 3000, 10)


def test_r10_table(small: RunResult) -> None:
    check_table(small, R10)
    check_gap(small, GAP)


def test_r10_weights_leave_half_of_the_draws(small: RunResult) -> None:
    """161 of 300 in the reference."""
    assert small.effective_draws / small.parameter_draws == pytest.approx(161 / 300, abs=0.08)


def test_r10_state_at_the_horizon(small: RunResult) -> None:
    median = {n: float(np.median(horizon(small, n))) for n in (
        "europe.effort", "forces.permanent", "forces.rotational", "institution.exit_rate",
        "forces.announcement_rate")}  # fmt: skip
    assert median["europe.effort"] == pytest.approx(3.00, rel=0.05)
    assert median["forces.permanent"] == pytest.approx(67.2, rel=0.02)
    assert median["forces.rotational"] == pytest.approx(9.3, rel=0.2)
    assert median["institution.exit_rate"] == pytest.approx(0.013, rel=0.3)
    assert median["forces.announcement_rate"] == pytest.approx(1.3, rel=0.3)
    assert (horizon(small, "europe.effort") >= 2.5).mean() == pytest.approx(0.94, abs=0.05)
    assert (horizon(small, "forces.total") < 76).mean() == pytest.approx(0.53, abs=0.1)


def test_r10_which_scenario_leads(small: RunResult) -> None:
    """S1 outranks S2a and S3 in 1.00, .33 and .08 of draws: the ranking rests on the reading."""
    share = {name: policies["trump-2-continued"] for name, policies in small.ranking.items()}
    assert share["weak"] > 0.98
    assert share["core"] == pytest.approx(0.33, abs=0.15)
    assert share["literal"] < 0.2


@pytest.mark.slow
def test_r10_in_full() -> None:
    full = predict(FORWARD, 60_000, 200)
    check_table(full, R10)
    check_gap(full, GAP)
    assert full.effective_draws == pytest.approx(161, abs=20)


@pytest.mark.slow
def test_r10_structural_in_full() -> None:
    full = predict(FORWARD[:2], 60_000, 200, effort="structural")
    check_table(full, STRUCTURAL)
    check_gap(full, GAP_STRUCTURAL)
    assert np.median(horizon(full, "europe.effort")) == pytest.approx(2.27, rel=0.05)


@pytest.mark.slow
def test_r10_from_2025_in_full() -> None:
    full = predict(PAST, 60_000, 200)
    check_table(full, FROM_2025)
    check_gap(full, GAP_2025)


@pytest.mark.slow
def test_r10_literal_effort() -> None:
    full = predict(FORWARD[:1], 9_000, 30, effort="minimal_literal")
    ends = np.quantile(horizon(full, "europe.effort"), (0.05, 0.5, 0.95))
    np.testing.assert_allclose(ends, (2.40, 3.09, 4.03), rtol=0.1)
