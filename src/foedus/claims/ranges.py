"""Numbers that belong together: the ends of a range or change, the items of a list, a part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from foedus.claims.bounds import RAISED
from foedus.claims.measures import Limit

_REACH = 80
"""Characters back in which a verb of change may stand."""
_RANGE = re.compile(r"\s?[–-]\s?|\s(?:to|or|đến|tới|hoặc|hay)\s")
_AND = re.compile(r"\s(?:and|và)\s")
_BETWEEN = re.compile(r"\b(?:between|trong khoảng|giữa)\s+$", re.IGNORECASE)
_CHANGE = re.compile(r"[^.;:,]{0,40}\s(?:to|lên|xuống|còn)(?: (?:mức|tới|đến|còn|just|some))*\s")
_PART = re.compile(
    r"\s(?:out of|of|trong số|trên tổng số|trong tổng số|/)\s(?:the |its |a total of )?"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text; `scale` and `measure` are empty where none stands beside it."""

    start: int
    end: int
    value: float
    scale: str
    measure: str
    money: bool
    limit: Limit

    def like(self, other: Number) -> Number:
        """The same with the scale and measure of another where it has none of its own."""
        scale = self.scale or other.scale
        if self.measure:
            return replace(self, scale=scale)
        return replace(self, scale=scale, measure=other.measure, money=other.money)


def told(text: str, start: int, numbers: Sequence[Number]) -> list[Number]:
    """The numbers, each seen with the one behind it: ranges, changes, lists, parts."""
    found = list(numbers)
    for i, (one, two) in enumerate(pairwise(numbers)):
        gap, one = text[one.end : two.start], found[i]
        if not two.measure and not one.measure:
            continue
        pair = _pair(text[max(start, one.start - _REACH) : one.start], gap, one, two)
        if pair:
            found[i], found[i + 1] = pair
    return found


def _pair(before: str, gap: str, one: Number, two: Number) -> tuple[Number, Number] | None:
    """Two numbers that belong together, or None."""
    between = _BETWEEN.search(before) and _AND.fullmatch(gap)
    changes = RAISED.search(before) or one.value > two.value or not _RANGE.fullmatch(gap)
    if one.limit == "origin" and changes:
        left = replace(one, measure="")  # the level that a change leaves is not told
        return (left, two) if _CHANGE.fullmatch(gap) else None
    if between or (_RANGE.fullmatch(gap) and _alike(one, two)):
        return replace(one.like(two), limit="min"), replace(two.like(one), limit="max")
    if _PART.fullmatch(gap) and not one.measure:
        return one.like(two), two
    if _AND.fullmatch(gap) and not one.measure and not one.scale:
        return one.like(two), two
    return None


def _alike(one: Number, two: Number) -> bool:
    """Whether two numbers can be the ends of a range: "2-3 percent", "$500-600 million"."""
    return not one.measure or not two.measure or one.measure == two.measure
