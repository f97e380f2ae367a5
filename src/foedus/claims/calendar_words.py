"""Words for days, months, quarters, weekdays and terms, and the arithmetic on them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from foedus.documents.records import Period

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sep sept", "october oct", "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
MONTH_HINTS = "|".join(
    hint for name in MONTHS for hint in ([name] if len(name) > 4 else [name + " ", name + "."])
)
"""What stands in every text that names an English month, for the rules' hints."""
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday|hai", "tuesday|ba", "wednesday|tư", "thursday|năm", "friday|sáu",
            "saturday|bảy", "sunday|chủ nhật",
        )
    )
    for name in names.split("|")
}  # fmt: skip
NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "", "a|an|one|một", "two|hai", "three|ba", "four|bốn", "five|năm", "six|sáu",
            "seven|bảy", "eight|tám", "nine|chín", "ten|mười", "eleven|mười một",
            "twelve|mười hai",
        )
    )
    for name in names.split("|")
    if name
}  # fmt: skip
VI_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "giêng|một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười",
            "mười một", "mười hai|chạp",
        ),
        1,
    )
    for name in names.split("|")
}  # fmt: skip
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "một": 1, "hai": 2, "ba": 3,
    "tư": 4, "bốn": 4, "đầu": 1, "cuối": 4,
}  # fmt: skip
TERMS = {
    "obama 1": ("2009-01-20", "2013-01-20"),
    "obama 2": ("2013-01-20", "2017-01-20"),
    "obama": ("2009-01-20", "2017-01-20"),
    "trump 1": ("2017-01-20", "2021-01-20"),
    "biden": ("2021-01-20", "2025-01-20"),
    "trump 2": ("2025-01-20", "2029-01-20"),
    "bush": ("2001-01-20", "2009-01-20"),
    "clinton": ("1993-01-20", "2001-01-20"),
    "reagan": ("1981-01-20", "1989-01-20"),
}
"""American administrations."""
_PRESIDENCIES = ("trump 2", "biden", "trump 1", "obama 2", "obama 1", "bush", "clinton")
"""The last first."""


def day_of(year: int, month: int, day: int) -> Period | None:
    """One day, or None where the calendar has no such day."""
    try:
        return Period.day(date(year, month, day))
    except ValueError:
        return None


def month_of(year: int, month: int) -> Period:
    """A calendar month."""
    last = calendar.monthrange(year, month)[1]
    return Period(date(year, month, 1), date(year, month, last), "month")


def quarter_of(year: int, quarter: int) -> Period:
    """A quarter of a year, 1 to 4."""
    last = month_of(year, 3 * quarter)
    return Period(date(year, 3 * quarter - 2, 1), last.end, "quarter")


def year_of(first: int, last: int | None = None) -> Period:
    """A year, or a span of years."""
    return Period(date(first, 1, 1), date(last or first, 12, 31), "year")


def term_of(key: str) -> Period:
    """An administration by its key in `TERMS`."""
    start, end = TERMS[key]
    return Period(date.fromisoformat(start), date.fromisoformat(end), "term")


def week_of(day: date, shift: int) -> Period:
    """The Monday to Sunday of a day's week, so many weeks on."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
    return Period(monday, monday + timedelta(days=6), "day")


def last_weekday(day: date, weekday: int, *, weeks_back: int = 0) -> date:
    """The weekday on or before a day; with `weeks_back`, that of a calendar week before."""
    if weeks_back:
        return week_of(day, -weeks_back).start + timedelta(days=weekday)
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def shifted_month(day: date, months: int) -> Period:
    """The month so many months after that of a day."""
    count = day.year * 12 + day.month - 1 + months
    return month_of(count // 12, count % 12 + 1)


def weekend_of(day: date, shift: int) -> Period:
    """Saturday and Sunday of a day's week, so many weeks on."""
    week = week_of(day, shift)
    return Period(week.start + timedelta(days=5), week.end, "day")


def presidency(day: date, back: int = 0) -> Period | None:
    """The American administration of a day, or that so many before it."""
    for number, key in enumerate(_PRESIDENCIES):
        term = term_of(key)
        if term.start <= day:
            return term_of(_PRESIDENCIES[min(number + back, len(_PRESIDENCIES) - 1)])
    return None
