"""Days: written in numbers or words, or told from the day of the text."""

from __future__ import annotations

import re
from datetime import timedelta

from foedus.claims import calendar_words as cal
from foedus.claims.date_grammar import YEAR, Clock, Rule, adder
from foedus.documents.records import Period

RULES: list[Rule] = []
rule = adder(RULES)
_M = "|".join(sorted(cal.MONTHS, key=len, reverse=True))
_W = "|".join(k for k in cal.WEEKDAYS if k.isascii() and k.endswith("day"))


@rule("#", rf"\b(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)\b")
@rule("#", r"(?<![\d/.,])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})\b")
@rule("#", rf"\bngày (?P<d>\d\d?)[-.](?P<m>\d\d?)[-.](?P<y>{YEAR})\b")
@rule("#", rf"\bngày (?P<d>\d\d?) tháng (?P<m>\d\d?),? năm (?P<y>{YEAR})\b")
@rule("#", r"\bngày (?P<d>\d\d?) tháng (?P<m>\d\d?)\b")
@rule("#", r"(?<![\d/.,%])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/]|,\d)")
def _numeric_day(match: re.Match[str], clock: Clock) -> Period | None:
    month, day = int(match["m"]), int(match["d"])
    if not 1 <= month <= 12:
        return None
    given = match.groupdict().get("y")
    year = int(given) if given else clock.year_for(month, day)
    return cal.day_of(year, month, day) if year else None


@rule(
    "#",
    r"(?<![\d/])(?P<a>\d{1,2}) (?:và|đến|-|"
    r"–) (?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>\d{4}))?(?![\d/])",
)
def _vi_day_span(match: re.Match[str], clock: Clock) -> Period | None:
    last = _numeric_day(match, clock)
    if last is None or not 1 <= int(match["a"]) < last.start.day:
        return None
    return Period(last.start.replace(day=int(match["a"])), last.end, "day")


@rule("#", rf"\b(?P<m>{_M})\.? (?P<d>\d\d?)(?:st|nd|rd|th)?,? (?P<y>{YEAR})\b")
@rule("#", rf"\b(?P<d>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<m>{_M})\.?,? (?P<y>{YEAR})\b")
@rule("#", rf"\b(?P<d>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<m>{_M})\b(?! \d)")
@rule("#", rf"\b(?P<m>{_M})\.? (?P<d>\d\d?)(?:st|nd|rd|th)?\b(?![\d,.]*\d)")
def _en_day(match: re.Match[str], clock: Clock) -> Period | None:
    month, day = cal.MONTHS[match["m"].lower()], int(match["d"])
    given = match.groupdict().get("y")
    year = int(given) if given else clock.year_for(month, day)
    return cal.day_of(year, month, day) if year else None


@rule(
    "yesterday|last night|qua",
    r"\b(?:yesterday|last night|hôm qua|tối qua|đêm qua|chiều qua|sáng qua|ngày hôm qua)\b",
)
def _yesterday(_: re.Match[str], clock: Clock) -> Period | None:
    return Period.day(clock.today - timedelta(days=1)) if clock.today else None


@rule(
    "today|tonight|this|overnight|nay",
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|overnight|earlier today|hôm nay|"
    r"(?:sáng|trưa|chiều|tối|đêm|rạng sáng) nay|ngày hôm nay)\b",
)
def _today(_: re.Match[str], clock: Clock) -> Period | None:
    return Period.day(clock.today) if clock.today else None


@rule("tomorrow|mai", r"\b(?:tomorrow|ngày mai|sáng mai|chiều mai|tối mai)\b")
def _tomorrow(_: re.Match[str], clock: Clock) -> Period | None:
    return Period.day(clock.today + timedelta(days=1)) if clock.today else None


@rule(
    "day|thứ|chủ nhật",
    rf"\b(?P<rel>last |next |this )?(?P<w>{_W})\b(?P<more> (?:last|next) week| of last week)?",
)
@rule(
    "day|thứ|chủ nhật",
    r"\b(?:hôm|ngày|sáng|trưa|chiều|tối|đêm|vào|từ)? ?(?P<w>thứ (?:hai|ba|tư|năm|sáu|bảy)|"
    r"chủ nhật)\b(?! (?:trưởng|nhất|hạng))(?P<more> tuần (?:trước|qua|tới|sau|này)| vừa qua|"
    r" tới)?(?P<rel>)",
)
def _weekday(match: re.Match[str], clock: Clock) -> Period | None:
    if clock.today is None:
        return None
    word = match["w"].lower().removeprefix("thứ ")
    if word in ("hai", "ba", "tư", "năm", "sáu", "bảy") and not match["w"][4:5].isupper():
        return None  # "thứ hai" in lower case counts ("second"); the day is "thứ Hai"
    rel, more = (match["rel"] or "").strip().lower(), (match["more"] or "").lower()
    weekday = cal.WEEKDAYS[word]
    if "next" in (rel, more[1:5]) or more.endswith((" tới", " sau")):
        day = cal.week_of(clock.today, 1).start + timedelta(days=weekday)
        return Period.day(day)
    if "last week" in more or more.endswith((" trước", "tuần qua")):
        return Period.day(cal.last_weekday(clock.today, weekday, weeks_back=1))
    day = cal.last_weekday(clock.today, weekday)
    if rel == "last" and day == clock.today:
        day -= timedelta(days=7)
    return Period.day(day)


@rule("week|tuần", r"\b(?P<w>last|next|this|previous) week\b|\btuần (?P<v>trước|qua|này|tới|sau)\b")
def _week(match: re.Match[str], clock: Clock) -> Period | None:
    word = (match["w"] or match["v"]).lower()
    shift = {"last": -1, "previous": -1, "trước": -1, "qua": -1, "this": 0, "này": 0}.get(word, 1)
    return cal.week_of(clock.today, shift) if clock.today else None
