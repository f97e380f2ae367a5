"""`foedus report`: the page of a finished run again, in another language, without running it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import Lang, LangOption, open_case
from foedus.core.errors import BadOption

if TYPE_CHECKING:
    from foedus.ensemble.result import RunResult
    from foedus.report.material import Material

EXAMPLE = "Example: foedus report out/us-alliances-2026-11-01-92d31f10 --lang vi"


def report(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Folder that `foedus run` wrote.")],
    case: Annotated[
        str, typer.Option("--case", help="Case of the run, if it is not a built-in one.")
    ] = "",
    lang: LangOption = Lang.en,
    out: Annotated[
        Path | None, typer.Option(help="File to write; RUN/report-LANG.html if not given.")
    ] = None,
) -> None:
    """Write the report of a finished run in a language, from the arrays and tables in its folder.

    The page is a single file that needs no network. Print it from a browser for a PDF on A4.
    """
    # xarray, pandas and the drawing come with these: kept out of `foedus --help`
    from foedus.report.html import build_page, render_page
    from foedus.report.read_run import read_facts, read_run

    facts = read_facts(run)
    opened = open_case(case or facts["case"])
    target = out or run / f"report-{lang.value}.html"
    if target.is_dir():
        raise BadOption("is a folder", where=str(target), remedy="name a file in --out")
    result = read_run(run, opened)
    page = render_page(build_page(result, lang.value, _material(run, result)))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page, encoding="utf-8")
    typer.echo(target)


def _material(run: Path, result: RunResult) -> Material:
    from foedus.ensemble.fit import plan_of
    from foedus.forecast.sensitivity.file import read_sensitivity
    from foedus.report.material import Material
    from foedus.update.record import FILE, read_ledger

    homes = plan_of(result.case, result.variant.get("effort", "")).homes()
    ledger = read_ledger(run) if (run / FILE).is_file() else None
    return Material(mechanisms=homes, evidence=ledger, sensitivity=read_sensitivity(run))
