"""The small parts that records of a case are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Basis = Literal["data", "literature", "judgement"]
Value = float | str
"""A number, or the name of a state of a chain (``"ceasefire"``)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands on disk, for messages."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    en: str
    vi: str


@dataclass(frozen=True, slots=True)
class Prior:
    """A distribution by the name of its family and its numbers, as written in the file."""

    family: str
    arguments: tuple[float, ...]
