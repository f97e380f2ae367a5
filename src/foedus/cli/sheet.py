"""A table on the screen, or the same rows as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from types import NoneType
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from foedus.case.records import Text

Cell = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under columns; columns are named as in the files of a case."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def show_sheet(sheet: Sheet, *, as_json: bool) -> None:
    """Print a table, or a JSON list with one object a row."""
    if as_json:
        print_json([dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows])
    else:
        _print_grid(sheet)


def print_json(value: Any) -> None:
    """Print JSON, letters as they are where the terminal has them, else escaped."""
    escape = not (sys.stdout.encoding or "").lower().startswith("utf")
    typer.echo(json.dumps(value, ensure_ascii=escape, indent=2, allow_nan=False))


def _print_grid(sheet: Sheet) -> None:
    # rich costs a third of the start-up time and only tables need it
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(title=sheet.title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for index, column in enumerate(sheet.columns):
        numeric = all(isinstance(row[index], (int, float, NoneType)) for row in sheet.rows)
        grid.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in sheet.rows:
        # Text: a cell such as trust.usa[East] is no markup
        grid.add_row(*(Text(written(cell)) for cell in row))
    Console(highlight=False).print(grid)


def in_language(text: Text, lang: str) -> str:
    """A text in Vietnamese or English."""
    return text.vi if lang == "vi" else text.en


def written(cell: Cell) -> str:
    """A cell as text.

    >>> written(None), written(True), written(0.1), written(3.0)
    ('', 'yes', '0.1', '3')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:g}" if isinstance(cell, float) else str(cell)
