"""A root counts once, whoever tells it: the case's records told again, copies, second sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from foedus.case.records import Case
from foedus.core.codebook import SOURCE_CLASSES
from foedus.ensemble.request import Request, make_request
from foedus.update.events import Event, Voice, events_of
from foedus.update.gather import gather
from foedus.update.likelihood import likelihood
from foedus.update.marks import marks_of
from foedus.update.match import Condition, condition_of
from foedus.update.origins import rooted
from foedus.update.own import own_evidence
from foedus.update.plan import EvidencePlan, plan_evidence
from foedus.update.reports import Report

from .making import OFFICIAL, report

MAY = date(2026, 5, 2)
ORDER = "order-germany-2026-1"
DRAWS = np.arange(40)


@pytest.fixture(scope="module")
def asked(case: Case) -> Request:
    return make_request(
        case, draws=400, replicates=10, as_of=date(2026, 10, 31), history_to=date(2025, 1, 21)
    )


@pytest.fixture(scope="module")
def before(case: Case, asked: Request) -> EvidencePlan:
    return plan_evidence(case, asked, gather(case))


def event_of(events: Iterable[Event], name: str) -> Event:
    return next(event for event in events if name in event.reports)


def factor(event: Event, plan: EvidencePlan) -> float:
    """Mean log of how much likelier the reports are if it happened."""
    pair = likelihood(event.voices, plan.rates, DRAWS)
    return float(np.mean(pair.yes - pair.no))


def checked_again(event: Event, doc: str, plan: EvidencePlan) -> float:
    """Log of what the copy in a document can add, by the classes of the root and of who copies."""
    voice = next(v for v in event.voices if v.doc == doc)
    kinds = (v.source_class for v in event.voices if v.root == voice.root)
    best, rates = min(kinds, key=SOURCE_CLASSES.index), plan.rates
    s, f, q = rates.sensitivity[best], rates.false_alarm[best], rates.recheck[voice.copier]
    return float(np.abs(np.log((1 - q + q * s) / (1 - q + q * f))[DRAWS]).mean())


def again(told: Report, publisher: str, **given: object) -> Report:
    """A user's document that tells a record of the case again, and names its source."""
    facts = {
        "id": f"mine {told.id}", "doc": "mine", "own": True, "event": "", "root": "mine",
        "marks": marks_of(publisher, "mine"),
    }  # fmt: skip
    return replace(told, **(facts | given))  # type: ignore[arg-type]


def test_every_record_of_the_case_told_again_counts_as_a_copy(
    case: Case, asked: Request, before: EvidencePlan
) -> None:
    """With the publisher, day and parties of the record, and no label of the case."""
    conditions = {
        r: c
        for r in before.gathered.reports
        if isinstance(c := condition_of(r, case, before.window), Condition)
    }
    assert len(conditions) > 60
    for told, condition in conditions.items():
        mine = again(told, before.gathered.documents[told.doc].publisher)
        every = events_of([*conditions.items(), (mine, condition)], before.gathered.documents)
        old, new = event_of(before.events, told.id), event_of(every, mine.id)
        assert told.id in new.reports
        assert len({v.root for v in new.voices}) == len({v.root for v in old.voices}), told.id
        moved = abs(factor(new, before) - factor(old, before))
        assert moved <= checked_again(new, "mine", before) + 1e-6, told.id


STORIES = {
    "agency": (
        "DAILY COAST\n3 May 2026\n\nWASHINGTON (AP) - The Pentagon ordered the withdrawal of about "
        "5,000 troops from Germany on Friday.\n\nAP\n"
    ),
    "unsigned": (
        "THE HARBOUR TIMES\n2 May 2026\n\nThe United States ordered the withdrawal of about 5,000 "
        "troops from Germany on 1 May 2026.\n"
    ),
    "vietnamese": (
        "Báo Bình Minh\n2/5/2026\n\nLầu Năm Góc ngày 1/5 ra lệnh rút 5.000 quân khỏi Đức.\n\n"
        "Theo AP\n"
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_a_document_that_tells_a_record_again_adds_no_root(
    case: Case, asked: Request, before: EvidencePlan, tmp_path: Path, name: str
) -> None:
    (tmp_path / f"{name}.txt").write_text(STORIES[name], "utf-8")
    mine = own_evidence([tmp_path], case, as_of=asked.as_of)
    plan = plan_evidence(case, asked, gather(case, mine))
    event = event_of(plan.events, ORDER)
    assert name in {voice.doc for voice in event.voices}
    old = event_of(before.events, ORDER)
    assert {v.root for v in event.voices} == {v.root for v in old.voices}
    assert 0 <= factor(event, plan) - factor(old, before) <= checked_again(event, name, plan)


def test_a_second_source_of_its_own_is_a_second_root(
    case: Case, asked: Request, before: EvidencePlan, tmp_path: Path
) -> None:
    text = (
        "THE HARBOUR TIMES\n4 May 2026\n\nThe United States ordered the withdrawal of about 5,000 "
        "troops from Germany on 1 May 2026, the German defence ministry said on Monday.\n"
    )
    (tmp_path / "berlin.txt").write_text(text, "utf-8")
    mine = own_evidence([tmp_path], case, as_of=asked.as_of)
    plan = plan_evidence(case, asked, gather(case, mine))
    event, old = event_of(plan.events, ORDER), event_of(before.events, ORDER)
    assert len({v.root for v in event.voices}) == len({v.root for v in old.voices}) + 1
    assert factor(event, plan) - factor(old, before) > 5 * checked_again(event, "berlin", plan)


def test_one_agency_in_two_languages_is_one_root(
    case: Case, asked: Request, tmp_path: Path
) -> None:
    english = (
        "MERIDIAN NEWS\n16 October 2026\n\nWASHINGTON, Oct 16 (Reuters) - President Donald Trump "
        "and Russian President Vladimir Putin spoke by telephone on 15 October 2026.\n"
    )
    vietnamese = (
        "Báo Bình Minh\n17/10/2026\n\nTổng thống Mỹ Donald Trump và Tổng thống Nga Vladimir Putin "
        "điện đàm hôm 15/10.\n\nTheo Reuters\n"
    )
    (tmp_path / "en.txt").write_text(english, "utf-8")
    (tmp_path / "vi.txt").write_text(vietnamese, "utf-8")
    plan = plan_evidence(case, asked, own_evidence([tmp_path], case, as_of=asked.as_of))
    (event,) = plan.events
    assert {v.doc for v in event.voices} == {"en", "vi"}
    assert len({v.root for v in event.voices}) == 1


def test_what_a_reader_of_roots_goes_by() -> None:
    """Agency, then speaker and day, then wording; a commentary has what it tells from somebody."""
    case_one = report("case", MAY, modality="actual", root="pentagon", marks=("ap",))
    plain = {"own": True, "modality": "actual", "source_class": "national newspaper"}
    alone = report("alone", MAY, **plain)
    signed = report("signed", MAY, marks=("daily coast", "ap"), **plain)
    quoting = report("quoting", MAY, speaker=("DEU",), **plain)
    same = report("same", MAY, speaker=("DEU",), **plain)
    later = report("later", MAY, speaker=("DEU",), start=date(2026, 5, 9), **plain)
    retold = report("retold", MAY, **(plain | {"source_class": "aggregator"}))
    found = rooted([case_one, alone, signed, quoting, same, later, retold])
    assert [r.root for r in found] == [
        "pentagon", "alone", "pentagon", "quoting", "quoting", "later", "pentagon",
    ]  # fmt: skip


def test_the_order_in_which_reports_come_does_not_matter() -> None:
    """One that shares an agency with a second and a speaker with a third ties all of them."""
    plain = {"own": True, "modality": "actual", "source_class": "national newspaper"}
    signed = report("a", MAY, marks=("reuters",), **plain)
    quoting = report("b", MAY, speaker=("USA",), **plain)
    both = report("c", MAY, marks=("reuters",), speaker=("USA",), **plain)
    other = report("d", MAY, marks=("dpa",), **plain)
    retold = report("e", MAY, **(plain | {"source_class": "commentary"}))
    for order in permutations((signed, quoting, both, other, retold)):
        assert {r.id: r.root for r in rooted(order)} == dict.fromkeys("abce", "a") | {"d": "d"}


def test_a_users_document_never_makes_one_root_of_two_of_the_case() -> None:
    two = [report("x", MAY, root="x", marks=("ap",)), report("y", MAY, root="y", marks=("afp",))]
    mine = report("mine", MAY, own=True, marks=("afp", "ap"))
    assert [r.root for r in rooted([*two, mine])] == ["x", "y", "x"]


def test_files_in_any_order_are_the_same_evidence(
    case: Case, asked: Request, tmp_path: Path
) -> None:
    """And one text twice is worth a re-check more than once."""
    paths = []
    for name, text in (*STORIES.items(), ("twin", STORIES["agency"])):
        paths.append(tmp_path / f"{name}.txt")
        paths[-1].write_text(text, "utf-8")
    plans = [
        plan_evidence(case, asked, gather(case, own_evidence(order, case, as_of=asked.as_of)))
        for order in (paths, paths[::-1])
    ]
    assert plans[0].events == plans[1].events
    once, alone = (
        plan_evidence(case, asked, gather(case, own_evidence(some, case, as_of=asked.as_of)))
        for some in (paths[:-1], paths[:1])
    )
    new, old = event_of(plans[0].events, ORDER), event_of(once.events, ORDER)
    assert "twin" in {v.doc for v in new.voices}
    assert {v.root for v in new.voices} == {v.root for v in event_of(alone.events, ORDER).voices}
    moved = factor(new, plans[0]) - factor(old, once)
    assert 0 <= moved <= checked_again(new, "twin", plans[0]) + 1e-6


def test_another_matter_is_no_observation(case: Case, asked: Request, tmp_path: Path) -> None:
    """A football match: what is weighed is what was weighed without it."""
    (tmp_path / "match.txt").write_text("3 May 2026\n\nUnited beat Rovers 3-1.\n", "utf-8")
    mine = own_evidence([tmp_path], case, as_of=asked.as_of)
    plan, bare = (plan_evidence(case, asked, gather(case, own)) for own in (mine, None))
    assert plan.events == bare.events
    same = [[(o.probe.name, o.step) for o in p.observations] for p in (plan, bare)]
    assert same[0] == same[1]


def test_a_root_is_believed_as_far_as_the_best_that_tells_it(before: EvidencePlan) -> None:
    """The statement itself beside a list that names it; a copy alone is worth its own class."""
    listed = Voice("a", "a", "statement", "aggregator", "aggregator", True, 1.0)
    itself = Voice("b", "b", "statement", OFFICIAL, OFFICIAL, True, 1.0)

    def worth(*voices: Voice) -> float:
        pair = likelihood(voices, before.rates, DRAWS)
        return float(np.mean(pair.yes - pair.no))

    assert worth(listed) < 0.5 * worth(itself)
    assert worth(itself) <= worth(listed, itself) < worth(itself) + 0.2


def test_another_host_is_another_order(case: Case, asked: Request) -> None:
    """As large and in the same month, yet of other parties."""
    told = report("italy", MAY, own=True, target=("ITA",))
    plan = plan_evidence(case, asked, replace(gather(case), reports=(
        *gather(case).reports, told)))  # fmt: skip
    assert ORDER not in event_of(plan.events, "italy").reports
