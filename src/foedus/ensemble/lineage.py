"""Where the trajectories of a resampled tile come from.

A trajectory that survives evidence has had one history and, month by month since, the chances of
one place or another among the many that were tried. Written down, that is enough to run it again
under any policy, and nothing else of those that were tried need be kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.engine import Lanes, Numbers

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Lineage:
    """The past of some places, ``[places]`` each.

    history : place of the tile whose coded history each has.
    months, years : by step and by year, the number that names the chances each took.
    """

    history: Places
    months: Mapping[int, Numbers] = field(default_factory=dict)
    years: Mapping[int, Numbers] = field(default_factory=dict)

    def of(self, ancestor: Places | slice) -> Lineage:
        """The past of places that go on from these.

        >>> line = Lineage(np.array([4, 5]), {1: np.array([8, 9], np.uint32)})
        >>> line.of(np.array([1, 1, 0])).history
        array([5, 5, 4])
        """
        return Lineage(
            self.history[ancestor], _of(self.months, ancestor), _of(self.years, ancestor)
        )

    def on(self, step: int, year: int, own: Numbers) -> Lineage:
        """A month later, with chances of the places' own; a year that began goes on as it was."""
        return replace(self, months={**self.months, step: own}, years={year: own, **self.years})

    def lanes(self, own: Numbers) -> Lanes:
        """What the engine needs to run these places; beyond what is past they are their own."""
        return Lanes(own, self.months, self.years)


def _of(table: Mapping[int, Numbers], ancestor: Places | slice) -> dict[int, Numbers]:
    return {key: numbers[ancestor] for key, numbers in table.items()}
