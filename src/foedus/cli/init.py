"""`foedus init`: a new case to edit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli.options import find_named

EXAMPLE = "Example: foedus init my-case && foedus check ./my-case"


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="New or empty folder.", show_default=False)
    ],
    source: Annotated[
        str, typer.Option("--from", metavar="CASE", help="Case to copy: built-in or folder.")
    ] = "",
) -> None:
    """Copy a case into a folder of your own: plain TOML and CSV, to be edited."""
    from foedus.case.copy import copy_case  # brings the calendar and NumPy

    count = copy_case(find_named(source), folder)
    typer.echo(f"{folder}: {count} files; edit them, then run `foedus check {folder}`")
