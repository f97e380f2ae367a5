"""Where a claim's information comes from in the end: its root.

In order: the picture for a caption; the item itself for short news; the work
that the sentence cites; the speaker for words that other reports quote too; the
body for its own figures; else the report, which copies, retellings and papers
that sign the same agency share.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from foedus.claims.record import Claim
from foedus.documents.bylines import byline_of, known_agency
from foedus.documents.lines import Page
from foedus.documents.quotations import Quotation
from foedus.documents.records import Document, Segment
from foedus.documents.sentences import sentences

_CITED = re.compile(r"\[(\d{1,3})(?:,? pp?\.[^\]]*)?\]")
_ENTRY = re.compile(r"^[-•*\s]*\[(\d{1,3})\]\s*(?P<work>.+)$", re.MULTILINE)
_TITLE_END = re.compile(r"(?<=.{12})[”\"](?=[,. ])|\[Online\]|https?:")
_WORK = 120
"""Characters of a reference that name the work."""
_DATA = re.compile(
    r"\b(?:estimates?|figures|data|statistics|according to .{0,20}numbers)\b"
    r"|\b(?:số liệu|ước tính|thống kê)\b",
    re.IGNORECASE,
)
_SHARES = frozenset({"% GDP"})


@dataclass(frozen=True)
class Source:
    """A document with its segments, asked for the roots of its claims."""

    document: Document
    segments: Sequence[Segment]

    @cached_property
    def agencies(self) -> frozenset[str]:
        """Agencies that the story's byline or dateline names."""
        own = [s for s in self.segments if s.kind in ("main", "rewrite")]
        found: set[str] = set()
        for line in Page.of(self.document.text).lines:
            if any(s.start <= line.start < s.end for s in own):
                byline = byline_of(line)
                found.update(mark for mark in (byline.agencies if byline else ()))
        return frozenset(mark for mark in found if known_agency(mark))

    @cached_property
    def works(self) -> dict[str, str]:
        """Author and title of the listed references by number; empty where no list stands."""
        listed = [s for s in self.segments if s.kind == "references"]
        return {
            entry[1]: _TITLE_END.split(entry["work"])[0].strip(" .,")[:_WORK]
            for s in listed
            for entry in _ENTRY.finditer(self.document.text[s.start : s.end])
        }

    def root_of(self, claim: Claim, report: str, quoted: Sequence[Quotation] = ()) -> str:
        """The root of a claim of this document.

        Parameters
        ----------
        report : the root of its story.
        quoted : its quotations that documents with other stories have too.
        """
        part = self.segment_of(claim)
        kind = part.kind if part else "main"
        if kind in ("caption", "teaser"):
            same = [s for s in self.segments if s.kind == kind]
            return f"{claim.doc} {kind} {same.index(part) + 1 if part else 0}"
        if self.works and kind in ("main", "abstract"):
            cited = self._cited(claim)
            if cited:
                return cited
        said = next((q.name for q in quoted if q.start <= claim.start and claim.end <= q.end), "")
        return said or self._figures_of(claim) or report

    def segment_of(self, claim: Claim) -> Segment | None:
        """The segment that a claim stands in."""
        number = bisect_right([s.start for s in self.segments], claim.start) - 1
        found = self.segments[number] if number >= 0 else None
        return found if found and claim.start < found.end else None

    def _cited(self, claim: Claim) -> str:
        """The work cited at or after the claim's words: in its sentence, else in its paragraph
        when that cites one work only; empty if none.

        A number that the list does not hold is named so: such a source supports nothing.
        """
        text = self.document.text
        end = next((s.end for s in self._sentences if s.start <= claim.end <= s.end), claim.end)
        found = _CITED.search(text, claim.start, end)
        number = found[1] if found else self._only_one(claim)
        if not number:
            return ""
        work = self.works.get(number)
        return work or f"{claim.doc} [{number}], missing from its list"

    def _only_one(self, claim: Claim) -> str:
        """The one work that the claim's paragraph cites, when it does so after the claim."""
        text = self.document.text
        first = text.rfind("\n", 0, claim.start) + 1
        last = text.find("\n", claim.end)
        last = len(text) if last < 0 else last
        every = set(_CITED.findall(text, first, last))
        after = _CITED.search(text, claim.end, last)
        return after[1] if after and len(every) == 1 else ""

    @cached_property
    def _sentences(self) -> list[Segment]:
        return [Segment("main", s.start, s.end) for s in sentences(self.document.text)]

    def _figures_of(self, claim: Claim) -> str:
        """A body's own published figures, whoever repeats them; empty for other claims."""
        shares = [q for q in claim.quantity if q.unit in _SHARES]
        near = self.document.text[max(0, claim.start - 80) : claim.end + 80]
        if not (shares and len(claim.speaker) == 1 and claim.date and _DATA.search(near)):
            return ""
        return f"figures of {claim.speaker[0]} for {claim.date.start.year}"
