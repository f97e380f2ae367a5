"""The fault of one document: the batch reports it in one line and goes on."""

from __future__ import annotations

from foedus.core.errors import FoedusError


class DocumentFault(FoedusError):
    """A file that cannot be read as a document: damaged, empty, too big, binary, unknown.

    >>> print(DocumentFault("empty file", where="a.txt", remedy="leave it out"))
    a.txt: empty file; leave it out
    """
