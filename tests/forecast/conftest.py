"""The built-in case, read once for all tests of the back-test."""

from __future__ import annotations

import pytest

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.case.records import Case
from foedus.forecast.backtest.effort import EffortBook
from foedus.tables import Tables, load


@pytest.fixture(scope="session")
def case() -> Case:
    return load_case(find_case())


@pytest.fixture(scope="session")
def tables() -> Tables:
    return load(find_case())


@pytest.fixture(scope="session")
def book(case: Case, tables: Tables) -> EffortBook:
    return EffortBook(case, tables)
