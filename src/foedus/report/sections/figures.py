"""The paths: one group of figures a subject. What a run has not recorded is left out."""

from __future__ import annotations

import math
from datetime import date
from typing import Literal

from foedus.report.charts.areas import area_chart
from foedus.report.charts.forest import ForestStyle, Item, forest_chart
from foedus.report.charts.style import svg
from foedus.report.contexts import Figure, FigureGroup, Section, view
from foedus.report.path_tables import labels_of, path_table
from foedus.report.sections.drawing import Drawing, fan_figure, share_figure
from foedus.report.series import bands, paths
from foedus.report.table import Column, table

TONE = ("tone.shown", "tone")
"""Names under which a run may hold the shown tone of each dyad."""

_TONE_LIMITS = (-10.0, 10.0)
_UNIT = (0.0, 1.0)


def figures(drawing: Drawing) -> Section:
    """The section of figures, without the groups that would be empty."""
    t, result = drawing.t, drawing.result
    groups = [
        _group(drawing, "effort", _effort(drawing)),
        _group(
            drawing, "forces", _fans(drawing, "forces.total forces.permanent forces.rotational")
        ),
        _group(drawing, "ukraine", _ukraine(drawing)),
        _group(drawing, "trust", _trust(drawing)),
        _group(drawing, "trade", _trade(drawing)),
        _group(drawing, "tone", _tone(drawing)),
    ]
    intro = [t("section.figures_intro", as_of=t.numbers.day(result.as_of))]
    if len(result.policies) > 3:
        intro.append(t("section.figures_median"))
    kept = tuple(group for group in groups if group.figures)
    return Section("figures", t("section.figures"), tuple(intro), groups=kept)


def _group(drawing: Drawing, slug: str, found: list[Figure]) -> FigureGroup:
    return FigureGroup(slug, drawing.t(f"section.group_{slug}"), tuple(found))


def _fans(
    drawing: Drawing,
    names: str,
    limits: tuple[float, float] | None = None,
    *,
    shape: Literal["", "small"] = "",
) -> list[Figure]:
    """Fans of the variables named, one for each label of an indexed one."""
    found: list[Figure] = []
    for name in names.split():
        for label in labels_of(drawing.result, name):
            found += fan_figure(drawing, name, label, limits=limits, shape=shape)
    return found


def _effort(drawing: Drawing) -> list[Figure]:
    return [
        *_fans(drawing, "europe.effort nato.at2"),
        *_rank(drawing),
        *_fans(drawing, "europe.off europe.self threat.russia arms.us_share"),
    ]


def _ukraine(drawing: Drawing) -> list[Figure]:
    war = drawing.name_of("war.state")
    what = f"{war}: {drawing.word('state', 'ceasefire')}"
    fans = _fans(drawing, "aid.usa aid.europe")
    return fans + share_figure(drawing, "war.ceasefire", what)


def _trust(drawing: Drawing) -> list[Figure]:
    trust = _fans(drawing, "trust.usa", _UNIT)
    return trust + _status(drawing) + _fans(drawing, "enablers.europe pillar.europe", _UNIT)


def _trade(drawing: Drawing) -> list[Figure]:
    t = drawing.t
    unit = drawing.unit("trade.level")
    title = drawing.name_of("trade.level")
    found = share_figure(drawing, "trade.level", title, percent=False, unit=unit)
    for subject, levels in (("trade", (2, 3)), ("escalation", (1, 2, 3))):
        for level in levels:
            what = t("figure.at_least", level=level)
            title = f"{drawing.name_of(f'{subject}.level')}: {what}"
            found += share_figure(drawing, f"{subject}.ge{level}", title)
    return found


def _tone(drawing: Drawing) -> list[Figure]:
    name = next((n for n in TONE if n in drawing.result.quantiles), "")
    return _fans(drawing, name, _TONE_LIMITS, shape="small")


def _status(drawing: Drawing) -> list[Figure]:
    """Shares of the states of `institution.status`, one stacked chart a policy."""
    t, result = drawing.t, drawing.result
    record = result.case.variables.get("institution.status")
    known = [s for s in (record.states if record else ()) if f"institution.{s}" in result.means]
    if len(known) < 2:
        return []
    found = []
    for k, policy in enumerate(result.policies):
        shares = [paths(result, f"institution.{state}")[k] for state in known]
        labels = [drawing.word("state", state) for state in known]
        unit = t("figure.share")
        title = f"{drawing.name_of('institution.status')}: {drawing.names[policy]}"
        chart = area_chart(shares, labels, drawing.style(unit))
        rows = [(name, [share]) for name, share in zip(labels, shares, strict=True)]
        numbers = path_table(t, title, rows, drawing.names)
        caption = drawing.caption(unit, t("figure.institution_band"), [])
        slug = f"institution-{policy}"
        found.append(Figure(slug, title, svg(chart, t.lang), caption, view(numbers, t.numbers)))
    return found


def pledge_path(day: date) -> float:
    """Reference path of the 2025 pledge, % of GDP: 2.0 in mid-2025, 3.5 nine and a half years on.

    >>> round(pledge_path(date(2029, 1, 20)), 2)
    2.56
    """
    years = day.year + (day.timetuple().tm_yday - 1) / 365.25
    return 2.0 + 1.5 * min(1.0, max(0.0, years - 2025.5) / 9.5)


def _rank(drawing: Drawing) -> list[Figure]:
    """Allies by median effort at the horizon under the first policy, all policies shown."""
    t, result = drawing.t, drawing.result
    items: list[Item] = []
    for ally in labels_of(result, "effort.x"):
        name = t.of(result.case.actors[ally].name) if ally in result.case.actors else ally
        for band in bands(result, "effort.x", ally):
            ends = (math.exp(float(band.column(q)[-1])) for q in (0.5, 0.05, 0.95))
            items.append(Item(name, band.policy, *ends))
    if not items:
        return []
    first = {i.row: i.value for i in items if i.group == result.policies[0]}
    items.sort(key=lambda i: -first[i.row])
    horizon = result.case.grid.horizon
    path = t.numbers.fixed(pledge_path(horizon), 2)
    unit = t("figure.percent_gdp")
    style = ForestStyle(
        unit, drawing.names, drawing.colours, pledge_path(horizon), t("figure.path")
    )
    title = t("figure.rank", horizon=t.numbers.day(horizon))
    heads = [Column("ally", t("column.ally")), Column("policy", t("column.policy"))]
    heads += [Column("q50", t("column.median"), "value", unit)]
    heads += [Column("q05", "5 %", "value", unit), Column("q95", "95 %", "value", unit)]
    rows = [(i.row, drawing.names[i.group], i.value, i.lo, i.hi) for i in items]
    caption = drawing.caption(unit, t("figure.rank_band", path=path), [])
    chart = svg(forest_chart(items, style), t.lang)
    numbers = view(table("", title, heads, rows), t.numbers)
    return [Figure("effort-by-ally", title, chart, caption, numbers, "tall")]
