"""A what-if as a course beside its baseline: a policy with more changes and clamps.

Levers, held variables, shocks and withdrawals become changes and clamps of a policy, which can
be saved as a policy file. Parameters cannot: they change for this course alone, from the origin
on; history, and with it the weight of every draw, stays that of the baseline.

    withdraw HOST:n@BY   permanent personnel in the host falls on a straight line from the figure
                         at the origin to n thousand less by the end of that month, then moves on
                         freely; the Army loses its share of permanent cuts
    pledge p@Y           u2 = 1; the second target is p - 2 above the first, due in Y; the credible
                         path rises to p in that year
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import singledispatch

import numpy as np

from foedus.case.records import Case, Clamp, LeverChange, Place, Policy, Text
from foedus.core.errors import BadOption
from foedus.ensemble.exogenous import permanent_by_month
from foedus.ensemble.model import Model
from foedus.ensemble.parameters import Table, medians
from foedus.ensemble.paths import lever_path
from foedus.forecast.whatif.changes import (
    Change,
    Held,
    LeverSet,
    ParameterSet,
    Pledge,
    ShockOn,
    Withdrawal,
)
from foedus.model.mechanism import Varying
from foedus.model.mechanisms.levers import IDS as LEVERS

NAME = "what-if"
TARGET, RAMP = "u2", 1.5
"""Lever of the second pledge; points of GDP that its path rises by, as `aggregates` writes it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What changes are built on: the model, the baseline and the step it is free from."""

    model: Model
    baseline: Policy
    origin: int
    """Last coded step."""

    @property
    def case(self) -> Case:
        """The case."""
        return self.model.case


def policy_of(ground: Ground, changes: Iterable[Change], name: str = NAME) -> Policy:
    """The baseline with the changes that a policy can hold."""
    levers = [change for c in changes for change in _levers(c, ground)]
    clamps = [clamp for c in changes for clamp in _clamps(c, ground)]
    base, horizon = ground.baseline, ground.case.grid.horizon
    clamps = [replace(c, end=c.end if c.end and c.end < horizon else None) for c in clamps]
    kept = [c for c in base.changes if not any(_covers(new, c) for new in changes)]
    ordered = sorted([*kept, *levers], key=lambda change: change.start)
    return replace(
        base, name=name, changes=tuple(ordered), clamps=(*base.clamps, *clamps), title=_title(name)
    )


def parameters_of(ground: Ground, changes: Iterable[Change]) -> Table:
    """Entries of the parameter table that the what-if replaces from the origin on."""
    out: Table = {}
    for change in changes:
        if isinstance(change, ParameterSet):
            given = {**ground.model.parameters, **out}
            out[change.name] = _entry(ground.case, given, change)
        if isinstance(change, Pledge):
            out |= _pledge(ground, change)
    return out


def _title(name: str) -> Text:
    return Text(f"What if: {name}", f"Giả định: {name}")


def _covers(new: Change, old: LeverChange) -> bool:
    """Whether a new setting of a lever makes a change of the baseline void."""
    if isinstance(new, Pledge):
        return old.lever == TARGET
    if not isinstance(new, LeverSet) or new.lever != old.lever:
        return False
    return old.start >= new.start and (new.end is None or old.start < new.end)


@singledispatch
def _levers(change: object, ground: Ground) -> Iterator[LeverChange]:
    return iter(())


@_levers.register
def _(change: LeverSet, ground: Ground) -> Iterator[LeverChange]:
    yield _lever(change.lever, change.start, change.value, change.written)
    if change.end and change.end < ground.case.grid.horizon:
        path = lever_path(ground.case, ground.baseline, ground.origin)
        step = ground.case.grid.step_holding(change.end)
        back = float(path[step - 1, LEVERS.index(change.lever)])
        if (change.lever, change.end) in {(c.lever, c.start) for c in ground.baseline.changes}:
            return  # the baseline says itself what holds from that day on
        yield _lever(change.lever, change.end, back, f"end of {change.written}")


@_levers.register
def _(change: Pledge, ground: Ground) -> Iterator[LeverChange]:
    start = ground.case.grid.first_day(ground.origin + 1)
    yield _lever(TARGET, start, 1.0, change.written)


def _lever(lever: str, start: date, value: float, note: str) -> LeverChange:
    return LeverChange(lever, start, round(value, 6), "judgement", "", note, Place("what-if", 0))


@singledispatch
def _clamps(change: object, ground: Ground) -> Iterator[Clamp]:
    return iter(())


@_clamps.register
def _(change: Held, ground: Ground) -> Iterator[Clamp]:
    if change.variable not in ground.model.clampable:
        raise BadOption(
            f"'{change.variable}' cannot be held",
            where=f"--set {change.written}",
            remedy=f"hold one of: {', '.join(ground.model.clampable)}",
        )
    yield _clamp(change.variable, change.value, change.start, change.end, change.label)


@_clamps.register
def _(change: ShockOn, ground: Ground) -> Iterator[Clamp]:
    grid = ground.case.grid
    begin = grid.step_holding(change.dated.day)
    for step in change.dated.steps:
        first = begin + step.after_months
        end = None if step.for_months is None else grid.first_day(first + step.for_months)
        if first <= grid.steps:
            yield _clamp(step.variable, step.value, grid.first_day(first), end)


@_clamps.register
def _(change: Withdrawal, ground: Ground) -> Iterator[Clamp]:
    case, grid = ground.case, ground.case.grid
    last = grid.step_holding(change.by)
    host = case.sets["host"].index(change.host)
    there = float(permanent_by_month(case, ground.model.tables)[ground.origin - 1, host])
    if change.thousand >= there:
        raise BadOption(
            f"{change.host} holds {there:.1f} thousand at the origin",
            where=f"--withdraw {change.written}",
            remedy="withdraw fewer",
        )
    army, share = (_number(case, name) for name in ("forces.start_army", "forces.s_g"))
    for step in range(ground.origin + 1, last + 1):
        gone = change.thousand * (step - ground.origin) / (last - ground.origin)
        days = grid.first_day(step), grid.first_day(step + 1)
        for name in ("forces.assigned", "forces.usa_europe"):
            yield _clamp(name, round(there - gone, 4), *days, change.host)
        yield _clamp("forces.army", round(max(army - share * gone, 0.0), 4), *days)


def _number(case: Case, name: str) -> float:
    """Prior median of a scalar parameter."""
    entry = medians(case, [name])[name]
    return float(np.ravel(entry.value if isinstance(entry, Varying) else entry)[0])


def _clamp(
    variable: str, value: float | str, start: date, end: date | None, label: str = ""
) -> Clamp:
    place = Place("what-if", 0)
    return Clamp(variable, label, start, end, value, "judgement", "", "", place)


def _entry(case: Case, table: Table, change: ParameterSet) -> object:
    """The entry of a parameter with the new value in place, of the same shape and kind."""
    old = table[change.name]
    drawn = isinstance(old, Varying)
    values = np.array(old.value if drawn else old, np.float32)
    place = case.parameters[change.name].labels.index(change.label) if change.label else ...
    values[place] = change.value
    return Varying(values) if drawn else values


def _pledge(ground: Ground, change: Pledge) -> Table:
    table = ground.model.parameters
    first = float(table["effort.tau1"])
    begin = float(table["aggregates.ramp_start"])
    years = RAMP * (change.year - begin) / (change.percent - first)
    values = {
        "effort.tau2": change.percent - first,
        "effort.deadline2": float(change.year),
        "aggregates.ramp_years": years,
    }
    return {name: np.asarray(value, np.float32) for name, value in values.items()}
