"""Probability as documents arrive: a step at each, numbered where one moved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt

from foedus.report.charts.style import HEIGHT, TOTAL, Plot, Row, named, specification

_SIDE = 60
"""Pixels for the numbers at the axis."""
_SHORT = 120
"""Days below which months alone would stand several times at the axis."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A document: day, its number in the table, and the probability after it by policy."""

    day: date
    number: int
    p: Mapping[str, float]
    marked: bool


def arrivals_chart(
    arrived: Sequence[Arrived],
    before: Mapping[str, float],
    names: Mapping[str, str],
    colours: Mapping[str, str],
    unit: str,
) -> Plot:
    """One line a policy, from the day before the first document on."""
    values = [*before.values(), *(p for a in arrived for p in a.p.values())]
    domain = [0.0, min(1.0, max(values) * 1.15 + 0.01)]
    days = [one.day.toordinal() for one in arrived]
    short = max(days) - min(days) < _SHORT
    axis = alt.Axis(
        title=None,
        format="%Y-%m-%d" if short else "%Y-%m",
        tickCount=5 if short else "month",
        grid=False,
        labelOverlap=True,
    )
    x = alt.X("d:T", axis=axis)
    y = alt.Y(
        "m:Q",
        axis=alt.Axis(title=None, tickCount=5, format="~r"),
        scale=alt.Scale(domain=domain, nice=False),
    )
    colour = alt.Color(
        "p:N", scale=alt.Scale(domain=[names[n] for n in names], range=[colours[n] for n in names])
    )
    line = (
        named("lines")
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(x=x, y=y, color=colour, detail="p:N")
    )
    point = named("points").mark_point(filled=True, size=28).encode(x=x, y=y, color=colour)
    label = named("labels").mark_text(dy=-9).encode(x=x, y=y, text="t:N")
    chart = alt.layer(line, point, label).properties(width=TOTAL - _SIDE, height=HEIGHT, title=unit)
    return Plot(specification(chart), _data(arrived, before, names))


def _data(
    arrived: Sequence[Arrived], before: Mapping[str, float], names: Mapping[str, str]
) -> dict[str, list[Row]]:
    first = date.fromordinal(min(a.day for a in arrived).toordinal() - 15).isoformat()
    lines: list[Row] = [{"d": first, "m": p, "p": names[policy]} for policy, p in before.items()]
    points, labels = list[Row](), list[Row]()
    for one in arrived:
        day = one.day.isoformat()
        rows: list[Row] = [{"d": day, "m": p, "p": names[policy]} for policy, p in one.p.items()]
        lines += rows
        if one.marked:
            points += rows
            top = max(one.p.values())
            labels.append({"d": day, "m": top, "t": str(one.number)})
    return {"lines": lines, "points": points, "labels": labels}
