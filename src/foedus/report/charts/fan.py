"""Fan charts: quantiles of a variable over time, one grey past, then one fan a policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import altair as alt
import numpy as np

from foedus.report.charts.frame import Frame, limits, window
from foedus.report.charts.style import INK, PAST, Plot, Row, named, specification
from foedus.report.observed import Observed
from foedus.report.series import Band

SHAPES = ("circle", "triangle-up", "square")
"""Marks of the observed series, in order; also the names of their data."""

MOST_FANS = 3
"""With more policies the light bands would hide each other and are left out."""


@dataclass(frozen=True, slots=True)
class FanStyle:
    """What a fan chart needs besides its numbers."""

    as_of: date
    names: Mapping[str, str]
    colours: Mapping[str, str]
    unit: str = ""
    limits: tuple[float, float] | None = None
    small: bool = False


def fan_chart(bands: Sequence[Band], style: FanStyle, observed: Sequence[Observed] = ()) -> Plot:
    """A fan for each band; observed series as points with their name at the last one."""
    frame = _frame(bands, style, observed)
    shown = tuple(zip(SHAPES, observed, strict=False))
    ends = [
        (style.names[b.policy], float(b.column(0.5)[-1]), style.colours[b.policy]) for b in bands
    ]
    data = {"fan": _rows(bands, style, frame), "labels": frame.labels(ends)}
    data |= {shape: _points(series, frame) for shape, series in shown}
    light = len(bands) <= MOST_FANS
    return Plot(_spec(frame, style.unit, tuple(shape for shape, _ in shown), light), data)


@cache
def _spec(frame: Frame, unit: str, shapes: tuple[str, ...], light: bool) -> dict[str, Any]:
    """The chart without its data; the same for many variables, and slow to build."""
    colour = alt.Color("c:N", scale=None)
    base = named("fan").encode(x=frame.x(), color=colour, detail="g:N")
    layers: list[alt.Chart] = []
    if light:
        layers.append(base.mark_area(opacity=0.16).encode(y=frame.y("a"), y2="e:Q"))
    layers.append(base.mark_area(opacity=0.3).encode(y=frame.y("b"), y2="f:Q"))
    layers.append(base.mark_line(strokeWidth=2).encode(y=frame.y()))
    layers += [_marks(shape, frame) for shape in shapes]
    layers.append(frame.label_layer())
    width, height = frame.size
    return specification(alt.layer(*layers).properties(width=width, height=height, title=unit))


def _frame(bands: Sequence[Band], style: FanStyle, observed: Sequence[Observed]) -> Frame:
    days = bands[0].dates
    first, last = window(days[0], style.as_of, days[-1])
    inside = np.array([day >= first for day in days])
    outer = (0.05, 0.95) if len(bands) <= MOST_FANS else (0.25, 0.75)
    values = [float(x) for b in bands for q in outer for x in b.column(q)[inside]]
    for series in observed:
        values += [v for d, v in zip(series.dates, series.values, strict=True) if d >= first]
    lo, hi = style.limits or limits(values)
    return Frame(first, last, lo, hi, _ends(bands, style), style.small)


def _ends(bands: Sequence[Band], style: FanStyle) -> tuple[str, ...]:
    return tuple(style.names[band.policy] for band in bands)


def _rows(bands: Sequence[Band], style: FanStyle, frame: Frame) -> list[Row]:
    """The past of the first policy in grey, then every policy from the day of the run on."""
    rows: list[Row] = []
    for k, band in enumerate(bands):
        past = [d <= style.as_of for d in band.dates]
        split = max(sum(past) - 1, 0)
        if k == 0:
            rows += _slice(band, range(split + 1), frame, "past", PAST)
        future = range(split, len(band.dates))
        rows += _slice(band, future, frame, band.policy, style.colours[band.policy])
    return rows


def _slice(band: Band, positions: range, frame: Frame, group: str, colour: str) -> list[Row]:
    columns = {
        k: band.column(q) for k, q in zip("abmfe", (0.05, 0.25, 0.5, 0.75, 0.95), strict=True)
    }
    return [
        {"d": band.dates[i].isoformat(), "g": group, "c": colour}
        | {k: float(f"{values[i]:.5g}") for k, values in columns.items()}
        for i in positions
        if band.dates[i] >= frame.first
    ]


def _points(series: Observed, frame: Frame) -> list[Row]:
    return [
        {"d": day.isoformat(), "m": value}
        for day, value in zip(series.dates, series.values, strict=True)
        if frame.first <= day <= frame.last
    ]


def _marks(shape: str, frame: Frame) -> alt.Chart:
    """Observed figures, hollow but for the first series; the caption names them."""
    points = named(shape).mark_point(
        shape=shape, size=20, filled=shape == SHAPES[0], color=INK, strokeWidth=1.2, opacity=1
    )
    layer: alt.Chart = points.encode(x=frame.x(), y=frame.y())
    return layer
