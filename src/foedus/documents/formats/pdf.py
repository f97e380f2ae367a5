"""PDF with a text layer, by pypdf; a picture of a page is refused."""

from __future__ import annotations

import io
import logging
import re

from foedus.documents.encodings import normal
from foedus.documents.faults import DocumentFault
from foedus.documents.formats.reading import Reading

_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_WRAP = re.compile(r"(?<![.!?…:;\n])[ \t]*\n(?=[a-zà-ỹđ(])")
_PAGES = 2_000


def read_pdf(data: bytes, where: str) -> Reading:
    """Text of all pages, words joined over line ends.

    Raises `DocumentFault` when the file is damaged, locked, over long, or has no text layer.
    """
    from pypdf import PdfReader  # 0.3 s to import: not for a folder of plain text
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a fault is told once, in our words
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentFault("a locked PDF", where=where, remedy="save a copy without password")
        if len(reader.pages) > _PAGES:
            raise DocumentFault(f"more than {_PAGES} pages", where=where, remedy="split the file")
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DocumentFault(
            f"damaged PDF ({type(error).__name__})", where=where, remedy="fetch the file again"
        ) from None
    text = "\n".join(pages)
    if not text.strip():
        raise DocumentFault(
            "a PDF without text", where=where, remedy="run a character recogniser over it first"
        )
    return Reading(normal(_WRAP.sub(" ", _HYPHEN.sub("", text)), where=where))
