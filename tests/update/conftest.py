"""One run with evidence, made once: R7's hand-over and order, and fifty documents about them."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.case.records import Case
from foedus.ensemble.request import Request, make_request
from foedus.ensemble.result import RunResult
from foedus.update.gather import Gathered
from foedus.update.record import Ledger
from foedus.update.run import run_with

from .making import OFFICIAL, gathered, report

DRAWS = 2000


@pytest.fixture(scope="session")
def case() -> Case:
    return load_case(find_case())


@pytest.fixture(scope="session")
def asked(case: Case) -> Request:
    return make_request(
        case, draws=DRAWS, replicates=10, as_of=date(2026, 6, 30), history_to=date(2026, 1, 1)
    )


@pytest.fixture(scope="session")
def evidence() -> Gathered:
    """Two roots for the agreement on command posts, fifty papers on the order of May."""
    posts = {"actor": ("NATO",), "target": (), "action": "AGREE", "domain": ("command",)}
    february = date(2026, 2, 6)
    told = [
        report("statement", february, source_class=OFFICIAL, event="posts", quantity=(), **posts),
        report("agency", february, event="posts", quantity=(), **posts),
        *(report(f"paper{n}", date(2026, 5, 2), event="order", root="order") for n in range(50)),
    ]
    return gathered(*told)


@pytest.fixture(scope="session")
def done(case: Case, asked: Request, evidence: Gathered) -> tuple[RunResult, Ledger]:
    return run_with(case, asked, evidence)
