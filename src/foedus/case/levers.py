"""Instruments of policy and their dated path: `levers.csv`, `lever_history.csv`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from foedus.case.csv_file import Row, read_rows
from foedus.case.records import Basis, Lever, LeverChange
from foedus.case.text_file import Folder

BASES: tuple[Basis, ...] = ("data", "literature", "judgement")

_BEFORE = ("id", "name", "name_en", "name_vi", "zero", "one", "noise")
_AFTER = ("basis", "source")
_HISTORY = ("lever", "from", "value", "basis", "source", "note")


def read_levers(
    folder: Folder, terms: Collection[str], sources: Collection[str]
) -> dict[str, Lever]:
    """Levers by id; the file has one column for each administration of `terms`."""
    if not terms:
        return {}  # the columns cannot be known; terms.csv has its own fault
    rows = read_rows(folder, "levers.csv", (*_BEFORE, *terms, *_AFTER), key=["id"])
    _check_names(rows)
    return {row["id"].text(): _lever(row, terms, sources) for row in rows}


def _lever(row: Row, terms: Collection[str], sources: Collection[str]) -> Lever:
    return Lever(
        id=row["id"].text(),
        name=row["name"].text(),
        label=row.both("name"),
        zero=row["zero"].text(),
        one=row["one"].text(),
        noise=row["noise"].number(0, 1),
        columns={term: row[term].number(0, 1) for term in terms},
        basis=row["basis"].one_of(BASES),
        source=row["source"].keys_of("source", sources),
        place=row.place,
    )


def _check_names(rows: Collection[Row]) -> None:
    """Equations call a lever by its name, so no two may share one."""
    seen: dict[str, int] = {}
    for row in rows:
        name = row["name"].text(required=False)
        line = seen.setdefault(name, row.place.line)
        if line != row.place.line:
            row["name"].wrong(f"'{name}' is there already", f"see line {line}; rename one")


def read_lever_history(
    folder: Folder,
    levers: Collection[str],
    sources: Collection[str],
    days: tuple[date, date],
) -> tuple[LeverChange, ...]:
    """Changes as observed, by lever and day; `days` are the first and last day allowed."""
    rows = read_rows(folder, "lever_history.csv", _HISTORY, key=["lever", "from"], filled=False)
    changes = [_change(row, levers, sources, days) for row in rows]
    return tuple(sorted(changes, key=lambda change: (change.start, change.place.line)))


def _change(
    row: Row, levers: Collection[str], sources: Collection[str], days: tuple[date, date]
) -> LeverChange:
    return LeverChange(
        lever=row["lever"].name_of("lever", levers),
        start=row["from"].day(*days),
        value=row["value"].number(0, 1),
        basis=row["basis"].one_of(BASES),
        source=row["source"].keys_of("source", sources),
        note=row["note"].text(required=False),
        place=row.place,
    )
