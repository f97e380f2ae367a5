"""What a long check has done so far: one line of JSON a finished panel, in a file that is only
added to. The first line says what was asked; a check that asks something else does not go on
with it. A last line cut short by a crash is done again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from foedus.calibrate.ranks import Seen
from foedus.core.errors import BadOption

NAME = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished panel of a design: what was seen of each quantity."""

    design: str
    panel: int
    divergences: int
    seen: Mapping[str, Seen]


class Journal:
    """The journal in a folder, made if it is not there.

    Raises `BadOption` where the folder holds one of another check, or one that cannot be read.
    """

    def __init__(self, folder: Path, asked: Mapping[str, Any]) -> None:
        self.path = folder / NAME
        folder.mkdir(parents=True, exist_ok=True)
        head = json.dumps(asked, sort_keys=True)
        lines = self.path.read_text(encoding="utf-8").splitlines(keepends=True) if self._any else []
        whole = [line for line in lines if line.endswith("\n")]
        if whole and whole[0].strip() != head:
            raise BadOption(
                "holds the journal of another check",
                where=str(folder),
                remedy="name another --out, or ask for the same",
            )
        if len(whole) < max(len(lines), 1):
            self.path.write_text("".join(whole) or head + "\n", encoding="utf-8")
        self.entries = [self._read(number, line) for number, line in enumerate(whole[1:], 2)]

    @property
    def _any(self) -> bool:
        return self.path.is_file()

    def _read(self, number: int, line: str) -> Entry:
        try:
            raw = json.loads(line)
            seen = {name: Seen(**values) for name, values in raw.pop("seen").items()}
            return Entry(seen=seen, **raw)
        except (ValueError, TypeError, KeyError) as fault:
            raise BadOption(
                "cannot be read as a finished panel",
                where=f"{self.path}:{number}",
                remedy="delete the line: that panel is fitted again",
            ) from fault

    def add(self, entry: Entry) -> None:
        """File a finished panel."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(entry)) + "\n")
        self.entries.append(entry)

    def panels(self, design: str) -> set[int]:
        """Numbers of the panels of a design that are done."""
        return {e.panel for e in self.entries if e.design == design}
