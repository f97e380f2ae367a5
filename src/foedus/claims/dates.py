"""Time expressions by a small grammar, each with the precision that its words state.

Relative dates ("hôm qua", "last Tuesday", "tháng 9 năm ngoái") are resolved
against the date of the segment or document. Where there is none they stay
unresolved: today's date is never used. A month or day without a year takes the
year nearest to that date, the past before the future.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from foedus.claims import calendar_words as cal
from foedus.documents.records import Period

_M = "|".join(sorted(cal.MONTHS, key=len, reverse=True))
_W = "|".join(k for k in cal.WEEKDAYS if k.isascii() and k.endswith("day"))
_N = "|".join(sorted(cal.NUMBERS, key=len, reverse=True))
_Y = r"(?:19|20)\d\d"
_MONTH_HINTS = "|".join(k for k in cal.MONTHS if len(k) > 3 or k == "may")


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression and what it means; `governs` is False for "since" and the like."""

    start: int
    end: int
    period: Period


@dataclass(slots=True)
class Clock:
    """What relative expressions are resolved against.

    Parameters
    ----------
    today : the date of the segment or document; None where it has none.
    year : the year that the text spoke of last; used where `today` is None.
    last : the date that the text spoke of last ("two days later", "cùng ngày").
    """

    today: date | None = None
    year: int | None = None
    last: Period | None = None
    last_day: Period | None = None

    @classmethod
    def at(cls, known: Period | None) -> Clock:
        """A clock at the date of a segment or document; None where it has none."""
        return cls(known.end if known else None)


Reader = Callable[[re.Match[str], Clock], Period | None]
_GRAMMAR: list[tuple[str, re.Pattern[str], Reader]] = []
_DIGIT = re.compile(r"\d")


def _rule(hints: str, pattern: str) -> Callable[[Reader], Reader]:
    """Add a rule; it is tried only where one of `hints` (parted by "|", "#" a digit) stands."""

    def add(reader: Reader) -> Reader:
        _GRAMMAR.append((hints, re.compile(pattern, re.IGNORECASE), reader))
        return reader

    return add


def _hinted(text: str, start: int, end: int) -> Callable[[str], bool]:
    low = text[start:end].lower() + ("#" if _DIGIT.search(text, start, end) else "")
    known: dict[str, bool] = {}

    def hinted(hints: str) -> bool:
        if hints not in known:
            known[hints] = any(hint in low for hint in hints.split("|"))
        return known[hints]

    return hinted


def dates_in(text: str, start: int, end: int, clock: Clock) -> list[Dated]:
    """Time expressions of ``text[start:end]``, left to right; the clock remembers the last.

    >>> clock = Clock(today=date(2025, 10, 3))
    >>> [d.period.precision for d in dates_in("in the third quarter of 2025", 0, 28, clock)]
    ['quarter']
    >>> dates_in("thứ Năm tuần trước", 0, 18, clock)[0].period.start
    datetime.date(2025, 9, 25)
    """
    spans: list[tuple[int, int, int, re.Match[str], Reader]] = []
    hinted = _hinted(text, start, end)
    for rank, (hints, pattern, reader) in enumerate(_GRAMMAR):
        if hinted(hints):
            spans += [
                (m.start(), -m.end(), rank, m, reader) for m in pattern.finditer(text, start, end)
            ]
    spans.sort(key=lambda item: item[:3])
    found: list[Dated] = []
    last = start
    for first, minus_after, _, match, reader in spans:
        if first < last:
            continue
        period = reader(match, clock)
        if period is not None:
            found.append(Dated(first, -minus_after, period))
            last = -minus_after
            _remember(clock, period)
    return found


def _remember(clock: Clock, period: Period) -> None:
    clock.last = period
    if period.precision == "day":
        clock.last_day = period
    if period.precision != "term":
        clock.year = period.start.year
    elif clock.year is None or not period.start.year <= clock.year < period.end.year:
        clock.year = period.start.year


def _year_for(clock: Clock, month: int, day: int = 1) -> int | None:
    """The year of a month (and day) given without one: the nearest, past before future."""
    if clock.today is None:
        return clock.year
    ahead = month - clock.today.month
    if ahead == 0 and day > clock.today.day + 10:
        return clock.today.year
    return clock.today.year - (ahead > 2) + (ahead < -9)


# ---- days

@_rule("#", rf"\b(?P<y>{_Y})-(?P<m>\d\d)-(?P<d>\d\d)\b")
@_rule("#", r"(?<![\d/.,])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})\b")
@_rule("#", rf"\bngày (?P<d>\d\d?)[-.](?P<m>\d\d?)[-.](?P<y>{_Y})\b")
@_rule("#", rf"\bngày (?P<d>\d\d?) tháng (?P<m>\d\d?),? năm (?P<y>{_Y})\b")
@_rule("#", r"\bngày (?P<d>\d\d?) tháng (?P<m>\d\d?)\b")
@_rule("#", r"(?<![\d/.,%])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/]|,\d)")
def _numeric_day(match: re.Match[str], clock: Clock) -> Period | None:
    month, day = int(match["m"]), int(match["d"])
    if not 1 <= month <= 12:
        return None
    given = match.groupdict().get("y")
    year = int(given) if given else _year_for(clock, month, day)
    return cal.day_of(year, month, day) if year else None


@_rule("#", r"(?<![\d/])(?P<a>\d{1,2}) (?:và|đến|-|–) (?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>\d{4}))?(?![\d/])")
def _vi_day_span(match: re.Match[str], clock: Clock) -> Period | None:
    last = _numeric_day(match, clock)
    if last is None or not 1 <= int(match["a"]) < last.start.day:
        return None
    return Period(last.start.replace(day=int(match["a"])), last.end, "day")


@_rule("#", rf"\b(?P<m>{_M})\.? (?P<d>\d\d?)(?:st|nd|rd|th)?,? (?P<y>{_Y})\b")
@_rule("#", rf"\b(?P<d>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<m>{_M})\.?,? (?P<y>{_Y})\b")
@_rule("#", rf"\b(?P<d>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<m>{_M})\b(?! \d)")
@_rule("#", rf"\b(?P<m>{_M})\.? (?P<d>\d\d?)(?:st|nd|rd|th)?\b(?![\d,.]*\d)")
def _en_day(match: re.Match[str], clock: Clock) -> Period | None:
    month, day = cal.MONTHS[match["m"].lower()], int(match["d"])
    given = match.groupdict().get("y")
    year = int(given) if given else _year_for(clock, month, day)
    return cal.day_of(year, month, day) if year else None


# ---- months

@_rule("#", rf"\b(?P<m>{_M})\.?(?: of)?,? (?P<y>{_Y})\b")
def _en_month(match: re.Match[str], _: Clock) -> Period | None:
    return cal.month_of(int(match["y"]), cal.MONTHS[match["m"].lower()])


@_rule("next|last|this", rf"\b(?P<which>next|last|this) (?P<m>{_M})\b")
def _en_named_month(match: re.Match[str], clock: Clock) -> Period | None:
    if clock.today is None:
        return None
    month, now = cal.MONTHS[match["m"].lower()], clock.today
    later = month > now.month
    shift = {"next": 0 if later else 1, "last": -1 if later else 0, "this": 0}
    same = month == now.month and match["which"].lower() == "last"
    return cal.month_of(now.year + shift[match["which"].lower()] - same, month)


@_rule(_MONTH_HINTS, 
    rf"\b(?:in|since|until|by|from|during|through|throughout|of|early|late|mid|mid-|before|after|"
    rf"for)(?: early| late| mid| the end of| the middle of)?[ -](?P<m>{'|'.join(k for k in cal.MONTHS if len(k) > 3 or k == 'may')})\b(?! \d)"
)
def _en_bare_month(match: re.Match[str], clock: Clock) -> Period | None:
    if not match["m"][0].isupper():
        return None
    month = cal.MONTHS[match["m"].lower()]
    year = _year_for(clock, month)
    return cal.month_of(year, month) if year else None


@_rule("tháng", rf"\btháng (?P<m>\d\d?)(?:/|-| năm |, năm )(?P<y>{_Y})\b")
@_rule("tháng", r"\btháng (?P<m>\d\d?) (?P<rel>năm ngoái|năm trước|năm nay|năm sau|năm tới|cùng năm)\b")
@_rule("tháng", r"\btháng (?P<m>\d\d?)(?! ?[/-]?\d)(?P<rel>)\b")
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
        year = _year_for(clock, month)
    return cal.month_of(year, month) if year else None


@_rule("month|tháng", r"\b(?P<w>last|next|this|previous) month\b|\btháng (?P<v>trước|này|tới|sau)\b")
def _near_month(match: re.Match[str], clock: Clock) -> Period | None:
    word = (match["w"] or match["v"]).lower()
    shift = {"last": -1, "previous": -1, "trước": -1, "this": 0, "này": 0}.get(word, 1)
    return cal.shifted_month(clock.today, shift) if clock.today else None


# ---- quarters and years

@_rule("quý|quarter|q1|q2|q3|q4", rf"\bquý (?P<q>iv|i{{1,3}}|[1-4])(?:(?:/| năm | )(?P<y>{_Y}))?\b")
@_rule("quý|quarter|q1|q2|q3|q4", rf"\bQ(?P<q>[1-4])(?: of)?(?: (?P<y>{_Y}))?\b")
@_rule("quý|quarter|q1|q2|q3|q4", rf"\b(?P<q>first|second|third|fourth) quarter(?: of (?P<y>{_Y}))?\b")
def _quarter(match: re.Match[str], clock: Clock) -> Period | None:
    word = match["q"].lower()
    quarter = cal.ROMAN.get(word) or cal.ORDINALS[word]
    year = int(match["y"]) if match["y"] else _year_for(clock, 3 * quarter - 2)
    return cal.quarter_of(year, quarter) if year else None


@_rule("#", rf"\b(?:from|between|giai đoạn|từ năm|từ) (?P<a>{_Y})(?: to | and |-|–| - | đến năm | đến )(?P<b>{_Y})\b")
@_rule("#", rf"\bbetween (?:{_M}) (?P<a>{_Y}) and (?:{_M}) (?P<b>{_Y})\b")
def _years(match: re.Match[str], _: Clock) -> Period | None:
    first, last = int(match["a"]), int(match["b"])
    return cal.year_of(first, last) if first <= last else None


@_rule("#", rf"\b(?:in|since|by|from|until|before|after|during|of|for|early|mid|late|early in|late in|the year|summer|autumn|spring|winter)[ -](?P<y>{_Y})\b(?!-)")
@_rule("#", rf"\bnăm (?P<y>{_Y})\b")
@_rule("#", rf"\b(?:trước|đến|từ|sau|đầu|cuối|giữa) (?P<y>{_Y})\b")
def _year(match: re.Match[str], _: Clock) -> Period | None:
    return cal.year_of(int(match["y"]))


@_rule("last|this|next|năm|the |mùa", r"\b(?P<w>last|this|next) (?:year|spring|summer|autumn|winter|fall)\b")
@_rule("last|this|next|năm|the |mùa", r"\bnăm (?P<w>ngoái|nay|sau|tới|trước)\b")
@_rule("last|this|next|năm|the |mùa", r"\b(?:before|by) (?P<w>the (?:autumn|summer|spring|winter))\b")
@_rule("last|this|next|năm|the |mùa", r"\b(?:mùa|đến mùa) (?P<w>hè|thu|xuân|đông)(?: này)?\b")
def _near_year(match: re.Match[str], clock: Clock) -> Period | None:
    shift = {"last": -1, "ngoái": -1, "trước": -1, "next": 1, "sau": 1, "tới": 1}
    if clock.today is None:
        return None
    return cal.year_of(clock.today.year + shift.get(match["w"].lower(), 0))


@_rule("year|năm", r"\b(?:end of the year|end of this year|year-end|year's end|cuối năm nay|cuối năm)\b(?! \d)")
def _this_year(match: re.Match[str], clock: Clock) -> Period | None:
    return cal.year_of(clock.today.year) if clock.today else None


@_rule("ago|năm", rf"\b(?P<n>{_N}|\d\d?) years ago\b")
@_rule("ago|năm", rf"\b(?P<n>{_N}|\d\d?) năm trước\b(?! đây)?")
@_rule("ago|năm", rf"\bcách đây (?P<n>{_N}|\d\d?) năm\b")
def _years_ago(match: re.Match[str], clock: Clock) -> Period | None:
    return cal.year_of(clock.today.year - _count(match["n"])) if clock.today else None


@_rule("later|earlier|before|after|sau|trước", rf"\b(?P<n>{_N}|\d\d?) (?P<u>day|week|month|year|ngày|tuần|tháng|năm)s? (?P<way>later|after that|earlier|before|sau đó|trước đó|sau|trước)\b(?! when| the)")
def _relative(match: re.Match[str], clock: Clock) -> Period | None:
    if clock.last is None or clock.last.precision in ("term", "none"):
        return None
    number = _count(match["n"])
    back = match["way"].lower() in ("earlier", "before", "trước đó", "trước")
    number = -number if back else number
    unit = {"ngày": "day", "tuần": "week", "tháng": "month", "năm": "year"}.get(
        match["u"].lower(), match["u"].lower()
    )
    if unit == "year":
        return cal.year_of(clock.last.start.year + number)
    if unit == "month":
        return cal.shifted_month(clock.last.start, number)
    if clock.last.precision != "day":
        return clock.last
    return Period.day(clock.last.start + timedelta(days=number * (7 if unit == "week" else 1)))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else cal.NUMBERS[word.lower()]


@_rule("same|that|cùng|hôm|giờ|hour|within", r"\b(?:the same day|that day|cùng ngày|hôm đó|ngày hôm đó|chỉ vài giờ sau|hours later|vài giờ sau|an hour later|within days|the same month|cùng tháng|cùng năm|that year|the same year|that month|that week)\b")
def _same(match: re.Match[str], clock: Clock) -> Period | None:
    if re.search(r"day\b|ngày|hour|giờ|hôm", match[0], re.IGNORECASE):
        return clock.last_day
    return clock.last


# ---- days near today

@_rule("yesterday|last night|qua", r"\b(?:yesterday|last night|hôm qua|tối qua|đêm qua|chiều qua|sáng qua|ngày hôm qua)\b")
def _yesterday(match: re.Match[str], clock: Clock) -> Period | None:
    return Period.day(clock.today - timedelta(days=1)) if clock.today else None


@_rule("today|tonight|this|overnight|nay", r"\b(?:today|tonight|this (?:morning|afternoon|evening)|overnight|earlier today|hôm nay|(?:sáng|trưa|chiều|tối|đêm|rạng sáng) nay|ngày hôm nay)\b")
def _today(match: re.Match[str], clock: Clock) -> Period | None:
    return Period.day(clock.today) if clock.today else None


@_rule("tomorrow|mai", r"\b(?:tomorrow|ngày mai|sáng mai|chiều mai|tối mai)\b")
def _tomorrow(match: re.Match[str], clock: Clock) -> Period | None:
    return Period.day(clock.today + timedelta(days=1)) if clock.today else None


@_rule("day|thứ|chủ nhật", rf"\b(?P<rel>last |next |this )?(?P<w>{_W})\b(?P<more> (?:last|next) week| of last week)?")
@_rule("day|thứ|chủ nhật", r"\b(?:hôm|ngày|sáng|trưa|chiều|tối|đêm|vào|từ)? ?(?P<w>thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\b(?! (?:trưởng|nhất|hạng))(?P<more> tuần (?:trước|qua|tới|sau|này)| vừa qua| tới)?(?P<rel>)")
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


@_rule("week|tuần", r"\b(?P<w>last|next|this|previous) week\b|\btuần (?P<v>trước|qua|này|tới|sau)\b")
def _week(match: re.Match[str], clock: Clock) -> Period | None:
    word = (match["w"] or match["v"]).lower()
    shift = {"last": -1, "previous": -1, "trước": -1, "qua": -1, "this": 0, "này": 0}.get(word, 1)
    return cal.week_of(clock.today, shift) if clock.today else None


# ---- administrations

@_rule("biden|obama|bush|clinton|reagan|trump", r"\b(?:dưới thời |thời |under )?(?:chính quyền |tổng thống |president )?(?:Joe |Donald |Barack |Bill |Ronald |George W\. )?(?P<who>Biden|Obama|Bush|Clinton|Reagan|Trump)(?:'s)?(?P<term> 2\.0| 1\.0| (?:first|second) (?:term|administration)| years| presidency| era| administration)?\b(?P<span> \(\d{4} ?[-–] ?\d{4}\))?")
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


@_rule("nhiệm kỳ|first", r"\bnhiệm kỳ (?:đầu|đầu tiên|thứ nhất)(?: của (?:ông )?Trump)?\b|\bfirst Trump (?:term|administration)\b")
def _first_term(match: re.Match[str], clock: Clock) -> Period | None:
    return cal.term_of("trump 1")


@_rule("nhiệm kỳ|second", r"\bnhiệm kỳ (?:hai|2|thứ hai|mới)(?: của (?:ông )?Trump)?\b|\bsecond Trump (?:term|administration)\b")
def _second_term(match: re.Match[str], clock: Clock) -> Period | None:
    return cal.term_of("trump 2")
