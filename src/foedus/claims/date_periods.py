"""Months, quarters, seasons, years and decades."""

from __future__ import annotations

import re

from foedus.claims import calendar_words as cal
from foedus.claims.date_grammar import YEAR, Clock, Rule, adder, coming
from foedus.documents.records import Period

RULES: list[Rule] = []
rule = adder(RULES)
_M = "|".join(sorted(cal.MONTHS, key=len, reverse=True))
_VM = "|".join(sorted(cal.VI_MONTHS, key=len, reverse=True))
_MONTH_HINTS = "|".join(k for k in cal.MONTHS if len(k) > 3 or k == "may")
_THAT_MONTH = "|".join(f"that {month}" for month in _MONTH_HINTS.split("|"))
_FEW = r"(?<!vài )(?<!những )(?<!nhiều )(?<!mấy )(?<!các )(?<!\d )(?<!hai )(?<!ba )(?<!sáu )"
"""Not behind a count: "vài tháng tới" are months, "tháng tới" is one."""
_OF_YEAR = "năm ngoái|năm trước|năm nay|năm này|năm sau|năm tới|cùng năm|năm đó|năm ấy"
_BACK = frozenset({"năm ngoái", "năm trước", "last"})
_SAME = frozenset({"cùng năm", "năm đó", "năm ấy"})
_AHEAD = frozenset({"năm sau", "năm tới", "next"})


def _year_of(named: str | None, clock: Clock) -> int | None:
    """The year that words name: of the text, of the year last spoken of."""
    word = (named or "").lower()
    if word in _SAME:
        return clock.year
    if clock.today is None:
        return None
    return clock.today.year - (word in _BACK) + (word in _AHEAD)


@rule("#&" + cal.MONTH_HINTS, rf"\b(?P<m>{_M})\.?(?: of)?,? (?P<y>{YEAR})\b")
def _en_month(match: re.Match[str], _: Clock) -> Period | None:
    return cal.month_of(int(match["y"]), cal.MONTHS[match["m"].lower()])


@rule("this year|last year|next year", rf"\b(?P<m>{_M}) (?:of )?(?P<rel>this|last|next) year\b")
def _month_of_year(match: re.Match[str], clock: Clock) -> Period | None:
    year = _year_of(match["rel"], clock)
    return cal.month_of(year, cal.MONTHS[match["m"].lower()]) if year else None


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
    rf"\b(?:in|since|until|by|from|during|through|throughout|of|early|late|mid|before|after|and|"
    rf"to|for|between|last week of|first week of)"
    rf"(?: early| late| mid| the end of| the middle of)?[ -](?P<m>{_MONTH_HINTS})\b(?! \d)",
)
def _en_bare_month(match: re.Match[str], clock: Clock) -> Period | None:
    if not match["m"][0].isupper():
        return None
    month = cal.MONTHS[match["m"].lower()]
    year = clock.year_for(month, coming=coming(match))
    return cal.month_of(year, month) if year else None


@rule(_THAT_MONTH, rf"\bthat (?P<m>{_MONTH_HINTS})\b")
def _that_month(match: re.Match[str], clock: Clock) -> Period | None:
    if clock.last is None or not match["m"][0].isupper():
        return None
    return cal.month_of(clock.last.start.year, cal.MONTHS[match["m"].lower()])


@rule("tháng&#", rf"\btháng (?P<m>\d\d?|(?:{_VM})\b)(?:/|-|,? năm )(?P<y>{YEAR})\b")
@rule("tháng&năm", rf"\btháng (?P<m>\d\d?|(?:{_VM})\b) (?P<rel>{_OF_YEAR})\b")
@rule(
    "tháng",
    rf"\btháng (?P<m>{_VM})\b(?! (?:tuần|ngày|tháng|năm|nước|quốc gia|số|bên|trong))(?P<rel>)",
)
@rule("tháng&#", r"\btháng (?P<m>\d\d?)(?! ?[/-]?\d)(?P<rel>)\b")
def _vi_month(match: re.Match[str], clock: Clock) -> Period | None:
    word, groups = match["m"].lower(), match.groupdict()
    month = int(word) if word.isdigit() else cal.VI_MONTHS[word]
    if not 1 <= month <= 12:
        return None
    if groups.get("y"):
        return cal.month_of(int(groups["y"]), month)
    if groups.get("rel"):
        year = _year_of(groups["rel"], clock)
    else:
        year = clock.year_for(month, coming=coming(match))
    return cal.month_of(year, month) if year else None


@rule(
    "month|tháng",
    r"\b(?P<w>last|next|this|previous) month\b|"
    rf"{_FEW}\btháng (?P<v>trước|rồi|qua|vừa qua|này|tới|sau)\b(?! đó)",
)
def _near_month(match: re.Match[str], clock: Clock) -> Period | None:
    word = (match["w"] or match["v"]).lower()
    shift = {"this": 0, "này": 0, "next": 1, "tới": 1, "sau": 1}.get(word, -1)
    return cal.shifted_month(clock.today, shift) if clock.today else None


_QUARTERS = "quý|quarter|q1|q2|q3|q4"


@rule(
    _QUARTERS,
    r"\bquý (?P<q>iv|i{1,3}|[1-4]|một|hai|ba|tư|bốn|đầu|cuối)\b"
    rf"(?:(?:/|,? năm | )(?P<y>{YEAR})| (?P<rel>{_OF_YEAR}))?",
)
@rule(_QUARTERS, rf"\bQ(?P<q>[1-4])(?:(?: of)? (?P<y>{YEAR}))?\b(?P<rel>)")
@rule(
    _QUARTERS,
    rf"\b(?P<q>first|second|third|fourth|last) quarter"
    rf"(?: of (?:(?P<y>{YEAR})|(?P<rel>this|last|next) year))?\b",
)
def _quarter(match: re.Match[str], clock: Clock) -> Period | None:
    word = match["q"].lower()
    quarter = cal.ROMAN.get(word) or cal.ORDINALS[word]
    year: int | None
    if match["y"]:
        year = int(match["y"])
    else:
        year = _year_of(match["rel"], clock) if match["rel"] else clock.year_for(3 * quarter - 2)
    return cal.quarter_of(year, quarter) if year else None


@rule(
    "19|20&from|between|giai đoạn|từ|in|trong",
    rf"\b(?:from|between|giai đoạn|từ năm|từ|kể từ|in|trong(?: hai| các)? năm) (?P<a>{YEAR})"
    rf"(?: to | and | until |-|–| - | – | đến năm | đến | tới | và )(?P<b>{YEAR})\b",
)
@rule("19|20&between", rf"\bbetween (?:{_M}) (?P<a>{YEAR}) and (?:{_M}) (?P<b>{YEAR})\b")
def _years(match: re.Match[str], _: Clock) -> Period | None:
    first, last = int(match["a"]), int(match["b"])
    return cal.year_of(first, last) if first <= last else None


@rule(
    " 19| 20|-19|-20|fy19|fy20",
    rf"\b(?:in|since|by|from|until|before|after|during|of|for|to|through|early|mid|late|the year|"
    rf"early in|late in|fiscal year|fiscal|fy|summer|autumn|fall|spring|winter)[ -]?(?P<y>{YEAR})"
    r"\b(?!-)",
)
@rule(
    "19|20&around|as early as|as late as",
    rf"\b(?:around|as early as|as late as) (?P<y>{YEAR})(?=[.,;:)\"”]|$|\s(?:and|when|as|under)\b)",
)
@rule(
    "19|20&năm|hè|thu|xuân|đông",
    rf"\b(?:năm|năm tài khóa|năm tài khoá|hè|thu|xuân|đông) (?P<y>{YEAR})\b",
)
@rule(
    "19|20&trước|đến|tới|từ|sau|đầu|cuối|giữa|hồi",
    rf"\b(?:trước|đến|tới|từ|kể từ|sau|đầu|cuối|giữa|hồi) (?P<y>{YEAR})\b",
)
def _year(match: re.Match[str], _: Clock) -> Period | None:
    before = match.string[max(0, match.start() - 12) : match.start()]
    goes_on = match.string.startswith(", when", match.end())
    if match[0].lower().startswith("of") and not _PART_OF.search(before) and not goes_on:
        return None  # "its word of 1990": a named occasion dates nothing
    return cal.year_of(int(match["y"]))


_PART_OF = re.compile(
    r"\b(?:end|start|beginning|middle|half|part|months?|weeks?|days|turn|close|spring|summer|autumn|"
    r"fall|winter|early|late|course)\s$",
    re.IGNORECASE,
)
_SEASON_HINTS = "spring|summer|autumn|fall|winter|mùa|hè|xuân|đông|thu"
_SEASON_ENDS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 12}
"""The month in which a season ends: a deadline in a season that is over is the next one's."""
_EN_SEASON = "spring|summer|autumn|fall|winter"


@rule(_SEASON_HINTS, rf"\b(?:the )?(?:{_EN_SEASON})(?: of|,)? (?P<y>{YEAR})\b(?P<w>)")
@rule(_SEASON_HINTS, rf"\b(?P<w>last|this|next) (?:{_EN_SEASON})\b(?P<y>)")
@rule(
    _SEASON_HINTS,
    rf"\b(?P<way>before|by|in|since|during|through|spend|until|over) the (?P<s>{_EN_SEASON})\b"
    r"(?! of \d|,? \d)(?P<y>)(?P<w>)",
)
@rule(
    _SEASON_HINTS,
    rf"\bmùa (?:hè|thu|xuân|đông)(?:(?: năm)? (?P<y>{YEAR})| (?P<w>{_OF_YEAR})| này)?\b",
)
def _season(match: re.Match[str], clock: Clock) -> Period | None:
    year = int(match["y"]) if match["y"] else _year_of(match["w"], clock)
    if year and match.groupdict().get("s") and clock.today:
        last = _SEASON_ENDS[match["s"].lower()]
        if match["way"].lower() in ("before", "by", "until", "spend"):
            year += clock.today.month > last
        else:
            year -= clock.today.month < last - 2
    return cal.year_of(year) if year else None


@rule("year|năm", r"\b(?P<w>last|this|next) year\b")
@rule("year|năm", rf"{_FEW}\b(?P<w>năm (?:ngoái|nay|sau|tới|trước|đó|ấy|rồi|vừa qua))\b(?! đây)")
def _near_year(match: re.Match[str], clock: Clock) -> Period | None:
    word = match["w"].lower()
    past = word in ("năm rồi", "năm vừa qua")
    year = _year_of("last" if past else word, clock)
    return cal.year_of(year) if year else None


@rule(
    "year|năm",
    r"\b(?:(?:end|start|beginning) of (?:the|this) year|year-end|year's end|so far this year|"
    r"(?:kể từ |từ )?(?:đầu|giữa|cuối) năm(?: nay)?)\b"
    r"(?! \d| ngoái| trước| sau| tới| đó| ấy)",
)
def _this_year(_: re.Match[str], clock: Clock) -> Period | None:
    return cal.year_of(clock.today.year) if clock.today else None


@rule("19|20&'s|’s|its|their|his", rf"(?:'s|’s|\b(?:its|their|his)) (?P<y>{YEAR})\b(?= [a-z])")
def _year_of_act(match: re.Match[str], _: Clock) -> Period | None:
    return cal.year_of(int(match["y"]))


@rule("0s", r"\b(?:the |early |late |mid-)?(?P<y>(?:19|20)\d0)s\b")
@rule("#&thập|những năm", r"\b(?:thập niên|thập kỷ|những năm) (?P<y>(?:19|20)?\d0)\b")
def _decade(match: re.Match[str], _: Clock) -> Period | None:
    year = int(match["y"])
    year += 1900 if year < 100 else 0
    return cal.year_of(year, year + 9)


@rule("decade|thập", r"\b(?:end of (?:the|this) decade|cuối thập (?:kỷ|niên)(?: này)?)\b")
def _end_of_decade(_: re.Match[str], clock: Clock) -> Period | None:
    return cal.year_of(clock.today.year // 10 * 10 + 9) if clock.today else None
