"""What a report says of a trajectory, and why it says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.case.records import Case, Text
from foedus.ensemble.request import make_request
from foedus.update.base import by_base_rate
from foedus.update.events import events_of
from foedus.update.gather import gather
from foedus.update.likelihood import likelihood
from foedus.update.match import Condition, Window, condition_of
from foedus.update.plan import plan_evidence, window_of

from .making import gathered, report

MAY, DECEMBER = date(2026, 5, 2), date(2025, 12, 9)


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(find_case())


@pytest.fixture(scope="module")
def window(case: Case) -> Window:
    asked = make_request(case, as_of=date(2026, 6, 30), history_to=date(2026, 1, 1))
    return window_of(case, asked)


def test_an_announced_order_is_a_size_in_some_months(case: Case, window: Window) -> None:
    found = condition_of(report("r", MAY), case, window)
    assert isinstance(found, Condition)
    assert found.touch == "announcement"
    assert "forces.announced_permanent" in found.text
    assert (found.low, found.high) == (3, 7)
    months = [case.grid.first_day(k) for k in (found.first, found.last)]
    assert months == [date(2026, 4, 1), date(2026, 6, 1)]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"known": date(2026, 7, 1)}, "later"),
        ({"modality": "actual", "start": date(2026, 7, 2), "end": date(2026, 7, 2)}, "later_date"),
        ({"modality": "hypothetical"}, "hypothetical"),
        ({"modality": "forecast"}, "forecast"),
        ({"modality": "assertion"}, "assertion"),
        ({"modality": "historical"}, "historical"),
        ({"modality": "threatened"}, "no_threat"),
        ({"action": "PROTEST", "domain": ("other",)}, "aside"),
        ({"start": DECEMBER, "end": DECEMBER, "known": DECEMBER}, "history"),
        ({"modality": "considered", "known": DECEMBER}, "history"),
    ],
)  # fmt: skip
def test_what_is_left_out_and_why(
    case: Case, window: Window, given: dict[str, object], why: str
) -> None:
    assert condition_of(report("r", MAY, **given), case, window) == why


def test_what_no_kind_of_event_fits(case: Case, window: Window) -> None:
    bare = replace(case, evidence=replace(case.evidence, kernels={}))
    assert condition_of(report("r", MAY), bare, window) == "no_kernel"


def test_evidence_of_a_past_day_is_that_days_only(case: Case) -> None:
    """Every report known after the day is refused, and none known by then is refused for that."""
    day = date(2025, 3, 15)
    asked = make_request(case, as_of=day, history_to=date(2025, 1, 20))
    plan = plan_evidence(case, asked, gather(case))
    late = {report.id for report, why in plan.left if why == "later"}
    assert late == {r.id for r in plan.gathered.reports if r.known > day}
    assert late
    used = {name for event in plan.events for name in event.reports}
    assert all(
        claim.published <= day for claim in case.evidence.claims.values() if claim.id in used
    )
    assert all(told.step <= window_of(case, asked).last for told in plan.told)


def test_one_label_or_one_source_is_one_event(case: Case, window: Window) -> None:
    same = [report("a", MAY, event="e"), report("b", MAY, event="e")]
    apart = [report("c", MAY, event="f", root="z")]
    shared = [report("d", MAY, event="g", root="a")]
    reports = [*same, *apart, *shared]
    matched = [(r, c) for r in reports if isinstance(c := condition_of(r, case, window), Condition)]
    events = events_of(matched, gathered(*reports).documents)
    assert [event.reports for event in events] == [("a", "b", "d"), ("c",)]


def test_a_document_that_repeats_itself_has_one_voice(case: Case, window: Window) -> None:
    twice = [report("a", MAY, doc="d", event="e"), report("b", MAY, doc="d", event="e", root="a")]
    matched = [(r, c) for r in twice if isinstance(c := condition_of(r, case, window), Condition)]
    (event,) = events_of(matched, gathered(*twice).documents)
    assert len(event.voices) == 1
    assert len(event.reports) == 2


def test_a_users_report_joins_the_cases_event(case: Case, window: Window) -> None:
    both = [report("a", MAY, event="e"), report("b", MAY, event="x", own=True)]
    matched = [(r, c) for r in both if isinstance(c := condition_of(r, case, window), Condition)]
    assert len(events_of(matched, gathered(*both).documents)) == 1


def test_document_001_moves_its_event_almost_not_at_all(case: Case) -> None:
    """The record of the case: considered, .106 to .13; believed as its headline has it, .21."""
    asked = make_request(case, draws=4000, replicates=10)
    plan = plan_evidence(case, asked, gather(case))
    (story,) = [e for e in plan.events if e.condition.kernel == "arms-freeze"]
    assert story.condition.touch == "base_intent"
    assert len({voice.root for voice in story.voices}) == 1
    kernel, draws = case.evidence.kernels["arms-freeze"], np.arange(asked.parameter_draws)
    through = likelihood(story.voices, plan.rates, draws, kernel.intent)
    before, after = by_base_rate(story, kernel, through)
    assert before == pytest.approx(0.1055)
    assert after == pytest.approx(0.13, abs=0.01)
    headline = replace(story, condition=replace(story.condition, touch="base"))
    _, believed = by_base_rate(headline, kernel, likelihood(story.voices, plan.rates, draws))
    assert believed == pytest.approx(0.21, abs=0.03)


@pytest.mark.parametrize(
    ("modality", "found"),
    [("actual", "base"), ("negated", "base"), ("considered", "base_intent"),
     ("announced", "no_announcement"), ("threatened", "no_threat")],
)  # fmt: skip
def test_what_is_not_done_yet_is_no_event_of_a_kind_without_variable(
    case: Case, window: Window, modality: str, found: str
) -> None:
    act = {"actor": ("NATO",), "target": ("USA",), "action": "SANCTION", "domain": ("arms-trade",)}
    condition = condition_of(report("r", MAY, modality=modality, quantity=(), **act), case, window)
    assert getattr(condition, "touch", condition) == found


@pytest.mark.parametrize(
    ("words", "kernel"),
    [
        ("The United States gives notice that it withdraws from NATO", "exit"),
        ("Mỹ thông báo rút khỏi NATO", "exit"),
        ("The United States turns down NATO's plan for Greenland", ""),
    ],
)
def test_a_refusal_is_an_exit_only_in_words_of_leaving(
    case: Case, window: Window, words: str, kernel: str
) -> None:
    told = report(
        "r", MAY, actor=("USA",), target=("NATO",), action="REJECT", modality="actual",
        domain=("alliance-commitment",), quantity=(), start=MAY, end=MAY, text=Text(words, words),
    )  # fmt: skip
    found = condition_of(told, case, window)
    if kernel:
        assert isinstance(found, Condition)
        assert found.kernel == kernel
    else:
        assert not isinstance(found, Condition)
