"""Shocks: `shocks/NAME.toml`, and how a user names one: ``ceasefire@2027-03+settlement``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from foedus.case.records import Case, Shock, ShockStep, Variable
from foedus.case.text_file import Folder
from foedus.case.toml_file import Table, read_table
from foedus.case.variables import read_value
from foedus.core.calendar import Grid, parse_date
from foedus.core.errors import BadOption, UnknownName

_STEP = ("variable", "value", "after_months")


@dataclass(frozen=True, slots=True)
class DatedShock:
    """A shock on a day, with the options switched on."""

    shock: Shock
    day: date
    options: tuple[str, ...]

    @property
    def steps(self) -> tuple[ShockStep, ...]:
        """The steps that happen: those without an option, and those whose option is on."""
        return tuple(s for s in self.shock.steps if not s.optional or s.optional in self.options)


def read_shocks(folder: Folder, variables: Mapping[str, Variable], grid: Grid) -> dict[str, Shock]:
    """Shocks of a case by file name; a case may have none."""
    tables = [t for file in folder.names("shocks") if (t := read_table(folder, file))]
    return {Path(table.file).stem: _shock(table, variables, grid) for table in tables}


def _shock(table: Table, variables: Mapping[str, Variable], grid: Grid) -> Shock:
    table.expect(("title", "summary", "default_date", "step"))
    return Shock(
        name=Path(table.file).stem,
        title=table["title"].both(),
        summary=table["summary"].both(),
        default_date=table["default_date"].day(grid.start, grid.horizon),
        steps=tuple(_step(step, variables) for step in table.tables("step")),
        place=table.place,
    )


def _step(step: Table, variables: Mapping[str, Variable]) -> ShockStep:
    step.expect(_STEP, ("for_months", "optional"))
    # a step names a whole variable: shocks of single elements were not asked for so far
    name = step["variable"].name_of("variable", variables)
    return ShockStep(
        variable=name,
        value=read_value(step["value"], variables.get(name)),
        after_months=step["after_months"].whole(0),
        for_months=step["for_months"].whole(1) if step["for_months"].given else None,
        optional=step["optional"].text(required=False),
    )


def parse_shock(text: str, case: Case) -> DatedShock:
    """A shock from ``NAME``, ``NAME@DATE`` or ``NAME@DATE+option+option``.

    Without a date it falls on the default date of the shock. Raises `UnknownName` for a
    shock or an option that the case does not have, `BadOption` for a date that is none or
    lies outside the case.
    """
    head, *options = text.split("+")
    name, at, written = head.partition("@")
    where = f"shock '{text}'"
    if name not in case.shocks:
        raise UnknownName("shock", name, case.shocks)
    shock = case.shocks[name]
    known = {step.optional for step in shock.steps if step.optional}
    for option in options:
        if option not in known:
            raise UnknownName(f"option of {name}", option, known, where=where)
    day = parse_date(written, where=where) if at else shock.default_date
    if not case.grid.start <= day < case.grid.horizon:
        span = f"from {case.grid.start} to before {case.grid.horizon}"
        raise BadOption(f"{day} is outside the case", where=where, remedy=f"give a day {span}")
    return DatedShock(shock, day, tuple(dict.fromkeys(options)))
