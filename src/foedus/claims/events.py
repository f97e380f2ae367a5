"""Claims about the same happening become one event, within and across documents and languages.

Pairs that could be alike are proposed by blocks (same document; same parties in
the same month or year) and scored by `pairs.score`. Claims that a chain of strong
pairs ties together are then joined by average linkage: two groups become one when
the mean score over all their pairs is high enough. Single linkage was set aside
because one loose sentence joined whole articles into one event.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from foedus.claims.pairs import FAR, QUAD_OF, View, rarities, score
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
_Links = dict[int, dict[int, float]]
_Key = tuple[str, ...]


def events(claims: Sequence[Claim], published: dict[str, Period | None]) -> list[int]:
    """The number of the event of each claim; numbers follow the order of first mention.

    Parameters
    ----------
    claims : coded claims of any number of documents.
    published : date of each document by id, for claims without a date of their own.
    """
    views = [View.of(claim) for claim in claims]
    rarity = rarities(views)
    parent = list(range(len(views)))
    for i, j in _proposed(views, published):
        one, two = _top(parent, i), _top(parent, j)
        if one != two and score(views[i], views[j], rarity) > JOIN:
            parent[max(one, two)] = min(one, two)
    label = list(range(len(claims)))
    for part in _components(parent, views):
        for group in _joined(_compared(part, views, rarity)):
            for member in group:
                label[member] = min(group)
    order: dict[int, int] = {}
    return [order.setdefault(first, len(order)) for first in label]


def _top(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _components(parent: list[int], views: Sequence[View]) -> Iterator[list[int]]:
    """Claims that a chain of strong pairs ties together; a very long chain in slices."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for i in range(len(parent)):
        members[_top(parent, i)].append(i)
    for part in members.values():
        if len(part) > _LARGE:
            part.sort(key=lambda i: _kin(views[i]))
        if len(part) > 1:
            yield from (sorted(part[at : at + _LARGE]) for at in range(0, len(part), _LARGE))


def _kin(view: View) -> tuple[list[str], str, tuple[int, int]]:
    """Parties, act and days: what stands side by side in a slice."""
    return sorted(view.parties), view.claim.action, view.days or (0, 0)


def _compared(part: list[int], views: Sequence[View], rarity: dict[str, float]) -> _Links:
    """Every pair of a component, scored."""
    links: _Links = {i: {} for i in part}
    for i, j in combinations(part, 2):
        links[i][j] = links[j][i] = max(score(views[i], views[j], rarity), UNLIKE)
    return links


def _proposed(
    views: Sequence[View], published: dict[str, Period | None]
) -> Iterator[tuple[int, int]]:
    """Pairs that share a document, or parties and a time; each once."""
    blocks: defaultdict[int, list[int]] = defaultdict(list)
    numbers: dict[_Key, int] = {}  # a number takes a tenth of the memory of a key
    keys = [
        tuple(
            numbers.setdefault(key, len(numbers))
            for key in _keys(view, published.get(view.claim.doc))
        )
        for view in views
    ]
    for number, own in enumerate(keys):
        for key in own:
            blocks[key].append(number)
    for block, members in blocks.items():
        members.sort(key=lambda n: (views[n].days or (0, 0), n))
        for at, first in enumerate(members):
            for second in members[at + 1 : at + 1 + _WINDOW]:
                if not _could_be_one(views[first], views[second]):
                    continue
                if next(key for key in keys[first] if key in keys[second]) == block:
                    yield first, second


def _could_be_one(a: View, b: View) -> bool:
    """A quick look that spares most pairs the full comparison; it loses none that could join."""
    if not a.parties & b.parties:
        return False
    if a.claim.doc == b.claim.doc:
        return True
    if a.claim.action != b.claim.action and not a.concepts & b.concepts:
        return False
    return not (a.days and b.days) or max(a.days[0], b.days[0]) - min(a.days[1], b.days[1]) <= FAR


def _keys(view: View, published: Period | None) -> Iterator[_Key]:
    """The blocks of a claim: its document; its parties with month, or with year where coarse."""
    claim = view.claim
    yield ("document", claim.doc)
    time = claim.date or published
    if time is None:
        times = ["undated"]
    elif time.precision in ("day", "month"):
        times = [f"{time.start:%Y-%m}", f"{time.start:%Y}"]
    else:
        times = [f"{time.start:%Y}", f"{time.end:%Y}"]
    for pair in _dyads(view.parties):
        for when in dict.fromkeys(times):
            yield (*pair, QUAD_OF[claim.action].split()[1], when)


def _dyads(parties: Iterable[str]) -> Iterator[tuple[str, ...]]:
    codes = sorted(parties)
    yield from combinations(codes, 2) if len(codes) > 1 else [tuple(codes)]


def _joined(links: _Links) -> Iterator[list[int]]:
    """Groups of two and more by average linkage, from the strongest pair down."""
    members = {i: [i] for i in links}
    total = {i: dict(near) for i, near in links.items()}
    count = {i: dict.fromkeys(near, 1) for i, near in links.items()}
    heap = [
        (-v, i, j, 1, 1) for i, near in links.items() for j, v in near.items() if i < j and v > JOIN
    ]
    heapq.heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        stale = a not in members or b not in members
        if stale or (len(members[a]), len(members[b])) != (size_a, size_b):
            continue
        members[a] += members.pop(b)
        _merge(total, count, a, b)
        for c in total[a]:
            if c in members:
                pairs = len(members[a]) * len(members[c])
                mean = (total[a][c] + UNLIKE * (pairs - count[a][c])) / pairs
                if mean > JOIN:
                    heapq.heappush(heap, (-mean, a, c, len(members[a]), len(members[c])))
    yield from (group for group in members.values() if len(group) > 1)


def _merge(total: _Links, count: dict[int, dict[int, int]], a: int, b: int) -> None:
    """Add the links of `b` to those of `a` on both sides."""
    for c, value in total.pop(b).items():
        number = count[b][c]
        if c == a:
            continue
        total[a][c] = total[c][a] = total[a].get(c, 0.0) + value
        count[a][c] = count[c][a] = count[a].get(c, 0) + number
        total[c].pop(b, None)
        count[c].pop(b, None)
    total[a].pop(b, None)
    count[a].pop(b, None)
    count.pop(b)
