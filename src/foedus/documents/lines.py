"""A page as lines with their offsets and the label that each gets, once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from foedus.documents.records import SegmentKind

_LINE = re.compile(r"[^\n]+")
_FINAL = re.compile(r"[.!?…][\"'”’»)\]*_ ]*(?:\[\d+\])*$")
_TRAILING_DOTS = re.compile(r"(?:\.\.\.|…)[\"'”’»)]*$")
_BULLET = re.compile(r"^(?:[-–•*▪◦›»+]|\d{1,2}[.)])\s+")

PROSE = 80
"""Characters from which a line that ends like a sentence is read as a paragraph."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; `gap` counts the blank lines before it."""

    text: str
    start: int
    gap: int

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.start + len(self.text)

    @property
    def bare(self) -> str:
        """Its words for comparison: no bullet, no emphasis, lower case."""
        return _BULLET.sub("", self.text).strip("*_#|•- \t:.").casefold()

    @property
    def finished(self) -> bool:
        """Whether it ends like a sentence; a line cut off by dots does not."""
        return bool(_FINAL.search(self.text)) and not self.cut_off

    @property
    def cut_off(self) -> bool:
        """Whether it ends in dots, as the first words of another story do."""
        return bool(_TRAILING_DOTS.search(self.text))

    @property
    def bullet(self) -> bool:
        """Whether it opens with a bullet or a number."""
        return bool(_BULLET.match(self.text))

    @property
    def prose(self) -> bool:
        """Whether it looks like a paragraph of a story; one question alone is a headline."""
        asked = self.text.rstrip("\"'”’»)*_ ")[-1:] in ("?", "!") and ". " not in self.text
        return len(self.text) >= PROSE and self.finished and not asked


@dataclass(frozen=True, slots=True)
class Label:
    """The kind of a line or of a part of it, and the rule that says so.

    `twin` is the number of the line that opens the telling it paraphrases.
    """

    kind: SegmentKind
    reason: str
    start: int
    end: int
    twin: int | None = None


@dataclass
class Page:
    """Lines of a text and their labels; the first rule that labels a line keeps it."""

    text: str
    lines: list[Line]
    labels: list[Label | None] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> Page:
        """The page of a text, nothing labelled yet."""
        lines: list[Line] = []
        last = 0
        for match in _LINE.finditer(text):
            words = match[0].strip()
            if words:
                start = match.start() + match[0].index(words[0])
                lines.append(Line(words, start, max(text.count("\n", last, start) - 1, 0)))
                last = start + len(words)
        return cls(text, lines, [None] * len(lines))

    def free(self, index: int) -> bool:
        """Whether a line has no label yet."""
        return self.labels[index] is None

    def mark(
        self,
        index: int,
        kind: SegmentKind,
        reason: str,
        *,
        span: tuple[int, int] | None = None,
        twin: int | None = None,
    ) -> None:
        """Label a line, or the `span` (offsets of the text) inside it, unless it is labelled."""
        if self.labels[index] is None:
            line = self.lines[index]
            start, end = span or (line.start, line.end)
            self.labels[index] = Label(kind, reason, start, end, twin)

    def first_prose(self) -> int:
        """Index of the first free paragraph; the number of lines when there is none."""
        spots = (i for i, line in enumerate(self.lines) if line.prose and self.free(i))
        return next(spots, len(self.lines))
