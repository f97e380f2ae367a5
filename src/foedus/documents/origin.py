"""When and by whom a document was published, as its own head and foot say.

Only lines of the document itself count: a date in a list of headlines is later
than the story, and the coder and a replay as of a past day would be misled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from foedus.core.codebook import SOURCE_CLASSES, SourceClass
from foedus.documents.bylines import byline_of, known_agency
from foedus.documents.dates import Found, dates_in
from foedus.documents.lines import Line, Page
from foedus.documents.records import Period, Segment
from foedus.documents.segment import segment
from foedus.documents.words import rows

_DATELINE = 160
"""Characters at the head of a first paragraph in which an agency writes place and day."""
_EDGE, _EDGE_LINE = 4, 200
"""Lines of the head that tell the class of a source, and their greatest length."""
_UPDATED = re.compile(r"cập nhật lần cuối|last updated|updated|ngày đăng|đăng ngày|published", re.I)
_ACCEPTED = re.compile(r"(?:chấp nhận đăng|accepted)[^:\n]{0,20}:\s*", re.IGNORECASE)
_ISSUE = re.compile(r"\((?P<year>(?:19|20)\d{2})\)\s*$")
_HOME = {"home", "trang chủ", "news", "skip to content"}
_PARTED = re.compile(r"\s+[|·—–-]\s+|,\s+|\s{3,}")


def published_in(text: str, segments: list[Segment] | None = None) -> Period | None:
    """The document's own date, None where it states none.

    >>> published_in("THE PAPER | News | 17 October 2025\\nTitle\\nRain fell.").start.isoformat()
    '2025-10-17'
    """
    page = _own_lines(text, segments)
    for line in page:
        accepted = _ACCEPTED.search(line.text)
        if accepted:
            return next((f.period for f in dates_in(line.text, accepted.end())), None)
    head = next((i for i, line in enumerate(page) if line.prose), len(page))
    for line in (line for line in page[:head] if len(line.text) < _EDGE_LINE):
        for found in dates_in(line.text):
            if _is_dateline(line, found):
                return found.period
    return _in_first_paragraph(page[head:]) or _in_foot(page[head:]) or _issue(page[:head])


def publisher_in(text: str, segments: list[Segment] | None = None) -> str | None:
    """The name in the masthead, else the agency of the dateline or byline, else None.

    >>> publisher_in("MERIDIAN WIRE | DEFENCE\\nTitle\\nRain fell.")
    'MERIDIAN WIRE'
    """
    for item in (segments if segments is not None else segment(text))[:1]:
        name = _PARTED.split(text[item.start : item.end].split("\n")[0])[0].strip(" |")
        repeated = item.reason.startswith("the title")
        parted = not repeated and (
            item.reason.startswith("the name") or _PARTED.search(text, item.start, item.end)
        )
        if item.kind == "boilerplate" and parted and name.casefold() not in _HOME:
            return name or None
    marks = (mark for line in _own_lines(text, segments) for mark in _agencies(line))
    return next(marks, None)


def source_class_of(text: str, publisher: str | None = None) -> SourceClass:
    """The class of a source by wording of its head and foot, else by an agency that signs it.

    `commentary` where nothing tells.

    >>> source_class_of("Department of Defence | Media Centre\\nStatement\\nWe agree.")
    'official statement'
    >>> source_class_of("Talks go on\\nGENEVA (Reuters) - " + "Talks go on. " * 20, "Reuters")
    'wire agency'
    """
    lines = [line.text for line in Page.of(text).lines if len(line.text) < _EDGE_LINE]
    edges = "\n".join([publisher or "", *lines[:_EDGE], *lines[-2:]]).casefold().strip()
    signed: SourceClass = "wire agency" if known_agency(publisher or "") else "commentary"
    return next((name for cue, name in _cues() if re.search(cue, edges)), signed)


@cache
def _cues() -> tuple[tuple[str, SourceClass], ...]:
    known = {str(name): name for name in SOURCE_CLASSES}
    return tuple((cue, known[name]) for name, cue in rows("source_classes"))


def _own_lines(text: str, segments: list[Segment] | None) -> list[Line]:
    """Lines outside side columns, captions, short news and references."""
    known = segments if segments is not None else segment(text)
    foreign = [s for s in known if s.kind in ("sidebar", "caption", "teaser", "references")]
    return [
        line
        for line in Page.of(text).lines
        if not any(s.start <= line.start < s.end for s in foreign)
    ]


def _agencies(line: Line) -> Iterator[str]:
    byline = byline_of(line)
    yield from (mark for mark in (byline.agencies if byline else ()) if known_agency(mark))


def _is_dateline(line: Line, found: Found) -> bool:
    """A date that closes its line, opens it alone, or stands after a word of publishing."""
    rest = line.text[found.end :].strip(" .|")
    if line.finished and not line.text.endswith(found.period.start.strftime("%Y")) and rest:
        return False
    span = line.text[: found.start].rstrip().endswith(("-", "–", "("))
    return not span and (
        len(rest) <= 25 or bool(_UPDATED.search(line.text[: found.start])) or _meta(line)
    )


def _meta(line: Line) -> bool:
    """Parts between bars or dots, such as a day, minutes of reading and a name."""
    return bool(re.search(r"\s[|·]\s", line.text)) and len(line.text) < 120


def _in_first_paragraph(page: list[Line]) -> Period | None:
    """Place, day and agency before a dash, as agencies open."""
    for line in page[:1]:
        opening = re.match(
            r"[^\n]{3,120}?\)\s*[-–—]\s|[A-ZĐ](?:[^\n.]|(?<=\w\w)\.(?= \d)){3,60}?\s[-–—]\s",
            line.text[:_DATELINE],
        )
        if opening:
            found = next(dates_in(line.text, 0, opening.end()), None)
            return found.period if found else None
    return None


def _in_foot(page: list[Line]) -> Period | None:
    for line in page:
        if len(line.text) < 120 and _UPDATED.search(line.text):
            found = next(dates_in(line.text), None)
            if found:
                return found.period
    return None


def _issue(page: list[Line]) -> Period | None:
    for line in page[:3]:
        year = _ISSUE.search(line.text)
        if year:
            number = int(year["year"])
            return Period(date(number, 1, 1), date(number, 12, 31), "year")
    return None
