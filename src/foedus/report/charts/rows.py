"""Names of rows beside a chart, on two lines where they are long, and never cut.

Vega centres only the first line of an axis label, so the names are text marks.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from foedus.report.charts.style import INK, LABEL_SIZE, TOTAL, Row, folded, named, text_width

_LETTERS = 24
_LINE = LABEL_SIZE + 1
_MARGIN = 34


def row_axis(order: Sequence[str]) -> alt.Y:
    """Rows in the order given, with room for their names in whatever font they are read."""
    axis = alt.Axis(labels=False, ticks=False, domain=False, grid=True, minExtent=_room(order))
    return alt.Y("r:N", sort=list(order), title=None, axis=axis)


def row_names(order: Sequence[str]) -> tuple[list[alt.Chart], dict[str, list[Row]]]:
    """Text layers and their data: one layer for each height at which lines stand."""
    data: dict[str, list[Row]] = {}
    for row in order:
        lines = folded(row, _LETTERS).split("\n")
        for k, line in enumerate(lines):
            lift = round(_LINE * (k - (len(lines) - 1) / 2))
            data.setdefault(f"names{lift}", []).append({"r": row, "t": line})
    layers = [_layer(name, int(name.removeprefix("names")), order) for name in data]
    return layers, data


def plot_width(order: Sequence[str]) -> float:
    """What a chart of the usual width leaves beside the names of its rows."""
    return TOTAL - _MARGIN - _room(order)


def row_step(order: Sequence[str], least: float) -> float:
    """Height of a row: as high as its names need."""
    return max(least, max(folded(row, _LETTERS).count("\n") + 1 for row in order) * _LINE + 4)


def _room(order: Sequence[str]) -> float:
    return text_width(folded(row, _LETTERS) for row in order) + 8


def _layer(name: str, lift: int, order: Sequence[str]) -> alt.Chart:
    marks = named(name).mark_text(
        align="right", baseline="middle", dx=-8, dy=lift, limit=0, color=INK
    )
    layer: alt.Chart = marks.encode(y=row_axis(order), x=alt.value(0), text="t:N")
    return layer
