"""What the templates see: one dataclass a section, text already written in its language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from foedus.report.numbers import Numbers
from foedus.report.table import Table


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as text: `heads` are (text, numeric) pairs."""

    title: str
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    file: str = ""
    """File of the run folder that holds it: where folded, paper names this and leaves it out."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`slug` names the file, `svg` is drawn, `caption` says unit, band and source."""

    slug: str
    title: str
    svg: str
    caption: str
    table: TableView
    shape: Literal["", "small", "tall"] = ""
    """Small ones stand three abreast, tall ones beside several others."""


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures under one heading."""

    slug: str
    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The answer in a few lines, and the data of the run."""

    title: str
    question: str
    lines: tuple[str, ...]
    scale: str
    meta: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with text, tables and figures; tables of `folded` open on demand.

    `keyed`: its figures use the colours of the policies, which the page then names.
    """

    slug: str
    title: str
    intro: tuple[str, ...] = ()
    tables: tuple[TableView, ...] = ()
    figures: tuple[Figure, ...] = ()
    folded: tuple[TableView, ...] = ()
    groups: tuple[FigureGroup, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    keyed: bool = True
    """Whether its figures use the colours of the policies."""


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report."""

    lang: str
    front: Front
    validity: Section
    sections: tuple[Section, ...]
    key: tuple[tuple[str, str], ...]
    """Policies and their colours."""
    labels: Mapping[str, str]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, in the order of the page."""
        found: list[Figure] = []
        for section in self.sections:
            found += section.figures
            for group in section.groups:
                found += group.figures
        return tuple(found)


def view(table: Table, numbers: Numbers, file: str = "") -> TableView:
    """A table with its cells written out; `file` as in `TableView`."""
    return TableView(
        table.title,
        tuple((column.heading, column.numeric) for column in table.columns),
        tuple(tuple(row) for row in table.written(numbers)),
        table.note,
        file,
    )
