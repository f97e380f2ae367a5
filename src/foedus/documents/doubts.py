"""What speaks against a document itself: dates that cannot be.

Pages that nobody witnessed give themselves away by their calendar: a day that
does not exist, a date after the page was fetched, a weekday that is another.
The first two make a document `generated text`; the last is an honest slip as
often as not, and is only told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from foedus.documents.dates import every_date_in
from foedus.documents.records import Period, Segment

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday thứ-hai", "tuesday thứ-ba", "wednesday thứ-tư", "thursday thứ-năm",
         "friday thứ-sáu", "saturday thứ-bảy", "sunday chủ-nhật")
    )
    for name in (n.replace("-", " ") for n in names.split())
}  # fmt: skip
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})(?:,| ngày)?\s*\(?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason, and whether it alone makes the document one that nobody witnessed."""

    reason: str
    grave: bool


def doubts_about(
    text: str,
    segments: Sequence[Segment],
    published: Period | None,
    retrieved: date | None,
) -> tuple[Doubt, ...]:
    """Every doubt that the dates of a document raise, in order of place.

    >>> doubts_about("The summit closed on 31 June 2026.", [Segment("main", 0, 34)], None, None)
    (Doubt(reason='there is no 31 June 2026', grave=True),)
    """
    found = list(_after_fetching(published, retrieved))
    for part in segments:
        if part.coded:
            found += _impossible(text, part)
    return tuple(dict.fromkeys(found))


def _after_fetching(published: Period | None, retrieved: date | None) -> Iterator[Doubt]:
    if published and retrieved and published.start > retrieved:
        yield Doubt(f"dated {published.start}, after it was fetched on {retrieved}", True)


def _impossible(text: str, part: Segment) -> Iterator[Doubt]:
    """Days that do not exist, and dates whose weekday is another."""
    for found in every_date_in(text, part.start, part.end):
        if isinstance(found, str):
            yield Doubt(f"there is no {found}", True)
            continue
        named = _WEEKDAY.search(text, max(part.start, found.start - 20), found.start)
        if named and found.period.precision == "day":
            day = found.period.start
            if day.weekday() != _WEEKDAYS[named[1].lower()]:
                yield Doubt(f"{day} was no {named[1]}", False)
