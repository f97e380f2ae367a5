"""references.bib: the sources of a case for a reference manager."""

from __future__ import annotations

import re
from collections.abc import Iterable

from foedus.case.records import Source

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_YEAR = re.compile(r"\b(19|20)\d\d\b")
_DOI = re.compile(r"\b10\.\d{4,9}/\S+")


def bibtex(sources: Iterable[Source]) -> str:
    """One entry for each source, in the order of the case; UTF-8, for BibTeX or biber.

    >>> print(bibtex([Source("gta", "Global Trade Alert", "Tariffs & duties", "2026-04",
    ...     "https://globaltradealert.org", "cite", "")]))
    @misc{gta,
      author = {{Global Trade Alert}},
      title = {{Tariffs \\& duties}},
      year = {2026},
      url = {https://globaltradealert.org},
      note = {Edition: 2026-04. Terms: cite},
    }
    <BLANKLINE>
    """
    return "\n".join(_entry(source) for source in sources)


def _entry(source: Source) -> str:
    fields = {
        "author": f"{{{_plain(source.publisher)}}}",
        "title": f"{{{_plain(source.title)}}}",
        **_year(source),
        **_place(source.seen_at),
        "note": _plain(_note(source)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{source.key},", *lines, "}", ""])


def _year(source: Source) -> dict[str, str]:
    found = _YEAR.search(source.edition) or _YEAR.search(source.title)
    return {"year": found[0]} if found else {}


def _place(seen_at: str) -> dict[str, str]:
    """A DOI or an address in the fields that have them; any other place in words."""
    doi = _DOI.search(seen_at)
    if doi:
        return {"doi": doi[0]}
    if seen_at.startswith(("http://", "https://")):
        return {"url": seen_at.split()[0]}
    return {"howpublished": _plain(seen_at)}


def _note(source: Source) -> str:
    parts = [("Edition", source.edition), ("Terms", source.terms)]
    return ". ".join(f"{name}: {text}" for name, text in parts if text)


def _plain(text: str) -> str:
    return "".join(_SPECIAL.get(letter, letter) for letter in text)
