"""What the codebook says of measures: units, currencies and bounds, as patterns.

`units.csv` names what is counted, `currencies.csv` money, `bounds.csv` the words
before a number that make it a least, a most or a rough one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from foedus.claims.numerals import NUMERAL, SCALE, alternatives
from foedus.claims.record import Quantity
from foedus.claims.tables import LexiconFaults, Row, Tables
from foedus.core.codebook import Bound

Limit = Bound | Literal["origin", "former", "below"]
"""A bound; "origin", the level that a change starts from; "former", one that is left;
"below", a most unless forbidden."""
_CODEBOOK = Path(__file__).parent / "codebook"
_LIMITS: tuple[Limit, ...] = (*get_args(Bound), "origin", "former", "below")
_FILLERS = (
    r"(?:the |an? |another |an additional |a further |its |their |a total of |con số |mức |khoản |"
    r"mốc |ngưỡng |thêm |tổng cộng |một )*"
)
"""Words that may stand between a bound and its number."""
_CLASSIFIERS = (
    r"(?:(?:chiếc|quả|khẩu|cỗ|con|viên|bộ|dàn|lượt|người|loại|đơn vị|hệ thống|tổ hợp|chùm)\s)?"
)
_QUALIFIERS = (
    r"(?:of (?:its|their|our|the|those|these)\s)?"
    r"(?:(?!(?:and|or|of|in|to|for|from|at|on|by|with|the|an?|than|is|are|was|were|will|would|its|"
    r"their|per|percent|years?|months?|weeks?|days?|hours?|minutes?|kilomet\w+|miles?|metres?|"
    r"times|billion|million|which|that|who|as|into|out|ago|before|after|when|(?:jan|febr)uary|"
    r"march|april|may|june|july|august|(?:sept|nov|dec)ember|october)\b)"
    r"[A-Za-z][\w.'’-]*\s){0,3}?"
)
"""Words that may stand between an English number and its unit: "5,000 U.S. military personnel"."""
_NOT = "| đội| sự| khu| chủng| hàm| số"
"""Vietnamese syllables that make another word of a unit: "quân" men, "quân đội" the army."""
_SHARE = "% GDP"
PIECES = frozenset(
    {
        "aircraft", "helicopters", "drones", "missiles", "tanks", "vehicles", "howitzers",
        "systems", "batteries", "launchers", "ships", "frigates", "destroyers", "warships",
        "vessels", "submarines", "carriers", "warheads", "brigades", "battalions",
    }
)  # fmt: skip
"""Arms: one of them is a quantity, while "a meeting" or "một thỏa thuận" counts nothing."""
_UNCOUNTED = frozenset({"%", "points", "days", "hours", "minutes"})


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity and where it stands."""

    start: int
    end: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Units:
    """The measures of a codebook.

    Parameters
    ----------
    patterns : numbers with their units, for Vietnamese (True) and English (False).
    names : the unit that a lower-case form names.
    currencies : the currency that a lower-case form or sign names.
    limits : what may stand right before a number, and what it makes of it.
    counted : a form of a thing that is counted, alone.
    singular : the forms in the singular, as the source of a pattern.
    """

    patterns: Mapping[bool, re.Pattern[str]]
    names: Mapping[str, str]
    currencies: Mapping[str, str]
    limits: tuple[tuple[Limit, re.Pattern[str]], ...]
    counted: re.Pattern[str]
    singular: str


class Forms(NamedTuple):
    """Sources of patterns: what may stand before, beside and behind a number."""

    signs: str
    currencies: str
    share: str
    units: str
    singular: str


def units_of(tables: Tables) -> Units:
    """The measures of a codebook's folder; faults are noted in `tables`."""
    names: dict[str, str] = {}
    for row in tables.rows("units.csv", ("unit", "en", "vi")):
        _add(names, row, row["unit"], ("en", "vi"), tables)
    currencies: dict[str, str] = {}
    signs: list[str] = []
    for row in tables.rows("currencies.csv", ("code", "signs", "en", "vi")):
        _add(currencies, row, row["code"], ("signs", "en", "vi"), tables)
        signs += row.forms("signs")
    singular = {_singular(f): u for f, u in names.items() if f.isascii() and f.endswith("s")}
    plain = [form for form, unit in names.items() if unit != _SHARE]
    counted = alternatives(form for form in plain if names[form] not in _UNCOUNTED)
    forms = Forms(
        alternatives(signs),
        alternatives(currencies),
        _share(names),
        alternatives(plain),
        alternatives(singular),
    )
    names = {**singular, **names}
    return Units(
        {
            True: re.compile(_pattern(forms, _CLASSIFIERS), re.IGNORECASE),
            False: re.compile(_pattern(forms, _QUALIFIERS), re.IGNORECASE),
        },
        names,
        currencies,
        tuple(_limits(tables)),
        re.compile(rf"(?<!\w)(?:{counted})(?!\w{_NOT})", re.IGNORECASE),
        alternatives(form for form, unit in singular.items() if unit in PIECES),
    )


def _add(
    names: dict[str, str], row: Row, meant: str, columns: Iterable[str], tables: Tables
) -> None:
    for form in dict.fromkeys(f.lower() for column in columns for f in row.forms(column)):
        known = names.setdefault(form, meant)
        tables.need(known == meant, row.where, f"'{form}' already names {known}")


def _share(names: Mapping[str, str]) -> str:
    """A share of output: "% GDP", "per cent of its gross domestic product"."""
    percents = alternatives(form for form, unit in names.items() if unit == "%")
    output = alternatives(form for form, unit in names.items() if unit == _SHARE)
    return rf"(?:{percents})\s?(?:of )?(?:its |their |our |the |national )*(?:{output})"


def _limits(tables: Tables) -> Iterator[tuple[Limit, re.Pattern[str]]]:
    for row in tables.rows("bounds.csv", ("bound", "en", "vi")):
        limit = next((known for known in _LIMITS if known == row["bound"]), None)
        forms = alternatives([*row.forms("en"), *row.forms("vi")])
        if limit is None:
            tables.fault(row.where, f"unknown bound '{row['bound']}'")
        else:
            yield limit, re.compile(rf"(?:^|[\s(])(?:{forms})\s+{_FILLERS}$", re.I)


@cache
def default_units() -> Units:
    """The measures of the codebook in the package."""
    tables = Tables(_CODEBOOK)
    units = units_of(tables)
    if tables.faults:
        raise LexiconFaults(tables.faults)
    return units


def _singular(form: str) -> str:
    return form[:-3] + "y" if form.endswith("ies") else form[:-1]


def _pattern(forms: Forms, between: str) -> str:
    """A number with what it measures; "one" and "a single" also before a singular."""
    return (
        rf"(?<!\w)(?:(?P<sign>{forms.signs})\s?)?(?P<number>{NUMERAL})"
        rf"(?:[\s-]?(?P<scale>(?:{SCALE})(?:\s(?:{SCALE}))?)\b(?P<half>\srưỡi\b)?)?"
        rf"(?:[\s-]?(?:of\s)?(?P<currency>(?:{forms.currencies})(?!\w))"
        rf"|\s?(?P<share>{forms.share})(?!\w)"
        rf"|(?P<strong>-strong)\b"
        rf"|\s(?:(?<=one\s)|(?<=single\s))(?P<single>{forms.singular})(?!\w)"
        rf"|(?:[\s-](?:odd|or so))?[\s-]?(?P<between>{between})"
        rf"(?P<unit>(?:{forms.units})(?!\w{_NOT})))?"
    )
