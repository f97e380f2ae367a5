"""CSV tables of the codebook, read with the line of every row and every fault at once."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from foedus.core.errors import FoedusError


class LexiconFaults(FoedusError):
    """Every fault of a codebook together, so that one pass mends them all."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, and where it stands."""

    cells: dict[str, str]
    where: str

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def forms(self, column: str) -> list[str]:
        """The forms of a cell, parted by semicolons."""
        return [form.strip() for form in self.cells[column].split(";") if form.strip()]


@dataclass(slots=True)
class Tables:
    """Reads the tables of one folder and collects what is wrong with them."""

    folder: Path
    faults: list[str] = field(default_factory=list)

    def rows(self, name: str, columns: Sequence[str]) -> Iterator[Row]:
        """Rows of a table; a wrong header or a row of wrong width is noted and left out."""
        path = self.folder / name
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.fault(name, f"cannot be read ({error})")
            return
        reader = csv.reader(text.splitlines())
        if next(reader, []) != list(columns):
            self.fault(f"{name}:1", f"the header must be {','.join(columns)}")
            return
        for cells in reader:
            where = f"{name}:{reader.line_num}"
            if len(cells) == len(columns):
                yield Row(dict(zip(columns, cells, strict=True)), where)
            else:
                self.fault(where, f"{len(cells)} cells, not {len(columns)}; quote a comma")

    def fault(self, where: str, what: str) -> None:
        """Note a fault."""
        self.faults.append(f"{where}: {what}")

    def need(self, condition: bool, where: str, what: str) -> bool:
        """Note a fault unless a condition holds; the condition is given back."""
        if not condition:
            self.fault(where, what)
        return condition
