"""Claims about the same happening become one event, within and across documents and languages.

Pairs that could be alike are proposed by blocks (same document; same parties in
the same month or year) and scored by `pairs.Pairs`. Claims that a chain of strong
pairs ties together are then joined by average linkage: two groups become one when
the mean score over all their pairs is high enough. Single linkage was set aside
because one loose sentence joined whole articles into one event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from foedus.claims.alike import QUAD_OF
from foedus.claims.columns import Ids
from foedus.claims.pairs import Pairs
from foedus.claims.record import Claim
from foedus.documents.records import Period

JOIN = -0.75
"""Mean logit at which two groups are one event: between best precision and best recall."""
UNLIKE = -8.0
"""Least logit of a pair: one outlier must not part a group."""
_LARGE = 120
"""Claims compared all with all; a longer chain of strong pairs is cut into slices of so many."""
_WINDOW = 40
"""Neighbours by date that a claim is compared with in a crowded block."""
_AT_ONCE = 200_000
"""Pairs scored together: memory against speed."""
_Key = tuple[str, ...]


def events(claims: Sequence[Claim], published: dict[str, Period | None]) -> list[int]:
    """The number of the event of each claim; numbers follow the order of first mention.

    Parameters
    ----------
    claims : coded claims of any number of documents.
    published : date of each document by id, for claims without a date of their own.
    """
    if not claims:
        return []
    pairs = Pairs(claims)
    label = np.arange(len(claims))
    for part in _components(_tied(pairs, *_blocks(claims, published)), claims):
        for group in _groups(pairs, part):
            label[group] = group.min()
    order: dict[int, int] = {}
    return [order.setdefault(first, len(order)) for first in label.tolist()]


def _blocks(claims: Sequence[Claim], published: dict[str, Period | None]) -> tuple[Ids, Ids]:
    """Block and claim of each entry, blocks together, in each the claims by date."""
    numbers: dict[_Key, int] = {}
    entries = [
        (numbers.setdefault(key, len(numbers)), *_days(claim), at)
        for at, claim in enumerate(claims)
        for key in dict.fromkeys(_keys(claim, published.get(claim.doc)))
    ]
    table = np.array(entries)
    table = table[np.lexsort(table.T[::-1])]
    return table[:, 0], table[:, -1]


def _tied(pairs: Pairs, block: Ids, claim: Ids) -> Ids:
    """The component of each claim: strong pairs tie them, of a block each with its neighbours."""
    label = np.arange(len(pairs.action.ids))
    for gap in range(1, min(_WINDOW, len(block) - 1) + 1):
        i, j = claim[:-gap], claim[gap:]
        untied = (block[:-gap] == block[gap:]) & (label[i] != label[j])
        i, j = i[untied], j[untied]
        for at in range(0, len(i), _AT_ONCE):
            strong = _strong(pairs, i[at : at + _AT_ONCE], j[at : at + _AT_ONCE])
            label = _merged(label, *(label[side] for side in strong))
    return label


def _strong(pairs: Pairs, i: Ids, j: Ids) -> tuple[Ids, Ids]:
    """The pairs that are one event by themselves."""
    could = pairs.possible(i, j)
    i, j = i[could], j[could]
    one = pairs.score(i, j) > JOIN
    return i[one], j[one]


def _merged(label: Ids, one: Ids, two: Ids) -> Ids:
    """Labels after those of `one` and `two` became the same."""
    count = int(label.max()) + 1
    graph = coo_array((np.ones(len(one), bool), (one, two)), shape=(count, count))
    merged: Ids = connected_components(graph, directed=False)[1].astype(np.int64)
    return merged[label]


def _components(label: Ids, claims: Sequence[Claim]) -> Iterator[Ids]:
    """Claims of one label; a very long chain of them in slices."""
    order = np.argsort(label, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        if len(part) > _LARGE:
            part = np.array(sorted(part.tolist(), key=lambda at: _kin(claims[at])))
        if len(part) > 1:
            yield from (np.sort(part[at : at + _LARGE]) for at in range(0, len(part), _LARGE))


def _kin(claim: Claim) -> tuple[list[str], str, tuple[int, int]]:
    """Parties, act and days: what stands side by side in a slice."""
    return sorted({*claim.actor, *claim.target}), claim.action, _days(claim)


def _days(claim: Claim) -> tuple[int, int]:
    return (claim.date.start.toordinal(), claim.date.end.toordinal()) if claim.date else (0, 0)


def _groups(pairs: Pairs, part: Ids) -> Iterator[Ids]:
    """Groups by average linkage, cut where the mean score falls to that of two events."""
    if len(part) < 2:
        return
    i, j = np.triu_indices(len(part), 1)
    score = np.maximum(pairs.score(part[i], part[j]), UNLIKE)
    best = score.max()
    number = fcluster(linkage(best - score, "average"), best - JOIN, "distance")
    yield from (part[number == n] for n in range(1, number.max() + 1))


def _keys(claim: Claim, published: Period | None) -> Iterator[_Key]:
    """The blocks of a claim: its document; its parties with month, or with year where coarse."""
    yield ("document", claim.doc)
    time = claim.date or published
    if time is None:
        times = ["undated"]
    elif time.precision in ("day", "month"):
        times = [f"{time.start:%Y-%m}", f"{time.start:%Y}"]
    else:
        times = [f"{time.start:%Y}", f"{time.end:%Y}"]
    for pair in _dyads({*claim.actor, *claim.target}):
        for when in dict.fromkeys(times):
            yield (*pair, QUAD_OF[claim.action].split()[1], when)


def _dyads(parties: Iterable[str]) -> Iterator[tuple[str, ...]]:
    codes = sorted(parties)
    yield from combinations(codes, 2) if len(codes) > 1 else [tuple(codes)]
