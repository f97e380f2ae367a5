"""Administrations as times: "dưới thời Joe Biden", "in Trump's first term"."""

from __future__ import annotations

import re
from datetime import date

from foedus.claims import calendar_words as cal
from foedus.claims.date_grammar import Clock, Rule, adder
from foedus.documents.records import Period

RULES: list[Rule] = []
rule = adder(RULES)
_PRESIDENTS = "biden|obama|bush|clinton|reagan|trump"
_UNDER = r"(?:dưới thời|thời|under|during the time of)"
_TRUMP_FIRST, _TRUMP_SECOND = date(2021, 1, 20), date(2017, 1, 20)


@rule(
    _PRESIDENTS,
    r"\b(?:dưới thời |thời |under )?(?:chính quyền |tổng thống |president |the )?(?:Joe |Donald |"
    r"Barack |Bill |Ronald |George W\. )?(?P<who>Biden|Obama|Bush|Clinton|Reagan|"
    r"Trump)(?:'s|’s)?(?P<term> 2\.0| 1\.0| (?:first|second) (?:term|administration|presidency)|"
    r" years| presidency| era| administration)?\b(?P<span> \(\d{4} ?[-–] ?\d{4}\))?",
)
def _term(match: re.Match[str], clock: Clock) -> Period | None:
    before = match[0].lower()
    cue = before.startswith(("dưới thời", "thời", "under")) or "chính quyền" in before
    if not cue and not match["term"]:
        return None
    return _numbered(match["who"].lower(), match["term"] or "", clock)


def _numbered(who: str, term: str, clock: Clock) -> Period:
    """The first or second term of a president; without a number the one the text lies in."""
    second = bool(re.search(r"\b(?:2|second|hai)\b|\b2\.0", term, re.IGNORECASE))
    first = bool(re.search(r"\b(?:1|first|đầu|nhất)\b|\b1\.0", term, re.IGNORECASE))
    if who == "obama" and (first or second):
        return cal.term_of("obama 2" if second else "obama 1")
    if who != "trump":
        return cal.term_of(who)
    if not first and not second and clock.today:
        first = clock.today < _TRUMP_FIRST
    return cal.term_of("trump 1" if first else "trump 2")


@rule(
    "nhiệm kỳ|first|second",
    r"\bnhiệm kỳ (?P<term>đầu tiên|đầu|thứ nhất|hai|2|thứ hai|mới)"
    r"(?: của (?:(?:ông|tổng thống) )?(?:Donald |Barack )?(?P<who>Trump|Obama))?\b",
)
@rule(
    "nhiệm kỳ|first|second",
    r"\b(?P<term>first|second) (?P<who>Trump|Obama) (?:term|administration|presidency)\b",
)
@rule("nhiệm kỳ|first|second", r"\b(?:his|the president's) (?P<term>first|second) term\b(?P<who>)")
def _nth_term(match: re.Match[str], clock: Clock) -> Period | None:
    recent = clock.today is None or clock.today >= _TRUMP_SECOND
    who = (match["who"] or ("trump" if recent else "obama")).lower()
    term = "second" if match["term"].lower() == "mới" else match["term"]
    return _numbered(who, term, clock)


@rule(
    "previous|predecessor|tiền nhiệm|last administration",
    rf"\b{_UNDER} (?:(?:the|his|its) )?(?:previous administration|predecessor|last administration|"
    r"(?:chính quyền |người )tiền nhiệm)\b",
)
def _previous(_: re.Match[str], clock: Clock) -> Period | None:
    return cal.presidency(clock.today, 1) if clock.today else None
