"""Rows of a table on disk as a frame of pandas, every cell checked against the schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import pandas as pd

from foedus.case.csv_file import read_rows
from foedus.case.field import Field
from foedus.case.text_file import Folder
from foedus.tables.schema import Column, Schema

_CODE = re.compile(r"^[A-Z]{3}$")
Cell = str | float | int | date | None


def read_frame(folder: Folder, schema: Schema, sources: Collection[str]) -> pd.DataFrame:
    """The rows of a table, columns in the order of the schema.

    Years and flags are integers, months (their first day) and dates are timestamps, an empty
    number is NaN. Faults go to the list of `folder`, and the frame then holds harmless values.
    """
    rows = read_rows(folder, schema.file, list(schema.columns), key=schema.key)
    read = {
        name: [_cell(row[name], column, sources) for row in rows]
        for name, column in schema.columns.items()
    }
    return pd.DataFrame(
        {name: _series(cells, schema.columns[name]) for name, cells in read.items()}
    )


def known_days(frame: pd.DataFrame, schema: Schema) -> pd.Series[pd.Timestamp] | None:
    """The first day on which each row may be read; None for a timeless table.

    A year or month counts from its last day, and `lag_days` come on top.
    """
    if not schema.known:
        return None
    days = frame[schema.known]
    kind = schema.columns[schema.known].kind
    if kind == "year":
        days = pd.to_datetime(days.astype(str) + "-12-31")
    elif kind == "month":
        days = days + pd.offsets.MonthEnd(0)
    return days + pd.Timedelta(days=schema.lag_days)


def _cell(field: Field, column: Column, sources: Collection[str]) -> Cell:
    if column.empty and not field.given:
        return None
    if column.kind == "source":
        return field.keys_of("source", sources)
    return _PARSERS[column.kind](field, column)


def _series(cells: list[Cell], column: Column) -> pd.Series[Any]:
    if column.kind in ("month", "date"):
        return pd.Series(pd.to_datetime(pd.Series(cells, dtype=object)))
    if column.kind == "number":
        return pd.Series(cells, dtype=float)
    if column.kind in ("year", "integer", "flag"):
        return pd.Series(cells, dtype=int)
    return pd.Series(["" if cell is None else cell for cell in cells], dtype=str)


def _code(field: Field, column: Column) -> str:
    code = field.text()
    _check_code(field, code, column)
    return code


def _codes(field: Field, column: Column) -> str:
    """Codes parted by ``;``, as written."""
    for code in field.text().split(";"):
        _check_code(field, code, column)
    return field.text()


def _check_code(field: Field, code: str, column: Column) -> None:
    if code and not _CODE.match(code) and code not in column.also:
        known = f" or one of {', '.join(column.also)}" if column.also else ""
        field.wrong(f"'{code}' is no code", f"write the three letters of a state{known}")


def _text(field: Field, column: Column) -> str:
    return field.one_of(column.one_of) if column.one_of else field.text()


def _month(field: Field, _column: Column) -> date:
    first = field.day()
    if first.day != 1:
        field.wrong(f"{first} is no month", "write 2027-06")
    return first


def _flag(field: Field, _column: Column) -> int:
    return field.whole(0, 1)


def _whole(field: Field, column: Column) -> int:
    low = int(column.low) if column.low > -1e9 else 0
    return field.whole(low, column.high)


_PARSERS: dict[str, Callable[[Field, Column], Cell]] = {
    "code": _code,
    "codes": _codes,
    "text": _text,
    "year": _whole,
    "month": _month,
    "date": lambda field, _column: field.day(),
    "number": lambda field, column: field.number(column.low, column.high),
    "integer": _whole,
    "flag": _flag,
}
