"""What all charts over time share: the axes, their limits and the labels at the lines' ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import altair as alt

from foedus.report.charts.style import (
    HEIGHT,
    LABEL_SIZE,
    SMALL_HEIGHT,
    SMALL_TOTAL,
    TOTAL,
    Row,
    folded,
    named,
    spread,
    text_width,
)

_AXIS = 58
"""Pixels for the numbers at the axis and the gap before the labels."""

PAST_YEARS = 5
"""Years of the past in a chart: the part that policies change must stay readable."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Limits and size of a chart over time."""

    first: date
    last: date
    lo: float
    hi: float
    names: tuple[str, ...]
    """Labels at the right end, for which the plotting area leaves room."""
    small: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the plotting area in pixels."""
        total, height = (SMALL_TOTAL, SMALL_HEIGHT) if self.small else (TOTAL, HEIGHT)
        return total - _AXIS - text_width(folded(name) for name in self.names), height

    def x(self) -> alt.X:
        """The axis of time: years only."""
        step = 2 if self.small else 1
        years = range(self.first.year + 1, self.last.year + 1, step)
        ticks = [alt.DateTime(year=year) for year in years]
        axis = alt.Axis(format="%Y", values=ticks, title=None, grid=False, labelOverlap=True)
        domain = [self.first.isoformat(), self.last.isoformat()]
        return alt.X("d:T", axis=axis, scale=alt.Scale(domain=domain))

    def y(self, field: str = "m", percent: bool = False) -> alt.Y:
        """The axis of values; the unit stands above it, not along it."""
        axis = alt.Axis(title=None, tickCount=5, format=self._format(percent))
        scale = alt.Scale(domain=[self.lo, self.hi], nice=False, zero=False)
        return alt.Y(f"{field}:Q", axis=axis, scale=scale)

    def _format(self, percent: bool) -> str:
        """Shares in per cent, with a decimal where whole ones would repeat."""
        if not percent:
            return "~r"
        return ".1%" if self.hi - self.lo < 0.05 else ".0%"

    def labels(self, ends: Sequence[tuple[str, float, str]]) -> list[Row]:
        """Names (text, value, colour) to the right of the last date, moved apart."""
        texts = [folded(text) for text, _, _ in ends]
        line = (self.hi - self.lo) * (LABEL_SIZE + 2) / self.size[1]
        heights = [line * (text.count("\n") + 1) + line * 0.3 for text in texts]
        places = spread([value for _, value, _ in ends], heights, self.lo)
        return [
            {"d": self.last.isoformat(), "m": place + _lift(text) * line, "t": text, "c": colour}
            for (_, _, colour), text, place in zip(ends, texts, places, strict=True)
        ]

    def label_layer(self) -> alt.Chart:
        """The text marks of `labels`, which the plot keeps under this name."""
        marks = named("labels").mark_text(
            align="left", baseline="middle", dx=6, lineBreak="\n", limit=0
        )
        layer: alt.Chart = marks.encode(
            x=self.x(), y=self.y(), text="t:N", color=alt.Color("c:N", scale=None)
        )
        return layer


def _lift(text: str) -> float:
    """Lines between the middle of a label and its first line, which is what Vega places."""
    return text.count("\n") / 2


def window(start: date, as_of: date, horizon: date) -> tuple[date, date]:
    """First and last day of a chart: some years before the day of the run, to the horizon."""
    first = max(start, date(as_of.year - PAST_YEARS, 1, 1))
    return first, max(horizon, first + timedelta(days=365))


def limits(values: Iterable[float], floor: float | None = None) -> tuple[float, float]:
    """Lower and upper end of an axis with a margin; zero is kept in when it is near.

    >>> limits([2.0, 10.0]), limits([60.0, 80.0])
    ((0.0, 10.4), (59.2, 80.8))
    """
    found = [value for value in values if value == value]
    lo, hi = (min(found), max(found)) if found else (0.0, 1.0)
    if hi - lo < 1e-4:
        lo, hi = lo - 0.5, hi + 0.5
    if floor is None and 0 <= lo < 0.4 * hi:
        floor = 0.0
    margin = 0.04 * (hi - lo)
    if floor is not None:
        return floor, round(hi + 0.04 * (hi - floor), 6)
    low = lo - margin
    return (0.0 if lo >= 0 > low else round(low, 6)), round(hi + margin, 6)
