"""Days: written in numbers or words, or told from the day of the text."""

from __future__ import annotations

import re
from datetime import timedelta

from foedus.claims import calendar_words as cal
from foedus.claims.date_grammar import YEAR, Clock, Rule, adder, coming
from foedus.documents.records import Period

RULES: list[Rule] = []
rule = adder(RULES)
_M = "|".join(sorted(cal.MONTHS, key=len, reverse=True))
_DAY = "(?:ngày|hôm|mùng|mồng|sáng|trưa|chiều|tối|đêm|rạng sáng)"
_JOIN = r"(?: ?[–-] ?| to | and | until | through )"
_VI_JOIN = r"(?: và | đến | tới | ?[–-] ?)(?:hết )?(?:ngày |hôm )?"
_MONTH = "#&" + cal.MONTH_HINTS
_COUNTS = frozenset({"hai", "ba", "tư", "năm", "sáu", "bảy"})
_SATURDAY = 5
_W = "|".join(k for k in cal.WEEKDAYS if k.isascii() and k.endswith("day"))


@rule("#&-", rf"\b(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)\b")
@rule("#/", r"(?<![\d/.,])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})\b")
@rule(
    "#&.20|.19|-20|-19", rf"(?<![\d/.,-])(?P<d>\d\d?)(?P<p>[-.])(?P<m>\d\d?)(?P=p)(?P<y>{YEAR})\b"
)
@rule(
    "#&ngày|hôm|sáng|trưa|chiều|tối|đêm",
    r"\b(?:ngày|hôm|sáng|trưa|chiều|tối|đêm) (?P<d>\d\d?)[-.](?P<m>\d\d?)(?![\d.-])",
)
@rule("#&tháng", rf"\b{_DAY} (?P<d>\d\d?) tháng (?P<m>\d\d?)(?:,? năm |/)(?P<y>{YEAR})\b")
@rule("#&tháng", rf"\b{_DAY} (?P<d>\d\d?) tháng (?P<m>\d\d?)\b(?!/)")
@rule("#/", r"(?<![\d/.,%])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/]|,\d)")
def _numeric_day(match: re.Match[str], clock: Clock) -> Period | None:
    month, day = int(match["m"]), int(match["d"])
    if not 1 <= month <= 12:
        return None
    given = match.groupdict().get("y")
    year = int(given) if given else clock.year_for(month, day, coming=coming(match))
    return cal.day_of(year, month, day) if year else None


@rule(
    "#/",
    rf"(?<![\d/])(?P<a>\d{{1,2}})(?:, \d{{1,2}})?{_VI_JOIN}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})"
    rf"(?:/(?P<y>{YEAR}))?(?![\d/])",
)
@rule(
    "#&tháng",
    rf"\b{_DAY} (?P<a>\d{{1,2}}){_VI_JOIN}(?P<d>\d{{1,2}}) tháng (?P<m>\d{{1,2}})"
    rf"(?: năm (?P<y>{YEAR}))?(?![\d/])",
)
def _vi_day_span(match: re.Match[str], clock: Clock) -> Period | None:
    return _span(int(match["a"]), _numeric_day(match, clock))


def _span(first: int, last: Period | None) -> Period | None:
    """The days from one of the same month to another; of several named, the outer ones."""
    if last is None or not 1 <= first < last.start.day:
        return None
    return Period(last.start.replace(day=first), last.end, "day")


@rule(_MONTH, rf"\b(?P<a>\d\d?){_JOIN}(?P<d>\d\d?) (?P<m>{_M})\b\.?,?(?: (?P<y>{YEAR})\b)?")
@rule(_MONTH, rf"\b(?P<m>{_M})\.? (?P<a>\d\d?){_JOIN}(?P<d>\d\d?)\b(?:,? (?P<y>{YEAR})\b)?(?!,\d)")
def _en_day_span(match: re.Match[str], clock: Clock) -> Period | None:
    return _span(int(match["a"]), _en_day(match, clock))


@rule(_MONTH, rf"\b(?P<m>{_M})\.? (?P<d>\d\d?)(?:st|nd|rd|th)?,? (?P<y>{YEAR})\b")
@rule(_MONTH, rf"\b(?P<d>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<m>{_M})\.?,? (?P<y>{YEAR})\b")
@rule(_MONTH, rf"\b(?P<d>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<m>{_M})\b(?! \d)")
@rule(_MONTH, rf"\b(?P<m>{_M})\.? (?P<d>\d\d?)(?:st|nd|rd|th)?\b(?![\d,.]*\d)")
def _en_day(match: re.Match[str], clock: Clock) -> Period | None:
    month, day = cal.MONTHS[match["m"].lower()], int(match["d"])
    given = match.groupdict().get("y")
    year = int(given) if given else clock.year_for(month, day, coming=coming(match))
    return cal.day_of(year, month, day) if year else None


@rule(
    "christmas|giáng sinh|noel",
    rf"\b(?:christmas(?: day)?|giáng sinh|noel)\b(?:,? (?:of |năm )?(?P<y>{YEAR})\b)?",
)
def _christmas(match: re.Match[str], clock: Clock) -> Period | None:
    year = int(match["y"]) if match["y"] else clock.year_for(12, 25, coming=coming(match))
    return cal.day_of(year, 12, 25) if year else None


def _days(hints: str, pattern: str, shift: int) -> None:
    """A rule for a day told from that of the text."""

    def read(_: re.Match[str], clock: Clock) -> Period | None:
        return Period.day(clock.today + timedelta(days=shift)) if clock.today else None

    rule(hints, pattern)(read)


_days("before yesterday|hôm kia", r"\b(?:the )?day before yesterday\b|\bhôm kia\b", -2)
_days(
    "yesterday|last night|qua",
    r"\b(?:yesterday|last night|(?:hôm|tối|đêm|chiều|sáng|trưa|ngày hôm) qua)\b",
    -1,
)
_days(
    "today|tonight|this|overnight|nay",
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|overnight|earlier today|hôm nay|"
    r"(?:sáng|trưa|chiều|tối|đêm|rạng sáng) nay|ngày hôm nay)\b",
    0,
)
_days("tomorrow|mai", r"\b(?:tomorrow|(?:ngày|sáng|chiều|tối) mai)\b", 1)


@rule(
    "day|thứ|chủ nhật",
    rf"\b(?P<at>)(?P<rel>last |next |this )?(?P<w>{_W})\b"
    r"(?P<more> (?:last|next) week| of last week)?",
)
@rule(
    "day|thứ|chủ nhật",
    r"\b(?P<at>(?:hôm|ngày|sáng|trưa|chiều|tối|đêm|vào) )?(?P<w>thứ (?:hai|ba|tư|năm|sáu|bảy)|"
    r"chủ nhật)\b(?! (?:trưởng|nhất|hạng))"
    r"(?P<more> tuần (?:trước|qua|rồi|tới|sau|này)| vừa qua| vừa rồi| tới)?(?P<rel>)",
)
def _weekday(match: re.Match[str], clock: Clock) -> Period | None:
    if clock.today is None:
        return None
    word = match["w"].lower().removeprefix("thứ ")
    if word in _COUNTS and not (match["w"][4:5].isupper() or match["at"] or match["more"]):
        return None  # "thứ hai" alone counts ("second"); "thứ Hai", "hôm thứ hai" are days
    rel, more = (match["rel"] or "").strip().lower(), (match["more"] or "").lower()
    weekday = cal.WEEKDAYS[word]
    if "next" in (rel, more[1:5]) or more.endswith((" tới", " sau")):
        day = cal.week_of(clock.today, 1).start + timedelta(days=weekday)
        return Period.day(day)
    if "last week" in more or more.endswith((" trước", "tuần qua", "tuần rồi")):
        return Period.day(cal.last_weekday(clock.today, weekday, weeks_back=1))
    day = cal.last_weekday(clock.today, weekday)
    if rel == "last" and day == clock.today:
        day -= timedelta(days=7)
    return Period.day(day)


@rule(
    "week|tuần",
    r"\b(?P<w>last|next|this|previous) week\b|"
    r"(?<!vài )(?<!những )(?<!nhiều )(?<!mấy )(?<!các )(?<!\d )(?<!hai )(?<!ba )(?<!bốn )"
    r"\btuần (?P<v>trước|qua|rồi|vừa qua|này|tới|sau)\b",
)
def _week(match: re.Match[str], clock: Clock) -> Period | None:
    return cal.week_of(clock.today, _weeks(match["w"] or match["v"])) if clock.today else None


@rule(
    "đầu tuần|midweek",
    r"\b(?:đầu|giữa) tuần\b(?! (?:trước|qua|rồi|vừa|này|tới|sau|lễ))|\bmidweek\b",
)
def _this_week(_: re.Match[str], clock: Clock) -> Period | None:
    return cal.week_of(clock.today, 0) if clock.today else None


@rule(
    "weekend|cuối tuần",
    r"\b(?P<w>last|next|this|over the|at the|the) weekend\b|"
    r"\bcuối tuần(?: (?P<v>trước|qua|rồi|vừa qua|vừa rồi|này|tới|sau))?\b",
)
def _weekend(match: re.Match[str], clock: Clock) -> Period | None:
    if clock.today is None:
        return None
    word = (match["w"] or match["v"] or "qua").lower()
    past = word in ("over the", "at the", "the", "vừa rồi") and clock.today.weekday() < _SATURDAY
    past = past and not coming(match)
    return cal.weekend_of(clock.today, -1 if past else _weeks(word))


def _weeks(word: str) -> int:
    word = word.lower()
    if word in ("last", "previous", "trước", "qua", "rồi", "vừa qua"):
        return -1
    return 1 if word in ("next", "tới", "sau") else 0
