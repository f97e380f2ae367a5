"""`foedus explain`: which document, which sentence moved which probability, and how."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from foedus.cli.options import JsonOption, Lang, LangOption

EXAMPLE = "Example: foedus explain out/RUN S1-weak --policy trump-2-continued --by sentence"


class By(StrEnum):
    """Parts that the evidence is taken apart into."""

    document = "document"
    sentence = "sentence"


def explain(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="Folder that `foedus run` has made.")],
    scenario: Annotated[
        str, typer.Argument(metavar="[SCENARIO]", help="Class to explain; the most moved if empty.")
    ] = "",
    policy: Annotated[str, typer.Option("--policy", "-p", help="Policy; the first if empty.")] = "",
    by: Annotated[By, typer.Option(help="Parts to take the evidence apart into.")] = By.document,
    lang: LangOption = Lang.en,
    as_json: JsonOption = False,
) -> None:
    """Walk a probability back to the documents and sentences that moved it."""
    # the ledger brings pydantic and the texts of the report: kept out of `foedus --help`
    from foedus.cli.sheet import print_json
    from foedus.report.explanation import as_json as plain
    from foedus.report.explanation import explanation
    from foedus.report.explanation_screen import render
    from foedus.update.record import read_ledger

    found = explanation(read_ledger(run), scenario, policy, by.value)
    if as_json:
        print_json(plain(found))
    else:
        from rich.console import Console

        from foedus.report.columns import WIDTH

        width = None if sys.stdout.isatty() else WIDTH
        Console(highlight=False, width=width).print(render(found, lang.value))
