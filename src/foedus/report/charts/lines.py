"""Means over time: a share of trajectories or a mean level, one line a policy."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from foedus.report.charts.fan import FanStyle
from foedus.report.charts.frame import Frame, limits, window
from foedus.report.charts.style import PAST, Plot, Row, named, specification
from foedus.report.series import Path


def line_chart(paths: Sequence[Path], style: FanStyle, *, percent: bool) -> Plot:
    """One line a policy from the day of the run on, grey before; shares in per cent."""
    days = paths[0].dates
    first, last = window(days[0], style.as_of, days[-1])
    drawn = [float(v) for p in paths for d, v in zip(p.dates, p.values, strict=True) if d >= first]
    lo, hi = style.limits or limits(drawn, 0.0)
    names = tuple(style.names[path.policy] for path in paths)
    frame = Frame(first, last, lo, max(hi, 0.01), names, style.small)
    lines = (
        named("lines")
        .mark_line(strokeWidth=2)
        .encode(
            x=frame.x(),
            y=frame.y(percent=percent),
            color=alt.Color("c:N", scale=None),
            detail="g:N",
        )
    )
    ends = [(style.names[p.policy], float(p.values[-1]), style.colours[p.policy]) for p in paths]
    width, height = frame.size
    chart = alt.layer(lines, frame.label_layer()).properties(
        width=width, height=height, title=style.unit
    )
    return Plot(
        specification(chart), {"lines": _rows(paths, style, frame), "labels": frame.labels(ends)}
    )


def _rows(paths: Sequence[Path], style: FanStyle, frame: Frame) -> list[Row]:
    rows: list[Row] = []
    for k, path in enumerate(paths):
        for day, value in zip(path.dates, path.values, strict=True):
            point: Row = {"d": day.isoformat(), "m": float(f"{value:.4g}")}
            if day < frame.first:
                continue
            if day <= style.as_of and k == 0:
                rows.append(point | {"g": "past", "c": PAST})
            if day >= style.as_of:
                rows.append(point | {"g": path.policy, "c": style.colours[path.policy]})
    return rows
