"""Numbers with units and bounds, in Vietnamese and English.

"66,5 tỷ USD" is 66.5 USD bn and "1.550 đầu đạn" 1550 warheads: a Vietnamese
comma is a decimal mark and its full stop parts thousands. A number without a
unit of the codebook is no quantity.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from foedus.claims.calendar_words import NUMBERS
from foedus.claims.record import Quantity
from foedus.claims.tables import LexiconFaults, Tables
from foedus.core.codebook import Bound

_CODEBOOK = Path(__file__).parent / "codebook"
_MONEY = {
    "us dollars": "USD", "australian dollars": "AUD", "canadian dollars": "CAD",
    "đô la úc": "AUD", "new zealand dollars": "NZD", "đô la new zealand": "NZD",
    "đô la canada": "CAD", "usd": "USD", "us$": "USD", "$": "USD", "dollar": "USD",
    "dollars": "USD", "đô la": "USD", "đô la mỹ": "USD", "đô-la": "USD", "euro": "EUR",
    "euros": "EUR", "eur": "EUR", "€": "EUR", "pound": "GBP", "pounds": "GBP", "£": "GBP",
    "bảng": "GBP", "bảng anh": "GBP", "gbp": "GBP", "yen": "JPY", "yên": "JPY", "jpy": "JPY",
    "¥": "JPY", "won": "KRW", "yuan": "CNY", "nhân dân tệ": "CNY", "crowns": "SEK",
    "kronor": "SEK", "zloty": "PLN", "zlotys": "PLN",
}  # fmt: skip
_SCALE = {
    "trillion": 1e12, "nghìn tỷ": 1e12, "nghìn tỉ": 1e12, "ngàn tỷ": 1e12, "billion": 1e9,
    "bn": 1e9, "tỷ": 1e9, "tỉ": 1e9, "million": 1e6, "m": 1e6, "mn": 1e6, "triệu": 1e6,
    "thousand": 1e3, "nghìn": 1e3, "ngàn": 1e3, "hundred": 100, "trăm": 100, "vạn": 1e4, "k": 1e3,
}  # fmt: skip
_TENS = {
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("min", r"more than|at least|over|above|no fewer than|no less than|exceeding|upwards of|beyond|"
            r"below|under|hơn|ít nhất|trên|tối thiểu|vượt|vượt con số|vượt mốc|ngưỡng|"
            r"ngưỡng chi tiêu|không dưới|dưới|"
            r"từ|quá|hơn là|minimum of"),
    ("max", r"up to|as much as|as many as|at most|no more than|not more than|less than|fewer than|"
            r"a maximum of|tối đa|lên tới|lên đến|tới|không quá|chưa đến|chưa tới|gần tới"),
    ("about", r"about|around|roughly|some|nearly|almost|approximately|close to|an estimated|circa|"
              r"estimated at|put by .{0,20} at|khoảng|gần|chừng|xấp xỉ|ước tính|ước khoảng|cỡ|"
              r"độ|ước chừng|đâu đó"),
)  # fmt: skip
_ABOUT_BEHIND = re.compile(r"^\s*(?:or so|or thereabouts|là cùng)", re.IGNORECASE)
_MIN_BEHIND = re.compile(r"^\s*(?:or more|trở lên|at least)", re.IGNORECASE)
_BOUND = [
    (
        bound,
        re.compile(rf"(?:^|[\s(])(?:{words})\s+(?:the |a |con số |mức |khoản )?$", re.IGNORECASE),
    )
    for bound, words in _BOUNDS
]
_WORDS = {**{k: v for k, v in NUMBERS.items() if k not in ("a", "an")}, **_TENS}
_NUMBER = r"(?<![\w.,/-])(?:US\$|[$€£¥])?\s?\d+(?:[.,]\d+)*(?![\d/])"
_THOUSANDS = re.compile(
    r"(?<![\w.,$€£])(?P<number>\d{1,3}(?:[.,]\d{3})+)(?![\d%.,]|\s?(?:%|USD|km|tỷ|ton))"
)
_BETWEEN = (
    r"more|additional|extra|new|other|of its|of the|American|U\.S\.|US|Russian|German|NATO|"
    r"\w+-class|air defence|chiếc|quả|khẩu|F-16|F-35|K2|K9|Leopard|Abrams|Patriot|Tomahawk|"
    r"Eurofighter"
)
"""Words that may stand between a number and its unit."""
_WORD = r"\b(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b"
_CURRENCY = "|".join(sorted((re.escape(k) for k in _MONEY), key=len, reverse=True))
_SCALES = "|".join(sorted(_SCALE, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity and where it stands."""

    start: int
    end: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a codebook: one pattern for a number with its unit, and what a form names."""

    pattern: re.Pattern[str]
    names: Mapping[str, str]


def units_of(tables: Tables) -> Units:
    """The units of `units.csv`; faults are noted in `tables`."""
    names: dict[str, str] = {}
    for row in tables.rows("units.csv", ("unit", "en", "vi")):
        for form in [*row.forms("en"), *row.forms("vi")]:
            known = names.setdefault(form.lower(), row["unit"])
            tables.need(known == row["unit"], row.where, f"'{form}' already names {known}")
    named = "|".join(sorted((re.escape(u) for u in names), key=len, reverse=True)) or "(?!)"
    pattern = (
        rf"(?P<number>{_NUMBER}|{_WORD})"
        rf"(?:[\s-]?(?P<scale>(?:{_SCALES})\b))?"
        rf"(?:[\s-]?(?P<currency>(?:{_CURRENCY})(?!\w)))?"
        rf"(?:\s?(?:(?:{_BETWEEN})\s)*(?P<unit>(?:{named})(?!\w)))?"
    )
    return Units(re.compile(pattern, re.IGNORECASE), names)


@cache
def default_units() -> Units:
    """The units of the codebook in the package."""
    tables = Tables(_CODEBOOK)
    units = units_of(tables)
    if tables.faults:
        raise LexiconFaults(tables.faults)
    return units


def quantities_in(
    text: str, start: int, end: int, *, vietnamese: bool, units: Units | None = None
) -> list[Measured]:
    """Quantities of ``text[start:end]``, left to right, by the units given or the built-in ones.

    >>> found = quantities_in("hơn 66,5 tỷ USD cho Ukraine", 0, 27, vietnamese=True)
    >>> found[0].quantity.value, found[0].quantity.unit, found[0].quantity.bound
    (66.5, 'USD bn', 'min')
    """
    known = units or default_units()
    found = []
    for match in known.pattern.finditer(text, start, end):
        measured = _read(match, known.names, vietnamese)
        if measured:
            bound = _bound(text, match, start)
            value, unit = measured
            quantity = Quantity(value, unit, "", bound)
            found.append(Measured(match.start(), match.end(), quantity))
    return found


def soldiers_in(text: str, start: int, end: int) -> list[Quantity]:
    """Bare numbers in the thousands, where soldiers are spoken of: "some 6,400 will go home".

    >>> soldiers_in("xuống dưới 34.500 người", 0, 23)[0].value
    34500.0
    """
    return [
        Quantity(float(re.sub(r"[.,]", "", m["number"])), "troops", "", _bound(text, m, start))
        for m in _THOUSANDS.finditer(text, start, end)
    ]


def _read(
    match: re.Match[str], units: Mapping[str, str], vietnamese: bool
) -> tuple[float, str] | None:
    value = _value(match["number"], vietnamese)
    sign = next((s for s in ("US$", "$", "€", "£", "¥") if match["number"].startswith(s)), "")
    currency = match["currency"] or sign
    scale = _SCALE[match["scale"].lower()] if match["scale"] else 1.0
    if currency:
        amount, code = value * scale, _MONEY[currency.lower()]
        return (
            (round(amount / 1e9, 6), f"{code} bn")
            if amount >= 1e9
            else ((round(amount / 1e6, 6), f"{code} m") if amount >= 1e6 else None)
        )
    if not match["unit"]:
        return None
    return round(value * scale, 6), units[match["unit"].lower()]


def _value(number: str, vietnamese: bool) -> float:
    digits = number.strip(" $€£¥US")
    if not digits[:1].isdigit():
        return float(_WORDS[number.lower()])
    if vietnamese:
        thousands = re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits)
        return float(digits.replace(".", "") if thousands else digits.replace(",", "."))
    thousands = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits)
    return float(digits.replace(",", "") if thousands else digits.replace(",", "."))


def _bound(text: str, match: re.Match[str], start: int) -> Bound:
    before, behind = text[max(start, match.start() - 28) : match.start()], text[match.end() :][:20]
    if _ABOUT_BEHIND.match(behind):
        return "about"
    if _MIN_BEHIND.match(behind):
        return "min"
    found = [(-len(m[0]), bound) for bound, pattern in _BOUND if (m := pattern.search(before))]
    return min(found)[1] if found else "exact"  # "no more than" goes before "more than"
