"""Absolute dates written out in a text, Vietnamese and English; relative ones belong to the coder.

Day before month, as both traditions of the sources write it; a month by name settles the rest.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from foedus.documents.records import Period

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    r"(?P<y1>(?:19|20)\d{2})-(?P<m1>\d{2})-(?P<d1>\d{2})(?!\d)"
    r"|(?<![\d/.])(?P<d2>\d{1,2})[/.-](?P<m2>\d{1,2})[/.-](?P<y2>(?:19|20)\d{2})(?!\d)"
    r"|(?<!\d)(?P<d3>\d{1,2})(?:st|nd|rd|th)? (?P<m3>NAME)\.?,? (?P<y3>(?:19|20)\d{2})(?!\d)"
    r"|\b(?P<m4>NAME)\.? (?P<d4>\d{1,2})(?:st|nd|rd|th)?, (?P<y4>(?:19|20)\d{2})(?!\d)"
    r"|\b(?P<m5>NAME)\.?,? (?P<y5>(?:19|20)\d{2})(?!\d)"
    r"|ngày (?P<d6>\d{1,2}) tháng (?P<m6>\d{1,2})(?: năm |[/, ]+)(?P<y6>(?:19|20)\d{2})(?!\d)"
    r"|(?:tháng )(?P<m7>\d{1,2})(?:/| năm )(?P<y7>(?:19|20)\d{2})(?!\d)".replace("NAME", _NAME),
    re.IGNORECASE,
)


_YEAR = re.compile(r"(?:19|20)\d\d")
_REACH = 28
"""Characters of the longest date before its year: 'ngày 30 tháng 12 năm ', '30th September, '."""


class Found(NamedTuple):
    """A date and where it stands."""

    start: int
    end: int
    period: Period


def dates_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
    """Absolute days and months, in order of place; impossible ones (31 February) are left out.

    >>> [f.period.start.isoformat() for f in dates_in("Canberra, 5 December 2025")]
    ['2025-12-05']
    >>> [f.period.precision for f in dates_in("thứ Bảy, 2/8/2025; tháng 7/2025")]
    ['day', 'month']
    """
    yield from (f for f in every_date_in(text, start, end) if isinstance(f, Found))


def every_date_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Found | str]:
    """Dates as `dates_in` finds them, and in their own words those that no calendar has.

    >>> [found for found in every_date_in("on 30/2/2026") if isinstance(found, str)]
    ['30/2/2026']
    """
    for first, last in _near_years(text, start, len(text) if end is None else end):
        for match in _DATE.finditer(text, first, last):
            period = _period({k[0]: v for k, v in match.groupdict().items() if v})
            yield Found(match.start(), match.end(), period) if period else match[0]


def _near_years(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches around years: every date has one, and looking for years is ten times as quick."""
    first, last = start, start
    for year in _YEAR.finditer(text, start, end):
        if year.start() - _REACH > last:
            if last > first:
                yield first, last
            first = year.start() - _REACH
        last = min(year.end() + _REACH, end)
    if last > first:
        yield first, last


def _period(parts: dict[str, str]) -> Period | None:
    month = int(parts["m"]) if parts["m"].isdigit() else _MONTHS[parts["m"].lower()]
    year = int(parts["y"])
    try:
        if "d" in parts:
            return Period.day(date(year, month, int(parts["d"])))
        return Period(
            date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month"
        )
    except (ValueError, calendar.IllegalMonthError):
        return None
