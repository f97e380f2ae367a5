"""What a document, a segment and a sentence are; offsets count code points of NFC text from 0."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from foedus.core.codebook import Precision, SourceClass

Language = Literal["vi", "en"]
SegmentKind = Literal[
    "main", "rewrite", "teaser", "caption", "sidebar", "boilerplate", "abstract", "references"
]
SEGMENT_KINDS: tuple[SegmentKind, ...] = get_args(SegmentKind)
CODED_KINDS: frozenset[SegmentKind] = frozenset(
    {"main", "rewrite", "teaser", "caption", "abstract"}
)
"""Kinds that hold claims. Side columns, page furniture and reference lists do not."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, no more precise than its source: both ends are included.

    >>> Period.day(date(2025, 2, 18)).precision
    'day'
    """

    start: date
    end: date
    precision: Precision

    @classmethod
    def day(cls, day: date) -> Period:
        """One day."""
        return cls(day, day, "day")


@dataclass(frozen=True, slots=True)
class Document:
    """One text as received.

    Parameters
    ----------
    id : file name without extension.
    sha256 : hexadecimal digest of the bytes as received, before any decoding.
    text : NFC; every offset of the project counts its code points from 0.
    language : the language of most of it.
    retrieved : day on which the bytes were fetched (of the file, where nothing else is known).
    published : the document's own date, never one of its side columns; None where it has none.
    publisher : as the text names it; None where it does not.
    source_class : a class of the codebook, the key of its sensitivity and false-alarm rate.
    doubts : what speaks against it, such as a day that does not exist.
    """

    id: str
    sha256: str
    text: str
    language: Language = "en"
    retrieved: date | None = None
    published: Period | None = None
    publisher: str | None = None
    source_class: SourceClass = "commentary"
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters of one kind: ``text[start:end]``, never overlapping another.

    Parameters
    ----------
    reason : the rule that gave the kind, in words; `foedus read --explain` shows it.
    published : the segment's own date (a teaser, an entry of a chronology), else None.
    rewrite_of : index, in the document's list, of the segment that this one paraphrases.
    """

    kind: SegmentKind
    start: int
    end: int
    reason: str = ""
    published: Period | None = None
    rewrite_of: int | None = None

    @property
    def coded(self) -> bool:
        """Whether claims are looked for in it."""
        return self.kind in CODED_KINDS


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]``, without white space at either end."""

    start: int
    end: int
