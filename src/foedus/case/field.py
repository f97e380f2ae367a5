"""One value of a file, checked as it is read: a cell of a CSV row or a key of a TOML table.

A CSV cell is always text, a TOML value has a type of its own; both come through the same
checks, so that a fault reads alike wherever it was made. A validation library was set
aside here: its errors know the path inside a record but not the line in the file, and
importing it takes longer than loading the whole built-in case.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from foedus.case.faults import Faults
from foedus.case.records import Place, Text
from foedus.core.calendar import parse_date
from foedus.core.errors import BadOption

T = TypeVar("T", bound=str)

NO_DAY = date.min
"""Stands for a date that cannot be read; it is before every other, so that ranges pass."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value with its name and its place; checks note faults and return a harmless value.

    A check against an empty collection of names passes: the file that should have named
    them is at fault itself, and saying so once is enough.
    """

    name: str
    value: Any
    place: Place
    faults: Faults

    @property
    def given(self) -> bool:
        """Whether there is anything in the cell or behind the key."""
        return self.value is not None and self.value != ""

    def wrong(self, what: str, remedy: str = "") -> None:
        """Note a fault of this value."""
        self.faults.add(self.place, f"{self.name}: {what}", remedy)

    def text(self, *, required: bool = True) -> str:
        """Text; a number or date given instead is a fault."""
        if not self.given:
            if required:
                self.wrong("empty", "write a text")
            return ""
        if not isinstance(self.value, str):
            self.wrong(f"{self.value} is not a text", "put it between quotes")
            return ""
        return self.value

    def number(self, low: float = -math.inf, high: float = math.inf) -> float:
        """A finite number in [low, high]; 0.0 when faulty."""
        value = self._parsed()
        if value is None:
            self.wrong(f"{self._shown()} is not a number", "write a number such as 0.25")
            return 0.0
        if not low <= value <= high:
            span = f"[{_short(low)}, {_short(high)}]"
            self.wrong(f"{_short(value)} lies outside {span}", f"write a number in {span}")
        return value

    def whole(self, low: int, high: float = math.inf) -> int:
        """A whole number in [low, high]."""
        value = self.number(low, high)
        if value != int(value):
            self.wrong(f"{_short(value)} is not a whole number", "count in whole months or levels")
        return int(value)

    def day(self, low: date = date.min, high: date = date.max) -> date:
        """A date in [low, high], the first of the month for ``2027-06``; `NO_DAY` when none."""
        value = self._date()
        if value is None:
            self.wrong(f"{self._shown()} is not a date", "write 2027-06-01 or 2027-06")
            return NO_DAY
        if value < low:
            self.wrong(f"{value} is before {low}", f"give a date from {low} on")
        if value > high:
            self.wrong(f"{value} is after {high}", f"give a date up to {high}")
        return value

    def flag(self) -> bool:
        """A TOML boolean."""
        if not isinstance(self.value, bool):
            self.wrong(f"{self._shown()} is neither true nor false", "write true or false")
        return self.value is True

    def one_of(self, allowed: tuple[T, ...]) -> T:
        """One of a few fixed words; the first when faulty. An empty cell is the word ``""``."""
        text = self.text(required="" not in allowed)
        for word in allowed:
            if word == text:
                return word
        if text:
            self.faults.unknown(self.place, self.name, text, [word for word in allowed if word])
        return allowed[0]

    def name_of(self, kind: str, known: Collection[str], *, required: bool = True) -> str:
        """One of the known names."""
        name = self.text(required=required)
        if name and known and name not in known:
            self.faults.unknown(self.place, kind, name, known)
        return name

    def keys_of(self, kind: str, known: Collection[str], *, required: bool = True) -> str:
        """One or more known names, parted by ``;``; returned as written."""
        text = self.text(required=required)
        for name in filter(None, (part.strip() for part in text.split(";"))):
            if known and name not in known:
                self.faults.unknown(self.place, kind, name, known)
        return text

    def list_of(self, item: type) -> tuple[Any, ...]:
        """A TOML list whose items are all texts (`str`) or all numbers (`float`)."""
        allowed = (int, float) if item is float else (item,)
        if not isinstance(self.value, list) or not all(_is(v, allowed) for v in self.value):
            noun = "numbers" if item is float else "texts"
            self.wrong(f"{self._shown()} is not a list of {noun}", "write [a, b, …]")
            return ()
        return tuple(item(v) for v in self.value)

    def both(self) -> Text:
        """One text in both languages: ``{ en = "…", vi = "…" }``."""
        value = self.value
        if not isinstance(value, dict) or set(value) != {"en", "vi"}:
            self.wrong("not a text in both languages", 'write { en = "…", vi = "…" }')
            return Text("", "")
        if not all(isinstance(part, str) and part.strip() for part in value.values()):
            self.wrong("a language is empty", 'write { en = "…", vi = "…" }')
            return Text("", "")
        return Text(value["en"], value["vi"])

    def _shown(self) -> str:
        return f"'{self.value}'" if self.given else "nothing"

    def _parsed(self) -> float | None:
        if isinstance(self.value, bool):
            return None
        try:
            value = float(self.value)
        except (TypeError, ValueError):
            return None
        return value if math.isfinite(value) else None

    def _date(self) -> date | None:
        if isinstance(self.value, datetime):
            return None
        if isinstance(self.value, date):
            return self.value
        try:
            return parse_date(str(self.value or ""), where="")
        except BadOption:
            return None


def _is(value: object, allowed: tuple[type, ...]) -> bool:
    """Whether a value has one of the types; a boolean is not a number."""
    return isinstance(value, allowed) and not isinstance(value, bool)


def _short(value: float) -> str:
    return f"{value:g}"
