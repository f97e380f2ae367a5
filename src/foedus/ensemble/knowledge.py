"""What a run knew: by table, how far its figures reach, from which editions, what was too late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from foedus.case.records import Case, Text
from foedus.tables.store import Tables


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table as a run saw it.

    rows : seen. last : the last year, month or day among them, empty without rows.
    edition : the newest one known, if the table has editions. later : rows left out as later.
    lent : rows of later editions that stand in for missing ones, by edition, among `rows`.
    """

    name: str
    title: Text
    rows: int
    last: str
    edition: str = ""
    later: int = 0
    lent: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What was known on a day: tables, and rows of other files left out as later, by file."""

    day: date
    tables: tuple[TableSeen, ...]
    later: Mapping[str, int]

    @property
    def left_out(self) -> int:
        """Rows left out as later, of tables and other files."""
        return sum(t.later for t in self.tables) + sum(self.later.values())

    @property
    def lent(self) -> int:
        """Rows that stand in for those of editions that the tables lack."""
        return sum(sum(t.lent.values()) for t in self.tables)


def knowledge_of(case: Case, tables: Tables) -> Knowledge:
    """What a run of a case on these tables knew; tables without dates are passed over."""
    dated = sorted(name for name in tables.names if tables.schemas[name].known)
    seen = tuple(_seen(tables, name) for name in dated)
    return Knowledge(case.known_on or case.data_cut, seen, dict(sorted(case.later.items())))


def note_of(case: Case, tables: Tables) -> tuple[str, ...]:
    """What a run as of a past day says of it in one line; nothing for any other run."""
    return (told(knowledge_of(case, tables)),) if case.known_on else ()


def told(known: Knowledge) -> str:
    """The same in one line.

    >>> seen = TableSeen("x", Text("x", "x"), 5, "2024", "", 3, {"E": 2})
    >>> told(Knowledge(date(2025, 3, 1), (seen,), {"y": 1}))
    'knows only what was known on 2025-03-01: 4 later rows are left out, 2 rows of later editions \
stand in for editions that the tables lack'
    """
    line = f"knows only what was known on {known.day}: {known.left_out} later rows are left out"
    if known.lent:
        line += f", {known.lent} rows of later editions stand in for editions that the tables lack"
    return line


def _seen(tables: Tables, name: str) -> TableSeen:
    rows, editions = tables[name], list(tables.editions(name))
    return TableSeen(
        name,
        tables.schemas[name].title,
        len(rows),
        _last(tables, name, rows),
        editions[-1] if editions else "",
        tables.later.get(name, 0),
        dict(sorted(tables.lent.get(name, {}).items())),
    )


def _last(tables: Tables, name: str, rows: pd.DataFrame) -> str:
    schema = tables.schemas[name]
    column = "year" if "year" in rows else schema.known
    if rows.empty:
        return ""
    if schema.columns[column].kind == "year":
        return str(rows[column].max())
    day = pd.Timestamp(rows[column].max())
    return f"{day:%Y-%m}" if schema.columns[column].kind == "month" else f"{day:%Y-%m-%d}"
