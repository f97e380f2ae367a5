"""A measure of a relation by administration, as a record that a report can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from foedus.case.records import Measure
from foedus.forecast.relations.steps import Step

Seen = Literal["observed", "coded", "simulated"]


@dataclass(frozen=True, slots=True)
class Level:
    """Level of a measure in a term.

    lo, hi : 5 and 95 %, over trajectories of a simulated measure, over the periods of another; of
        coded acts the interval of their mean.
    count : months, quarters, years or acts behind it; 0 where it is simulated.
    """

    value: float
    lo: float
    hi: float
    count: int = 0


@dataclass(frozen=True, slots=True)
class Relation:
    """A measure of one side of a relation.

    levels : by term; a term without a figure is not there.
    change : of the last term on the one before, where both are there; a difference of periods has
        no interval, so that lo and hi are its value.
    step : when the mean changed, within the last two terms.
    """

    measure: Measure
    seen: Seen
    source: str
    levels: Mapping[str, Level]
    change: Level | None
    step: Step | None
