"""tables.xlsx: a sheet that explains, then one sheet for each table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from foedus.report.catalogue import Catalogue
from foedus.report.table import Cell, Table

xlsxwriter: Any = import_module("xlsxwriter")
"""Comes without types: loaded by name, so that what is untyped stays in this file."""
Format = Any
Worksheet = Any

_FORMATS = {
    "probability": "0.000", "signed": "+0.000;-0.000;0.000", "percent": "0 %",
    "value": "General", "count": "0", "date": "yyyy-mm-dd", "text": "@",
}  # fmt: skip
_WIDEST = 60
_STAMP = datetime(2000, 1, 1)
"""A fixed stamp, so that equal runs give equal bytes."""


def write_workbook(tables: Sequence[Table], path: Path, t: Catalogue, lines: Sequence[str]) -> None:
    """Write all tables; `lines` open the first sheet."""
    with xlsxwriter.Workbook(str(path), {"nan_inf_to_errors": True}) as book:
        book.set_properties({"created": _STAMP})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        _explain(book.add_worksheet(t("workbook.sheet")), tables, t, lines, bold)
        formats = {
            kind: book.add_format({"num_format": code, "valign": "top"})
            for kind, code in _FORMATS.items()
        }
        for table in tables:
            _fill(book.add_worksheet(table.name[:31]), table, formats, bold)


def _explain(
    sheet: Worksheet, tables: Sequence[Table], t: Catalogue, lines: Sequence[str], bold: Format
) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 2, 60)
    told = [*lines, t("workbook.intro")]
    for row, line in enumerate(told):
        sheet.write_string(row, 0, line)
    heads = (t("workbook.sheet_name"), t("column.title"), t("column.meaning"))
    sheet.write_row(len(told) + 1, 0, heads, bold)
    for k, table in enumerate(tables, start=len(told) + 2):
        sheet.write_row(k, 0, (table.name, table.title, table.note))


def _fill(sheet: Worksheet, table: Table, formats: dict[str, Format], bold: Format) -> None:
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, [column.heading for column in table.columns], bold)
    for k, column in enumerate(table.columns):
        sheet.set_column(k, k, _width(table, k), formats[column.kind])
    for r, row in enumerate(table.rows, start=1):
        for c, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _write(sheet, r, c, cell, formats[column.kind])
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, form: Format) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), form)
    else:
        sheet.write_number(row, column, cell, form)


def _width(table: Table, k: int) -> int:
    lengths = [len(str(row[k])) for row in table.rows if isinstance(row[k], str)]
    return min(_WIDEST, max([len(table.columns[k].heading), 10, *lengths]) + 2)
