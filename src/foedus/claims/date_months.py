"""Months and quarters."""

from __future__ import annotations

import re

from foedus.claims import calendar_words as cal
from foedus.claims.date_grammar import FEW, OF_YEAR, YEAR, Clock, Rule, adder, coming, year_named
from foedus.documents.records import Period

RULES: list[Rule] = []
rule = adder(RULES)
_M = "|".join(sorted(cal.MONTHS, key=len, reverse=True))
_VM = "|".join(sorted(cal.VI_MONTHS, key=len, reverse=True))
_MONTH_HINTS = "|".join(k for k in cal.MONTHS if len(k) > 3 or k == "may")
_THAT_MONTH = "|".join(f"that {month}" for month in _MONTH_HINTS.split("|"))


@rule("#&" + cal.MONTH_HINTS, rf"\b(?P<m>{_M})\.?(?: of)?,? (?P<y>{YEAR})\b")
def _en_month(match: re.Match[str], _: Clock) -> Period | None:
    return cal.month_of(int(match["y"]), cal.MONTHS[match["m"].lower()])


@rule("this year|last year|next year", rf"\b(?P<m>{_M}) (?:of )?(?P<rel>this|last|next) year\b")
def _month_of_year(match: re.Match[str], clock: Clock) -> Period | None:
    year = year_named(match["rel"], clock)
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
@rule("tháng&năm", rf"\btháng (?P<m>\d\d?|(?:{_VM})\b) (?P<rel>{OF_YEAR})\b")
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
        year = year_named(groups["rel"], clock)
    else:
        year = clock.year_for(month, coming=coming(match))
    return cal.month_of(year, month) if year else None


@rule(
    "month|tháng",
    r"\b(?P<w>last|next|this|previous) month\b|"
    rf"{FEW}\btháng (?P<v>trước|rồi|qua|vừa qua|này|tới|sau)\b(?! đó)",
)
def _near_month(match: re.Match[str], clock: Clock) -> Period | None:
    word = (match["w"] or match["v"]).lower()
    shift = {"this": 0, "này": 0, "next": 1, "tới": 1, "sau": 1}.get(word, -1)
    return cal.shifted_month(clock.today, shift) if clock.today else None


_QUARTERS = "quý|quarter|q1|q2|q3|q4"


@rule(
    _QUARTERS,
    r"\bquý (?P<q>iv|i{1,3}|[1-4]|một|hai|ba|tư|bốn|đầu|cuối)\b"
    rf"(?:(?:/|,? năm | )(?P<y>{YEAR})| (?P<rel>{OF_YEAR}))?",
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
        year = year_named(match["rel"], clock) if match["rel"] else clock.year_for(3 * quarter - 2)
    return cal.quarter_of(year, quarter) if year else None
