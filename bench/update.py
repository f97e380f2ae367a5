"""Evidence: five hundred claims on 20,000 trajectories under two policies.

The claims tell of US-Russian contacts, month by month, from fifty documents of a weak class: much
to weigh and to attribute, with trajectories left. What is timed is the update: matching,
answers, weights, the shares of every document and every claim. The run itself is beside it.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from bench.figure import Figure
from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.case.records import Case, Text
from foedus.ensemble.request import Request, make_request
from foedus.ensemble.sweep import Sweep, sweep_job
from foedus.ensemble.tiles import lay_out_job, model_of
from foedus.update.gather import Gathered
from foedus.update.ledger import ledger_of
from foedus.update.plan import EvidencePlan, plan_evidence
from foedus.update.reports import Document, Report

T = TypeVar("T")

CLAIMS, FEW, DOCUMENTS = 500, 100, 50
ORIGIN, AS_OF = date(2026, 1, 1), date(2026, 10, 31)


def measure() -> list[Figure]:
    """Time of the update, as seconds and against the run, and how its memory grows."""
    case = load_case(find_case())
    request = make_request(case, draws=20_000, as_of=AS_OF, history_to=ORIGIN)
    model = model_of(case, request)
    sweep_job(lay_out_job(model, request))  # compiles
    alone, _ = _timed(lambda: sweep_job(lay_out_job(model, request)))

    def observed(count: int) -> tuple[EvidencePlan, Sweep]:
        plan = plan_evidence(case, request, claims(count))
        return plan, sweep_job(lay_out_job(model, request, observations=plan.observations))

    weighed, (plan, swept) = _timed(lambda: observed(CLAIMS))
    attributed, _ = _timed(lambda: ledger_of(case, request, plan, swept))
    update = max(weighed - alone, 0.0) + attributed
    ratio = _peak(case, request, *observed(CLAIMS)) / _peak(case, request, *observed(FEW))
    return [
        Figure("update with 500 claims", update, "s", "< 10", "matching, weights, attribution"),
        Figure("of which weighing", max(weighed - alone, 0.0), "s"),
        Figure("the run itself", alone, "s", "", "20,000 trajectories, two policies"),
        Figure("update against the run", update / alone, "x"),
        Figure("memory, 500 against 100 claims", ratio, "x", "<= 1.5", "peak of the ledger"),
    ]


def claims(count: int) -> Gathered:
    """Claims spread over the months and over the documents."""
    days = (AS_OF - ORIGIN).days
    reports = [_claim(n, ORIGIN + timedelta(days=n * days // count)) for n in range(count)]
    documents = {
        r.doc: Document(r.doc, Text(r.doc, r.doc), "", r.known, r.source_class) for r in reports
    }
    return Gathered(tuple(reports), documents)


def _claim(number: int, day: date) -> Report:
    return Report(
        id=f"c{number}",
        doc=f"d{number % DOCUMENTS}",
        known=day,
        start=day,
        end=day,
        precision="day",
        actor=("USA",),
        target=("RUS",),
        action="CONSULT",
        domain=("diplomacy",),
        modality="actual",
        quantity=(),
        event=f"e{number}",
        root=f"d{number % DOCUMENTS}",
        source_class="generated text",
        text=Text("contact", "tiếp xúc"),
        confidence=0.1,
        place="",
    )


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    begin = time.perf_counter()
    done = work()
    return time.perf_counter() - begin, done


def _peak(case: Case, request: Request, plan: EvidencePlan, swept: Sweep) -> float:
    tracemalloc.start()
    ledger_of(case, request, plan, swept)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return float(peak)
