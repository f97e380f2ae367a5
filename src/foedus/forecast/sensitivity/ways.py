"""How the inputs are grouped for the variance shares: every way puts each input in one group.

What the screening saw move no class is put together under `REST`: a matrix for each of them
would cost as much as one that acts, and the index of all of them together bounds each.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.sensitivity.factors import Factor, groups_by
from foedus.forecast.sensitivity.records import REST, ScreenRow

Groups = Mapping[str, NDArray[np.bool_]]
WAYS = ("basis", "mechanism")
"""Ways to group all inputs; parameters that the screening kept are a third."""

LEAST = 0.02
"""A mechanism none of whose inputs moves a class by so much has no group of its own."""


def ways_of(
    factors: Sequence[Factor], by: Sequence[str], screened: Sequence[ScreenRow]
) -> Mapping[str, Groups]:
    """Members of each group, by way; all groups of a way where nothing was screened."""
    ways: dict[str, Groups] = {way: groups_by(factors, way) for way in by}
    if screened:
        acting = {row.name for row in screened if row.largest >= LEAST}
        homes = {factor.mechanism for factor in factors if factor.owner in acting}
        if "mechanism" in ways:
            ways["mechanism"] = _with_rest(ways["mechanism"], homes)
        kept = {row.name for row in screened if row.kept}
        ways["parameter"] = _with_rest(groups_by(factors, "owner"), kept)
    return ways


def _with_rest(groups: Groups, own: Collection[str]) -> Groups:
    """The groups named, and one of all others if there are any."""
    found = {name: member for name, member in groups.items() if name in own}
    rest = ~np.logical_or.reduce(list(found.values())) if found else None
    if rest is None:
        return groups
    return {**found, REST: rest} if rest.any() else found
