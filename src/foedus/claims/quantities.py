"""Numbers with units and bounds, in Vietnamese and English.

"66,5 tỷ USD" is 66.5 USD bn and "1.550 đầu đạn" 1550 warheads. Of a range both
ends are told, the lower as a least, the upper as a most; of a change ("from 2 to
3.5 percent") the level that it leads to. A number without a measure of the
codebook is no quantity.
"""

from __future__ import annotations

import re

from foedus.claims.antecedents import measure_before
from foedus.claims.bounds import limit_of
from foedus.claims.measures import Limit, Measured, Units, default_units
from foedus.claims.named_numbers import is_name, is_none
from foedus.claims.numerals import factor_of, value_of
from foedus.claims.ranges import Number, told
from foedus.claims.record import Quantity
from foedus.claims.singles import single_in
from foedus.core.codebook import Bound

_BILLION, _MILLION, _LEAST = 1e9, 1e6, 1e5
_ATTACHED = frozenset({"m", "k"})
"""Letters that are scales of money only: "$400m", but "5 m" are metres."""
_NOT_ONE = frozenset(
    {
        "countries",
        "members",
        "leaders",
        "drills",
        "projects",
        "contracts",
        "agreements",
        "firms",
        "companies",
        "entities",
        "rounds",
        "individuals",
        "people",
        "bases",
    }
)
"""What one of counts nothing: "một thỏa thuận" is an agreement."""
_MET = re.compile(
    r"\b(?:meet|meets|meeting|met|đáp ứng)\s(?:(?!to\b|in\b|and\b|và\b)[^\W\d][\w'’-]*\s){0,5}$",
    re.IGNORECASE,
)
"""Who meets a share spends at least it."""
_PRICES = re.compile(
    r"^(?: \w+)? (?:in (?P<en>(?:19|20)\d\d|constant|current) (?:prices|dollars|euros)"
    r"|theo giá (?:năm )?(?P<vi>(?:19|20)\d\d|hiện hành|cố định))"
)
_BASIS = {"hiện hành": "current", "cố định": "constant"}
_DEAD = re.compile(r"^ (?:were |was |have been |bị )?(?:killed|dead|died|thiệt mạng|chết)\b")
_THOUSANDS = re.compile(
    r"(?<![\w.,$€£])(?P<number>\d{1,3}(?:[.,]\d{3})+)(?![\d%.,]|\s?(?:%|USD|km|tỷ|ton))"
)


def quantities_in(
    text: str,
    start: int,
    end: int,
    *,
    vietnamese: bool,
    units: Units | None = None,
    forbidden: bool = False,
) -> list[Measured]:
    """Quantities of ``text[start:end]``, left to right, by the units given or the built-in ones.

    Parameters
    ----------
    forbidden : the text forbids or denies: what must not fall below a number is at least it.

    >>> found = quantities_in("hơn 66,5 tỷ USD cho Ukraine", 0, 27, vietnamese=True)
    >>> found[0].quantity.value, found[0].quantity.unit, found[0].quantity.bound
    (66.5, 'USD bn', 'min')
    """
    known = units or default_units()
    matches = known.patterns[vietnamese].finditer(text, start, end)
    numbers = [_number(text, start, m, known, vietnamese) for m in matches]
    numbered = told(text, start, [n for n in numbers if n])
    floor: Bound = "min" if forbidden else "max"
    found = [each for number in numbered if (each := _measured(text, number, floor))]
    if vietnamese:
        return found
    taken = [(m.start, m.end) for m in found]
    single = (
        m
        for m in single_in(text, start, end, known)
        if not any(a < m.end and m.start < b for a, b in taken)
    )
    return sorted([*found, *single], key=lambda each: each.start)


def soldiers_in(text: str, start: int, end: int, *, forbidden: bool = False) -> list[Quantity]:
    """Bare numbers in the thousands, where soldiers are spoken of: "some 6,400 will go home".

    >>> soldiers_in("xuống dưới 34.500 người", 0, 23)[0].value
    34500.0
    """
    limits = default_units().limits
    found = []
    for match in _THOUSANDS.finditer(text, start, end):
        limit = limit_of(text, start, match.start(), match.end(), limits)
        bound = _bound(limit, "min" if forbidden else "max")
        found.append(Quantity(float(re.sub(r"[.,]", "", match["number"])), "troops", "", bound))
    return found


def _number(
    text: str, start: int, match: re.Match[str], known: Units, vietnamese: bool
) -> Number | None:
    """What a match says, before its neighbours are seen; None where its number names something."""
    if is_name(text, start, match):
        return None
    given = match.groupdict()
    written, sign, money = given["number"], given["sign"], given["currency"]
    scale = (given["scale"] or "").lower()
    measure = _measure(given, known)
    if not measure:
        measure = measure_before(text, match.start(), text[match.end("number") :][:40], known)
        money = money or (measure if measure in known.currencies.values() else None)
    if scale in _ATTACHED and not (sign or money or measure):
        return None
    value = value_of(written, vietnamese=vietnamese)
    if value % 1 and not (scale or sign or money or "%" in measure):
        value = value_of(written, vietnamese=not vietnamese)  # "11,900 binh sĩ"
    if given["half"]:
        value += 0.5
    if value == 1 and is_none(text, match):
        value = 0.0
    limit = limit_of(text, start, match.start(), match.end(), known.limits)
    if limit == "exact" and "%" in measure and _MET.search(text, start, match.start()):
        limit = "min"
    return Number(match.start(), match.end(), value, scale, measure, bool(sign or money), limit)


def _measure(given: dict[str, str | None], known: Units) -> str:
    if money := given["currency"] or given["sign"]:
        return known.currencies[money.lower()]
    if given["share"]:
        return "% GDP"
    if given["strong"]:
        return "troops"
    counted = given["single"] or given["unit"]
    return known.names[counted.lower()] if counted else ""


def _bound(limit: Limit, below: Bound) -> Bound:
    if limit == "below":
        return below
    return "exact" if limit == "origin" or limit == "former" else limit


def _measured(text: str, number: Number, below: Bound) -> Measured | None:
    """A number as a quantity in the codebook's units; None where it measures nothing."""
    if not number.measure or number.limit == "former":
        return None
    if number.value == 1 and not (number.money or number.scale) and number.measure in _NOT_ONE:
        return None
    bound = _bound(number.limit, below)
    amount, unit = number.value * factor_of(number.scale), number.measure
    if number.money:
        if amount < _LEAST:
            return None
        large = amount >= _BILLION
        amount, unit = (
            amount / (_BILLION if large else _MILLION),
            f"{unit} {'bn' if large else 'm'}",
        )
        unit += _basis(text[number.end : number.end + 40])
    elif unit == "tonnes" and amount >= _MILLION:
        amount, unit = amount / _MILLION, "million tonnes"
    elif unit == "people" and _DEAD.match(text[number.end : number.end + 24]):
        unit = "deaths"
    return Measured(number.start, number.end, Quantity(round(amount, 6), unit, "", bound))


def _basis(behind: str) -> str:
    """The prices that a sum is told in, in brackets: " (2015 prices)"."""
    match = _PRICES.match(behind)
    if not match:
        return ""
    named = match["en"] or match["vi"]
    return f" ({_BASIS.get(named, named)} prices)"
