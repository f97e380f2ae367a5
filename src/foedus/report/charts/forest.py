"""Points with bars: probabilities of classes, paired differences, effort of each ally."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import altair as alt

from foedus.report.charts.rows import plot_width, row_axis, row_names, row_step
from foedus.report.charts.style import INK, Plot, Row, named, specification

_ROW = 17


@dataclass(frozen=True, slots=True)
class Item:
    """One estimate: a row, a group (policy) in it, a point and the ends of its bar."""

    row: str
    group: str
    value: float
    lo: float
    hi: float


@dataclass(frozen=True, slots=True)
class ForestStyle:
    """Title of the axis, names and colours of the groups, and a reference line with its name."""

    axis: str
    names: Mapping[str, str]
    colours: Mapping[str, str]
    reference: float | None = None
    reference_name: str = ""
    seen: Mapping[str, float] = field(default_factory=dict)
    """An observed figure by row, drawn as a hollow diamond."""


def forest_chart(items: Sequence[Item], style: ForestStyle) -> Plot:
    """Rows in the order given; groups stand above each other within a row."""
    order = list(dict.fromkeys(item.row for item in items))
    groups = [name for name in style.names if any(item.group == name for item in items)]
    shown = [style.names[name] for name in groups]
    rows: list[Row] = [
        {"r": i.row, "g": style.names[i.group]} | {"m": i.value, "a": i.lo, "e": i.hi}
        for i in items
    ]
    scale = alt.Scale(domain=shown, range=[style.colours[name] for name in groups])
    legend = alt.Legend(symbolOpacity=1) if len(groups) > 1 else None
    base = named("items").encode(
        y=row_axis(order),
        yOffset=alt.YOffset("g:N", sort=shown),
        color=alt.Color("g:N", scale=scale, legend=legend, sort=shown),
    )
    bars = base.mark_rule(strokeWidth=2, opacity=0.55).encode(x=_x("a", style), x2="e:Q")
    points = base.mark_point(filled=True, size=38, opacity=1).encode(x=_x("m", style))
    texts, data = row_names(order)
    layers = [bars, points, *texts]
    data["items"] = rows
    if style.reference is not None:
        layers = [*_reference(style), *layers]
        data["reference"] = [{"m": style.reference, "t": style.reference_name}]
    if style.seen:
        layers.append(_seen(order, style))
        data["seen"] = [{"r": row, "m": style.seen[row]} for row in order if row in style.seen]
    chart = alt.layer(*layers).properties(
        width=plot_width(order),
        height=row_step(order, max(_ROW, 9 * len(groups) + 5)) * len(order),
    )
    return Plot(specification(chart), data)


def _x(field: str, style: ForestStyle) -> alt.X:
    return alt.X(f"{field}:Q", title=style.axis, axis=alt.Axis(tickCount=5))


def _seen(order: Sequence[str], style: ForestStyle) -> alt.Chart:
    marks = named("seen").mark_point(
        shape="diamond", size=34, filled=False, color=INK, strokeWidth=1.1, opacity=1
    )
    layer: alt.Chart = marks.encode(x=_x("m", style), y=row_axis(order))
    return layer


def _reference(style: ForestStyle) -> list[alt.Chart]:
    rule = named("reference").mark_rule(color=INK, strokeDash=[4, 3]).encode(x=_x("m", style))
    if not style.reference_name:
        return [rule]
    name = (
        named("reference")
        .mark_text(align="center", baseline="bottom", dy=-4, color=INK)
        .encode(x=_x("m", style), y=alt.value(0), text="t:N")
    )
    return [rule, name]
