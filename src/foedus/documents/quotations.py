"""Quotations that several documents share word for word: they come from one mouth.

Two papers that print the same sentence of a spokesman have one source for it,
however different their reports are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from foedus.documents.records import Document
from foedus.documents.tokens import words

_QUOTED = re.compile(r"“([^“”\n]{20,600})”|\"([^\"\n]{20,600})\"|«([^«»\n]{20,600})»")
_FEWEST = 8
"""Words from which two equal quotations are no accident; slogans and titles are shorter."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation at ``text[start:end]``, and what it is called in every document that has it."""

    start: int
    end: int
    name: str


def shared_quotations(
    documents: Sequence[Document], reports: Sequence[int]
) -> dict[str, list[Quotation]]:
    """By document id, the quotations that documents of another report have too.

    Parameters
    ----------
    documents : in the order that decides whose words give the name.
    reports : the report that each document carries (see `near.same_report`).
    """
    places: defaultdict[tuple[str, ...], list[tuple[int, int, int]]] = defaultdict(list)
    for number, document in enumerate(documents):
        for match in _QUOTED.finditer(document.text):
            said = tuple(words(match[0]))
            if len(said) >= _FEWEST:
                places[said].append((number, match.start(), match.end()))
    found: defaultdict[str, list[Quotation]] = defaultdict(list)
    for said, spots in places.items():
        if len({reports[number] for number, _, _ in spots}) > 1:
            name = f"quotation “{' '.join(said[:_FEWEST])}…”"
            for number, start, end in spots:
                found[documents[number].id].append(Quotation(start, end, name))
    return dict(found)
