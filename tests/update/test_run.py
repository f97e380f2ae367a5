"""Runs with evidence: the worked example, and what resampling must keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from foedus.case.records import Case
from foedus.ensemble.engine import TILE
from foedus.ensemble.fan import Fan
from foedus.ensemble.observation import ask_observed, weigh
from foedus.ensemble.origin import Origin
from foedus.ensemble.pool import Spread, run_tiles
from foedus.ensemble.recipe import one_of, recipe_of
from foedus.ensemble.request import Request, make_request
from foedus.ensemble.result import RunResult
from foedus.ensemble.run import run
from foedus.ensemble.sweep import Sweep, sweep
from foedus.ensemble.tally import tally_of
from foedus.ensemble.tiles import lay_out_job, model_of
from foedus.report.summary import summary_text
from foedus.update.gather import Gathered, gather
from foedus.update.plan import EvidencePlan, plan_evidence
from foedus.update.record import Ledger, ledger_text, read_ledger
from foedus.update.run import run_with

Done = tuple[RunResult, Ledger]
FORWARD = "trump-2-continued"


def column(ledger: Ledger, scenario: str, policy: str = FORWARD) -> int:
    keys = [(c.policy, c.scenario) for c in ledger.columns]
    return keys.index((policy, scenario))


def test_the_worked_example_in_direction_and_size(done: Done) -> None:
    """R7: S1-weak .34 to .68 with the posts, S1-core .024 to .08 with the order, S2a unmoved."""
    result, ledger = done
    weak, core, exit_ = (column(ledger, name) for name in ("S1-weak", "S1-core", "S2a"))
    assert ledger.before[weak] == pytest.approx(0.35, abs=0.08)
    assert ledger.after[weak] == pytest.approx(0.65, abs=0.12)
    assert ledger.before[core] < 0.05 < ledger.after[core] < 0.2
    assert ledger.after[exit_] == pytest.approx(ledger.before[exit_], abs=0.05)
    assert result.row(FORWARD, "weak", "S1-weak").estimate.value == pytest.approx(
        ledger.after[weak], abs=0.02
    )
    steps = {step.player: step for step in ledger.attributions[0].steps}
    assert steps["statement"].shift[weak] > 0.8
    assert abs(steps["statement"].shift[exit_]) < 4 * steps["statement"].se[exit_]


def test_fifty_documents_do_not_leave_three_trajectories(done: Done) -> None:
    result, ledger = done
    assert ledger.plain < 0.02 * ledger.trajectories
    assert ledger.resampled
    assert ledger.effective > max(0.05 * ledger.trajectories, 5 * ledger.plain)
    assert result.effective_draws > 30


def test_copies_add_no_more_than_they_were_checked(done: Done) -> None:
    """Fifty papers, one root: the event is as likely as one of them and a few re-checks make it."""
    _, ledger = done
    order = next(e for e in ledger.events if e.kernel == "order-permanent")
    assert order.roots == 1
    assert len(order.documents) == 50
    alone = 0.95 / 0.02
    assert alone < order.factor < alone * 1500


@pytest.fixture(scope="module")
def posts(case: Case, asked: Request, evidence: Gathered) -> tuple[EvidencePlan, Sweep]:
    """The hand-over alone: weights alone still serve, and tiles are resampled."""
    plan = plan_evidence(case, asked, replace(evidence, reports=evidence.reports[:2]))
    return plan, sweep(case, asked, observations=plan.observations)


def test_resampling_agrees_with_weights_alone(posts: tuple[EvidencePlan, Sweep]) -> None:
    _, swept = posts
    assert swept.before is not None
    tallies = [tally_of(swept), tally_of(swept.before)]
    for (*_, a), (*_, b) in zip(swept.inside(FORWARD), swept.before.inside(FORWARD), strict=True):
        one, other = tallies[0].plain(a), tallies[1].plain(b)
        error = np.hypot(one.mc_se, other.mc_se)
        assert abs(one.value - other.value) <= 4.5 * error + 0.002


def test_a_lineage_run_again_is_what_the_fan_saw(case: Case, asked: Request) -> None:
    """Answers of the tile run again are those of the places that the fan settled on."""
    plan = plan_evidence(case, asked, gather(case))
    job = lay_out_job(model_of(case, asked), asked, observations=plan.observations)
    origin = Origin(job, 0)
    fan, seen = Fan(origin, job.observations), [o for o in job.observations if o.step <= 147]
    fan.resample(0.5)
    while fan.step < 147:
        fan.month()
        if fan.step == 146:
            fan.resample(0.3)
    line, before = fan.line, fan.log_weight
    fan.weigh(seen)
    for begin in (0, len(before) - TILE):
        some = slice(begin, begin + TILE)
        ahead = origin.go_on(origin.begin(line.of(some)), job.factual, 147)
        draw = origin.draw[line.history[some]]
        again = weigh(seen, ask_observed(seen, origin.path(ahead)), draw)
        np.testing.assert_allclose(again, (fan.log_weight - before)[some], atol=1e-9)


def test_tiles_that_are_tried_again_do_not_depend_on_where(case: Case, evidence: Gathered) -> None:
    """A tile of few trajectories, in its turn and from its recipe alone: the same bytes."""
    asked = make_request(
        case, draws=1100, replicates=10, as_of=date(2026, 6, 30), history_to=date(2026, 1, 1)
    )
    seen = plan_evidence(case, asked, evidence).observations
    job = lay_out_job(model_of(case, asked), asked, observations=seen)
    *_, here = run_tiles(job)
    there = one_of(recipe_of(job), 1)
    assert here.before is not None
    assert len(here.sample.log_weight) == 1100 - TILE
    np.testing.assert_array_equal(here.sample.log_weight, there.sample.log_weight)
    np.testing.assert_array_equal(here.sample.ancestor, there.sample.ancestor)
    for policy, paths in here.sample.future.items():
        for name, path in paths.items():
            np.testing.assert_array_equal(path, there.sample.future[policy][name])


@pytest.mark.slow
def test_the_same_numbers_by_threads_and_by_processes(
    case: Case, asked: Request, evidence: Gathered, done: Done
) -> None:
    result, ledger = done
    again, twin = run_with(case, asked, evidence, spread=Spread(workers=2))
    assert summary_text(again, twin) == summary_text(result, ledger)
    assert ledger_text(twin) == ledger_text(ledger)


def test_pairing_survives_resampling(done: Done) -> None:
    """Both policies meet the same worlds: their difference errs less than two runs would."""
    result, _ = done
    for gap in result.differences:
        rows = [result.row(p, gap.reading, gap.scenario).estimate for p in (gap.a, gap.b)]
        apart = np.hypot(rows[0].mc_se, rows[1].mc_se)
        assert gap.estimate.mc_se <= apart * 1.01
        assert gap.estimate.value == pytest.approx(rows[0].value - rows[1].value, abs=1e-9)


def test_kept_paths_are_those_of_the_resampled_trajectories(
    posts: tuple[EvidencePlan, Sweep],
) -> None:
    """A kept trajectory that answers yes has the event on its own path."""
    plan, swept = posts
    (told,) = plan.told
    answer = swept.observed[told.probe.name][swept.kept]
    agreed = np.concatenate([swept.past["command.agreed"], swept.future[FORWARD]["command.agreed"]])
    first, last = told.event.condition.first, told.event.condition.last
    np.testing.assert_array_equal(answer, (agreed[first - 1 : last] == 1).any(axis=0))


def test_evidence_about_coded_history_changes_nothing(case: Case) -> None:
    asked = make_request(case, draws=400, replicates=4)
    whole = gather(case)
    result, ledger = run_with(case, asked, whole)
    assert summary_text(result) == summary_text(run(case, asked))
    assert ledger.before == ledger.after
    assert ledger.counted == 0
    assert sum(row.why == "history" for row in ledger.reports) > 100


def test_the_ledger_survives_its_file(done: Done, tmp_path: Path) -> None:
    (tmp_path / "evidence.json").write_text(ledger_text(done[1]), "utf-8")
    assert read_ledger(tmp_path) == done[1]


def test_evidence_known_later_is_not_used(case: Case, evidence: Gathered) -> None:
    """As of April, the order of May is refused, and no event of it is there."""
    asked = make_request(
        case, draws=400, replicates=4, as_of=date(2026, 4, 30), history_to=date(2026, 1, 1)
    )
    plan = plan_evidence(case, asked, evidence)
    assert {why for _, why in plan.left} == {"later"}
    assert len(plan.left) == 50
    assert [event.condition.kernel for event in plan.events] == ["command-agreed"]


def test_a_few_draws_under_heavy_evidence_still_give_an_answer(case: Case) -> None:
    """Eighteen months of reports on four hundred trajectories: hardly a draw is left."""
    asked = make_request(
        case, draws=400, replicates=4, as_of=date(2026, 6, 30), history_to=date(2025, 1, 20)
    )
    result, ledger = run_with(case, asked, gather(case))
    assert ledger.counted > 20
    assert any("effective parameter draws are left" in line for line in result.warnings)
    for row in result.scenarios:
        assert 0 <= row.estimate.lo <= row.estimate.value <= row.estimate.hi <= 1
