"""What each table of a case holds, as said by ``tables/schema.toml``.

A table names its columns in the order of the file, the columns that make a row unique, and
the column that says from when a row was known. The schema is data beside the figures, so
that a scholar who adds a table writes no Python.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from foedus.case.field import Field
from foedus.case.records import Text
from foedus.case.text_file import Folder
from foedus.case.toml_file import Table, read_table

Kind = Literal[
    "code", "codes", "text", "year", "month", "date", "number", "integer", "flag", "source"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
PERIODS: tuple[Kind, ...] = ("year", "month", "date")
FILE = "tables/schema.toml"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind, the unit of a number, the range or words that are allowed."""

    name: str
    kind: Kind
    unit: str = ""
    low: float = -math.inf
    high: float = math.inf
    one_of: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Codes allowed beside the three letters of a state."""
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """A table; `known` names the column a row is dated by (empty: timeless)."""

    name: str
    title: Text
    columns: Mapping[str, Column]
    key: tuple[str, ...]
    known: str
    lag_days: int
    edition: str
    note: str

    @property
    def file(self) -> str:
        """Path of the figures inside the case."""
        return f"tables/{self.name}.csv"


def read_schemas(folder: Folder) -> dict[str, Schema]:
    """The schema of every table by name; faults go to the list of `folder`."""
    whole = read_table(folder, FILE)
    if whole is None:
        return {}
    return {name: _schema(name, whole.table(name)) for name in whole.keys}


def _schema(name: str, table: Table) -> Schema:
    table.expect(["title", "key", "note", "columns"], ["known", "lag_days", "edition"])
    columns = {part: _column(part, keys) for part, keys in table.children("columns")}
    schema = Schema(
        name,
        table["title"].both(),
        columns,
        tuple(name for name in table["key"].list_of(str) if name in columns),
        table["known"].name_of("column", columns, required=False),
        table["lag_days"].whole(0) if table["lag_days"].given else 0,
        table["edition"].name_of("column", columns, required=False),
        table["note"].text(),
    )
    _check(schema, table)
    return schema


def _check(schema: Schema, table: Table) -> None:
    for name in table["key"].list_of(str):
        if name not in schema.columns:
            table.faults.unknown(table["key"].place, "column", name, schema.columns)
    dated = schema.columns.get(schema.known)
    if dated and dated.kind not in PERIODS:
        table["known"].wrong(f"column '{dated.name}' is no period", "name a year, month or date")
    if "source" not in {column.kind for column in schema.columns.values()}:
        table["columns"].wrong("no column of type source", "every row names its public origin")


def _column(name: str, table: Table) -> Column:
    table.expect(["type"], ["unit", "range", "one_of", "also", "empty"])
    kind = table["type"].one_of(KINDS)
    low, high = _range(table["range"])
    measured = kind in ("number", "integer")
    if measured and not table["unit"].given:
        table["unit"].wrong("a number without a unit", 'write unit = "…", "1" if it has none')
    return Column(
        name,
        kind,
        table["unit"].text(required=measured),
        low,
        high,
        _words(table["one_of"]),
        _words(table["also"]),
        table["empty"].given and table["empty"].flag(),
    )


def _range(field: Field) -> tuple[float, float]:
    if not field.given:
        return -math.inf, math.inf
    ends = field.list_of(float)
    if len(ends) != 2 or ends[0] > ends[1]:
        field.wrong("not a range", "write [lowest, highest]")
        return -math.inf, math.inf
    return ends[0], ends[1]


def _words(field: Field) -> tuple[str, ...]:
    return field.list_of(str) if field.given else ()
