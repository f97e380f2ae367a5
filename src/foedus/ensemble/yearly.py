"""What is compared besides the scenarios: variables by topic, asked of every trajectory by year.

The figure of a year is the value at the end of December; flows, which are lumpy, are means of
the twelve months before. The horizon counts as one more date. At most `MOST` trajectories answer,
as many of each tile, so that memory does not grow with the size of a run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.core.errors import UnknownName
from foedus.ensemble.engine import TILE
from foedus.ensemble.language import Path
from foedus.ensemble.request import Request
from foedus.ensemble.sample import shown

DECEMBER = 12
MOST = 20_480
"""Trajectories of a policy that answer questions about variables."""


@dataclass(frozen=True, slots=True)
class Item:
    """A variable to compare; `months` to average over, `log` if it is kept as a logarithm."""

    variable: str
    months: int = 1
    log: bool = False
    unit: str = ""
    """Unit of what is shown, where it is not that of the variable."""


TOPICS: dict[str, tuple[Item, ...]] = {
    "effort": (Item("europe.effort"), Item("nato.at2"), Item("effort.x", log=True, unit="% GDP")),
    "forces": (
        Item("forces.total"),
        Item("forces.permanent"),
        Item("forces.rotational"),
        Item("forces.usa_europe"),
    ),
    "aid": (Item("aid.usa", months=12), Item("aid.europe", months=12)),
    "trust": (Item("trust.usa"), Item("cohesion.nato")),
    "trade": (Item("trade.level"),),
    "arms": (Item("arms.us_share"), Item("europe.self"), Item("enablers.europe")),
    "russia": (Item("threat.russia"), Item("deterrence")),
    "tone": (
        Item("tone.shown"),
        Item("tone.usa_jpn_security"),
        Item("tone.usa_jpn_economy"),
    ),
}
"""Variables by topic; a case without one of them is compared without it."""

HEADLINE = (
    "europe.effort", "nato.at2", "forces.total", "forces.permanent", "aid.usa", "aid.europe",
    "trust.usa", "cohesion.nato", "trade.level", "arms.us_share", "europe.self", "threat.russia",
)  # fmt: skip
"""Variables of the first table."""


def items_of(case: Case, topics: tuple[str, ...] = ()) -> Iterator[tuple[str, Item]]:
    """Topic and item of all that a case can compare.

    Raises `UnknownName` for a topic that is none.
    """
    known = set(shown(case))
    for topic in check_topics(topics) or tuple(TOPICS):
        yield from ((topic, item) for item in TOPICS[topic] if item.variable in known)


def steps_of(case: Case, origin: int, last: int) -> tuple[int, ...]:
    """Decembers after step `origin`, and the last step."""
    months = case.grid.months
    ends = [k for k in range(origin + 1, last + 1) if months[k - 1] == DECEMBER]
    return tuple(dict.fromkeys([*ends, last]))


def yearly_probes(case: Case, request: Request, topics: tuple[str, ...] = ()) -> list[Yearly]:
    """What a sweep must ask of its trajectories so that policies can be compared by year."""
    grid = case.grid
    last = last_step(case, request)
    steps = steps_of(case, grid.step_holding(request.history_to) - 1, last)
    return [Yearly(item, steps, lanes_of_tile(request)) for _, item in items_of(case, topics)]


def last_step(case: Case, request: Request) -> int:
    """The last step of a request."""
    if request.horizon >= case.grid.horizon:
        return case.grid.steps
    return case.grid.step_holding(request.horizon) - (request.horizon.day == 1)


def lanes_of_tile(request: Request) -> int:
    """How many trajectories of each tile answer."""
    total = request.parameter_draws * request.replicates
    return TILE if total <= MOST else max(TILE * MOST // total, 1)


def answering(trajectories: int, lanes: int) -> NDArray[np.intp]:
    """Numbers of the trajectories that answer.

    >>> answering(1030, 2)
    array([   0,    1, 1024, 1025])
    """
    return np.flatnonzero(np.arange(trajectories) % TILE < lanes)


@dataclass(frozen=True, slots=True)
class Yearly:
    """A probe: an item at some steps, ``[steps, labels, trajectories]``; one label if scalar."""

    item: Item
    steps: tuple[int, ...]
    lanes: int = TILE
    """Trajectories of each tile that answer."""

    @property
    def name(self) -> str:
        """The variable."""
        return self.item.variable

    @property
    def needs(self) -> frozenset[str]:
        """The variable."""
        return frozenset({self.item.variable})

    @property
    def since(self) -> int:
        """First step of the first mean."""
        return max(min(self.steps) - self.item.months + 1, 1)

    def ask(self, path: Path) -> NDArray[np.float32]:
        """Values in the unit of the item."""
        series = path.series[self.item.variable][..., : self.lanes]
        rows = [self._at(series, step - path.first) for step in self.steps]
        values = np.stack(rows).reshape(len(rows), -1, series.shape[-1])
        return np.exp(values) if self.item.log else values

    def _at(self, series: NDArray[Any], place: int) -> NDArray[np.float32]:
        first = max(place - self.item.months + 1, 0)
        return np.asarray(series[first : place + 1].mean(axis=0), np.float32)


def check_topics(topics: tuple[str, ...]) -> tuple[str, ...]:
    """The topics asked for; `UnknownName` for one that is none."""
    for topic in topics:
        if topic not in TOPICS:
            raise UnknownName("topic", topic, TOPICS, where="--topic")
    return topics


def labels_of(case: Case, item: Item) -> tuple[str, ...]:
    """Labels of an item's variable; one empty label for a scalar."""
    index = case.variables[item.variable].index
    return case.sets[index] if index else ("",)
