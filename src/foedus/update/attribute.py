"""Who moved what: in order of arrival, and free of order (Shapley)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from foedus.update.likelihood import Floats
from foedus.update.subsets import Subsets, Weighed, log_odds


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


def shift_error(before: Weighed, after: Weighed) -> Floats:
    """Monte-Carlo error of a change of log-odds, ``[columns]``.

    Parameter draws are the independent units. Two samples share them too, and what they share
    is taken off where both speak of the same draws.
    """
    gap = after.influence() - before.influence()
    return np.asarray(np.sqrt((gap**2).sum(axis=0)))
