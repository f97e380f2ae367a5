"""Indicators: where each stands today, and how well it would warn six months ahead."""

from __future__ import annotations

from foedus.ensemble.result import ENOUGH, Sign
from foedus.report.charts.forest import ForestStyle, Item, forest_chart
from foedus.report.charts.style import svg
from foedus.report.contexts import Figure, Section, TableView
from foedus.report.sections.drawing import Drawing
from foedus.report.sign_tables import Z90, verdict


def indicators(drawing: Drawing) -> list[Section]:
    """The section; none when the run has no indicators."""
    t, result = drawing.t, drawing.result
    if not result.signs:
        return []
    admitted = sum(sign.admitted for sign in result.signs)
    intro = (
        t("section.indicators_intro"),
        t("signs.count", admitted=admitted, all=len(result.signs)),
        t("signs.policy", policy=drawing.names[result.policies[0]]),
    )
    tables = (_now(drawing), _warning(drawing))
    figures = tuple(_figure(drawing))
    title = t("section.indicators")
    return [Section("indicators", title, intro, tables, figures, keyed=False)]


def _now(drawing: Drawing) -> TableView:
    t = drawing.t
    keys = ("indicator", "function", "now", "colour", "known")
    heads = tuple((t(f"column.{key}"), False) for key in keys)
    rows = tuple(
        (
            _name(drawing, sign),
            t.of(drawing.result.case.indicators[sign.id].function),
            _value(drawing, sign),
            f"{_MARKS[sign.colour]}\xa0{t(f'colour.{sign.colour}')}",
            _since(drawing, sign),
        )
        for sign in drawing.result.signs
    )
    day = t.numbers.day(drawing.result.as_of)
    return TableView(t("table.signs_now", day=day), heads, rows, t("note.signs_now"))


_MARKS = {"green": "○", "amber": "◐", "red": "●"}
"""Colours told apart without colour."""


def _warning(drawing: Drawing) -> TableView:
    t, n = drawing.t, drawing.t.numbers
    words = ("indicator", "points_to", "p_red_given", "p_red_otherwise", "log_ratio", "verdict")
    numeric = ("p_red_given", "p_red_otherwise", "log_ratio")
    heads = tuple((t(f"column.{key}"), key in numeric) for key in words)
    rows = []
    for sign in drawing.result.signs:
        record = drawing.result.case.indicators[sign.id]
        ratio = next(iter(sign.ratios.values()), None)
        cells = ("–", "–", "–")
        if ratio:
            error = n.fixed(ratio.error, 2)
            cells = (
                n.probability(ratio.given),
                n.probability(ratio.otherwise),
                f"{n.fixed(ratio.value, 2)} ±{error}",
            )
        pointed = ", ".join(record.points_to) or "–"
        rows.append((_name(drawing, sign), pointed, *cells, verdict(sign, t)))
    return TableView(t("table.signs_warning"), heads, tuple(rows), t("note.indicators"))


def _figure(drawing: Drawing) -> list[Figure]:
    t, result = drawing.t, drawing.result
    found = [(s, next(iter(s.ratios.values()))) for s in result.signs if s.ratios]
    if not found:
        return []
    items = [
        Item(
            _name(drawing, sign),
            "public" if sign.public else "hidden",
            ratio.value,
            ratio.value - Z90 * ratio.error,
            ratio.value + Z90 * ratio.error,
        )
        for sign, ratio in found
    ]
    names = {"public": t("signs.public"), "hidden": t("signs.hidden")}
    colours = {"public": "#0072B2", "hidden": "#6b6b6b"}
    style = ForestStyle(t("column.log_ratio"), names, colours, ENOUGH, t("signs.rule"))
    title = t("table.signs_warning")
    chart = svg(forest_chart(items, style), t.lang)
    table = _warning(drawing)
    return [Figure("indicators", title, chart, t("signs.caption"), table)]


def _name(drawing: Drawing, sign: Sign) -> str:
    return f"{sign.id} {drawing.t.of(drawing.result.case.indicators[sign.id].title)}"


def _value(drawing: Drawing, sign: Sign) -> str:
    n = drawing.t.numbers
    if sign.lo == sign.hi:
        return n.value(sign.value)
    gap = ";" if drawing.t.lang == "vi" else ","
    return f"{n.value(sign.value)} [{n.value(sign.lo)}{gap}\xa0{n.value(sign.hi)}]"


def _since(drawing: Drawing, sign: Sign) -> str:
    """Day and publisher of the latest record, or that the value is only simulated."""
    t = drawing.t
    if sign.known is None:
        return t("signs.simulated") if sign.lo < sign.hi else t("signs.start")
    first = sign.known.source.split(";")[0]
    source = drawing.result.case.sources.get(first)
    return f"{t.numbers.day(sign.known.day)}, {source.publisher if source else first}"
