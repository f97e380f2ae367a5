"""The lever path of a policy, month by month, and the clamps it brings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case, LeverChange, Policy
from foedus.core.errors import UnknownName
from foedus.model.mechanisms.levers import IDS as LEVERS

HISTORY = "history"


def find_policy(case: Case, name: str) -> Policy:
    """A policy of the case by name; `UnknownName` lists the known ones."""
    if name not in case.policies:
        raise UnknownName("policy", name, case.policies)
    return case.policies[name]


def lever_path(case: Case, policy: Policy, origin: int) -> NDArray[np.float32]:
    """Value in force of every lever in every step, ``[steps, levers]``.

    Up to step `origin` the path is the observed one, whatever the policy.
    """
    observed = _observed(case)
    path = observed.copy() if policy.base == HISTORY else _base(case, policy, origin)
    if policy.column and policy.column_from:
        _apply(case, path, _column(case, policy))
    _apply(case, path, policy.changes)
    path[:origin] = observed[:origin]
    return path


def observed_path(case: Case) -> NDArray[np.float32]:
    """The observed path, held at its last values beyond the data."""
    return _observed(case)


def lever_mean(case: Case, lever: str) -> float:
    """uref of a lever: its mean over the administrations that took office by the end of the data,
    equally; tone counts levers from it."""
    begun = [term for term, record in case.terms.items() if record.start <= case.data_cut]
    return float(np.mean([case.levers[lever].columns[term] for term in begun]))


def term_of_step(case: Case) -> NDArray[np.int32]:
    """Place in ``case.sets['term']`` of the administration on each step's reading day."""
    days = [case.grid.reading_day(k) for k in range(1, case.grid.steps + 1)]
    starts = [case.terms[name].start for name in case.sets["term"]]
    return np.array([_latest(starts, day) for day in days], np.int32)


def _latest(starts: Iterable[date], day: date) -> int:
    begun = [place for place, start in enumerate(starts) if start <= day]
    return begun[-1] if begun else 0


def _observed(case: Case) -> NDArray[np.float32]:
    path = np.zeros((case.grid.steps, len(LEVERS)), np.float32)
    _apply(case, path, case.lever_history)
    return path


def _base(case: Case, policy: Policy, origin: int) -> NDArray[np.float32]:
    return lever_path(case, find_policy(case, policy.base), origin)


def _column(case: Case, policy: Policy) -> list[LeverChange]:
    day = policy.column_from or policy.start
    return [
        LeverChange(
            name, day, lever.columns[policy.column], lever.basis, lever.source, "", lever.place
        )
        for name, lever in case.levers.items()
    ]


def _apply(case: Case, path: NDArray[np.float32], changes: Iterable[LeverChange]) -> None:
    """Write each change from the first step whose reading day is not before it."""
    grid = case.grid
    for change in sorted(changes, key=lambda c: c.start):
        step = grid.step_holding(change.start)
        first = step if grid.reading_day(max(step, 1)) >= change.start else step + 1
        path[max(first, 1) - 1 :, LEVERS.index(change.lever)] = change.value
