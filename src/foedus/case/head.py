"""The frame of a case: `case.toml`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from foedus.case.faults import Faults
from foedus.case.field import NO_DAY
from foedus.case.records import Text
from foedus.case.text_file import Folder
from foedus.case.toml_file import Table, read_table
from foedus.core.calendar import Grid
from foedus.core.errors import BadOption

_KEYS = ("name", "title", "start", "horizon", "data_cut", "default_policies")
_ANY_TIME = Grid(NO_DAY, date.max)
"""Stands in for a calendar that is itself at fault: every date passes."""


@dataclass(frozen=True, slots=True)
class Head:
    """The content of `case.toml`; names of policies are checked by `default_policies`."""

    table: Table
    name: str
    title: Text
    grid: Grid
    data_cut: date


def read_head(folder: Folder) -> Head:
    """The frame of a case; an unreadable file counts as an empty one, its fault noted."""
    table = read_table(folder, "case.toml")
    if table is None:
        return Head(Table({}, (), "case.toml", {}, Faults()), "", Text("", ""), _ANY_TIME, date.max)
    table.expect(_KEYS, ("variant",))
    start, horizon = table["start"].day(), table["horizon"].day()
    try:
        grid = Grid(start, horizon)
    except BadOption as fault:
        field = table["start" if start.day != 1 else "horizon"]
        field.faults.add(field.place, fault.what, "start is the first of a month before horizon")
        grid = _ANY_TIME
    data_cut = table["data_cut"].day(grid.start, grid.horizon)
    return Head(table, table["name"].text(), table["title"].both(), grid, data_cut)


def default_policies(head: Head, known: Collection[str]) -> tuple[str, ...]:
    """Policies of a run that names none, in order; each must be among the known ones.

    `known` are the names of the files, so that a policy that cannot be read is one fault.
    """
    field = head.table["default_policies"]
    names = field.list_of(str)
    if not names:
        field.wrong("empty", "name at least one policy")
    for name in names:
        if known and name not in known:
            field.faults.unknown(field.place, "policy", name, known)
    return names


def variant(head: Head) -> dict[str, str]:
    """Choices between structural forms."""
    choices = head.table.table("variant")
    return {name: choices[name].text() for name in choices.keys}
