"""Comparing policies: four at once, a what-if against a kept baseline, a small Sobol design."""

from __future__ import annotations

import time
from collections.abc import Callable

from bench.figure import Figure
from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.case.records import Case
from foedus.ensemble.request import make_request
from foedus.forecast.compare.compare import compare
from foedus.forecast.sensitivity.analyse import Size, analyse
from foedus.forecast.whatif.session import Session

POLICIES = ["trump-2-continued", "restored-commitment", "european-pillar", "hard-retrenchment"]
BAD = {"S2a": 1.0, "S3": 1.0, "O4": 1.0}
QUESTIONS = ["DEU:5@2027-06", "DEU:10@2027-06", "ITA:3@2027-12", "GBR:2@2027-03"]
DRAWS = 2_000


def measure() -> list[Figure]:
    """Seconds for each; the compiled code of an earlier run is used where it is there."""
    case = load_case(find_case())
    warm = make_request(case, policies=POLICIES, draws=40, replicates=4)
    compare(case, warm, bad=BAD)
    request = make_request(case, policies=POLICIES)
    four = _seconds(lambda: compare(case, request, bad=BAD))
    return [
        Figure("four policies compared", four, "s", "", f"{request.draws:,} trajectories each"),
        *_questions(case),
        Figure("Sobol by basis", _sobol(case), "s", "", "256 rows a matrix, 2 policies"),
    ]


def _questions(case: Case) -> list[Figure]:
    """The first question lays out its course; those after it are what a reader waits for."""
    request = make_request(case, policies=POLICIES[:1], draws=DRAWS)
    session = Session(case, request)

    def ask(withdrawal: str) -> float:
        changes = session.reader_of(case, request).read({"withdraw": [withdrawal]})
        return _seconds(lambda: session.ask(changes, bad=BAD))

    first, *others = (ask(withdrawal) for withdrawal in QUESTIONS)
    note = f"{DRAWS:,} trajectories, baseline kept"
    return [
        Figure("a what-if, the first", first, "s", "", note),
        Figure("a what-if after it", min(others), "s", "< 1", f"{note}, best of {len(others)}"),
    ]


def _sobol(case: Case) -> float:
    request = make_request(case, policies=POLICIES[:2])
    size = Size(base=256)
    return _seconds(lambda: analyse(case, request, parts=["sobol"], by=["basis"], size=size))


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
