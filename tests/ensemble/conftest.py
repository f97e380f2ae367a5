"""One small model and one small run, made once for all tests of the ensemble."""

from __future__ import annotations

import pytest

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.case.records import Case
from foedus.ensemble.model import Model, build_model
from foedus.ensemble.request import make_request
from foedus.ensemble.result import RunResult
from foedus.ensemble.run import run

DRAWS, REPLICATES = 1100, 4
"""Two tiles, the second nearly empty."""


@pytest.fixture(scope="session")
def case() -> Case:
    return load_case(find_case())


@pytest.fixture(scope="session")
def model(case: Case) -> Model:
    return build_model(case, draws=DRAWS // REPLICATES, seed=2026)


@pytest.fixture(scope="session")
def result(case: Case) -> RunResult:
    return run(case, make_request(case, draws=DRAWS, replicates=REPLICATES))
