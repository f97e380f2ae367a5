"""The grammar of what-ifs, on the command line or as lists in a TOML file.

    set       NAME=VALUE@FROM or NAME=VALUE@FROM..TO    a lever (u3, retrench) or a variable
    shock     NAME[@DATE][+option]
    withdraw  HOST:THOUSAND@BY
    pledge    PERCENT@YEAR
    parameter NAME=VALUE or NAME[label]=VALUE

Dates are days or months; TO is included. Every fault is found in one pass, a line each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from foedus.case.faults import Faults
from foedus.case.field import Field
from foedus.case.records import Case, Place
from foedus.case.shocks import parse_shock
from foedus.case.text_file import Folder
from foedus.case.toml_file import read_table
from foedus.case.variables import read_element, read_value
from foedus.core.errors import BadOption, CaseFault, FoedusError
from foedus.forecast.whatif.changes import (
    Change,
    Held,
    LeverSet,
    Pledge,
    ShockOn,
    Withdrawal,
)
from foedus.forecast.whatif.support import read_parameter

KINDS = ("set", "shock", "withdraw", "pledge", "parameter")
_SET = re.compile(r"(?P<name>[^=@]+)=(?P<value>[^@]+)@(?P<start>[\d-]+?)(?:\.\.(?P<end>[\d-]+))?")
_WITHDRAW = re.compile(r"(?P<host>[^:@]+):(?P<thousand>[^@]+)@(?P<by>[\d-]+)")
_PLEDGE = re.compile(r"(?P<percent>[^@]+)@(?P<year>\d{4})(?:-\d\d){0,2}")
_PARAMETER = re.compile(r"(?P<name>[^=]+)=(?P<value>.+)")
USAGE = {
    "set": "write NAME=VALUE@FROM or NAME=VALUE@FROM..TO: u3=1@2027-06",
    "withdraw": "write HOST:THOUSAND@BY: DEU:10@2027-06",
    "pledge": "write PERCENT@YEAR: 3.5@2030",
    "parameter": "write NAME=VALUE: forces.p_ex=0.8",
}


@dataclass(frozen=True)
class Reader:
    """Reads what-ifs for a case between the origin of the runs and their horizon."""

    case: Case
    origin: date
    horizon: date
    faults: Faults = field(default_factory=Faults)

    def read(self, written: Mapping[str, Iterable[str]]) -> tuple[Change, ...]:
        """All changes, by kind in the order of `KINDS`.

        Raises `CaseFaults` with every fault, or `BadOption` when nothing is changed at all.
        """
        readers: dict[str, Callable[[str], Change | None]] = {
            "set": self._set,
            "shock": self._shock,
            "withdraw": self._withdrawal,
            "pledge": self._pledge,
            "parameter": self._parameter,
        }
        found = [readers[kind](text) for kind in KINDS for text in written.get(kind, ())]
        self.faults.stop()
        return tuple(change for change in found if change)

    def _field(self, kind: str, text: str, name: str, value: str) -> Field:
        return Field(name, value.strip(), Place(f"--{kind} {text}", 0), self.faults)

    def _match(self, kind: str, pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
        match = pattern.fullmatch(text.strip())
        if not match:
            self.faults.add(Place(f"--{kind} {text}", 0), "cannot be read", USAGE[kind])
        return match

    def _set(self, text: str) -> Change | None:
        match = self._match("set", _SET, text)
        if not match:
            return None
        start = self._day(text, match["start"])
        end = self._end(text, match["end"], start) if match["end"] else None
        value = self._field("set", text, "value", match["value"])
        lever = self._lever(match["name"].strip())
        if lever:
            return LeverSet(text, lever, value.number(0, 1), start, end)
        field = self._field("set", text, "name", match["name"])
        name, label = read_element(field, self.case.variables, self.case.sets)
        variable = self.case.variables.get(name)
        return Held(text, name, label, read_value(value, variable), start, end)

    def _lever(self, name: str) -> str:
        short = name.removeprefix("lever.").removeprefix("levers.")
        named = {lever.name: lever.id for lever in self.case.levers.values()}
        return short if short in self.case.levers else named.get(short, "")

    def _day(self, text: str, written: str, kind: str = "set") -> date:
        field = self._field(kind, text, "date", written)
        return field.day(self.origin, self.horizon - timedelta(days=1))

    def _end(self, text: str, written: str, start: date) -> date:
        """The day after the last one: that of the next month where only a month is given."""
        field = self._field("set", text, "end", written)
        last = field.day(start.replace(day=1), self.horizon)
        if len(written) > len("2027-12"):
            return last + timedelta(days=1)
        return date(last.year + last.month // 12, last.month % 12 + 1, 1)

    def _shock(self, text: str) -> Change | None:
        try:
            dated = parse_shock(text, self.case)
        except FoedusError as fault:
            self.faults.add(Place("--shock", 0), str(fault))
            return None
        if not self.origin <= dated.day < self.horizon:
            what = f"{dated.day} is outside the run"
            remedy = f"give a day from {self.origin} to before {self.horizon}"
            self.faults.add(Place(f"--shock {text}", 0), what, remedy)
        return ShockOn(text, dated)

    def _withdrawal(self, text: str) -> Change | None:
        match = self._match("withdraw", _WITHDRAW, text)
        if not match:
            return None
        hosts = self.case.sets.get("host", ())
        host = self._field("withdraw", text, "host", match["host"]).name_of("host", hosts)
        thousand = self._field("withdraw", text, "thousand", match["thousand"]).number(0.001, 1000)
        return Withdrawal(text, host, thousand, self._day(text, match["by"], "withdraw"))

    def _pledge(self, text: str) -> Change | None:
        match = self._match("pledge", _PLEDGE, text)
        if not match:
            return None
        percent = self._field("pledge", text, "percent", match["percent"]).number(2.01, 10)
        year = self._field("pledge", text, "year", match["year"]).whole(self.origin.year + 1, 2100)
        return Pledge(text, percent, year)

    def _parameter(self, text: str) -> Change | None:
        match = self._match("parameter", _PARAMETER, text)
        if not match:
            return None
        name, _, label = match["name"].strip().partition("[")
        field = self._field("parameter", text, "parameter", name)
        value = self._field("parameter", text, "value", match["value"])
        return read_parameter(self.case, text, field, label.removesuffix("]"), value)


def read_file(path: Path) -> dict[str, list[str]]:
    """The lists of a what-if file: ``set = ["u3=1@2027-06"]`` and the like.

    Raises `BadOption` when there is no such file, `CaseFaults` for what is not in the grammar.
    """
    if not path.is_file():
        raise BadOption("no such file", where=str(path), remedy="give the path of a what-if file")
    faults = Faults()
    table = read_table(Folder(Path(), faults), str(path))
    faults.stop()
    assert table is not None  # an unreadable file was a fault
    table.expect((), KINDS)
    lists = {kind: list(table[kind].list_of(str)) for kind in KINDS if kind in table.keys}
    faults.stop()
    if not lists:
        raise CaseFault("nothing is changed", where=str(path), remedy=f"name any of {KINDS}")
    return lists
