"""One file per format: bytes in, a `Reading` out. `BY_SUFFIX` is the registry."""

from __future__ import annotations

from collections.abc import Callable

from foedus.documents.formats.html import read_html
from foedus.documents.formats.pdf import read_pdf
from foedus.documents.formats.plain import read_markdown, read_plain
from foedus.documents.formats.reading import Reading

BY_SUFFIX: dict[str, Callable[[bytes, str], Reading]] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
}

__all__ = ["BY_SUFFIX", "Reading"]
