"""Seasons, years and decades."""

from __future__ import annotations

import re

from foedus.claims import calendar_words as cal
from foedus.claims.date_grammar import FEW, OF_YEAR, YEAR, Clock, Rule, adder, year_named
from foedus.documents.records import Period

RULES: list[Rule] = []
rule = adder(RULES)
_M = "|".join(sorted(cal.MONTHS, key=len, reverse=True))


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
    rf"\bmùa (?:hè|thu|xuân|đông)(?:(?: năm)? (?P<y>{YEAR})| (?P<w>{OF_YEAR})| này)?\b",
)
def _season(match: re.Match[str], clock: Clock) -> Period | None:
    year = int(match["y"]) if match["y"] else year_named(match["w"], clock)
    if year and match.groupdict().get("s") and clock.today:
        last = _SEASON_ENDS[match["s"].lower()]
        if match["way"].lower() in ("before", "by", "until", "spend"):
            year += clock.today.month > last
        else:
            year -= clock.today.month < last - 2
    return cal.year_of(year) if year else None


@rule("year|năm", r"\b(?P<w>last|this|next) year\b")
@rule("year|năm", rf"{FEW}\b(?P<w>năm (?:ngoái|nay|sau|tới|trước|đó|ấy|rồi|vừa qua))\b(?! đây)")
def _near_year(match: re.Match[str], clock: Clock) -> Period | None:
    word = match["w"].lower()
    past = word in ("năm rồi", "năm vừa qua")
    year = year_named("last" if past else word, clock)
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
