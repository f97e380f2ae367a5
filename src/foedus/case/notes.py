"""What a case says beside the model: `indicators.csv`, `statements.csv`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from foedus.case.csv_file import Row, read_rows
from foedus.case.records import Indicator, MechanismNote
from foedus.case.text_file import Folder

SIGNS = ("+", "-", "±", "0")

_INDICATOR = (
    "id", "name_en", "name_vi", "function_en", "function_vi", "expression", "unit", "green", "red",
    "points_to", "lead_from", "lead_to", "series", "source_en", "source_vi",
)  # fmt: skip
_SERIES: tuple[Literal["monthly", "quarterly", "yearly", "none"], ...] = (
    "monthly", "quarterly", "yearly", "none",
)  # fmt: skip
_STATEMENT = ("id", "sign", "where", "statement_en", "statement_vi")


def read_indicators(folder: Folder, scenarios: Collection[str]) -> dict[str, Indicator]:
    """Early signs by id; each points to known scenarios."""
    rows = read_rows(folder, "indicators.csv", _INDICATOR, key=["id"], filled=False)
    return {row["id"].text(): _indicator(row, scenarios) for row in rows}


def _indicator(row: Row, scenarios: Collection[str]) -> Indicator:
    first = row["lead_from"].whole(0)
    pointed = row["points_to"].keys_of("scenario", scenarios, required=False)
    return Indicator(
        id=row["id"].text(),
        title=row.both("name"),
        function=row.both("function"),
        expression=row["expression"].text(),
        unit=row["unit"].text(),
        green=row["green"].text(),
        red=row["red"].text(),
        points_to=tuple(filter(None, (part.strip() for part in pointed.split(";")))),
        lead_months=(first, row["lead_to"].whole(first)),
        series=row["series"].one_of(_SERIES),
        source=row.both("source"),
        place=row.place,
    )


def read_statements(folder: Folder) -> dict[str, MechanismNote]:
    """Causal statements of the documents by id."""
    rows = read_rows(folder, "statements.csv", _STATEMENT, key=["id"], filled=False)
    return {row["id"].text(): _statement(row) for row in rows}


def _statement(row: Row) -> MechanismNote:
    return MechanismNote(
        id=row["id"].text(),
        statement=row.both("statement"),
        sign=row["sign"].one_of(SIGNS),
        where=row["where"].text(),
        place=row.place,
    )
