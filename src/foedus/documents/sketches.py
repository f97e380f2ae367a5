"""Pairs of texts worth a look as copies: by MinHash, in memory that grows with their number only.

A text becomes 96 numbers; the share of them that two texts have in common
estimates how much of their wording they share. Of each band of five numbers,
texts that agree in all five stand side by side once they are sorted, and each
is compared with a few neighbours, so that a thousand texts from one mould cost
a thousand comparisons, not a million.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zlib import crc32

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

from foedus.documents.tokens import shingles

Sketches = NDArray[np.uint32]
_NUMBERS, _BAND = 96, 5
"""With bands of five, 96 numbers find 45 of 100 pairs that share half of their wording, 95 of
those that share two thirds."""
_NEIGHBOURS = 8
_LEAST = 0.35
"""Share of equal numbers below which two texts have less than half of their wording in common."""
_WORDS = 3


def sketches(texts: Iterable[str]) -> Sketches:
    """One row of numbers a text.

    >>> a, b = sketches(["rain fell on the quiet harbour", "Rain fell on the quiet harbour."])
    >>> bool((a == b).all())
    True
    """
    rows = [_row(text) for text in texts]
    return np.stack(rows) if rows else np.empty((0, _NUMBERS), np.uint32)


def _row(text: str) -> Sketches:
    sketch = MinHash(num_perm=_NUMBERS, seed=1, hashfunc=crc32)
    sketch.update_batch([run.encode() for run in shingles(text, _WORDS)] or [b""])
    return sketch.hashvalues.astype(np.uint32)


def alike(made: Sketches) -> Iterator[tuple[int, int]]:
    """Pairs of rows that probably share half of the wording, in order, the lower first."""
    found = [_neighbours(made, at) for at in range(0, _NUMBERS - _BAND + 1, _BAND)]
    codes = np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
    for one, two in zip(*np.divmod(codes, max(len(made), 1)), strict=True):
        if (made[one] == made[two]).mean() >= _LEAST:
            yield int(one), int(two)


def _neighbours(made: Sketches, at: int) -> NDArray[np.int64]:
    """Rows that agree in the band from `at`, each with the few most like it, as one number."""
    turned = np.roll(made, -at, axis=1)
    order = np.lexsort(turned.T[2 * _BAND :: -1])
    band = turned[order, :_BAND]
    found = []
    for gap in range(1, min(_NEIGHBOURS, len(made) - 1) + 1):
        same = (band[:-gap] == band[gap:]).all(axis=1)
        one, two = order[:-gap][same], order[gap:][same]
        found.append(np.minimum(one, two) * len(made) + np.maximum(one, two))
    return np.concatenate(found) if found else np.empty(0, np.int64)
