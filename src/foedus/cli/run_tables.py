"""The tables in the folder of a run, as `foedus show RUN TABLE` prints them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from foedus.cli.sheet import Cell, Sheet
from foedus.core.errors import UnknownName


def table_of_run(folder: Path, name: str, only: Sequence[str] = ()) -> Sheet:
    """One table of a run; without a name, which there are and how many rows each has.

    `only` keeps the rows that have every one of these texts in a cell.
    """
    tables = {path.stem: path for path in sorted((folder / "tables").glob("*.csv"))}
    if not name:
        rows: list[tuple[Cell, ...]] = [(key, len(_read(path)) - 1) for key, path in tables.items()]
        return Sheet(folder.name, ("table", "rows"), rows)
    if name not in tables:
        raise UnknownName("table of the run", name, tables)
    head, *body = _read(tables[name])
    kept = [row for row in body if set(only) <= set(row)]
    return Sheet(f"{folder.name}: {name}", tuple(head), [tuple(map(_cell, row)) for row in kept])


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _cell(text: str) -> Cell:
    """A number where the text is one, nothing where it is empty.

    >>> _cell("0.5"), _cell(""), _cell("S1-core")
    (0.5, None, 'S1-core')
    """
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        return text
