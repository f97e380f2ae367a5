"""Sentences of a stretch of text, Vietnamese or English, by offset.

One regular expression proposes ends; a few named tests refuse those after an
abbreviation, an initial or the number of a heading. A blank line always ends a
sentence. A single line break does, unless the line goes on in lower case (text
wrapped at a margin). A trained splitter was set aside: abbreviations and page
furniture decide nearly all errors here, and those are lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.documents.records import Sentence
from foedus.documents.words import words

_CLOSERS = r"[\"'”’»)\]*]*"
_OPENERS = r"[\"'“‘«(\[*\-–—]*"
_END = re.compile(
    rf"(?P<dots>[.!?…]+){_CLOSERS}(?:\[\d+(?:[,–-]\s?\d+)*\])*{_CLOSERS}(?=\s+{_OPENERS}(?P<next>\w))"
)
_BREAK = re.compile(r"[ \t]*\n(?P<more>[\s]*\n)?\s*")
_LAST_WORD = re.compile(r"[\w.&/]+$")
_WORD = re.compile(r"\w+")
_LIST_NUMBER = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])$")

_INNER = words("abbreviations")
_CLOSING = words("closing_abbreviations")
_FIRST = words("first_words")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Sentence]:
    """Sentences of ``text[start:end]``, in order; together they hold every visible character.

    >>> text = "Gen. Cavoli met Mr. Rutte. The U.S. pledged $66.5bn."
    >>> [text[s.start:s.end] for s in sentences(text)]
    ['Gen. Cavoli met Mr. Rutte.', 'The U.S. pledged $66.5bn.']
    """
    stop = len(text) if end is None else end
    found = []
    for first, last in _lines(text, start, stop):
        cut = first
        for here in [*_ends(text, first, last), last]:
            piece = _trim(text, cut, here)
            if piece:
                found.append(piece)
            cut = here
    return found


def _lines(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Stretches between line breaks that end a sentence."""
    first = start
    for gap in _BREAK.finditer(text, start, stop):
        wrapped = gap["more"] is None and gap.end() < stop and text[gap.end()].islower()
        if not (wrapped and gap.start() > first and text[gap.start() - 1] not in ".!?…:;"):
            yield first, gap.start()
            first = gap.end()
    yield first, stop


def _ends(text: str, first: int, last: int) -> Iterator[int]:
    for match in _END.finditer(text, first, last):
        following = text[match.start("next")]
        if following.islower():
            continue
        if match["dots"] == "." and not _closes(text, first, match.start(), match.start("next")):
            continue
        yield match.end()


def _closes(text: str, first: int, stop: int, following: int) -> bool:
    """Whether a single full stop at `stop` ends a sentence."""
    before = text[first:stop]
    if _LIST_NUMBER.match(before):
        return False
    found = _LAST_WORD.search(before[-24:])
    if not found:
        return True
    word = found[0].lower()
    if word in _CLOSING:
        return _word_at(text, following) in _FIRST
    initial = len(found[0]) == 1 and found[0].isupper() and found[0].isalpha()
    return not initial and word not in _INNER


def _word_at(text: str, at: int) -> str:
    found = _WORD.match(text, at)
    return found[0].lower() if found else ""


def _trim(text: str, start: int, end: int) -> Sentence | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Sentence(start, end) if start < end else None
