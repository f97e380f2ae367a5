"""Whether a number is a least, a most or a rough one, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.claims.measures import Limit
from foedus.core.codebook import Bound

Limits = Sequence[tuple[Limit, re.Pattern[str]]]
_BEFORE, _FAR = 32, 80
"""Characters before a number in which its bound may stand, beside it or at some distance."""
RAISED = re.compile(
    r"\b(?:tăng|nâng|giảm|hạ|rais\w+|rose|ris\w+|increas\w+|grow\w*|cut\w*|lower\w*)\b[^,;]{0,60}$",
    re.IGNORECASE,
)
_ABOUT_BEHIND = re.compile(r"^\s*(?:or so|or thereabouts|đổ lại)\b", re.IGNORECASE)
_MIN_BEHIND = re.compile(r"^\s*(?:or more|and more|or higher|trở lên|at least)\b", re.IGNORECASE)
_MAX_BEHIND = re.compile(r"^\s*(?:or less|or fewer|at most|trở xuống|là cùng)\b", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\b(?:above|over|beyond|exceed\w*|cao hơn|vượt|vượt quá)\s(?:[^\W\d]+\s){0,7}?"
    r"(?:limit|ceiling|level|mark|threshold|target|cap|giới hạn|ngưỡng|mốc|mức|trần)\s"
    r"(?:[^\W\d]+\s){0,4}?(?:of|at|là)\s+$",
    re.IGNORECASE,
)
_ESTIMATED = re.compile(
    r"\b(?:estimat\w+|put|ước tính)\b[^,.;]{0,24}\s(?:at|là|ở mức)\s+$", re.IGNORECASE
)
_DIFFERENCE = re.compile(r"\d (?:more|fewer|less|higher|lower) than (?:the )?$", re.IGNORECASE)
_EMPHATIC = re.compile(r"(?:lên|xuống|tăng|giảm) (?:tới|đến)\s+$|\bđến\s+$", re.IGNORECASE)
_BEHIND: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("about", _ABOUT_BEHIND),
    ("min", _MIN_BEHIND),
    ("max", _MAX_BEHIND),
)


def limit_of(text: str, start: int, at: int, end: int, limits: Limits) -> Limit:
    """The bound of the number at ``text[at:end]``; nothing before `start` is looked at.

    >>> from foedus.claims.measures import default_units
    >>> limit_of("at least 12 ships", 0, 9, 11, default_units().limits)
    'min'
    """
    before, behind = text[max(start, at - _BEFORE) : at], text[end : end + 20]
    for bound, pattern in _BEHIND:
        if pattern.match(behind):
            return bound
    if _DIFFERENCE.search(before):
        return "exact"  # "2,400 more than the 9,500": what is compared with
    found = [(-len(m[0]), limit) for limit, pattern in limits if (m := pattern.search(before))]
    if not found:
        return _far(text[max(start, at - _FAR) : at])
    limit = min(found)[1]  # "no more than" goes before "more than"
    if limit == "max" and _EMPHATIC.search(before) and RAISED.search(before):
        return "exact"  # "tăng lên tới 5%": the level reached, with emphasis
    return limit


def _far(before: str) -> Limit:
    """The bound that words at some distance give."""
    if _OUTSIDE.search(before):
        return "min"
    return "about" if _ESTIMATED.search(before) else "exact"
