"""What may be changed in a what-if, one record a kind, each as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from foedus.case.basics import Value
from foedus.case.shocks import DatedShock


@dataclass(frozen=True, slots=True)
class LeverSet:
    """A lever at a value from a day on, up to (not including) `end`; None: to the horizon."""

    written: str
    lever: str
    value: float
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Held:
    """A variable, or one label of it, held at a value; the days as for a lever."""

    written: str
    variable: str
    label: str
    value: Value
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class ShockOn:
    """A shock of the case on a day."""

    written: str
    dated: DatedShock


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """`thousand` permanent US personnel fewer in a host than at the origin, by a month."""

    written: str
    host: str
    thousand: float
    by: date


@dataclass(frozen=True, slots=True)
class Pledge:
    """A target of effort, % of GDP, due in a year, in force from the origin on."""

    written: str
    percent: float
    year: int


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """A parameter, or one label of it, at a value from the origin on."""

    written: str
    name: str
    label: str
    value: float


Change = LeverSet | Held | ShockOn | Withdrawal | Pledge | ParameterSet
