"""Shapley shares: what each player adds, averaged over all orders in which they could come.

All subsets are counted for up to `EXACT` players; beyond that orders are drawn in antithetic
pairs (an order and its reverse), and the spread between pairs gives the error. Either way the
shares sum to the whole change exactly, since every order does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from foedus.core.rng import uniforms

Floats = NDArray[np.float64]
Value = Callable[[frozenset[str]], Floats]
"""Worth of a subset, ``[columns]``."""

EXACT = 6
PAIRS = 24


def shapley(players: Sequence[str], value: Value, *, seed: int) -> tuple[Floats, Floats]:
    """Shares and their errors, ``[players, columns]``."""
    if len(players) <= EXACT:
        shares = _exact(players, value)
        return shares, np.zeros_like(shares)
    return _sampled(players, value, seed)


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


def _sampled(players: Sequence[str], value: Value, seed: int) -> tuple[Floats, Floats]:
    lanes = np.arange(len(players), dtype=np.uint32)
    means = []
    for pair in range(PAIRS):
        order = np.argsort(uniforms(seed, "evidence.shapley", lanes, pair), kind="stable")
        means.append((_along(players, value, order) + _along(players, value, order[::-1])) / 2)
    found = np.array(means)
    return found.mean(axis=0), found.std(axis=0, ddof=1) / np.sqrt(PAIRS)


def _along(players: Sequence[str], value: Value, order: NDArray[np.intp]) -> Floats:
    """What each player adds along one order, ``[players, columns]``."""
    before = value(frozenset())
    rows = np.zeros((len(players), len(before)))
    some = set[str]()
    for place in order:
        some.add(players[place])
        after = value(frozenset(some))
        rows[place], before = after - before, after
    return rows
