"""Figures by vintage: read once, then seen only as they were known on a day.

A forecast made on a past day may use nothing that was published later. So figures are
handed out by `Tables`, and `Tables.as_of` leaves out every later row for good: no method
brings one back, and asking for a later edition by name is an error that says its day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from foedus.case.csv_file import read_rows
from foedus.case.faults import Faults
from foedus.case.records import Place
from foedus.case.text_file import Folder
from foedus.core.errors import BadOption, UnknownName
from foedus.tables.cells import known_days, read_frame
from foedus.tables.schema import FILE, Schema, read_schemas

_SOURCES = ("key", "publisher", "title", "edition", "seen_at", "terms", "note")


@dataclass(frozen=True)
class Tables:
    """The tables of a case, all of them or as known on a day (`known_on`)."""

    schemas: Mapping[str, Schema]
    known_on: date | None
    _frames: Mapping[str, pd.DataFrame]
    _published: Mapping[str, Mapping[str, date]]
    """First day of every edition of every table, the later ones too: the days, not the figures."""
    later: Mapping[str, int] = field(default_factory=dict)
    """Rows of each table left out as later than `known_on`."""
    lent: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Rows of later editions that stand in for missing ones, by table and edition: `replay`."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the tables."""
        return tuple(self.schemas)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """The rows known, in the units of the schema; a copy, free to change.

        Raises `UnknownName` for a table that the case does not have.
        """
        if name not in self._frames:
            raise UnknownName("table", name, self._frames)
        return self._frames[name].copy()

    def as_of(self, day: date) -> Tables:
        """The tables as they were known at the end of `day`.

        Raises `BadOption` when these tables already stop before that day.
        """
        if self.known_on and day > self.known_on:
            raise BadOption(
                f"{day} is after {self.known_on}, the day these tables stop at",
                remedy="take as_of from the tables as loaded",
            )
        kept = {name: self._known(name, day) for name in self._frames}
        later = {
            name: self.later.get(name, 0) + len(frame) - len(kept[name])
            for name, frame in self._frames.items()
        }
        return replace(self, known_on=day, _frames=kept, later=later)

    def lending(self, rows: Mapping[str, pd.DataFrame]) -> Tables:
        """These tables with rows of later editions that stand in for missing ones."""
        given = {name: frame for name, frame in rows.items() if len(frame)}
        frames = {
            name: pd.concat([self._frames[name], frame], ignore_index=True)
            for name, frame in given.items()
        }
        lent = {name: self._by_edition(name, frame) for name, frame in given.items()}
        later = {name: self.later[name] - len(frame) for name, frame in given.items()}
        return replace(
            self, _frames={**self._frames, **frames}, lent=lent, later={**self.later, **later}
        )

    def edition(self, name: str, edition: str) -> pd.DataFrame:
        """The rows of one edition of a table, e.g. ``("defence_expenditure", "NATO-2025-08")``.

        Raises `UnknownName` for an edition that does not exist and `BadOption` for one that
        was published after the day these tables are known on.
        """
        rows = self[name]
        days = self._published[name]
        if edition not in days:
            raise UnknownName(f"edition of {name}", edition, days)
        if self.known_on and days[edition] > self.known_on:
            raise BadOption(
                f"{edition} was published on {days[edition]}, after {self.known_on}",
                where=name,
                remedy=f"known on that day: {', '.join(self.editions(name)) or 'none'}",
            )
        return rows[rows[self.schemas[name].edition] == edition].reset_index(drop=True)

    def editions(self, name: str) -> dict[str, date]:
        """The editions known and their days, the oldest first."""
        if name not in self._frames:
            raise UnknownName("table", name, self._frames)
        days = sorted(self._published[name].items(), key=lambda item: (item[1], item[0]))
        return {key: day for key, day in days if not self.known_on or day <= self.known_on}

    def _by_edition(self, name: str, rows: pd.DataFrame) -> dict[str, int]:
        column = self.schemas[name].edition
        if not column:
            return {"": len(rows)}
        count = rows[column].value_counts()
        days = self._published[name]
        return {key: int(count[key]) for key in sorted(count.index, key=lambda key: days[key])}

    def _known(self, name: str, day: date) -> pd.DataFrame:
        frame = self._frames[name]
        days = known_days(frame, self.schemas[name])
        return frame if days is None else frame[days <= pd.Timestamp(day)].reset_index(drop=True)


def load(case_root: Path) -> Tables:
    """Read and check every table under ``tables/`` of a case.

    Raises `CaseFaults` with every fault at once: a file without a schema or the reverse, a
    wrong header, a key that is there twice, a cell of another kind or outside its range, an
    origin that ``sources.csv`` does not name.

    >>> from foedus.case.find import find_case
    >>> tables = load(find_case("us-alliances"))
    >>> list(tables.as_of(date(2024, 7, 1)).editions("defence_expenditure"))[-1]
    'NATO-2024-06'
    """
    faults = Faults()
    folder = Folder(case_root, faults)
    schemas = read_schemas(folder)
    sources = {row["key"].text() for row in read_rows(folder, "sources.csv", _SOURCES, key=["key"])}
    _refuse_strays(folder, schemas)
    frames = {name: read_frame(folder, schema, sources) for name, schema in schemas.items()}
    faults.stop()
    published = {name: _editions(frames[name], schema) for name, schema in schemas.items()}
    return Tables(schemas, None, frames, published)


def _refuse_strays(folder: Folder, schemas: Mapping[str, Schema]) -> None:
    for path in sorted(folder.root.glob("tables/*.csv")):
        if path.stem not in schemas:
            place = Place(path.relative_to(folder.root).as_posix(), 0)
            folder.faults.add(place, "no schema for this table", f"add [{path.stem}] to {FILE}")


def _editions(frame: pd.DataFrame, schema: Schema) -> dict[str, date]:
    days = known_days(frame, schema)
    if not schema.edition or days is None:
        return {}
    first = days.groupby(frame[schema.edition]).min()
    return {str(key): pd.Timestamp(day).date() for key, day in first.items()}
