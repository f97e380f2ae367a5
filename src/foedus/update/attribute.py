"""Who moved what: in order of arrival, and free of order (Shapley)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from foedus.update.likelihood import Floats
from foedus.update.shapley import shapley
from foedus.update.subsets import Subsets, Weighed, log_odds

BATCHES = 50
"""Groups of parameter draws between which the error of a share is seen."""
FEW = 2
"""Pairs of orders from which it is."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a player changed when it came after those before it; arrays ``[columns]``."""

    player: str
    p: Floats
    shift: Floats
    se: Floats
    effective: float


def in_order(subsets: Subsets, players: Sequence[str]) -> Iterator[Arrival]:
    """Changes of log-odds as players come in, one after another."""
    before: Weighed | None = None
    for player, after in zip(("", *players), subsets.along(players), strict=True):
        if before is not None:
            shift = log_odds(after.p) - log_odds(before.p)
            yield Arrival(player, after.p, shift, shift_error(before, after), after.effective)
        before = after


def order_free(subsets: Subsets, players: Sequence[str], *, seed: int) -> tuple[Floats, Floats]:
    """Shapley shares of the change in log-odds and their errors, ``[players, columns]``.

    The error is that of the orders that were drawn and that of the trajectories: a share is a
    mean of changes, and what a parameter draw does to it is the same mean of what it does to
    each of them. For the latter few orders are enough.
    """
    shares, of_orders = shapley(
        players,
        lambda some: log_odds(subsets.weighed(some).p),
        lambda order: (log_odds(w.p) for w in subsets.along(order)),
        seed=seed,
    )
    moved, _ = shapley(
        players,
        lambda some: _influence(subsets.weighed(some)),
        lambda order: map(_influence, subsets.along(order)),
        seed=seed,
        most=FEW,
    )
    return shares, np.hypot(of_orders, np.sqrt((moved**2).sum(axis=1)))


def _influence(weighed: Weighed) -> Floats:
    """Influence on the log-odds by batches of parameter draws, ``[batches, columns]``."""
    found = weighed.influence()
    starts = np.linspace(0, len(found), min(BATCHES, len(found)), endpoint=False).astype(int)
    return np.asarray(np.add.reduceat(found, starts, axis=0))


def shift_error(before: Weighed, after: Weighed) -> Floats:
    """Monte-Carlo error of a change of log-odds, ``[columns]``.

    Parameter draws are the independent units. Two samples share them too, and what they share
    is taken off where both speak of the same draws.
    """
    gap = after.influence() - before.influence()
    return np.asarray(np.sqrt((gap**2).sum(axis=0)))
