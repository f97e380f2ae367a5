"""HTML to text by trafilatura, the best of the extractors that were measured in public.

Recall is favoured: what is left of menus and side columns is recognised by the
segmentation, which sees both saved pages and text that others extracted.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from foedus.documents.encodings import decode, normal
from foedus.documents.faults import DocumentFault
from foedus.documents.formats.reading import Reading

_CHARSET = re.compile(rb"<meta[^>]{0,100}charset=[\"']?([\w-]+)", re.IGNORECASE)
_DEEP = 100_000
"""Tags beyond which a page is a machine's, not a reader's."""


def read_html(data: bytes, where: str) -> Reading:
    """The text of a page with the date and site that its metadata state.

    Raises `DocumentFault` when no text can be found in it.
    """
    if data.count(b"<") > _DEEP:
        raise DocumentFault(
            f"more than {_DEEP} tags", where=where, remedy="save the article alone, as text"
        )
    from trafilatura import extract, extract_metadata  # 0.5 s: not for a folder of plain text

    page = _decoded(data, where)
    found = extract(page, favor_recall=True, include_comments=False) or ""
    if not found.strip():
        raise DocumentFault("no text in the page", where=where, remedy="save the article as text")
    stated = extract_metadata(page)
    return Reading(normal(found, where=where), _day(stated.date), stated.sitename)


def _decoded(data: bytes, where: str) -> str:
    named = _CHARSET.search(data[:4000])
    if named:
        try:
            text = data.decode(named[1].decode("ascii"))
            return unicodedata.normalize("NFC", text)
        except (LookupError, UnicodeDecodeError):
            pass  # a page that names an encoding it is not in
    return decode(data, where=where)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
