"""CSV files of a case: rows as fields, with the exact line of each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from foedus.case.faults import Faults, suggestion
from foedus.case.field import Field
from foedus.case.records import Place, Text
from foedus.case.text_file import Folder


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``row["unit"]`` is the field of a column."""

    cells: dict[str, str]
    place: Place
    faults: Faults

    def __getitem__(self, column: str) -> Field:
        return Field(column, self.cells[column].strip(), self.place, self.faults)

    def both(self, stem: str) -> Text:
        """The text in both languages from columns ``stem_en`` and ``stem_vi``."""
        return Text(self[f"{stem}_en"].text(), self[f"{stem}_vi"].text())


def read_rows(
    folder: Folder, name: str, columns: Sequence[str], *, key: Sequence[str], filled: bool = True
) -> list[Row]:
    """Rows of a CSV file with exactly these columns, in any order.

    `key` names the columns that no two rows may share; a second row with the same key is a
    fault and left out. Unless `filled` is false, a file without a row is a fault too. A row
    with too many or too few cells is a fault and left out.
    """
    text = folder.text(name)
    if text is None:
        return []
    records = _records(text, name, folder.faults)
    if records is None:
        return []
    line, header = records[0] if records else (1, [])
    header = [cell.strip() for cell in header]
    if not _header_holds(header, columns, Place(name, line), folder.faults):
        return []
    rows = [
        Row(dict(zip(header, cells, strict=True)), Place(name, at), folder.faults)
        for at, cells in records[1:]
        if _fits(cells, header, Place(name, at), folder.faults)
    ]
    if filled and not rows:
        folder.faults.add(Place(name, 0), "no row below the header", "add at least one row")
    return _unique(rows, key)


def _records(text: str, name: str, faults: Faults) -> list[tuple[int, list[str]]] | None:
    """First line and cells of each record that is not blank; a cell may span lines.

    None when quotes are broken: what follows them cannot be told apart.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        faults.add(Place(name, before + 1), f"broken quotes ({error})", 'write "" for a quote')
        return None
    return records


def _header_holds(
    header: Sequence[str], columns: Sequence[str], place: Place, faults: Faults
) -> bool:
    missing = [column for column in columns if column not in header]
    extra = [column for column in header if column not in columns]
    if missing and len(header) == 1 and ";" in header[0]:
        faults.add(place, "columns are parted by ';'", "save the file with ',' between columns")
        return False
    for column in extra:
        near = suggestion(column, missing)
        hint = near if near.startswith("did") else "remove it"
        faults.add(place, f"unknown column '{column}'", hint)
    for column in missing:
        faults.add(place, f"no column '{column}'", f"the header is {','.join(columns)}")
    for column in {c for c in header if header.count(c) > 1}:
        faults.add(place, f"column '{column}' is there twice", "keep one")
    return sorted(header) == sorted(columns)


def _fits(cells: Sequence[str], header: Sequence[str], place: Place, faults: Faults) -> bool:
    if len(cells) != len(header):
        what = f"{len(cells)} cells under {len(header)} columns"
        faults.add(place, what, "put a text that holds a comma between double quotes")
    return len(cells) == len(header)


def _unique(rows: Sequence[Row], key: Sequence[str]) -> list[Row]:
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        mark = tuple(row[column].value for column in key)
        other = first.setdefault(mark, row)
        if other is not row:
            what = f"{', '.join(key)} '{', '.join(mark)}' is there already"
            row.faults.add(row.place, what, f"see line {other.place.line}; keep one of the two")
    return list(first.values())
