"""Threshold strips: what becomes of the answer as each definition moves."""

from __future__ import annotations

from foedus.report.charts.strip import Point, strip_chart
from foedus.report.charts.style import svg
from foedus.report.contexts import Figure, Section, TableView
from foedus.report.scenario_tables import scenario_title
from foedus.report.sections.drawing import Drawing
from foedus.report.strip_tables import (
    line_of,
    most_moved,
    ranking_ends,
    shown_thresholds,
)


def strips(drawing: Drawing) -> list[Section]:
    """The section; none when the run has no strips."""
    t, result = drawing.t, drawing.result
    if not result.strips:
        return []
    intro = [t("section.strips_intro"), *ranking_lines(drawing)]
    figures = tuple(_figure(drawing, name) for name in shown_thresholds(result))
    return [Section("strips", t("section.strips"), tuple(intro), figures=figures)]


def ranking_lines(drawing: Drawing) -> list[str]:
    """The ranking statement of the documents under each reading, in words."""
    t, result = drawing.t, drawing.result
    lines = []
    for reading, record in result.case.readings.items():
        ends = ranking_ends(result, reading)
        if ends is None:
            continue
        least, most = ends
        lines.append(
            t(
                "strips.ranking",
                scenario=result.case.ambiguous,
                reading=t.of(record.title),
                share=t.numbers.percent(result.ranking[reading][result.policies[0]]),
                least=t.numbers.percent(least.ranks_first),
                least_at=_at(drawing, least.threshold, least.value),
                most=t.numbers.percent(most.ranks_first),
                most_at=_at(drawing, most.threshold, most.value),
            )
        )
    if lines:
        lines[0] = f"{t('strips.policy', policy=drawing.names[result.policies[0]])} {lines[0]}"
    return lines


def _at(drawing: Drawing, threshold: str, value: float) -> str:
    return f"{threshold} = {drawing.t.numbers.short(value)}"


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
