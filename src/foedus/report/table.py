"""A table before it is drawn: the same for CSV, Excel, the page and the terminal.

Cells keep their numbers; each face formats them by the kind of the column.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from foedus.report.numbers import Numbers

Cell = str | float | int | date | None
Kind = Literal["text", "probability", "signed", "percent", "value", "count", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """`key` heads the CSV column, `label` (and `unit`) what people read."""

    key: str
    label: str
    kind: Kind = "text"
    unit: str = ""

    @property
    def heading(self) -> str:
        """Label with its unit.

        >>> Column("q50", "median", "value", "% GDP").heading
        'median (% GDP)'
        """
        return f"{self.label} ({self.unit})" if self.unit else self.label

    @property
    def numeric(self) -> bool:
        """Whether cells stand to the right."""
        return self.kind not in ("text", "date")


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is the file and sheet name; `rows` have one cell for each column."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def written(self, numbers: Numbers) -> list[list[str]]:
        """Every cell as text in one language."""
        kinds = [column.kind for column in self.columns]
        return [
            [write_cell(cell, kind, numbers) for cell, kind in zip(row, kinds, strict=True)]
            for row in self.rows
        ]


def table(
    name: str, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], note: str = ""
) -> Table:
    """A table from any sequences."""
    return Table(name, title, tuple(columns), tuple(tuple(row) for row in rows), note)


def write_cell(cell: Cell, kind: Kind, numbers: Numbers) -> str:
    """One cell as text; an empty one stays empty.

    >>> write_cell(0.0312, "probability", Numbers("en")), write_cell(None, "value", Numbers("en"))
    ('.031', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, date):
        return numbers.day(cell)
    if isinstance(cell, str):
        return cell
    writers: dict[str, Callable[[float], str]] = {
        "probability": numbers.probability,
        "signed": numbers.signed,
        "percent": numbers.percent,
        "count": lambda x: numbers.fixed(x, 0),
    }
    return writers.get(kind, numbers.value)(cell)
