"""What a sensitivity analysis says, as records that a report can show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

GAP = "difference"
PAST = "past"
"""The random numbers of coded history, an input beside the parameters."""

REST = "all others"
"""Parameters that the screening did not keep."""

Verdict = Literal["acts", "decorative", "unclear"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A number at each point: of a policy, or of the difference of the two (`policy` = GAP).

    `name` is a class (under `reading`) or a variable at the horizon (no reading).
    """

    policy: str
    reading: str
    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """First- and total-order index of a group, each with its 90 % half-width by bootstrap."""

    group: str
    first: float
    first_error: float
    total: float
    total_error: float


@dataclass(frozen=True, slots=True)
class IndexRow:
    """An index of one outcome under one way to group the inputs."""

    by: str
    """``basis``, ``mechanism`` or ``parameter``."""
    outcome: Outcome
    index: Index


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """A parameter (or lever) in the screening.

    effects : mu* and its 90 % half-width for each outcome, in the order of the outcomes.
    largest : largest mu* over the classes of outcomes; where : the outcome it is found at.
    """

    name: str
    basis: str
    effects: tuple[tuple[float, float], ...]
    largest: float
    where: Outcome
    kept: bool
    """Whether it has an index of its own in the variance shares."""


@dataclass(frozen=True, slots=True)
class LeaveOutRow:
    """A mechanism held at the reference path from the origin on.

    change, mc_se : largest change of a class probability and its Monte-Carlo error.
    where : the outcome it is found at. gap_change, gap_se : the same for the differences of the
        two policies. moved : share of trajectories that end in another class.
    verdict : ``acts`` if a change exceeds twice its error and `leave_out.LEAST`; ``decorative`` if
        none does and the errors are small enough to have shown one; else ``unclear``.
    """

    mechanism: str
    equation: str
    change: float
    mc_se: float
    where: Outcome
    gap_change: float
    gap_se: float
    gap_where: Outcome
    moved: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """All parts; those not asked for are empty. `case` is the name of one.

    fitted : whether inputs moved over the posterior of the case, where it has one.
    variances : variance of each outcome over the inputs, the noise of few trajectories taken off.
    """

    case: str
    policies: tuple[str, ...]
    as_of: date
    fitted: bool
    outcomes: tuple[Outcome, ...]
    screen: tuple[ScreenRow, ...]
    indices: tuple[IndexRow, ...]
    variances: tuple[float, ...]
    left_out: tuple[LeaveOutRow, ...]
    base: int
    replicates: int
    paths: int
    futures: int
    draws: int
    seed: int
