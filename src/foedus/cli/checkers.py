"""What `foedus check` looks at. Each checker imports what it needs inside, as commands do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.core.errors import CaseFaults, FoedusError

if TYPE_CHECKING:
    from foedus.case.records import Case

FolderChecker = Callable[[Path], None]
CaseChecker = Callable[["Case"], None]
"""A checker raises `CaseFaults` or another `FoedusError` when something is wrong."""


def check_tables(root: Path) -> None:
    """Every figure of `tables/` against its schema."""
    from foedus.tables import load  # pandas: half a second that no other command should pay

    load(root)


FOLDER_CHECKERS: list[FolderChecker] = [check_tables]
"""Run on any folder, so that one pass tells all, even when the case itself cannot be read."""


def check_mechanisms(case: Case) -> None:
    """Parameters, variables and predicates against the mechanisms."""
    from foedus.ensemble.fit import check_fit  # JAX: two seconds that no other command pays

    check_fit(case)


def check_evidence(case: Case) -> None:
    """Expressions of kernels and of opinions against the variables."""
    from foedus.ensemble.kernel_fit import check_kernels  # JAX, as above

    check_kernels(case)


def check_indicators(case: Case) -> None:
    """Expressions of indicators against the variables."""
    from foedus.ensemble.indicators import check_expressions  # JAX, as above

    check_expressions(case)


CASE_CHECKERS: list[CaseChecker] = [check_mechanisms, check_evidence, check_indicators]
"""Run once a case has been read."""


def inspect(root: Path) -> tuple[Case | None, list[FoedusError]]:
    """The case, if it can be read, and every fault that any checker finds, each once."""
    from foedus.case.load import load_case  # NumPy: kept out of `foedus --help`

    case: Case | None = None
    faults: list[FoedusError] = []
    with _gathering(faults):
        case = load_case(root)
    for check_folder in FOLDER_CHECKERS:
        with _gathering(faults):
            check_folder(root)
    for check_case in CASE_CHECKERS if case else ():
        with _gathering(faults):
            check_case(case)
    # the tables name sources too, so a fault of sources.csv is found by both
    return case, list({str(fault): fault for fault in faults}.values())


@contextmanager
def _gathering(faults: list[FoedusError]) -> Iterator[None]:
    try:
        yield
    except CaseFaults as found:
        faults.extend(found.faults)
    except FoedusError as fault:
        faults.append(fault)
