"""Documents that carry one report: copies and retellings, grouped, with the first of each group.

Copies are found by MinHash over runs of three words (locality-sensitive
hashing, so the cost grows with the number of documents, not of pairs);
retellings by rare figures and names in common, confirmed by `story.same_story`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain

from datasketch import MinHash, MinHashLSH

from foedus.documents.records import Document
from foedus.documents.story import Fingerprint, figures, other_figures, rare_tokens, same_story
from foedus.documents.tokens import shingles

_COPY = 0.5
"""Jaccard similarity of word runs from which two texts are copies: half of the wording."""
_PERMUTATIONS = 96
_RARE = 30
"""Documents that may share a figure or name before it stops proposing pairs."""
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

    for i, j in chain(_copies(documents), _sharing(documents)):
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


def _copies(documents: Sequence[Document]) -> Iterator[tuple[int, int]]:
    """Pairs of texts with much of their wording in common."""
    index: MinHashLSH[int] = MinHashLSH(threshold=_COPY, num_perm=_PERMUTATIONS)
    for number, document in enumerate(documents):
        sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update_batch([run.encode() for run in shingles(document.text, 3)] or [b""])
        yield from ((other, number) for other in sorted(index.query(sketch)))
        index.insert(number, sketch)


def _sharing(documents: Sequence[Document]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that share several figures or names which few others have."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        shared: Counter[int] = Counter()
        for token in sorted(rare_tokens(document.text)):
            if len(holders[token]) < _RARE:
                shared.update(holders[token])
                holders[token].append(number)
        yield from ((other, number) for other in sorted(shared) if shared[other] >= _SHARED)
