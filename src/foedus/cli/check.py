"""`foedus check`: everything that is wrong with a case, at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from foedus.cli.checkers import inspect
from foedus.cli.options import CaseArgument, JsonOption, find_named
from foedus.cli.sheet import print_json
from foedus.core.errors import CaseFault, CaseFaults, FoedusError

if TYPE_CHECKING:
    from foedus.case.records import Case

EXAMPLE = "Example: foedus check us-alliances"


def check(case: CaseArgument = "", as_json: JsonOption = False) -> None:
    """Check a case: every fault with its file, line and remedy; exit status 2 if any."""
    from foedus.cli.views import counts  # brings the calendar and NumPy

    loaded, faults = inspect(find_named(case))
    if as_json:
        print_json(_report(loaded, counts(loaded) if loaded else {}, faults))
    elif loaded and not faults:
        typer.echo(_line(loaded, counts(loaded)))
    if faults and not as_json:
        raise CaseFaults([_as_fault(fault) for fault in faults])
    if faults:
        raise typer.Exit(2)


def _line(case: Case, counts: dict[str, int]) -> str:
    listed = ", ".join(f"{number} {part}" for part, number in counts.items())
    return f"{case.name}: no fault: {listed}; digest {case.digest[:12]}"


def _report(
    case: Case | None, counts: dict[str, int], faults: Sequence[FoedusError]
) -> dict[str, object]:
    return {
        "case": case.name if case else None,
        "digest": case.digest if case else None,
        "counts": counts,
        "faults": [
            {"where": fault.where, "what": fault.what, "remedy": fault.remedy} for fault in faults
        ],
    }


def _as_fault(fault: FoedusError) -> CaseFault:
    return CaseFault(fault.what, where=fault.where, remedy=fault.remedy)
