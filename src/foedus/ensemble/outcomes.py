"""Which class of outcomes a trajectory falls into, under each reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.core.errors import ExpressionError
from foedus.ensemble.language import Expression, Path, Vocabulary, compile_expression

TRIAL = 4, 3
"""Months and trajectories on which an expression is tried."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Compiled predicates of a case.

    `readings` gives, for each reading, its classes in order of precedence; `parts` the
    predicates reported beside them.
    """

    expressions: Mapping[str, Expression]
    readings: Mapping[str, tuple[str, ...]]
    parts: tuple[str, ...]

    @property
    def needs(self) -> tuple[str, ...]:
        """Variables that the predicates read."""
        return tuple(sorted(set().union(*(e.needs for e in self.expressions.values()))))

    def judge(self, path: Path) -> Judged:
        """Classes and parts of every trajectory of a path."""
        memo: dict[str, Any] = {}
        holds = {n: np.asarray(e.evaluate(path, memo)) for n, e in self.expressions.items()}
        classes = [first_that_holds(holds, order) for order in self.readings.values()]
        parts = [holds[name].astype(bool) for name in self.parts]
        lanes = classes[0].shape
        return Judged(
            np.stack(classes), np.stack(parts) if parts else np.zeros((0, *lanes), np.bool_)
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """Place of the class in its reading's order ``[readings, trajectories]``; parts as bool."""

    classes: NDArray[np.uint8]
    parts: NDArray[np.bool_]


def compile_outcomes(case: Case) -> Outcomes:
    """Compile the predicates of a case; the first fault is raised with its place."""
    words = vocabulary(case)
    for name, threshold in case.thresholds.items():
        if name in words.variables or name in words.definitions:
            raise ExpressionError(
                f"'{name}' is a threshold and something else too",
                where=str(threshold.place),
                remedy="rename one of them",
            )
    compiled = {
        name: compile_tried(s.expression, words, where=str(s.place), decides=True)
        for name, s in case.scenarios.items()
    }
    parts = tuple(n for n, s in case.scenarios.items() if not s.primary)
    return Outcomes(compiled, {n: r.order for n, r in case.readings.items()}, parts)


def compile_tried(text: str, words: Vocabulary, *, where: str, decides: bool) -> Expression:
    """Compile an expression and work it out on a few trajectories of nothing.

    What puts a number, a month or a series where another belongs fails here, with its place,
    and not in the middle of a run. One that `decides` must give each trajectory one answer.
    """
    expression = compile_expression(text, words, where=where)
    path = Path({name: _blank(words, name) for name in expression.needs or {"none"}}, 1)
    try:
        answer = expression.evaluate(path, {})
    except (TypeError, ValueError, AttributeError):  # what NumPy says of operands it cannot use
        raise ExpressionError(
            f"'{text}' puts a number, a month or a series where another belongs",
            where=where,
            remedy="see docs/language.md",
        ) from None
    if decides and np.shape(answer) != TRIAL[1:]:
        raise ExpressionError(
            f"'{text}' gives no single answer for a trajectory",
            where=where,
            remedy="take end(…), happened(first(…)) or within(…) of what changes by month",
        )
    return expression


def _blank(words: Vocabulary, name: str) -> NDArray[np.float32]:
    months, lanes = TRIAL
    labels = (len(words.labels[name]),) if name in words.labels else ()
    return np.zeros((months, *labels, lanes), np.float32)


def vocabulary(case: Case) -> Vocabulary:
    """The names that predicates of a case may use."""
    scalars = frozenset(n for n, v in case.variables.items() if not v.index)
    return Vocabulary(
        constants={n: t.value for n, t in case.thresholds.items()},
        variables=scalars,
        definitions={n: d.expression for n, d in case.definitions.items()},
        states={n: v.states for n, v in case.variables.items() if v.states},
        labels={n: case.sets[v.index] for n, v in case.variables.items() if v.index},
    )


def first_that_holds(holds: Mapping[str, Any], order: tuple[str, ...]) -> NDArray[np.uint8]:
    """Place of the class of each trajectory: the first in the order that holds."""
    table = np.stack([holds[name].astype(bool) for name in order])
    if not table.any(axis=0).all():
        raise ExpressionError(
            "some trajectories fall into no class",
            where="scenarios.toml",
            remedy="end each reading with a class whose expression is true",
        )
    return np.asarray(table.argmax(axis=0), np.uint8)
