"""Months, quarters, years, spans counted from a date, and administrations."""

from __future__ import annotations

import re
from datetime import date, timedelta

from foedus.claims import calendar_words as cal
from foedus.claims.date_grammar import YEAR, Clock, Rule, adder
from foedus.documents.records import Period

_UNITS = {"ngày": "day", "tuần": "week", "tháng": "month", "năm": "year"}
RULES: list[Rule] = []
rule = adder(RULES)
_M = "|".join(sorted(cal.MONTHS, key=len, reverse=True))
_N = "|".join(sorted(cal.NUMBERS, key=len, reverse=True))
_MONTH_HINTS = "|".join(k for k in cal.MONTHS if len(k) > 3 or k == "may")


@rule("#", rf"\b(?P<m>{_M})\.?(?: of)?,? (?P<y>{YEAR})\b")
def _en_month(match: re.Match[str], _: Clock) -> Period | None:
    return cal.month_of(int(match["y"]), cal.MONTHS[match["m"].lower()])


@rule("this year|last year", rf"\b(?P<m>{_M}) (?P<rel>this|last) year\b")
def _month_of_year(match: re.Match[str], clock: Clock) -> Period | None:
    if clock.today is None:
        return None
    year = clock.today.year - (match["rel"].lower() == "last")
    return cal.month_of(year, cal.MONTHS[match["m"].lower()])


@rule("next|last|this", rf"\b(?P<which>next|last|this) (?P<m>{_M})\b")
def _en_named_month(match: re.Match[str], clock: Clock) -> Period | None:
    if clock.today is None:
        return None
    month, now = cal.MONTHS[match["m"].lower()], clock.today
    later = month > now.month
    shift = {"next": 0 if later else 1, "last": -1 if later else 0, "this": 0}
    same = month == now.month and match["which"].lower() == "last"
    return cal.month_of(now.year + shift[match["which"].lower()] - same, month)


@rule(
    _MONTH_HINTS,
    rf"\b(?:in|since|until|by|from|during|through|throughout|of|early|late|mid|mid-|before|after|"
    rf"for)(?: early| late| mid| the end of| the middle of)?[ -](?P<m>{_MONTH_HINTS})"
    r"\b(?! \d)",
)
def _en_bare_month(match: re.Match[str], clock: Clock) -> Period | None:
    if not match["m"][0].isupper():
        return None
    month = cal.MONTHS[match["m"].lower()]
    year = clock.year_for(month)
    return cal.month_of(year, month) if year else None


@rule("tháng", rf"\btháng (?P<m>\d\d?)(?:/|-| năm |, năm )(?P<y>{YEAR})\b")
@rule(
    "tháng", r"\btháng (?P<m>\d\d?) (?P<rel>năm ngoái|năm trước|năm nay|năm sau|năm tới|cùng năm)\b"
)
@rule("tháng", r"\btháng (?P<m>\d\d?)(?! ?[/-]?\d)(?P<rel>)\b")
def _vi_month(match: re.Match[str], clock: Clock) -> Period | None:
    month, groups = int(match["m"]), match.groupdict()
    if not 1 <= month <= 12:
        return None
    if groups.get("y"):
        return cal.month_of(int(groups["y"]), month)
    rel = (groups.get("rel") or "").lower()
    year: int | None
    if rel == "cùng năm":
        year = clock.year
    elif rel:
        shift = {"năm ngoái": -1, "năm trước": -1, "năm nay": 0}.get(rel, 1)
        year = clock.today.year + shift if clock.today else None
    else:
        year = clock.year_for(month)
    return cal.month_of(year, month) if year else None


@rule("month|tháng", r"\b(?P<w>last|next|this|previous) month\b|\btháng (?P<v>trước|này|tới|sau)\b")
def _near_month(match: re.Match[str], clock: Clock) -> Period | None:
    word = (match["w"] or match["v"]).lower()
    shift = {"last": -1, "previous": -1, "trước": -1, "this": 0, "này": 0}.get(word, 1)
    return cal.shifted_month(clock.today, shift) if clock.today else None


@rule(
    "quý|quarter|q1|q2|q3|q4", rf"\bquý (?P<q>iv|i{{1,3}}|[1-4])(?:(?:/| năm | )(?P<y>{YEAR}))?\b"
)
@rule("quý|quarter|q1|q2|q3|q4", rf"\bQ(?P<q>[1-4])(?: of)?(?: (?P<y>{YEAR}))?\b")
@rule(
    "quý|quarter|q1|q2|q3|q4",
    rf"\b(?P<q>first|second|third|fourth) quarter(?: of (?P<y>{YEAR}))?\b",
)
def _quarter(match: re.Match[str], clock: Clock) -> Period | None:
    word = match["q"].lower()
    quarter = cal.ROMAN.get(word) or cal.ORDINALS[word]
    year = int(match["y"]) if match["y"] else clock.year_for(3 * quarter - 2)
    return cal.quarter_of(year, quarter) if year else None


@rule(
    "#",
    rf"\b(?:from|between|giai đoạn|từ năm|từ) (?P<a>{YEAR})(?: to | and |-|–| - | đến năm |"
    rf" đến )(?P<b>{YEAR})\b",
)
@rule("#", rf"\bbetween (?:{_M}) (?P<a>{YEAR}) and (?:{_M}) (?P<b>{YEAR})\b")
def _years(match: re.Match[str], _: Clock) -> Period | None:
    first, last = int(match["a"]), int(match["b"])
    return cal.year_of(first, last) if first <= last else None


@rule(
    "#",
    rf"\b(?:in|since|by|from|until|before|after|during|of|for|early|mid|late|early in|late in|"
    rf"the year|summer|autumn|spring|winter)[ -](?P<y>{YEAR})\b(?!-)",
)
@rule("#", rf"\bnăm (?P<y>{YEAR})\b")
@rule("#", rf"\b(?:trước|đến|từ|sau|đầu|cuối|giữa) (?P<y>{YEAR})\b")
def _year(match: re.Match[str], _: Clock) -> Period | None:
    return cal.year_of(int(match["y"]))


@rule(
    "last|this|next|năm|the |mùa",
    r"\b(?P<w>last|this|next) (?:year|spring|summer|autumn|winter|fall)\b",
)
@rule("last|this|next|năm|the |mùa", r"\bnăm (?P<w>ngoái|nay|sau|tới|trước)\b")
@rule(
    "last|this|next|năm|the |mùa",
    r"\b(?:before|by|in|since|during) (?P<w>the (?:autumn|summer|spring|winter))\b",
)
@rule("last|this|next|năm|the |mùa", r"\b(?:mùa|đến mùa) (?P<w>hè|thu|xuân|đông)(?: này)?\b")
def _near_year(match: re.Match[str], clock: Clock) -> Period | None:
    shift = {"last": -1, "ngoái": -1, "trước": -1, "next": 1, "sau": 1, "tới": 1}
    if clock.today is None:
        return None
    return cal.year_of(clock.today.year + shift.get(match["w"].lower(), 0))


@rule(
    "year|năm",
    r"\b(?:end of the year|end of this year|year-end|year's end|cuối năm nay|cuối năm)\b(?! \d)",
)
def _this_year(_: re.Match[str], clock: Clock) -> Period | None:
    return cal.year_of(clock.today.year) if clock.today else None


@rule("ago|năm", rf"\b(?P<n>{_N}|\d\d?) years ago\b")
@rule("ago|năm", rf"\b(?P<n>{_N}|\d\d?) năm trước\b(?! đây)?")
@rule("ago|năm", rf"\bcách đây (?P<n>{_N}|\d\d?) năm\b")
def _years_ago(match: re.Match[str], clock: Clock) -> Period | None:
    return cal.year_of(clock.today.year - _count(match["n"])) if clock.today else None


@rule(
    "later|earlier|before|after|sau|trước",
    rf"\b(?P<n>{_N}|\d\d?) (?P<u>day|week|month|year|ngày|tuần|tháng|năm)s? (?P<way>later|"
    rf"after that|earlier|before|sau đó|trước đó|sau|trước)\b(?! when| the)",
)
def _relative(match: re.Match[str], clock: Clock) -> Period | None:
    unit = _UNITS.get(match["u"].lower(), match["u"].lower())
    base = clock.last_day if unit in ("day", "week") and clock.last_day else clock.last
    if base is None or base.precision == "term":
        return None
    number = _count(match["n"])
    back = match["way"].lower() in ("earlier", "before", "trước đó", "trước")
    number = -number if back else number
    if unit == "year":
        return cal.year_of(base.start.year + number)
    if unit == "month":
        return cal.shifted_month(base.start, number)
    if base.precision != "day":
        return base
    return Period.day(base.start + timedelta(days=number * (7 if unit == "week" else 1)))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else cal.NUMBERS[word.lower()]


@rule(
    "same|that|cùng|hôm|giờ|hour|within",
    r"\b(?:the same day|that day|cùng ngày|hôm đó|ngày hôm đó|chỉ vài giờ sau|hours later|"
    r"vài giờ sau|an hour later|within days|the same month|cùng tháng|cùng năm|that year|"
    r"the same year|that month|that week)\b",
)
def _same(match: re.Match[str], clock: Clock) -> Period | None:
    if re.search(r"day\b|ngày|hour|giờ|hôm", match[0], re.IGNORECASE):
        return clock.last_day
    return clock.last


@rule(
    "biden|obama|bush|clinton|reagan|trump",
    r"\b(?:dưới thời |thời |under )?(?:chính quyền |tổng thống |president )?(?:Joe |Donald |"
    r"Barack |Bill |Ronald |George W\. )?(?P<who>Biden|Obama|Bush|Clinton|Reagan|"
    r"Trump)(?:'s)?(?P<term> 2\.0| 1\.0| (?:first|second) (?:term|administration)| years|"
    r" presidency| era| administration)?\b(?P<span> \(\d{4} ?[-–] ?\d{4}\))?",
)
def _term(match: re.Match[str], clock: Clock) -> Period | None:
    before = match[0].lower()
    cue = before.startswith(("dưới thời", "thời", "under")) or "chính quyền" in before
    if not cue and not match["term"]:
        return None
    who, term = match["who"].lower(), (match["term"] or "").lower()
    if who != "trump":
        return cal.term_of(who)
    first = "1.0" in term or "first" in term
    if not first and "2" not in term and "second" not in term and clock.today:
        first = clock.today < date(2021, 1, 20)
    return cal.term_of("trump 1" if first else "trump 2")


@rule(
    "nhiệm kỳ|first",
    r"\bnhiệm kỳ (?:đầu|đầu tiên|thứ nhất)(?: của (?:ông )?Trump)?\b|\bfirst Trump (?:term|"
    r"administration)\b",
)
def _first_term(_: re.Match[str], _clock: Clock) -> Period | None:
    return cal.term_of("trump 1")


@rule(
    "nhiệm kỳ|second",
    r"\bnhiệm kỳ (?:hai|2|thứ hai|mới)(?: của (?:ông )?Trump)?\b|\bsecond Trump (?:term|"
    r"administration)\b",
)
def _second_term(_: re.Match[str], _clock: Clock) -> Period | None:
    return cal.term_of("trump 2")
