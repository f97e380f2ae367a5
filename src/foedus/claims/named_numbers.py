"""Numbers that count nothing: the name of a day, a year, an article; and "one" that denies all."""

from __future__ import annotations

import re

_NAMES = re.compile(
    r"(?:\b(?:article|chapter|resolution|phase|no\.|điều|chương|nghị quyết|"
    r"(?<!trong )(?<!tổng )số|tháng|ngày|quý|thứ|"
    r"in|since|until|during|năm|january|february|march|april|may|june|july|august|september|"
    r"october|november|december)\s|\bg)$",
    re.IGNORECASE,
)
"""Words whose number names something, a day above all, and counts nothing."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_ONE_OF = re.compile(r"\s(?:of|trong)\b")


def is_name(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a number is the name of a day, a year, an article, or "one of" some."""
    if match["scale"] or match["sign"] or match["currency"]:
        return False
    if _YEAR.fullmatch(match["number"]) and (match["between"] or not match["unit"]):
        return True
    if match["number"].lower() == "one" and _ONE_OF.match(text, match.end("number")):
        return True
    figures = match["number"][0].isdigit() and not match["share"] and match["unit"] != "%"
    return figures and bool(_NAMES.search(text[max(start, match.start() - 12) : match.start()]))


def is_none(text: str, match: re.Match[str]) -> bool:
    """Whether "one" denies all: "not a single ship", "chưa chặn một tàu nào"."""
    denied = text[max(0, match.start() - 4) : match.start()].lower() == "not "
    return denied or text.startswith(" nào", match.end())
