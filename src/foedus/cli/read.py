"""`foedus read`: documents to coded claims, each with its reasons."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.options import JsonOption
from foedus.cli.sheet import print_json, show_sheet
from foedus.core.errors import BadOption

if TYPE_CHECKING:
    from foedus.cli.reading import Job, Result

EXAMPLE = "Example: foedus read articles/ --out claims.jsonl --html pages"


_LISTED = 60
"""Documents above which a table of them would only scroll by."""


class Format(StrEnum):
    """Forms of a file of claims."""

    jsonl = "jsonl"
    csv = "csv"
    plover = "plover"


def read(
    docs: Annotated[
        list[Path], typer.Argument(metavar="DOCS...", help=".txt .md .html .pdf files or folders.")
    ],
    out: Annotated[Path | None, typer.Option(help="File of claims to write.")] = None,
    form: Annotated[Format, typer.Option("--format", help="Form of that file.")] = Format.jsonl,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell the rules behind each claim.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Pages with the claims marked in place.")
    ] = None,
    corrections: Annotated[
        Path | None, typer.Option(help="A person's decisions, CSV or JSON lines.")
    ] = None,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0: one a core.")] = 0,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a stopped run of the same --out.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Read documents in Vietnamese and English and code their claims."""
    # the coder and its codebook take half a second to load: kept out of `foedus --help`
    from foedus.cli.reading import Job, run

    if resume and out is None:
        raise BadOption("--resume without --out", remedy="name the file of the stopped run")
    reasons = explain or html is not None
    cores = workers or os.cpu_count() or 1
    job = Job(docs, out, form.value, html, corrections, cores, resume, reasons)
    try:
        result = run(job)
    except KeyboardInterrupt:
        if out is not None:
            typer.echo(f"what was read is safe in {out}.journal; add --resume to go on", err=True)
        raise
    _tell(result, job, explain=explain, as_json=as_json)
    if not result.sources:
        raise typer.Exit(2)


def _tell(result: Result, job: Job, *, explain: bool, as_json: bool) -> None:
    from foedus.cli.reading import claims_sheet, documents_sheet, explained

    for fault in result.faults:
        typer.echo(fault, err=True)
    if as_json:
        print_json(result.to_json(explain=explain))
        return
    if explain:
        typer.echo(explained(result))
    elif job.out is None:
        show_sheet(claims_sheet(result), as_json=False)
    if len(result.sources) <= _LISTED:
        show_sheet(documents_sheet(result), as_json=False)
    typer.echo(_summary(result, job))


def _summary(result: Result, job: Job) -> str:
    claims = result.claims
    events, roots = len({c.event for c in claims}), len({c.root for c in claims})
    parts = [
        f"{len(claims)} claims on {events} events from {roots} roots "
        f"in {len(result.sources)} documents",
        f"{len(result.faults)} not read" if result.faults else "",
        f"{job.out}" if job.out else "",
        f"{job.html / 'index.html'}" if job.html else "",
    ]
    return "; ".join(part for part in parts if part)
