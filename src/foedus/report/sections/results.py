"""The probabilities: every class, reading, difference and share of variance."""

from __future__ import annotations

from collections.abc import Iterable

from foedus.ensemble.result import BASES, DifferenceRow, ScenarioRow
from foedus.report.charts.bars import share_bars
from foedus.report.charts.forest import ForestStyle, Item, forest_chart
from foedus.report.charts.style import svg
from foedus.report.contexts import Figure, Section, TableView, view
from foedus.report.scenario_tables import (
    ambiguous_id,
    basis,
    differences,
    parts,
    ranking,
    scenario_title,
)
from foedus.report.sections.drawing import Drawing


def results(drawing: Drawing) -> Section:
    """Tables first, then the same numbers as charts."""
    t, result = drawing.t, drawing.result
    tables = [_reading_table(drawing, reading) for reading in result.case.readings]
    tables += [view(ranking(result, t), t.numbers)]
    more = [differences(result, t), parts(result, t), basis(result, t)]
    figures = [_forest(drawing), *_gaps(drawing), *_bars(drawing)]
    return Section(
        "results",
        t("section.results"),
        (t("section.results_intro"), t("note.estimate"), t("note.difference")),
        tuple(tables),
        tuple(figures),
        tuple(view(table, t.numbers) for table in more if table.rows),
    )


def _reading_table(drawing: Drawing, reading: str) -> TableView:
    """Classes down, policies and differences across, as in the terminal."""
    t, result = drawing.t, drawing.result
    names = drawing.names
    columns: dict[str, dict[str, str]] = {names[policy]: {} for policy in result.policies}
    classes: dict[str, None] = {}
    for row in result.scenarios:
        if row.reading == reading:
            classes[row.scenario] = None
            columns[names[row.policy]][row.scenario] = _kept(t.numbers.estimate(row.estimate))
    for gap in result.differences:
        if gap.reading == reading:
            head = f"{names[gap.a]} − {names[gap.b]}"
            columns.setdefault(head, {})[gap.scenario] = _kept(t.numbers.difference(gap.estimate))
    rows = [
        (f"{name} {scenario_title(result, name, t)}", *(c.get(name, "") for c in columns.values()))
        for name in classes
    ]
    heads = ((t("column.scenario"), False), *((head, True) for head in columns))
    title = t("section.reading", reading=t.of(result.case.readings[reading].title))
    return TableView(title, heads, tuple(rows))


def _kept(text: str) -> str:
    """An estimate whose interval stays on one line when a narrow column breaks it."""
    return text.replace(", ", ",\xa0").replace("; ", ";\xa0")


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
