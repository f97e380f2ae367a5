"""Stacked bars: how the variance of each probability splits by basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt

from foedus.report.charts.rows import plot_width, row_axis, row_names, row_step
from foedus.report.charts.style import SHADES, Plot, Row, named, specification

_ROW = 24


def share_bars(shares: Mapping[str, Sequence[float]], names: Sequence[str], axis: str) -> Plot:
    """One bar a row; `names` are the parts in order, `shares` their sizes by row."""
    order = list(shares)
    rows: list[Row] = [
        {"r": row, "n": name, "k": k, "v": value}
        for row, parts in shares.items()
        for k, (name, value) in enumerate(zip(names, parts, strict=True))
    ]
    bars = (
        named("bars")
        .mark_bar(stroke="white", strokeWidth=0.6)
        .encode(
            x=alt.X(
                "v:Q",
                title=axis,
                axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
                scale=alt.Scale(domain=[0, 1]),
            ),
            y=row_axis(order),
            color=alt.Color(
                "n:N",
                sort=list(names),
                scale=alt.Scale(domain=list(names), range=list(SHADES)),
                legend=alt.Legend(columns=3),
            ),
            order=alt.Order("k:Q"),
        )
    )
    texts, data = row_names(order)
    chart = alt.layer(bars, *texts).properties(
        width=plot_width(order), height=row_step(order, _ROW) * len(order)
    )
    return Plot(specification(chart), data | {"bars": rows})
