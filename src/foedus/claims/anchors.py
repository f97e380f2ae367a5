"""What an undated text says of its own time: the year it names, and what it is written as of.

A day without a year ("ngày 12/4") is of the year that the text writes out first with a
month; "đến tháng 4/2025", "as of May 2024" is the present of what goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.claims import calendar_words as cal
from foedus.documents.records import Period, Segment

_M = "|".join(sorted(cal.MONTHS, key=len, reverse=True))
_MONTH = (
    r"(?:tháng (?P<vi>\d\d?)(?:/|-|,? năm )|\d\d?/(?P<day>\d\d?)/|"
    rf"(?P<en>{_M})\.?(?: \d\d?,)? )(?P<y>(?:19|20)\d\d)\b"
)
_WRITTEN = re.compile(_MONTH, re.IGNORECASE)
_AS_OF = re.compile(
    r"\b(?:as of|tính đến|cho đến|đến)\s+(?:cuối |đầu |giữa )?" + _MONTH, re.IGNORECASE
)


def year_named(text: str, segments: Sequence[Segment]) -> int | None:
    """The year of the first month or day written with one in the coded segments."""
    found = _first(_WRITTEN, text, segments)
    return int(found["y"]) if found else None


def as_of(text: str, segments: Sequence[Segment]) -> Period | None:
    """The month that a text says it was written as of, by its first such phrase."""
    found = _first(_AS_OF, text, segments)
    if not found:
        return None
    number = found["vi"] or found["day"]
    month = int(number) if number else cal.MONTHS[found["en"].lower()]
    return cal.month_of(int(found["y"]), month) if 1 <= month <= 12 else None


def _first(
    pattern: re.Pattern[str], text: str, segments: Sequence[Segment]
) -> re.Match[str] | None:
    coded = (s for s in segments if s.coded)
    return next((m for s in coded if (m := pattern.search(text, s.start, s.end))), None)
