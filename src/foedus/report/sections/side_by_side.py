"""Policies side by side: what each changes of the leading variables, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.ensemble.result import GapRow
from foedus.ensemble.yearly import HEADLINE, TOPICS
from foedus.report.comparing import gap_text, when_text
from foedus.report.contexts import Section, TableView
from foedus.report.gap_tables import NAME
from foedus.report.sections.drawing import Drawing


def side_by_side(drawing: Drawing) -> list[Section]:
    """The section; none where one policy ran."""
    t, result = drawing.t, drawing.result
    if not result.gaps:
        return []
    first, names = result.policies[0], drawing.names
    tables, folded = list[TableView](), list[TableView]()
    for other in dict.fromkeys(row.b for row in result.gaps):
        rows = [row for row in result.gaps if row.b == other]
        title = t("yearly.pair", a=names[first], b=names[other])
        tables.append(_table(drawing, title, [r for r in rows if r.variable in HEADLINE]))
        folded += _topics(drawing, rows, title)
    intro = (t("section.side_by_side_intro"), t("note.yearly"))
    title = t("section.side_by_side")
    return [Section("side-by-side", title, intro, tuple(tables), folded=tuple(folded))]


def _topics(drawing: Drawing, rows: Sequence[GapRow], title: str) -> Iterator[TableView]:
    """What is not among the leading variables, a table a topic."""
    for topic in TOPICS:
        mine = [r for r in rows if r.topic == topic and r.variable not in HEADLINE]
        if mine:
            named = f"{drawing.t(f'topic.{topic}')}: {title}"
            yield replace(_table(drawing, named, mine), file=f"tables/{NAME}.csv")


def _table(drawing: Drawing, title: str, rows: Sequence[GapRow]) -> TableView:
    """Variables down, days across; the last column has the level that is subtracted from."""
    # before the policies depart from one another there is nothing to show
    days = list(dict.fromkeys(row.day for row in rows if row.low != row.high))
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        key = row.variable, row.label
        mine = cells.setdefault(key, {})
        mine[row.day.isoformat()] = gap_text(row.difference, drawing.t)
        mine["level"] = drawing.t.numbers.value(row.mean_a)
        mine["name"] = f"{drawing.name_of(*key)} ({drawing.word('unit', row.unit)})"
    t = drawing.t
    heads = (
        (t("column.variable"), False),
        *((when_text(day, t), True) for day in days),
        (t("yearly.level"), True),
    )
    body = tuple(
        (
            mine["name"],
            *(mine.get(day.isoformat(), "") for day in days),
            mine["level"],
        )
        for mine in cells.values()
    )
    return TableView(title, heads, body)
