"""The journal of a batch: one line a file read, so that a stopped run goes on where it stopped.

A line is written whole and at once; what a power cut tears off is the last
line, which has no line feed and is dropped when the journal is opened again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from foedus.claims.outcome import Outcome
from foedus.core.errors import BadOption

_BLOCK = 1 << 16


class Journal:
    """Outcomes appended to a file beside the output."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def beside(cls, out: Path, *, resume: bool) -> Journal:
        """The journal of an output file; refuses to write over one that a stopped run left."""
        journal = cls(out.with_name(out.name + ".journal"))
        if journal.path.exists() and not resume:
            raise BadOption(
                "a stopped run left this",
                where=str(journal.path),
                remedy="add --resume to go on with it, or delete it to start anew",
            )
        journal._drop_torn_line()
        return journal

    def append(self, outcome: Outcome) -> None:
        """Write one outcome, whole."""
        line = json.dumps(outcome.to_json(), ensure_ascii=False) + "\n"
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        handle = os.open(self.path, flags, 0o644)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)

    def outcomes(self) -> Iterator[Outcome]:
        """What was written so far, in that order."""
        if self.path.exists():
            with self.path.open(encoding="utf-8") as lines:
                yield from (Outcome.from_json(json.loads(line)) for line in lines)

    def done(self) -> dict[str, str]:
        """Digest of each file that was read, by path; a file at fault is tried again."""
        if not self.path.exists():
            return {}
        found = {}
        with self.path.open(encoding="utf-8") as lines:
            for line in lines:
                plain = json.loads(line)
                if plain["document"]:
                    found[plain["path"]] = plain["document"]["sha256"]
        return found

    def close(self) -> None:
        """Remove the journal: everything in it stands in the output."""
        self.path.unlink(missing_ok=True)

    def _drop_torn_line(self) -> None:
        if self.path.exists():
            with self.path.open("r+b") as file:
                whole = _end_of_last_line(file)
                if whole < file.seek(0, os.SEEK_END):
                    file.truncate(whole)


def _end_of_last_line(file: BinaryIO) -> int:
    """Where the last line that has its line feed ends; a journal may not fit in memory."""
    start = file.seek(0, os.SEEK_END)
    while start:
        stop, start = start, max(0, start - _BLOCK)
        file.seek(start)
        at = file.read(stop - start).rfind(b"\n")
        if at >= 0:
            return start + at + 1
    return 0
