"""The probabilities: every class, reading, difference and share of variance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from foedus.ensemble.result import BASES, DifferenceRow, ScenarioRow
from foedus.report.charts.bars import share_bars
from foedus.report.charts.forest import ForestStyle, Item, forest_chart
from foedus.report.charts.style import svg
from foedus.report.contexts import Figure, Section, TableView, view
from foedus.report.numbers import kept
from foedus.report.scenario_tables import (
    ambiguous_id,
    basis,
    differences,
    parts,
    ranking,
    scenario_title,
)
from foedus.report.sections.drawing import Drawing
from foedus.report.sections.naming import named
from foedus.report.table import Table

_ACROSS = 4
"""Columns of estimates that fit the width of A4."""


def results(drawing: Drawing) -> Section:
    """Tables first, then the same numbers as charts."""
    t, result = drawing.t, drawing.result
    tables = [
        table for reading in result.case.readings for table in _reading_tables(drawing, reading)
    ]
    tables += [view(named(ranking(result, t), drawing), t.numbers)]
    more = (
        (differences(result, t), "tables/differences.csv"),
        (parts(result, t), ""),
        (_known(basis(result, t)), "tables/basis.csv"),
    )
    figures = [_forest(drawing), *_gaps(drawing), *_bars(drawing)]
    return Section(
        "results",
        t("section.results"),
        (t("section.results_intro"), t("note.estimate"), t("note.difference")),
        tuple(tables),
        tuple(figures),
        tuple(view(named(table, drawing), t.numbers, file) for table, file in more if table.rows),
    )


def _known(table: Table) -> Table:
    """Rows of the table of bases whose variance can be told from zero."""
    numbers = len(BASES)
    return replace(table, rows=tuple(row for row in table.rows if any(row[-numbers:])))


def _reading_tables(drawing: Drawing, reading: str) -> list[TableView]:
    """Classes down, policies and differences across; as many tables as the width of a page asks."""
    t, result = drawing.t, drawing.result
    classes = list(dict.fromkeys(r.scenario for r in result.scenarios if r.reading == reading))
    columns = list(_reading_columns(drawing, reading).items())
    title = t("section.reading", reading=t.of(result.case.readings[reading].title))
    tables = []
    for first in range(0, len(columns), _ACROSS):
        part = columns[first : first + _ACROSS]
        heads = ((t("column.scenario"), False), *((head, True) for head, _ in part))
        rows = [
            (_row_name(drawing, name), *(cells.get(name, "") for _, cells in part))
            for name in classes
        ]
        tables.append(TableView(title, heads, tuple(rows)))
    return tables


def _reading_columns(drawing: Drawing, reading: str) -> dict[str, dict[str, str]]:
    """Estimates by class: a column for each policy, then one for each pair."""
    numbers, names = drawing.t.numbers, drawing.names
    columns: dict[str, dict[str, str]] = {name: {} for name in names.values()}
    for row in drawing.result.scenarios:
        if row.reading == reading:
            columns[names[row.policy]][row.scenario] = kept(numbers.estimate(row.estimate))
    for gap in drawing.result.differences:
        if gap.reading == reading:
            column = columns.setdefault(f"{names[gap.a]} − {names[gap.b]}", {})
            column[gap.scenario] = kept(numbers.difference(gap.estimate))
    return columns


def _shown(drawing: Drawing, rows: Iterable[ScenarioRow | DifferenceRow]) -> list[tuple[str, str]]:
    """(reading, class) pairs of a chart: the ambiguous class in all readings, the rest once."""
    result = drawing.result
    readings = list(result.case.readings)
    ambiguous = [(r, name) for r in readings if (name := ambiguous_id(result, r))]
    others = [
        (row.reading, row.scenario)
        for row in rows
        if row.reading == readings[0] and (row.reading, row.scenario) not in ambiguous
    ]
    return ambiguous + list(dict.fromkeys(others))


def _forest(drawing: Drawing) -> Figure:
    t, result = drawing.t, drawing.result
    items = [
        Item(_row_name(drawing, name), row.policy, *_ends(row))
        for reading, name in _shown(drawing, result.scenarios)
        for row in result.scenarios
        if (row.reading, row.scenario) == (reading, name)
    ]
    style = ForestStyle(t("figure.probability"), drawing.names, drawing.colours)
    title = t("figure.forest", reading=_first_reading(drawing))
    caption = drawing.caption("", t("figure.forest_band"), [])
    chart = svg(forest_chart(items, style), t.lang)
    return Figure("probabilities", title, chart, caption, _item_table(drawing, title, items))


def _gaps(drawing: Drawing) -> list[Figure]:
    t, result = drawing.t, drawing.result
    found = []
    for a, b in dict.fromkeys((row.a, row.b) for row in result.differences):
        rows = [row for row in result.differences if (row.a, row.b) == (a, b)]
        items = [
            Item(_row_name(drawing, name), a, *_ends(row))
            for reading, name in _shown(drawing, rows)
            for row in rows
            if (row.reading, row.scenario) == (reading, name)
        ]
        style = ForestStyle(t("figure.difference"), {a: ""}, {a: "#222222"}, reference=0.0)
        names = drawing.names
        title = t("figure.gaps", a=names[a], b=names[b], reading=_first_reading(drawing))
        caption = drawing.caption("", t("figure.gaps_band"), [])
        chart = svg(forest_chart(items, style), t.lang)
        numbers = _item_table(drawing, title, items, signed=True)
        found.append(Figure(f"difference-{a}-{b}", title, chart, caption, numbers))
    return found


def _bars(drawing: Drawing) -> list[Figure]:
    """Shares of variance of the first reading, one chart a policy."""
    t, result = drawing.t, drawing.result
    reading = next(iter(result.case.readings))
    names = [t(f"basis.{name}") for name in BASES]
    found = []
    for policy in result.policies:
        shares = {
            _row_name(drawing, row.scenario): row.basis
            for row in result.scenarios
            if (row.policy, row.reading) == (policy, reading) and any(row.basis)
        }
        if not shares:
            continue
        title = t("figure.basis", policy=drawing.names[policy])
        heads = ((t("column.scenario"), False), *((name, True) for name in names))
        rows = tuple((row, *map(t.numbers.percent, parts)) for row, parts in shares.items())
        chart = svg(share_bars(shares, names, t("figure.variance")), t.lang)
        caption = drawing.caption("", t("figure.basis_band"), [])
        found.append(
            Figure(f"basis-{policy}", title, chart, caption, TableView(title, heads, rows))
        )
    return found


def _ends(row: ScenarioRow | DifferenceRow) -> tuple[float, float, float]:
    return row.estimate.value, row.estimate.lo, row.estimate.hi


def _row_name(drawing: Drawing, scenario: str) -> str:
    return f"{scenario} {scenario_title(drawing.result, scenario, drawing.t)}"


def _first_reading(drawing: Drawing) -> str:
    return drawing.t.of(next(iter(drawing.result.case.readings.values())).title)


def _item_table(
    drawing: Drawing, title: str, items: list[Item], *, signed: bool = False
) -> TableView:
    t = drawing.t
    write = t.numbers.signed if signed else t.numbers.probability
    keys = ("column.diff" if signed else "column.p", "column.lo", "column.hi")
    words = ((t("column.scenario"), False), (t("column.policy"), False))
    heads = (*words, *((t(key), True) for key in keys))
    rows = tuple(
        (i.row, drawing.names[i.group], write(i.value), write(i.lo), write(i.hi)) for i in items
    )
    return TableView(title, heads, rows)
