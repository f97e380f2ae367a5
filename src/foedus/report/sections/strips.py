"""Threshold strips: what becomes of the answer as each definition moves."""

from __future__ import annotations

from foedus.ensemble.result import StripRow
from foedus.report.charts.strip import Point, strip_chart
from foedus.report.charts.style import svg
from foedus.report.contexts import Figure, Section, TableView
from foedus.report.scenario_tables import own_class, scenario_title
from foedus.report.sections.drawing import Drawing
from foedus.report.strip_tables import (
    line_of,
    most_moved,
    ranking_ends,
    shown_thresholds,
)
from foedus.report.strip_words import ranking_statement


def strips(drawing: Drawing) -> list[Section]:
    """The section; none when the run has no strips."""
    t, result = drawing.t, drawing.result
    if not result.strips:
        return []
    intro = [t("section.strips_intro"), *ranking_lines(drawing)]
    figures = tuple(_figure(drawing, name) for name in shown_thresholds(result))
    tables = (_ranking(drawing),)
    return [Section("strips", t("section.strips"), tuple(intro), tables, figures)]


def ranking_lines(drawing: Drawing) -> list[str]:
    """The ranking statement of the documents under each reading, in words; first policy."""
    t, result = drawing.t, drawing.result
    policy = result.policies[0]
    told = (ranking_statement(result, reading, policy, t) for reading in result.case.readings)
    lines = [line for line in told if line]
    if lines:
        lines[0] = f"{t('strips.policy', policy=drawing.names[policy])} {lines[0]}"
    return lines


def _ranking(drawing: Drawing) -> TableView:
    """Under every reading and policy: how often the class leads, and between what ends."""
    t, result = drawing.t, drawing.result
    rows = []
    for reading, record in result.case.readings.items():
        for policy in result.policies:
            ends, name = ranking_ends(result, reading, policy), own_class(result.case, reading)
            if ends and name:
                shares = [f"{t.numbers.percent(e.ranks_first)} ({_at(drawing, e)})" for e in ends]
                own = t.numbers.estimate(result.row(policy, reading, name).estimate)
                first = t.numbers.percent(result.ranking[reading][policy])
                rows.append((t.of(record.title), drawing.names[policy], own, first, *shares))
    heads = (
        (t("column.reading"), False), (t("column.policy"), False),
        (t("column.p"), True), (t("column.ranks_first"), True),
        (t("strips.least"), True), (t("strips.most"), True),
    )  # fmt: skip
    title = t("strips.table", scenario=result.case.ambiguous)
    return TableView(title, heads, tuple(rows), t("note.ranking"))


def _at(drawing: Drawing, row: StripRow) -> str:
    return f"{row.threshold} = {drawing.t.numbers.short(row.value)}"


def _figure(drawing: Drawing, threshold: str) -> Figure:
    t, result = drawing.t, drawing.result
    record = result.case.thresholds[threshold]
    which = most_moved(result, threshold)
    found = {policy: line_of(result, threshold, policy, which) for policy in result.policies}
    points = [
        Point(policy, row.value, row.estimate.value, row.estimate.lo, row.estimate.hi)
        for policy, rows in found.items()
        for row in rows
    ]
    unit = drawing.word("unit", record.unit)
    chart = strip_chart(points, drawing.colours, record.value, f"{threshold} ({unit})")
    title = f"{t.of(record.meaning)}: {which[1]} {scenario_title(result, which[1], t)}"
    heads = (
        (t("column.policy"), False),
        (t("column.value"), True),
        (t("column.p"), True),
        (t("column.ranks_first"), True),
    )
    rows = tuple(
        (
            drawing.names[policy],
            t.numbers.short(row.value),
            t.numbers.estimate(row.estimate),
            t.numbers.percent(row.ranks_first),
        )
        for policy, line in found.items()
        for row in line
    )
    caption = t("strips.caption", value=t.numbers.short(record.value))
    numbers = TableView(title, heads, rows)
    return Figure(f"strip-{threshold}", title, svg(chart, t.lang), caption, numbers, "small")
