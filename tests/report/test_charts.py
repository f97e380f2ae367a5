"""Charts: nothing overlaps, nothing is cut, nothing clashes with another chart of the page."""

from __future__ import annotations

import dataclasses
import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from foedus.ensemble.result import RunResult
from foedus.report.charts.fan import FanStyle, fan_chart
from foedus.report.charts.forest import ForestStyle, Item, forest_chart
from foedus.report.charts.frame import limits
from foedus.report.charts.style import COLOURS, colour_of, spread, svg
from foedus.report.series import bands

finite = st.floats(-100, 100, allow_nan=False)
labels = st.lists(st.tuples(finite, st.floats(0.1, 20)), min_size=1, max_size=8)


@given(labels, finite)
def test_labels_never_overlap_nor_sink_below_the_axis(
    given_labels: list[tuple[float, float]], floor: float
) -> None:
    wanted, heights = zip(*given_labels, strict=True)
    places = spread(wanted, heights, floor)
    ends = sorted((p - h / 2, p + h / 2) for p, h in zip(places, heights, strict=True))
    assert ends[0][0] >= floor - 1e-6
    for (_, top), (low, _) in itertools.pairwise(ends):
        assert low >= top - 1e-6


@given(st.lists(finite, min_size=1, max_size=20))
def test_limits_hold_all_values(values: list[float]) -> None:
    lo, hi = limits(values)
    assert lo <= min(values) + 1e-6
    assert hi >= max(values) - 1e-6
    assert lo < hi


def test_policies_keep_their_colour() -> None:
    names = [f"policy-{k}" for k in range(10)]
    colours = colour_of(names)
    assert colours["policy-0"] == COLOURS[0]
    assert len(set(list(colours.values())[: len(COLOURS)])) == len(COLOURS)


def draw(result: RunResult, lang: str = "en") -> str:
    names = dict.fromkeys(result.policies, "A policy with quite a long title")
    style = FanStyle(result.as_of, names, colour_of(result.policies), "% GDP")
    return svg(fan_chart(bands(result, "europe.effort"), style), lang)


def test_fan_has_one_past_and_a_fan_for_each_policy(result: RunResult) -> None:
    drawing = draw(result)
    light, dark = drawing.count('opacity="0.16"'), drawing.count('opacity="0.3"')
    assert (light, dark) == (3, 3)  # the shared past, then one for each of two policies
    for colour in ("#6b6b6b", *colour_of(result.policies).values()):
        assert drawing.count(f'stroke="{colour}"') == 1  # its median


def test_more_than_three_fans_lose_their_light_band(result: RunResult) -> None:
    given = bands(result, "europe.effort")
    names = ("one", "two", "three", "four")
    many = [dataclasses.replace(given[k % 2], policy=name) for k, name in enumerate(names)]
    style = FanStyle(result.as_of, {n: n for n in names}, colour_of(names))
    drawing = svg(fan_chart(many, style), "en")
    assert drawing.count('opacity="0.16"') == 0
    assert drawing.count('opacity="0.3"') == 5


def test_drawings_share_no_ids_and_are_short(result: RunResult) -> None:
    drawing = draw(result)
    assert ' id="' not in drawing
    assert len(drawing) < 40_000
    assert not re.search(r' d="[^"]*\d\.\d\d', drawing)


def test_decimal_marks_of_the_axis_follow_the_language(result: RunResult) -> None:
    assert re.search(r">\d\.\d</text>", draw(result))
    assert re.search(r">\d,\d</text>", draw(result, "vi"))
    assert not re.search(r">\d\.\d</text>", draw(result, "vi"))


def test_long_labels_are_folded_not_cut(result: RunResult) -> None:
    texts = re.findall(r">([^<>]+)<", draw(result))
    assert not any("…" in text for text in texts)
    assert "A policy with" in texts
    assert "quite a long" in texts
    assert "title" in texts


def test_forest_keeps_the_order_of_rows() -> None:
    items = [Item(row, "p", 0.5, 0.4, 0.6) for row in ("zeta", "alpha", "midway")]
    drawing = svg(forest_chart(items, ForestStyle("probability", {"p": ""}, {"p": "#000"})), "en")
    names = [text for text in re.findall(r">([^<>]+)<", drawing) if text in {i.row for i in items}]
    heights = {
        name: float(y)
        for y, name in re.findall(r'translate\([-\d.]+,([-\d.]+)\)"[^>]*>(\w+)</text>', drawing)
        if name in names
    }
    assert sorted(heights, key=lambda name: heights[name]) == ["zeta", "alpha", "midway"]
