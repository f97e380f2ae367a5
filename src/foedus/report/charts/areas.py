"""Stacked shares over time: the states of a chain under one policy."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import numpy as np

from foedus.report.charts.fan import FanStyle
from foedus.report.charts.frame import Frame, window
from foedus.report.charts.style import INK, SHADES, Plot, Row, named, specification
from foedus.report.series import Path

_NAMED = 0.02
"""A state that ends below this share of trajectories is drawn, but its label would crowd."""


def area_chart(paths: Sequence[Path], labels: Sequence[str], style: FanStyle) -> Plot:
    """Shares stacked from the bottom, each named at the right end."""
    days = paths[0].dates
    first, last = window(days[0], style.as_of, days[-1])
    tops = np.cumsum([path.values for path in paths], axis=0)
    ends = [
        (f"{label} {100 * path.values[-1]:.0f}\xa0%", float(tops[k, -1] - path.values[-1] / 2), INK)
        for k, (path, label) in enumerate(zip(paths, labels, strict=True))
        if path.values[-1] >= _NAMED
    ]
    frame = Frame(first, last, 0.0, 1.0, tuple(text for text, _, _ in ends), style.small)
    rows: list[Row] = []
    for k, path in enumerate(paths):
        low = tops[k] - path.values
        for i, day in enumerate(path.dates):
            if day >= first:
                rows.append(
                    {
                        "d": day.isoformat(),
                        "g": f"{k}",
                        "a": float(f"{low[i]:.4g}"),
                        "e": float(f"{tops[k, i]:.4g}"),
                        "c": SHADES[k % len(SHADES)],
                    }
                )
    areas = (
        named("areas")
        .mark_area()
        .encode(
            x=frame.x(),
            y=frame.y("a", percent=True),
            y2="e:Q",
            color=alt.Color("c:N", scale=None),
            detail="g:N",
        )
    )
    width, height = frame.size
    chart = alt.layer(areas, frame.label_layer()).properties(
        width=width, height=height, title=style.unit
    )
    return Plot(specification(chart), {"areas": rows, "labels": frame.labels(ends)})
