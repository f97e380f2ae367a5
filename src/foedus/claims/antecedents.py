"""The measure of a number that names none: what the text measured or counted just before.

"Poland alone has been allotted about 43.7 billion", "98 of which were shot down",
"sẽ nhận 180 chiếc": the unit is that of the words before.
"""

from __future__ import annotations

import re

from foedus.claims.measures import Units

_REACH = 500
"""Characters back in which the measure must stand."""
_MONEY = re.compile(
    r"^\s?(?:billion|million|trillion|tỷ|tỉ|triệu|nghìn tỷ)(?=[.,;:)\s]*$|[.,;:)]|"
    r"\s(?:for|to|in|a year|over|from|and|by|on|cho|để|trong|mỗi|và|hồi|vào)\b)",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"^(?:\s(?:of (?:which|whom|(?:them|these|those)(?= (?:is|are|was|were|will|ha\w+|to)\b))"
    r"|whose|trong số (?:đó|này))\b"
    r"|\s(?:chiếc|quả|khẩu|xe|cỗ)(?=[.,;:)]|\s(?:trong|đầu|còn|đã|sẽ|được|nữa|khác|cho|vào|để)\b|$))",
    re.IGNORECASE,
)
_ENDS = re.compile(r"^(?:[.,;:)]|\s*$|\s(?:and|và)\b)")
_MOVED = re.compile(
    r"\b(?:mua|nhận|đặt|đặt mua|gửi|chuyển|bán|cấp|giao|bought|buys?|ordered|orders?|sent|sends?|"
    r"got|received|delivered)\s+(?:thêm |another )?$",
    re.IGNORECASE,
)
"""Verbs whose bare number is of what was moved before: "Ba Lan mua 96 xe tăng, Romania mua 54"."""


def measure_before(text: str, at: int, behind: str, units: Units) -> str:
    """The measure that a bare number at `at` takes from the text before it; empty if none.

    Parameters
    ----------
    behind : the text right behind the number, its scale included.

    >>> from foedus.claims.measures import default_units
    >>> told = "It launched 133 drones, 98 of which were shot down"
    >>> measure_before(told, 24, " of which were", default_units())
    'drones'
    """
    if _MONEY.match(behind):
        sums = list(units.patterns[False].finditer(text, max(0, at - _REACH), at))
        named = [m["currency"] or m["sign"] for m in sums if m["currency"] or m["sign"]]
        return units.currencies[named[-1].lower()] if named else ""
    if _THINGS.match(behind) or (_ENDS.match(behind) and _MOVED.search(text[max(0, at - 20) : at])):
        things = list(units.counted.finditer(text, max(0, at - _REACH), at))
        return units.names[things[-1][0].lower()] if things else ""
    return ""
