"""TOML files of a case: tables as fields, with the line of each key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from foedus.case.faults import Faults, suggestion
from foedus.case.field import Field
from foedus.case.records import Place
from foedus.case.text_file import Folder
from foedus.case.toml_lines import Path, line_map, line_of

_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_BARE_MONTH = re.compile(r"=\s*(\d{4}-\d{2})\s*(?:#.*)?$")
"""TOML has days but no months, so the short form of a date needs quotes there."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table; ``table["unit"]`` is the field of a key, given or not."""

    keys: Mapping[str, Any]
    path: Path
    file: str
    lines: Mapping[Path, int]
    faults: Faults

    @property
    def place(self) -> Place:
        """Where the table begins."""
        return self._place(self.path)

    def __getitem__(self, key: str) -> Field:
        # `expect` says that a key is missing; its empty value must not be a second fault
        faults = self.faults if key in self.keys else Faults()
        return Field(key, self.keys.get(key), self._place((*self.path, key)), faults)

    def expect(self, required: Sequence[str], optional: Sequence[str] = ()) -> None:
        """Note keys that are missing and keys that nobody reads."""
        absent = [key for key in required if key not in self.keys]
        for key in self.keys:
            if key not in required and key not in optional:
                near = suggestion(key, [*absent, *required, *optional])
                self.faults.add(self._place((*self.path, key)), f"unknown key '{key}'", near)
        for key in absent:
            self.faults.add(self.place, f"no key '{key}'", f"add {key} = … {self._here()}")

    def table(self, key: str) -> Table:
        """The table behind a key, empty when there is none."""
        value = self.keys.get(key, {})
        if not isinstance(value, dict):
            self[key].wrong("not a table", f"write [{key}] and its keys below")
            value = {}
        return self._child((key,), value)

    def tables(self, key: str) -> list[Table]:
        """The tables of ``[[key]]``, in order."""
        value = self.keys.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self[key].wrong("not a list of tables", f"write [[{key}]] before each")
            return []
        return [self._child((key, i), item) for i, item in enumerate(value)]

    def children(self, key: str) -> Iterator[tuple[str, Table]]:
        """Name and table of each ``[key.NAME]``, in order."""
        parent = self.table(key)
        for name in parent.keys:
            yield name, parent.table(name)

    def _child(self, step: Path, keys: Mapping[str, Any]) -> Table:
        return Table(keys, (*self.path, *step), self.file, self.lines, self.faults)

    def _place(self, path: Path) -> Place:
        return Place(self.file, line_of(self.lines, path))

    def _here(self) -> str:
        named = ".".join(str(part) for part in self.path if isinstance(part, str))
        return f"to [{named}]" if named else "at the top of the file"


def read_table(folder: Folder, name: str) -> Table | None:
    """The whole file as one table; None, with a fault noted, when it cannot be read."""
    text = folder.text(name)
    if text is None:
        return None
    try:
        keys = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        _note_syntax(error, text, name, folder.faults)
        return None
    return Table(keys, (), name, line_map(text.replace("\r\n", "\n")), folder.faults)


def _note_syntax(error: tomllib.TOMLDecodeError, text: str, name: str, faults: Faults) -> None:
    lines = text.rstrip("\n").split("\n")
    at = _AT.search(str(error))
    line = int(at[1]) if at and at[1] else len(lines)
    month = _BARE_MONTH.search(lines[line - 1])
    remedy = f'write "{month[1]}" or {month[1]}-01' if month else ""
    faults.add(Place(name, line), f"not TOML: {_AT.sub('', str(error))}", remedy)
