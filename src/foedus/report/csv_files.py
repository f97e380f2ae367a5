"""tables/*.csv: full precision, machine names in the header, the same in every language."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from foedus.report.table import Cell, Table


def write_csv_files(tables: Sequence[Table], folder: Path) -> None:
    """Write each table as ``NAME.csv`` (UTF-8, comma, point, ISO dates)."""
    folder.mkdir(exist_ok=True)
    for table in tables:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column.key for column in table.columns])
            writer.writerows([_plain(cell) for cell in row] for row in table.rows)


def _plain(cell: Cell) -> str:
    """A cell as a program reads it; numbers with nine digits, which hold a float32 exactly.

    >>> _plain(0.1 + 0.2), _plain(None)
    ('0.3', '')
    """
    if cell is None:
        return ""
    return f"{cell:.9g}" if isinstance(cell, float) else str(cell)
