"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.core.errors import BadOption

if TYPE_CHECKING:
    from foedus.case.records import Case


class Lang(StrEnum):
    """Language of texts."""

    en = "en"
    vi = "vi"


CaseArgument = Annotated[
    str, typer.Argument(metavar="CASE", help="Built-in case or folder.", show_default=False)
]
CaseOption = Annotated[
    str,
    typer.Option("--case", metavar="CASE", help="Built-in case or folder.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
LangOption = Annotated[Lang, typer.Option("--lang", help="Language of names and texts.")]


def open_case(given: str) -> Case:
    """The case a user names; empty means the built-in one.

    A library call takes a built-in name before a folder. On the command line a folder of
    that name in the working directory is as likely to be meant, so it must be told apart.
    """
    return _load(find_named(given))


def find_named(given: str) -> Path:
    """Folder of the case a user names; empty means the built-in one."""
    # NumPy comes with the calendar: kept out of `foedus --help`
    from foedus.case.find import DEFAULT_CASE, built_in_cases, find_case

    if given in built_in_cases() and Path(given).is_dir():
        raise BadOption(
            "both a built-in case and a folder here",
            where=given,
            remedy=f"write .{'/'}{given} for the folder, or leave CASE out for the built-in one",
        )
    return find_case(given or DEFAULT_CASE)


def _load(root: Path) -> Case:
    from foedus.case.load import load_case  # see `find_named`

    return load_case(root)
