"""Documents that carry one report: copies and retellings, grouped, with the first of each group.

Copies are found by MinHash over runs of three words (locality-sensitive
hashing, so the cost grows with the number of documents, not of pairs);
retellings by rare figures and names in common, confirmed by `story.same_story`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import itemgetter

import numpy as np
from scipy.sparse import csr_array

from foedus.documents.records import Document
from foedus.documents.sketches import alike, sketches
from foedus.documents.story import Fingerprint, figures, other_figures, rare_tokens, same_story

_RARE = 30
"""Documents that may share a figure or name before it stops proposing pairs."""
_AT_ONCE = 500
"""Documents compared with all at once: memory against speed."""
_SHARED = 4
"""Rare figures and names in common that make a pair worth a look."""
_SIZES = 4
"""A text four times as long as another is no telling of the same report."""
_LATEST = date.max


def same_report(documents: Sequence[Document]) -> list[int]:
    """For each document the index of the first of its group: the earliest, then the longest.

    A document alone stands for itself. Order of the input decides nothing but ties.
    """
    group = list(range(len(documents)))

    def root(i: int) -> int:
        while group[i] != i:
            i = group[i]
        return i

    # the runs of words of every document at once would take more memory than all texts
    @lru_cache(maxsize=64)
    def fingerprint(i: int) -> Fingerprint:
        return Fingerprint.of(documents[i].text)

    @lru_cache(maxsize=8192)
    def counted(i: int) -> frozenset[str]:
        return figures(documents[i].text)

    for i, j in chain(alike(sketches(d.text for d in documents)), _sharing(documents)):
        if root(i) == root(j) or not _comparable(documents[i], documents[j]):
            continue
        unlike = other_figures(counted(i), counted(j))
        if not unlike and same_story(fingerprint(i), fingerprint(j)):
            group[root(j)] = root(i)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for i in range(len(documents)):
        members[root(i)].append(i)
    first = {r: min(found, key=lambda i: _age(documents[i])) for r, found in members.items()}
    return [first[root(i)] for i in range(len(documents))]


def _comparable(a: Document, b: Document) -> bool:
    sizes = sorted((len(a.text), len(b.text)))
    return sizes[0] * _SIZES >= sizes[1]


def _age(document: Document) -> tuple[date, bool, int, str]:
    """Earlier first; on one day a wire report before others, then the longer text."""
    day = document.published.start if document.published else _LATEST
    return day, document.source_class != "wire agency", -len(document.text), document.id


def _sharing(documents: Sequence[Document]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that share several figures or names which few others have."""
    numbers: dict[str, int] = {}
    spots = [
        (number, numbers.setdefault(token, len(numbers)))
        for number, document in enumerate(documents)
        for token in sorted(rare_tokens(document.text))
    ]
    if not spots:
        return
    document_of, token_of = np.array(sorted(spots, key=itemgetter(1))).T
    rank = np.arange(len(token_of)) - np.searchsorted(token_of, token_of)
    kept = rank < _RARE
    shape = len(documents), len(numbers)
    held = csr_array((np.ones(kept.sum(), np.int32), (document_of[kept], token_of[kept])), shape)
    for first in range(0, len(documents), _AT_ONCE):
        shared = (held[first : first + _AT_ONCE] @ held.T).tocoo()
        for one, two, count in zip(shared.row + first, shared.col, shared.data, strict=True):
            if one < two and count >= _SHARED:
                yield int(one), int(two)
