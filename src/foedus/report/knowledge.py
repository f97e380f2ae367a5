"""What a run knew, as plain data and as a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from foedus.case.records import Text
from foedus.ensemble.knowledge import Knowledge, TableSeen
from foedus.report.catalogue import Catalogue
from foedus.report.table import Column, Table, table


def knowledge_json(known: Knowledge) -> dict[str, Any]:
    """By table how far it reaches; rows left out as later, by file. `knowledge_of_json` reads it.

    >>> seen = TableSeen("economy", Text("GDP", "GDP"), 5, "2024", "WEO", 3)
    >>> known = Knowledge(date(2025, 3, 1), (seen,), {"history.csv": 1})
    >>> knowledge_of_json(knowledge_json(known)) == known
    True
    """
    return {
        "day": known.day.isoformat(),
        "left_out": known.left_out,
        "tables": {
            seen.name: {
                "title": {"en": seen.title.en, "vi": seen.title.vi},
                "rows": seen.rows,
                "last": seen.last,
                "edition": seen.edition,
                "later": seen.later,
                "lent": dict(seen.lent),
            }
            for seen in known.tables
        },
        "later": dict(known.later),
    }


def knowledge_of_json(data: Mapping[str, Any]) -> Knowledge:
    """The record that `knowledge_json` wrote."""
    tables = tuple(
        TableSeen(
            name,
            Text(row["title"]["en"], row["title"]["vi"]),
            row["rows"],
            row["last"],
            row["edition"],
            row["later"],
            row["lent"],
        )
        for name, row in data["tables"].items()
    )
    return Knowledge(date.fromisoformat(data["day"]), tables, data["later"])


def knowledge_table(known: Knowledge, t: Catalogue) -> Table:
    """A row for each table of figures."""
    heads = [
        Column("table", t("column.table")),
        Column("last", t("column.reaches")),
        Column("edition", t("column.newest_edition")),
        Column("rows", t("column.rows_seen"), "count"),
        Column("later", t("column.rows_later"), "count"),
        Column("lent", t("column.rows_lent")),
    ]
    rows = [
        (
            t.of(seen.title),
            seen.last,
            seen.edition,
            seen.rows,
            seen.later,
            ", ".join(f"{name} {count}".strip() for name, count in seen.lent.items()),
        )
        for seen in known.tables
    ]
    return table("knew", t("table.knew"), heads, rows)
