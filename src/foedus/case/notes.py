"""What a case says beside the model: `indicators.csv`, `statements.csv`."""

from __future__ import annotations

from foedus.case.csv_file import Row, read_rows
from foedus.case.records import Indicator, MechanismNote
from foedus.case.text_file import Folder

SIGNS = ("+", "-", "±", "0")

_INDICATOR = (
    "id", "name_en", "name_vi", "function", "green", "red", "points_to", "lead_from", "lead_to",
)  # fmt: skip
_STATEMENT = ("id", "sign", "where", "statement_en", "statement_vi")


def read_indicators(folder: Folder) -> dict[str, Indicator]:
    """Early signs by id."""
    rows = read_rows(folder, "indicators.csv", _INDICATOR, key=["id"], filled=False)
    return {row["id"].text(): _indicator(row) for row in rows}


def _indicator(row: Row) -> Indicator:
    first = row["lead_from"].whole(0)
    return Indicator(
        id=row["id"].text(),
        title=row.both("name"),
        function=row["function"].text(),
        green=row["green"].text(required=False),
        red=row["red"].text(required=False),
        points_to=row["points_to"].text(),
        lead_months=(first, row["lead_to"].whole(first)),
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
