"""A question put to every trajectory of a run, answered while its months are at hand.

Paths are not kept (memory would grow with the number of trajectories); answers are, one for
each trajectory and policy. What evidence, threshold strips, indicators and searches need to
know of a trajectory, they ask by probes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.language import Expression, Path

Answers = dict[str, NDArray[Any]]
"""Answers by name of the probe, ``[trajectories]`` each, or ``[rows, trajectories]``."""


class Probe(Protocol):
    """A named question.

    `needs` are the variables it reads and `since` the first step it reads them at; 0 stands
    for the months that predicates of scenarios read.
    """

    @property
    def name(self) -> str: ...
    @property
    def needs(self) -> frozenset[str]: ...
    @property
    def since(self) -> int: ...
    def ask(self, path: Path) -> NDArray[Any]:
        """One answer, or one column of answers, for each trajectory of a path."""
        ...


@dataclass(frozen=True, slots=True)
class Holds:
    """Whether a condition holds in any (or in all) of the steps `first` to `last`.

    The months before `first` are at hand for expressions that look back, as many as `back`.
    """

    name: str
    expression: Expression
    first: int
    last: int
    throughout: bool = False
    back: int = 1

    @property
    def needs(self) -> frozenset[str]:
        """Variables of the expression."""
        return self.expression.needs

    @property
    def since(self) -> int:
        """First step read."""
        return max(self.first - self.back, 1)

    def ask(self, path: Path) -> NDArray[np.bool_]:
        """True for each trajectory on which the condition holds."""
        begin = max(self.since - path.first, 0)
        end = self.last - path.first + 1
        piece = Path({name: path.series[name][begin:end] for name in self.needs}, self.since)
        condition = np.asarray(self.expression.evaluate(piece, {}))
        condition = condition[self.first - piece.first :]
        return np.asarray(condition.all(axis=0) if self.throughout else condition.any(axis=0))


@dataclass(frozen=True, slots=True)
class Level:
    """The value of a variable, or of one of its labels, at the end of a step."""

    name: str
    variable: str
    step: int
    label: int | None = None

    @property
    def needs(self) -> frozenset[str]:
        """The variable."""
        return frozenset({self.variable})

    @property
    def since(self) -> int:
        """The step."""
        return self.step

    def ask(self, path: Path) -> NDArray[np.float32]:
        """The value on each trajectory, in the unit of the variable."""
        row = path.series[self.variable][self.step - path.first]
        return np.asarray(row if self.label is None else row[self.label], np.float32)


def ask_all(probes: tuple[Probe, ...], path: Path) -> Answers:
    """All answers of some trajectories."""
    return {probe.name: probe.ask(path) for probe in probes}
