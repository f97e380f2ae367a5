"""Strips: the classes judged again with one threshold moved, trajectory by trajectory.

A probe judges the same paths once for every value of every threshold's strip; only what hangs
on the threshold is worked out again. The value in force is not judged twice: its rows are those
of the table itself.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.language import Expression, Path
from foedus.ensemble.outcomes import (
    Outcomes,
    compile_outcomes,
    compile_tried,
    first_that_holds,
    vocabulary,
)

NAME = "strips"


@dataclass(frozen=True, slots=True)
class Moved:
    """A threshold at another value: what is compiled anew, and what of a memo is stale."""

    threshold: str
    value: float
    readings: tuple[str, ...]
    """Readings whose classes hang on it."""
    expressions: Mapping[str, Expression]
    stale: frozenset[str]


@dataclass(frozen=True)
class Strips:
    """The probe: one row of answers for every moved threshold and reading that it touches.

    Answers are places of classes in the order of their reading, ``[rows, trajectories]``.
    """

    outcomes: Outcomes
    moved: tuple[Moved, ...]
    name: str = NAME
    since: int = 0

    @cached_property
    def needs(self) -> frozenset[str]:
        """Variables of the predicates."""
        return frozenset(self.outcomes.needs)

    @property
    def rows(self) -> tuple[tuple[str, float, str], ...]:
        """Threshold, value and reading of each row."""
        return tuple((m.threshold, m.value, r) for m in self.moved for r in m.readings)

    def ask(self, path: Path) -> NDArray[np.uint8]:
        """Classes of every trajectory under every moved threshold."""
        memo: dict[str, Any] = {}
        held = {n: np.asarray(e.evaluate(path, memo)) for n, e in self._decisive.items()}
        rows = [row for moved in self.moved for row in self._judge(moved, path, memo, held)]
        return np.stack(rows) if rows else np.zeros((0, *next(iter(held.values())).shape), np.uint8)

    def _judge(
        self, moved: Moved, path: Path, memo: Mapping[str, Any], held: Mapping[str, Any]
    ) -> Iterator[NDArray[np.uint8]]:
        fresh = {name: value for name, value in memo.items() if name not in moved.stale}
        again = {n: np.asarray(e.evaluate(path, fresh)) for n, e in moved.expressions.items()}
        for reading in moved.readings:
            yield first_that_holds({**held, **again}, self.outcomes.readings[reading])

    @cached_property
    def _decisive(self) -> dict[str, Expression]:
        named = {name for order in self.outcomes.readings.values() for name in order}
        return {n: e for n, e in self.outcomes.expressions.items() if n in named}


def strips_of(case: Case) -> Strips:
    """The probe for all strips of a case; thresholds that decide no class have no row."""
    outcomes = compile_outcomes(case)
    moved = [
        move(case, outcomes, name, value)
        for name, threshold in case.thresholds.items()
        for value in threshold.strip
        if value != threshold.value
    ]
    return Strips(outcomes, tuple(m for m in moved if m.readings))


def move(case: Case, outcomes: Outcomes, threshold: str, value: float) -> Moved:
    """One threshold at one value, compiled."""
    words = vocabulary(case)
    words = replace(words, constants={**words.constants, threshold: value})
    texts = {name: record.expression for name, record in case.definitions.items()}
    stale = frozenset(n for n, text in texts.items() if threshold in names_of(text, texts))
    touched = [n for n, s in case.scenarios.items() if threshold in names_of(s.expression, texts)]
    readings = tuple(r for r, order in outcomes.readings.items() if set(order) & set(touched))
    compiled = {
        name: compile_tried(record.expression, words, where=str(record.place), decides=True)
        for name in touched
        if (record := case.scenarios[name]).primary
    }
    return Moved(threshold, value, readings, compiled, stale)


def names_of(text: str, definitions: Mapping[str, str]) -> set[str]:
    """Names that an expression leans on, through definitions too.

    >>> sorted(names_of("a and x > 1", {"a": "y < s1_aid"}))
    ['a', 's1_aid', 'x', 'y']
    """
    found: set[str] = set()
    waiting = [text]
    while waiting:
        tree = ast.parse(waiting.pop(), mode="eval")
        names = {ast.unparse(n) for n in ast.walk(tree) if isinstance(n, ast.Name | ast.Attribute)}
        waiting += [definitions[name] for name in names - found if name in definitions]
        found |= names
    return found
