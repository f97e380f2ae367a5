"""Variables of the model and their coded history: `variables.csv`, `history.csv`."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from foedus.case.csv_file import Row, read_rows
from foedus.case.field import Field
from foedus.case.levers import BASES
from foedus.case.records import Basis, Clamp, Value, Variable
from foedus.case.text_file import Folder

HISTORY_BASES: tuple[Basis | Literal["press", "unverified"], ...] = (
    *BASES,
    "press",
    "unverified",
)

_VARIABLE = ("name", "name_en", "name_vi", "unit", "kind", "index", "states", "low", "high")
_HISTORY = ("variable", "from", "value", "basis", "origin", "note")
_ELEMENT = re.compile(r"(?P<name>[^\[\]]+)\[(?P<label>[^\[\]]+)\]")


def read_variables(folder: Folder, sets: Collection[str]) -> dict[str, Variable]:
    """Variables by name."""
    rows = read_rows(folder, "variables.csv", _VARIABLE, key=["name"])
    return {row["name"].text(): _variable(row, sets) for row in rows}


def _variable(row: Row, sets: Collection[str]) -> Variable:
    kind: Literal["real", "level", "flag", "state"] = row["kind"].one_of(
        ("real", "level", "flag", "state")
    )
    states = tuple(filter(None, (s.strip() for s in row["states"].text(required=False).split(";"))))
    if (kind == "state") != bool(states):
        row["states"].wrong(
            f"a variable of kind '{kind}' {'needs' if kind == 'state' else 'has no'} states",
            "write them in the order of their codes, parted by ';', for a chain only",
        )
    low = row["low"].number() if row["low"].given else -math.inf
    high = row["high"].number(low) if row["high"].given else math.inf
    return Variable(
        name=row["name"].text(),
        label=row.both("name"),
        unit=row["unit"].text(required=False),
        kind=kind,
        index=row["index"].name_of("set", sets, required=False),
        states=states,
        bounds=(low, high),
        place=row.place,
    )


def chains(variables: Mapping[str, Variable]) -> dict[str, tuple[str, ...]]:
    """States of every chain, in the order of their codes."""
    return {name: variable.states for name, variable in variables.items() if variable.states}


def read_element(
    field: Field, variables: Mapping[str, Variable], sets: Mapping[str, tuple[str, ...]]
) -> tuple[str, str]:
    """Name and label of ``trust.usa[East]``; the label is empty for a whole variable."""
    text = field.text()
    match = _ELEMENT.fullmatch(text)
    name, label = (match["name"], match["label"]) if match else (text, "")
    if name and variables and name not in variables:
        field.faults.unknown(field.place, "variable", name, variables)
    elif label and name in variables:
        _check_label(field, label, variables[name], sets)
    return name, label


def _check_label(
    field: Field, label: str, variable: Variable, sets: Mapping[str, tuple[str, ...]]
) -> None:
    index = variable.index
    if not index:
        field.wrong(f"{variable.name} has no elements", f"write {variable.name}")
    elif index in sets and label not in sets[index]:
        field.faults.unknown(field.place, f"{index} of {variable.name}", label, sets[index])


def read_value(field: Field, variable: Variable | None) -> Value:
    """A value that the variable can take: a state, a whole level, 0 or 1, or a number."""
    if variable is None:
        return 0.0  # the name has its own fault
    if variable.kind == "state":
        return field.name_of(f"state of {variable.name}", variable.states)
    if variable.kind == "flag":
        return float(field.whole(0, 1))
    low, high = variable.bounds
    value = field.number(low, high)
    if variable.kind == "level" and value != int(value):
        field.wrong(f"{value:g} is not a level", "write a whole number")
    return value


def read_history(
    folder: Folder,
    variables: Mapping[str, Variable],
    sets: Mapping[str, tuple[str, ...]],
    sources: Collection[str],
    days: tuple[date, date],
) -> tuple[Clamp, ...]:
    """Coded values; each holds up to the next row of the same variable, the last one on."""
    rows = read_rows(folder, "history.csv", _HISTORY, key=["variable", "from"], filled=False)
    return _closed([_clamp(row, variables, sets, sources, days) for row in rows])


def _clamp(
    row: Row,
    variables: Mapping[str, Variable],
    sets: Mapping[str, tuple[str, ...]],
    sources: Collection[str],
    days: tuple[date, date],
) -> Clamp:
    name, label = read_element(row["variable"], variables, sets)
    return Clamp(
        variable=name,
        label=label,
        start=row["from"].day(*days),
        end=None,
        value=read_value(row["value"], variables.get(name)),
        basis=row["basis"].one_of(HISTORY_BASES),
        source=row["origin"].keys_of("source", sources),
        note=row["note"].text(required=False),
        place=row.place,
    )


def _closed(clamps: Iterable[Clamp]) -> tuple[Clamp, ...]:
    groups: dict[tuple[str, str], list[Clamp]] = {}
    for clamp in clamps:
        groups.setdefault((clamp.variable, clamp.label), []).append(clamp)
    return tuple(clamp for group in groups.values() for clamp in _chained(group))


def _chained(group: Sequence[Clamp]) -> list[Clamp]:
    ordered = sorted(group, key=lambda clamp: clamp.start)
    ends = [clamp.start for clamp in ordered[1:]]
    return [replace(clamp, end=end) for clamp, end in zip(ordered, [*ends, None], strict=True)]
