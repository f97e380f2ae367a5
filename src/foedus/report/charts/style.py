"""How every chart looks, and the one place where it is drawn.

Colours are those of Okabe and Ito (2008), which stay apart for colour-blind
readers and in grey print. Labels stand at the lines, in the text of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt
import vl_convert

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#AA4499", "#E69F00", "#56B4E9", "#332288", "#882255")
PAST = "#6b6b6b"
INK = "#222222"
SHADES = ("#084a73", "#3f93c4", "#a9d3ea", "#e8a33d", "#b5480b")
"""Ordered parts of a whole, dark to dark: neighbours differ in lightness."""

TOTAL, HEIGHT = 440, 190
SMALL_TOTAL, SMALL_HEIGHT = 330, 120
"""Width of a whole chart and height of its plotting area, in pixels."""

LABEL_SIZE = 11
_PER_LETTER = 6.7
"""Pixels a letter in a wide system font: what is drawn here in one font is read in another."""

_PLACED = re.compile(r' (?:d|transform|x|y|x1|x2|y1|y2)="[^"]*"')
_DECIMALS = re.compile(r"(\d+\.\d)\d+")
_COMMA = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""]}


CONFIG: dict[str, Any] = {
    "background": "transparent",
    "padding": {"left": 5, "right": 5 + LABEL_SIZE, "top": 5, "bottom": 5},
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": LABEL_SIZE, "titleFontSize": LABEL_SIZE, "titleFontWeight": "normal",
        "gridColor": "#e4e4e4", "domainColor": "#999999", "tickColor": "#999999",
        "labelColor": INK, "titleColor": INK, "labelLimit": 0, "titleLimit": 0,
    },
    "title": {
        "fontSize": LABEL_SIZE, "fontWeight": "normal", "anchor": "start", "color": INK,
        "limit": 0, "offset": 6,
    },
    "legend": {
        "orient": "top", "title": None, "labelFontSize": LABEL_SIZE, "labelLimit": 0, "columns": 1,
    },
    "text": {"fontSize": LABEL_SIZE, "limit": 0},
}  # fmt: skip

Row = dict[str, str | float]


@dataclass(frozen=True, slots=True)
class Plot:
    """A specification and its named data, kept apart: altair copies what it holds at every turn."""

    spec: Mapping[str, Any]
    data: Mapping[str, list[Row]]


def specification(chart: alt.Chart | alt.LayerChart | alt.FacetChart) -> dict[str, Any]:
    """A chart as Vega-Lite. Not validated again: that costs more than the drawing."""
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec


def named(name: str) -> alt.Chart:
    """A chart on the data of this name in its `Plot`."""
    return alt.Chart(alt.NamedData(name=name))


def colour_of(policies: Sequence[str]) -> dict[str, str]:
    """A colour for each policy, the same in every chart of a report."""
    return {name: COLOURS[k % len(COLOURS)] for k, name in enumerate(policies)}


def svg(plot: Plot, lang: str) -> str:
    """Draw a chart; coordinates are cut to a tenth of a pixel, which halves the text."""
    spec = {**plot.spec, "config": CONFIG, "datasets": dict(plot.data)}
    drawn: str = vl_convert.vegalite_to_svg(spec, format_locale=_COMMA if lang == "vi" else None)
    return _PLACED.sub(lambda found: _DECIMALS.sub(r"\1", found[0]), drawn)


def png(drawn: str) -> bytes:
    """A drawn chart as PNG on white, at twice the size of the screen."""
    first, rest = drawn.split(">", 1)
    white = '<rect width="100%" height="100%" fill="white"/>'
    image: bytes = vl_convert.svg_to_png(f"{first}>{white}{rest}", scale=2)
    return image


def text_width(texts: Iterable[str]) -> float:
    """Room for the longest line among texts, in pixels, in whatever font the reader has.

    >>> text_width(["one", "three\\nlines"])
    33.5
    """
    return _PER_LETTER * max((len(line) for text in texts for line in text.split("\n")), default=0)


def folded(text: str, width: int = 17) -> str:
    """A label over several short lines, so that it stands beside its line and is never cut."""
    return "\n".join(wrap(text, width)) or text


def spread(wanted: Sequence[float], heights: Sequence[float], floor: float) -> list[float]:
    """Positions near those wanted at which labels of given heights do not overlap.

    No label ends below `floor`, where the axis stands; above there is room.

    >>> spread([1.0, 1.1], [1.0, 1.0], 0.0), spread([0.1, 0.2], [1.0, 1.0], 0.0)
    ([0.55, 1.55], [0.5, 1.5])
    """
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    groups: list[tuple[list[int], float, float]] = []  # members, centre, total height
    for k in order:
        members, centre, height = [k], wanted[k], heights[k]
        while groups and groups[-1][1] + groups[-1][2] / 2 > centre - height / 2:
            before, middle, tall = groups.pop()
            count = len(before) + len(members)
            centre = (middle * len(before) + centre * len(members)) / count
            members, height = before + members, tall + height
        groups.append((members, centre, height))
    out, top = list(wanted), floor
    for members, centre, height in groups:
        top = max(centre - height / 2, top)
        for k in members:
            out[k] = round(top + heights[k] / 2, 9)
            top += heights[k]
    return out
