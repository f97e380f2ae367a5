"""Times counted from the day of the text ("two months ago") or from one told ("a day later")."""

from __future__ import annotations

import re
from datetime import date, timedelta

from foedus.claims import calendar_words as cal
from foedus.claims.date_grammar import Clock, Rule, adder
from foedus.documents.records import Period

RULES: list[Rule] = []
rule = adder(RULES)
_N = "|".join(sorted(cal.NUMBERS, key=len, reverse=True))
_UNITS = {"ngày": "day", "tuần": "week", "tháng": "month", "năm": "year", "thập kỷ": "decade",
          "thập niên": "decade", "hôm": "day"}  # fmt: skip
_VI_UNIT = "ngày|hôm|tuần|tháng|năm|thập kỷ|thập niên"


_THEN = re.compile(r"(?:khi|lúc) (?:đó|ấy)|at (?:the|that) time", re.IGNORECASE)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else cal.NUMBERS[word.lower()]


def _counted(base: date, unit: str, number: int) -> Period:
    """So many days, weeks, months, years or decades from a day; a week is told as its days."""
    unit = _UNITS.get(unit.lower(), unit.lower())
    if unit == "day":
        return Period.day(base + timedelta(days=number))
    if unit == "week":
        return cal.week_of(base, number)
    if unit == "month":
        return cal.shifted_month(base, number)
    return cal.year_of(base.year + number * (10 if unit == "decade" else 1))


@rule("ago", rf"\b(?P<n>{_N}|\d\d?) (?P<u>day|week|month|year|decade)s? ago\b")
@rule("cách đây", rf"\bcách đây (?:khoảng |hơn |gần )?(?P<n>{_N}|\d\d?) (?P<u>{_VI_UNIT})\b")
@rule("trước", rf"\b(?P<n>{_N}|\d\d?) (?P<u>{_VI_UNIT}) trước\b(?! đó| khi| đây| thềm| ngày| khi)")
def _ago(match: re.Match[str], clock: Clock) -> Period | None:
    if clock.today is None or clock.today.year - 1 < _count(match["n"]):
        return None
    return _counted(clock.today, match["u"], -_count(match["n"]))


@rule(
    "later|earlier|before|after|sau|trước&day|week|month|year|ngày|hôm|tuần|tháng|năm|thập",
    rf"\b(?P<n>{_N}|\d\d?) (?P<u>day|week|month|year|{_VI_UNIT})s? (?P<way>later|after that|"
    r"earlier|before|sau đó|trước đó|sau)\b(?! when| the| khi| ngày| that| its| his| taking)",
)
def _relative(match: re.Match[str], clock: Clock) -> Period | None:
    unit = _UNITS.get(match["u"].lower(), match["u"].lower())
    base = clock.last_day if unit in ("day", "week") and clock.last_day else clock.last
    if base is None or base.precision == "term":
        return None
    back = match["way"].lower() in ("earlier", "before", "trước đó")
    number = -_count(match["n"]) if back else _count(match["n"])
    if unit in ("day", "week"):
        if base.precision != "day":
            return base
        return Period.day(base.start + timedelta(days=number * (7 if unit == "week" else 1)))
    return _counted(base.start, unit, number)


def _from_last(hints: str, pattern: str, shift: int) -> None:
    """A rule for a day told from the day that the text spoke of last."""

    def read(_: re.Match[str], clock: Clock) -> Period | None:
        last = clock.last_day
        return (
            Period.day((last.end if shift > 0 else last.start) + timedelta(shift)) if last else None
        )

    rule(hints, pattern)(read)


_from_last(
    "next day|following day|day after|hôm sau",
    r"\b(?:the )?(?:next|following) (?:day|morning)\b|\bthe day after\b(?! tomorrow)|"
    r"\b(?:ngày )?hôm sau\b",
    1,
)
_from_last(
    "day before|previous day|hôm trước",
    r"\bthe (?:day before|previous day)\b(?! yesterday)|\b(?:ngày )?hôm trước\b",
    -1,
)


@rule(
    "the same|that |at the|cùng |vài giờ|hours later|hour later|within days|đó|ấy",
    r"\b(?:the same (?:day|evening|morning|afternoon|night)|that (?:day|evening|night)|"
    r"cùng ngày|cùng hôm|hôm đó|hôm ấy|ngày hôm đó|ngày đó|ngày ấy|"
    r"chỉ vài giờ sau|hours later|vài giờ sau(?: đó)?|an hour later|within days|the same month|"
    r"cùng tháng|tháng đó|tháng ấy|cùng năm|that year|the same year|that month|that week|"
    r"tuần đó|tuần ấy|khi đó|lúc đó|khi ấy|lúc ấy|at that time|at the time)\b",
)
def _same(match: re.Match[str], clock: Clock) -> Period | None:
    if re.search(r"day\b|night|ing\b|noon|ngày|hour|giờ|hôm", match[0], re.IGNORECASE):
        return clock.last_day
    if clock.today is None and _THEN.fullmatch(match[0]):
        return None  # in a text without a date "then" may lie ahead, in a scenario
    return clock.last
