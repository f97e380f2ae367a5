"""A strip: the probability of one class as a threshold moves, a line a policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from foedus.report.charts.style import (
    INK,
    SMALL_HEIGHT,
    SMALL_TOTAL,
    Plot,
    Row,
    named,
    specification,
)

_AXIS = 70
"""Pixels for the numbers at the left and at both ends."""


_PLAIN = "format(datum.value, '~r')"
"""All digits of a tick: the axis itself would round 0.85 to the step between ticks."""


@dataclass(frozen=True, slots=True)
class Point:
    """An estimate at one value of a threshold under one policy."""

    policy: str
    at: float
    value: float
    lo: float
    hi: float


def strip_chart(
    points: Sequence[Point], colours: Mapping[str, str], in_force: float, axis: str
) -> Plot:
    """Lines with bars by policy; the dashed rule stands at the value in force."""
    policies = list(dict.fromkeys(point.policy for point in points))
    values = sorted({point.at for point in points})
    gap = (values[-1] - values[0]) * 0.012
    shift = {p: gap * (k - (len(policies) - 1) / 2) for k, p in enumerate(policies)}
    rows: list[Row] = [
        {"x": p.at + shift[p.policy], "m": p.value, "a": p.lo, "e": p.hi, "c": colours[p.policy]}
        for p in points
    ]
    margin = 0.04 * (values[-1] - values[0])
    scale = alt.Scale(domain=[values[0] - margin, values[-1] + margin], nice=False, zero=False)
    ticks = alt.Axis(values=values, labelExpr=_PLAIN, grid=False, labelOverlap=True)
    x = alt.X("x:Q", title=axis, scale=scale, axis=ticks)
    base = named("points").encode(x=x, color=alt.Color("c:N", scale=None))
    y = alt.Axis(title=None, tickCount=4, format="~r")
    bars = base.mark_rule(strokeWidth=2, opacity=0.4).encode(y=alt.Y("a:Q", axis=y), y2="e:Q")
    lines = base.mark_line(strokeWidth=2).encode(y=alt.Y("m:Q", axis=y), detail="c:N")
    marks = base.mark_point(filled=True, size=30, opacity=1).encode(y=alt.Y("m:Q", axis=y))
    rule = named("rule").mark_rule(color=INK, strokeDash=[4, 3]).encode(x=x)
    chart = alt.layer(rule, bars, lines, marks).properties(
        width=SMALL_TOTAL - _AXIS, height=SMALL_HEIGHT
    )
    return Plot(specification(chart), {"points": rows, "rule": [{"x": in_force}]})
