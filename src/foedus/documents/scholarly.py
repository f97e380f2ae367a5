"""Parts of an academic article: abstracts and the list of references."""

from __future__ import annotations

import re

from foedus.documents.lines import Line, Page
from foedus.documents.words import words

_ENTRY = re.compile(
    r"^[-•*\s]*(?:\[\d+\]|\(?\d{1,3}[.)]|\[[A-Z])|\((?:19|20)\d{2}[a-z]?\)|https?://|doi"
)
_APPENDIX = re.compile(r"^(?:phụ lục|appendix|annex|về tác giả|about the author)", re.IGNORECASE)
_AFTER = re.compile(r"^\s*(?:[-–—:.]|\[)")
_MISSES = 3
"""Lines in a row that are no entry end the list: a reference may run over two."""


def mark_references(page: Page) -> None:
    """Label the list under a heading of references, to its end."""
    opened, misses = False, 0
    for index, line in enumerate(page.lines):
        if line.bare.strip("0123456789. ") in words("reference_heads"):
            opened, misses = True, 0
        elif opened:
            misses = 0 if _ENTRY.search(line.text) else misses + 1
            opened = misses < _MISSES and not _APPENDIX.match(line.bare)
        if opened:
            page.mark(index, "references", "stands in the list of references")


def mark_abstracts(page: Page) -> None:
    """Label a paragraph that opens with 'Abstract' or stands under that heading."""
    for index, line in enumerate(page.lines):
        head = next((h for h in words("abstract_heads") if line.bare.startswith(h)), "")
        if not head or not page.free(index):
            continue
        if len(line.bare) == len(head):
            _mark_under(page, index)
        elif _AFTER.match(_rest(line, head)) and line.prose:
            page.mark(index, "abstract", f"opens with '{head}'")


def _rest(line: Line, head: str) -> str:
    at = line.text.casefold().find(head)
    return line.text[at + len(head) :].lstrip("*_")


def _mark_under(page: Page, index: int) -> None:
    """A heading 'Abstract' with its paragraphs, when the next line is one."""
    if index + 1 < len(page.lines) and page.lines[index + 1].prose:
        page.mark(index, "abstract", "the heading of an abstract")
        page.mark(index + 1, "abstract", "stands under the heading of an abstract")
