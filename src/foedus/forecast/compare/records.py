"""What a comparison of policies says, as records that a report can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from foedus.case.records import Case
from foedus.ensemble.result import DifferenceRow, Estimate, GapRow, ScenarioRow, StripRow


@dataclass(frozen=True, slots=True)
class RobustRow:
    """How a policy fares where certain outcomes are held to be bad.

    loss : probability of the bad outcomes, weighted.
    regret : `loss` less the smallest of all policies.
    worst_regret : largest regret over all ways to weigh the bad outcomes (weights sum to 1).
    best : share of parameter draws in which no other policy has a smaller loss.
    satisfied : by threshold, share of parameter draws whose loss is at most that.
    """

    policy: str
    loss: Estimate
    regret: float
    worst_regret: float
    best: float
    satisfied: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Policies on common random numbers: every policy against the first.

    scenarios, differences : probabilities of the classes and their paired differences, as
        `foedus run` has them.
    rows : differences of variables by year. robust : loss and regret, a row a policy.
    bad : outcomes held to be bad, with weights, counted under `reading`.
    strips, ranking : the thresholds asked for, each moved; how often the ambiguous class leads.
    """

    case: Case
    names: tuple[str, ...]
    """Policies, in order."""
    as_of: date
    horizon: date
    shocks: tuple[str, ...]
    draws: int
    """Trajectories a policy: `parameter_draws` × replicates."""
    parameter_draws: int
    effective_draws: float
    seed: int
    scenarios: tuple[ScenarioRow, ...]
    differences: tuple[DifferenceRow, ...]
    rows: tuple[GapRow, ...]
    robust: tuple[RobustRow, ...]
    bad: tuple[tuple[str, float], ...]
    reading: str
    warnings: tuple[str, ...]
    strips: tuple[StripRow, ...] = ()
    ranking: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def policies(self) -> tuple[str, ...]:
        """The policies, as a run calls them."""
        return self.names

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs compared, in order."""
        first, *others = self.names
        return tuple((first, other) for other in others)


@dataclass(frozen=True, slots=True)
class TermValue:
    """One variable over one term: mean over its months and over trajectories.

    observed : share of the months in which figures or coded history stand, 0 to 1.
    lo, hi : 5 and 95 % over trajectories; equal to `mean` where all months are observed.
    """

    policy: str
    mean: float
    lo: float
    hi: float
    observed: float


@dataclass(frozen=True, slots=True)
class TermRow:
    """One variable over the terms of two or more policies that lie in the past.

    changes : last less first, term by term against the first one: mean, 5 and 95 %.
    """

    topic: str
    variable: str
    label: str
    unit: str
    values: tuple[TermValue, ...]
    changes: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """A comparison by term: `spans` are the days of each policy."""

    policies: tuple[str, ...]
    spans: tuple[tuple[date, date], ...]
    rows: tuple[TermRow, ...]
    trajectories: int
    effective_draws: float
