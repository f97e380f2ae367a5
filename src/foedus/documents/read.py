"""A file becomes a document: bytes, digest, text, language, date, publisher, class of source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from foedus.documents.doubts import doubts_about
from foedus.documents.faults import DocumentFault
from foedus.documents.formats import BY_SUFFIX
from foedus.documents.language import language_of
from foedus.documents.origin import published_in, publisher_in, source_class_of
from foedus.documents.records import Document, Period, Segment
from foedus.documents.segment import segment

LARGEST = 20_000_000
"""Bytes: twenty times a long book; beyond is a dump of a database, not a document."""


def read(path: Path, *, name: str = "", retrieved: date | None = None) -> Document:
    """The document in a file.

    Parameters
    ----------
    name : its id; by default the file's name without extension.
    path : a .txt, .md, .html, .htm or .pdf file; another suffix is read as plain text.
    retrieved : the day it was fetched; by default the file's own date.

    Raises `DocumentFault`: missing, empty, too big, binary, damaged, without text.
    """
    return read_segmented(path, name=name, retrieved=retrieved)[0]


def read_segmented(
    path: Path, *, name: str = "", retrieved: date | None = None
) -> tuple[Document, list[Segment]]:
    """The document as `read` gives it, with the segments that its date was found by."""
    data = _bytes(path)
    where = str(path)
    suffix = ".pdf" if data.startswith(b"%PDF-") else path.suffix.lower()
    reading = BY_SUFFIX.get(suffix, BY_SUFFIX[".txt"])(data, where)
    if not reading.text.strip():
        raise DocumentFault("nothing but white space", where=where, remedy="leave it out")
    segments = segment(reading.text)
    publisher = reading.publisher or publisher_in(reading.text, segments)
    stated = Period.day(reading.published) if reading.published else None
    published = published_in(reading.text, segments) or stated
    fetched = retrieved or _file_day(path)
    doubts = doubts_about(reading.text, segments, published, fetched)
    witnessed = not any(doubt.grave for doubt in doubts)
    document = Document(
        id=name or path.stem,
        sha256=hashlib.sha256(data).hexdigest(),
        text=reading.text,
        language=language_of(reading.text),
        retrieved=fetched,
        published=published,
        publisher=publisher,
        source_class=source_class_of(reading.text, publisher) if witnessed else "generated text",
        doubts=tuple(doubt.reason for doubt in doubts),
    )
    return document, segments


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """Files named, and the readable files in folders named, each once, in order of name."""
    seen: set[Path] = set()
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in BY_SUFFIX)
        for file in inside if path.is_dir() else [path]:
            if file not in seen:
                seen.add(file)
                yield file


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise DocumentFault(
                f"{size / 1e6:.0f} MB, more than {LARGEST / 1e6:.0f} MB",
                where=str(path),
                remedy="split it or save the article alone",
            )
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise DocumentFault(reason, where=str(path), remedy="check the name") from None
    if not data.strip():
        raise DocumentFault("empty file", where=str(path), remedy="fetch it again or leave it out")
    return data


def _file_day(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
