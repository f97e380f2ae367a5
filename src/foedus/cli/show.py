"""`foedus show`: what is in a case, as tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli.options import CaseArgument, JsonOption, Lang, LangOption, open_case
from foedus.cli.sheet import show_sheet
from foedus.core.errors import UnknownName

EXAMPLE = "Example: foedus show levers --lang vi"


def show(
    case: CaseArgument = "",
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="actors, dyads, levers, plan (the order of mechanisms), parameters, variables, "
            "scenarios, thresholds, policies, shocks, indicators, statements, sources, evidence, "
            "documents, kernels, source-classes or opinions; none: a summary.",
            show_default=False,
        ),
    ] = "",
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help="Rows of a run's table with this in a cell; repeat it."),
    ] = None,
    lang: LangOption = Lang.en,
    as_json: JsonOption = False,
) -> None:
    """Show what is in a case, as a table. CASE may be left out.

    In place of CASE the folder of a run may stand; WHAT is then one of its tables: scenarios,
    strips, indicators, relations, acts, differences and so on.
    """
    # the calendar of a case brings NumPy with it: kept out of `foedus --help`
    from foedus.case.find import built_in_cases, is_case
    from foedus.cli.run_tables import table_of_run
    from foedus.cli.views import VIEWS, summary
    from foedus.report.folder import is_run_folder

    if case and is_run_folder(Path(case)):
        show_sheet(table_of_run(Path(case), what, only or ()), as_json=as_json)
        return
    if case in VIEWS and not what:
        case, what = "", case
    if what and what not in VIEWS:
        raise UnknownName("view", what, VIEWS)
    if case and not what and not is_case(case):
        raise UnknownName("case or view", case, [*built_in_cases(), *VIEWS])
    view = VIEWS.get(what, summary)
    show_sheet(view(open_case(case), lang), as_json=as_json)
