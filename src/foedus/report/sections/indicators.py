"""Indicators: where each stands, how well it would warn, and what the model itself would watch."""

from __future__ import annotations

from foedus.ensemble.result import ENOUGH, LogRatio, Sign
from foedus.report.best_sign_tables import confirmed, sign_text
from foedus.report.charts.forest import ForestStyle, Item, forest_chart
from foedus.report.charts.style import svg
from foedus.report.contexts import Figure, Section, TableView
from foedus.report.numbers import kept
from foedus.report.scenario_tables import scenario_title
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
    tables = (_now(drawing), _warning(drawing), *_best(drawing))
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
    words = (
        "indicator", "points_to", "lead", "p_red_given", "p_red_otherwise", "log_ratio",
        "expected_ratio", "ahead_ratio", "verdict",
    )  # fmt: skip
    numeric = words[3:-1]
    heads = tuple((t(f"column.{key}"), key in numeric) for key in words)
    rows = []
    for sign in drawing.result.signs:
        record = drawing.result.case.indicators[sign.id]
        ratio = next(iter(sign.ratios.values()), None)
        cells: tuple[str, ...] = ("–",) * len(numeric)
        if ratio:
            cells = (
                n.probability(ratio.given),
                n.probability(ratio.otherwise),
                _ratio(drawing, ratio),
                n.fixed(ratio.expected, 2),
                _ratio(drawing, next(iter(sign.ahead.values()))),
            )
        pointed = ", ".join(record.points_to) or "–"
        lead = "–".join(map(str, dict.fromkeys(record.lead_months)))
        rows.append((_name(drawing, sign), pointed, lead, *cells, verdict(sign, t)))
    return TableView(t("table.signs_warning"), heads, tuple(rows), t("note.indicators"))


def _ratio(drawing: Drawing, ratio: LogRatio) -> str:
    n = drawing.t.numbers
    return f"{n.fixed(ratio.value, 2)} ±{n.fixed(ratio.error, 2)}"


def _best(drawing: Drawing) -> list[TableView]:
    """Of each class the signs that the held-out half bears out; that there is none, is said."""
    t, result = drawing.t, drawing.result
    rows = []
    for months in dict.fromkeys(sign.months for sign in result.best_signs):
        mine = [sign for sign in result.best_signs if sign.months == months]
        for scenario in dict.fromkeys(sign.scenario for sign in mine):
            good = [s for s in mine if s.scenario == scenario and confirmed(s)]
            title = f"{scenario} {scenario_title(result, scenario, t)}"
            rows += [
                (
                    title, str(months), sign_text(s, result, t),
                    t.numbers.probability(s.ratio.given), t.numbers.probability(s.ratio.otherwise),
                    _ratio(drawing, s.ratio), t.numbers.fixed(s.held_out, 4),
                )
                for s in good[:SHOWN]
            ] or [(title, str(months), t("signs.none_found"), "–", "–", "–", "–")]  # fmt: skip
    if not rows:
        return []
    keys = ("scenario", "months", "what", "p_given", "p_otherwise", "log_ratio_of", "held_out")
    numeric = ("months", "p_given", "p_otherwise", "log_ratio_of", "held_out")
    heads = tuple((t(f"column.{key}"), key in numeric) for key in keys)
    return [TableView(t("table.best_signs"), heads, tuple(rows), t("note.best_signs"))]


SHOWN = 2
"""Signs shown of each class and lead; the table in the folder has more."""


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
    if sign.observed:
        return n.value(sign.value)
    return kept(f"{n.value(sign.value)} {n.span(sign.lo, sign.hi)}")


def _since(drawing: Drawing, sign: Sign) -> str:
    """Day and publisher of the latest record, or that the value is only simulated."""
    t = drawing.t
    if sign.known is None:
        return t("signs.start") if sign.observed else t("signs.simulated")
    first = sign.known.source.split(";")[0]
    source = drawing.result.case.sources.get(first)
    told = f"{t.numbers.day(sign.known.day)}, {source.publisher if source else first}"
    return told if sign.observed else t("signs.from_figure", told=told)
