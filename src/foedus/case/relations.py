"""What stands for each side of a relation: `relations.csv`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from foedus.case.csv_file import Row, read_rows
from foedus.case.records import Lever, Measure, Variable
from foedus.case.text_file import Folder

FILE = "relations.csv"
SIDES: tuple[
    Literal["security", "diplomacy", "economy", "arms industry", "technology"], ...
] = ("security", "diplomacy", "economy", "arms industry", "technology")  # fmt: skip
SERIES = (
    "us_troops", "arms_notifications", "arms_transfers", "dyad_events", "ukraine_aid", "opinion",
    "structure", "tariffs",
)  # fmt: skip
"""Tables that a measure may be read from, ``us_troops:EST+LVA``."""
LEVER = "levers."

_COLUMNS = ("dyad", "domain", "measure", "unit", "label_en", "label_vi")


def read_relations(
    folder: Folder,
    dyads: Collection[str],
    variables: Mapping[str, Variable],
    levers: Mapping[str, Lever],
    sets: Mapping[str, Collection[str]],
) -> tuple[Measure, ...]:
    """The measures, in the order of the file; a case may have none."""
    if not (folder.root / FILE).is_file():
        return ()
    rows = read_rows(folder, FILE, _COLUMNS, key=["dyad", "measure"], filled=False)
    for row in rows:
        _check(row, variables, levers, sets)
    return tuple(
        Measure(
            dyad=row["dyad"].name_of("dyad", dyads),
            side=row["domain"].one_of(SIDES),
            measure=row["measure"].text(),
            unit=row["unit"].text(),
            label=row.both("label"),
            place=row.place,
        )
        for row in rows
    )


def _check(
    row: Row,
    variables: Mapping[str, Variable],
    levers: Mapping[str, Lever],
    sets: Mapping[str, Collection[str]],
) -> None:
    field = row["measure"]
    name = field.text()
    table, colon, _ = name.partition(":")
    if colon:
        if table not in SERIES:
            field.faults.unknown(field.place, "table", table, SERIES)
    elif name.startswith(LEVER):
        if levers and name.removeprefix(LEVER) not in levers:
            field.faults.unknown(field.place, "lever", name.removeprefix(LEVER), levers)
    else:
        _check_variable(row, name, variables, sets)


def _check_variable(
    row: Row, name: str, variables: Mapping[str, Variable], sets: Mapping[str, Collection[str]]
) -> None:
    field = row["measure"]
    stem, _, label = name.removesuffix("]").partition("[")
    if not variables:
        return
    if stem not in variables:
        field.faults.unknown(field.place, "variable", stem, variables)
        return
    index = variables[stem].index
    if index and index not in sets:
        return  # variables.csv is at fault
    labels = sets[index] if index else ()
    if label not in (labels or ("",)):
        field.faults.unknown(field.place, f"element of {stem}", label, labels)
