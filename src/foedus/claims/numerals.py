"""Numbers in figures and words, in Vietnamese and English.

In Vietnamese a comma is the decimal mark and a full stop parts thousands, in
English the other way round. Words go up to the hundreds ("hai mươi lăm",
"forty-eight", "two hundred and fifty"); scales ("triệu", "dozen") multiply.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable


def alternatives(forms: Iterable[str]) -> str:
    """Source of a pattern for one of some forms, the longest first, sorted by their first letter.

    A pattern of hundreds of forms is tried at every word: grouped, it fails several times faster.

    >>> alternatives(["ten", "two", "twelve", "one"])
    '(?:o(?:ne)|t(?:welve|en|wo))'
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        groups[form[0].lower()].append(re.escape(form[1:]))
    parts = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))
    return f"(?:{'|'.join(parts) or '(?!)'})"


SCALES = {
    "trillion": 1e12, "tn": 1e12, "billion": 1e9, "bn": 1e9, "million": 1e6, "mn": 1e6,
    "thousand": 1e3, "hundred": 1e2, "dozen": 12.0, "m": 1e6, "k": 1e3,
    "tỷ": 1e9, "tỉ": 1e9, "triệu": 1e6, "vạn": 1e4, "nghìn": 1e3, "ngàn": 1e3, "trăm": 1e2,
    "chục": 10.0, "tá": 12.0,
}  # fmt: skip
"""What a word of scale multiplies by; two may follow each other ("nghìn tỷ")."""
_EN = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VI = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_VI_LAST = {1: ("mốt", "một"), 4: ("tư", "bốn"), 5: ("lăm", "nhăm", "năm")}
"""Digits that are said otherwise behind a ten: "hai mươi mốt"."""


def _english() -> dict[str, float]:
    found = {word: float(n) for n, word in enumerate(_EN, 1)}
    for tens, word in enumerate(_EN_TENS, 2):
        found[word] = 10.0 * tens
        for n, last in enumerate(_EN[:9], 1):
            found[f"{word}-{last}"] = found[f"{word} {last}"] = 10.0 * tens + n
    return found


def _vietnamese() -> dict[str, float]:
    found = {word: float(n) for n, word in enumerate(_VI, 1)}
    for tens in range(1, 10):
        ten = f"{_VI[tens - 1]} mươi" if tens > 1 else "mười"
        found[ten] = 10.0 * tens
        for n, word in enumerate(_VI, 1):
            for last in _VI_LAST.get(n, (word,)):
                found[f"{ten} {last}"] = 10.0 * tens + n
    return found


_WORDS = {**_english(), **_vietnamese(), "half a": 0.5, "nửa": 0.5, "a single": 1.0,
          "a pair of": 2.0}  # fmt: skip
_WORD = alternatives(_WORDS)
SCALE = alternatives(SCALES)
NUMERAL = (
    rf"(?:(?<![.,/])(?<![^\W\d]-)\d+(?:[.,]\d+)*(?![\d/]|(?:mm|km|cm|th|st|nd|rd)\b)"
    rf"|\b(?:{_WORD})(?:\s(?:hundred(?:\sand)?|trăm(?:\s(?:linh|lẻ))?)\s(?:{_WORD}))?\b"
    rf"|(?<!of\s)\ban?(?=\s(?:{SCALE})\b))"
)
"""Source of a pattern for a number in figures or words."""
_HUNDREDS = re.compile(r"\s(?:hundred(?:\sand)?|trăm(?:\s(?:linh|lẻ))?)\s")


def value_of(written: str, *, vietnamese: bool) -> float:
    """The value of what `NUMERAL` matched.

    >>> value_of("1.550", vietnamese=True), value_of("1.55", vietnamese=False)
    (1550.0, 1.55)
    >>> value_of("hai mươi lăm", vietnamese=True)
    25.0
    >>> value_of("two hundred and fifty", vietnamese=False)
    250.0
    """
    if written[0].isdigit():
        return _figures(written, vietnamese)
    hundreds, *rest = (_WORDS.get(part, 1.0) for part in _HUNDREDS.split(written.lower()))
    return 100 * hundreds + rest[0] if rest else hundreds


def _figures(written: str, vietnamese: bool) -> float:
    thousands, point = (".", ",") if vietnamese else (",", ".")
    grouped = re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{point}\d+)?", written)
    if grouped:
        return float(written.replace(thousands, "").replace(point, "."))
    *whole, last = re.split(r"[.,]", written)
    return float("".join(whole) + "." + last) if whole else float(last)


def factor_of(scale: str | None) -> float:
    """What a scale of one or two words multiplies by; 1 where there is none.

    >>> factor_of("nghìn tỷ")
    1000000000000.0
    """
    product = 1.0
    for word in (scale or "").lower().split():
        product *= SCALES[word]
    return product
