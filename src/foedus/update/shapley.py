"""Shapley shares: what each player adds, averaged over all orders in which they could come.

All orders are counted, by subsets, for up to `EXACT` players; beyond that orders are drawn in
antithetic pairs (an order and its reverse), and the spread between pairs gives the error.
Either way the shares sum to the whole change exactly, since every order does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from foedus.core.rng import uniforms

Floats = NDArray[np.float64]
Value = Callable[[frozenset[str]], Floats]
"""Worth of a subset, ``[columns]``."""

Along = Callable[[Sequence[str]], Iterable[Floats]]
"""Worth of nothing, then of the players one after another in an order."""

EXACT = 6
PAIRS, FEWEST = 16, 4
BUDGET = 4000
"""Subsets that are weighed in all: with many players fewer orders are drawn."""


def shapley(
    players: Sequence[str], value: Value, along: Along, *, seed: int, most: int = PAIRS
) -> tuple[Floats, Floats]:
    """Shares and the errors of drawing orders, ``[players, …]`` with the axes of a worth behind.

    `most` bounds the pairs of orders that are drawn, at least two.
    """
    if len(players) <= EXACT:
        shares = _exact(players, value)
        return shares, np.zeros_like(shares)
    return _sampled(players, along, seed, most)


def _exact(players: Sequence[str], value: Value) -> Floats:
    n = len(players)
    worth = {
        frozenset(some): value(frozenset(some))
        for size in range(n + 1)
        for some in combinations(players, size)
    }
    rows = []
    for player in players:
        others = [p for p in players if p != player]
        total = np.zeros_like(worth[frozenset()])
        for size in range(n):
            weight = factorial(size) * factorial(n - size - 1) / factorial(n)
            for some in combinations(others, size):
                total = total + weight * (
                    worth[frozenset({*some, player})] - worth[frozenset(some)]
                )
        rows.append(total)
    return np.array(rows)


def _sampled(players: Sequence[str], along: Along, seed: int, most: int) -> tuple[Floats, Floats]:
    lanes = np.arange(len(players), dtype=np.uint32)
    pairs = min(most, max(FEWEST, BUDGET // (2 * len(players))))
    means = []
    for pair in range(pairs):
        order = np.argsort(uniforms(seed, "evidence.shapley", lanes, pair), kind="stable")
        means.append((_gains(players, along, order) + _gains(players, along, order[::-1])) / 2)
    found = np.array(means)
    return found.mean(axis=0), found.std(axis=0, ddof=1) / np.sqrt(pairs)


def _gains(players: Sequence[str], along: Along, order: NDArray[np.intp]) -> Floats:
    """What each player adds along one order, ``[players, columns]``."""
    worth = np.array(list(along([players[place] for place in order])))
    rows = np.empty_like(worth[1:])
    rows[order] = np.diff(worth, axis=0)
    return rows
