"""Allies ranked by effort at the horizon, against the pledge path."""

from __future__ import annotations

import math
from datetime import date

from foedus.report.charts.forest import ForestStyle, Item, forest_chart
from foedus.report.charts.style import svg
from foedus.report.contexts import Figure, TableView, view
from foedus.report.path_tables import labels_of
from foedus.report.sections.drawing import Drawing
from foedus.report.series import bands, horizon_of
from foedus.report.table import Column, table

VARIABLE = "effort.x"
"""Natural log of the share of GDP, by ally."""


_DRAWN = 2
"""Policies drawn: with more, thirty allies would not fit a page."""


def pledge_path(day: date) -> float:
    """Reference path of the 2025 pledge, % of GDP: 2.0 in mid-2025, 3.5 nine and a half years on.

    >>> round(pledge_path(date(2029, 1, 20)), 2)
    2.56
    """
    years = day.year + (day.timetuple().tm_yday - 1) / 365.25
    return 2.0 + 1.5 * min(1.0, max(0.0, years - 2025.5) / 9.5)


def rank(drawing: Drawing) -> list[Figure]:
    """Allies by median effort under the first policy; two policies and the last figure drawn."""
    t, items = drawing.t, _items(drawing)
    if not items:
        return []
    horizon = horizon_of(drawing.result)
    path, unit = pledge_path(horizon), t("figure.percent_gdp")
    seen, edition = _last_figures(drawing)
    style = ForestStyle(unit, drawing.names, drawing.colours, path, t("figure.path"), seen)
    drawn = drawing.result.policies[:_DRAWN]
    band = t("figure.rank_band", path=t.numbers.fixed(path, 2))
    if seen:
        band += " " + t("figure.rank_seen", edition=edition)
    if len(drawing.result.policies) > _DRAWN:
        band += " " + t("figure.rank_first")
    title = t("figure.rank", horizon=t.numbers.day(horizon))
    chart = svg(forest_chart([i for i in items if i.group in drawn], style), t.lang)
    caption = drawing.caption(unit, band, [])
    return [
        Figure("effort-by-ally", title, chart, caption, _numbers(drawing, title, items), "tall")
    ]


def _items(drawing: Drawing) -> list[Item]:
    result = drawing.result
    items = []
    for ally in labels_of(result, VARIABLE):
        for band in bands(result, VARIABLE, ally):
            middle, lo, hi = (math.exp(float(band.column(q)[-1])) for q in (0.5, 0.05, 0.95))
            items.append(Item(_name(drawing, ally), band.policy, middle, lo, hi))
    first = {item.row: item.value for item in items if item.group == result.policies[0]}
    return sorted(items, key=lambda item: -first[item.row])


def _last_figures(drawing: Drawing) -> tuple[dict[str, float], str]:
    """Newest observed figure of each ally and the edition it stands in."""
    seen, edition = {}, ""
    for ally in labels_of(drawing.result, VARIABLE):
        for series in drawing.seen("effort", ally):
            seen[_name(drawing, ally)] = series.values[-1]
            edition = f"{series.series} ({series.dates[-1].year})"
    return seen, edition


def _name(drawing: Drawing, ally: str) -> str:
    actor = drawing.result.case.actors.get(ally)
    return drawing.t.of(actor.name) if actor else ally


def _numbers(drawing: Drawing, title: str, items: list[Item]) -> TableView:
    t, unit = drawing.t, drawing.t("figure.percent_gdp")
    heads = [Column("ally", t("column.ally")), Column("policy", t("column.policy"))]
    heads += [Column("q50", t("column.median"), "value", unit)]
    heads += [Column("q05", "5 %", "value", unit), Column("q95", "95 %", "value", unit)]
    rows = [(i.row, drawing.names[i.group], i.value, i.lo, i.hi) for i in items]
    return view(table("", title, heads, rows), t.numbers)
