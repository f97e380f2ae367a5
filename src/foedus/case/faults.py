"""Faults of a case, gathered so that one pass over the files finds them all.

Readers add a fault and go on with a harmless value; nothing built from such a value
escapes, because `Faults.stop` raises before a case is handed out.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from foedus.case.records import Place
from foedus.core.errors import CaseFault, CaseFaults

_LISTED = 12
"""A remedy lists at most so many names; a case has some hundred sources and variables."""


def suggestion(name: str, known: Iterable[str]) -> str:
    """The nearest known name, else the known names, as a remedy; empty if none is known.

    >>> suggestion("pirce", ["price", "unit"])
    "did you mean 'price'?"
    >>> suggestion("xyz", ["price", "unit"])
    'known: price, unit'
    """
    names = list(known)
    near = get_close_matches(name, names, n=1)
    if near:
        return f"did you mean '{near[0]}'?"
    if len(names) > _LISTED:
        return f"none of the {len(names)} known ones is like it"
    return f"known: {', '.join(names)}" if names else ""


class Faults:
    """A growing list of faults, each at its place."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int, str], CaseFault] = {}

    def add(self, place: Place, what: str, remedy: str = "") -> None:
        """Note a fault; line 0 stands for the file as a whole. The same fault counts once."""
        where = str(place) if place.line else place.file
        fault = CaseFault(what, where=where, remedy=remedy)
        self._found.setdefault((place.file, place.line, what), fault)

    def unknown(self, place: Place, kind: str, name: str, known: Iterable[str]) -> None:
        """Note a name that is not among the known ones."""
        self.add(place, f"unknown {kind} '{name}'", suggestion(name, known))

    def __len__(self) -> int:
        return len(self._found)

    def stop(self) -> None:
        """Raise `CaseFaults`, ordered by file and line, if there is any fault."""
        if self._found:
            raise CaseFaults([fault for _, fault in sorted(self._found.items())])
