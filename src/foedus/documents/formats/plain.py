"""Plain text as it is, and Markdown without the marks that would break names apart."""

from __future__ import annotations

import re

from foedus.documents.encodings import decode
from foedus.documents.formats.reading import Reading

_LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def read_plain(data: bytes, where: str) -> Reading:
    """Text as received, decoded."""
    return Reading(decode(data, where=where))


def read_markdown(data: bytes, where: str) -> Reading:
    """Markdown with links, headings, bold marks and the front matter reduced to their words.

    >>> read_markdown(b"# Title\\n**NATO** met [Japan](https://example.org).", "a.md").text
    'Title\\nNATO met Japan.'
    """
    text = _FRONT.sub("", decode(data, where=where))
    for pattern, kept in ((_LINK, r"\1"), (_HEADING, r"\1"), (_STRONG, r"\2")):
        text = pattern.sub(kept, text)
    return Reading(text)
