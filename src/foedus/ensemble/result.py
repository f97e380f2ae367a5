"""What a run hands to whoever writes or shows it. Arrays only, no drawing, no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import xarray as xr

from foedus.case.records import Case
from foedus.ensemble.knowledge import Knowledge

BASES = ("data", "literature", "judgement", "levers", "unattributed")
"""Where the variance of a probability over parameter draws comes from, in order."""

Colour = Literal["green", "amber", "red"]

ENOUGH = 1.0
"""Nats above which a sign is admitted."""

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles over trajectories that are kept for every recorded variable."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A probability, or a difference of two, with both its uncertainties.

    value : weighted mean over parameter draws.
    lo, hi : 5 and 95 % quantiles over parameter draws, binomial noise removed.
    mc_se : standard error of `value` from the finite number of draws and replicates.
    """

    value: float
    lo: float
    hi: float
    mc_se: float


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """One class (or part) of outcomes under one policy and one reading.

    `reading` is empty for a part (S2b, S3.1, …), which does not depend on it.
    `basis` gives the share of the variance over parameter draws by basis, in the order of
    `BASES`; it sums to one, and is all zero where the variance itself is not
    distinguishable from zero.
    """

    policy: str
    reading: str
    scenario: str
    estimate: Estimate
    basis: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """Paired difference ``a - b`` of one class: same draws, same chances."""

    a: str
    b: str
    reading: str
    scenario: str
    estimate: Estimate
    basis: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """One variable (or one label of it) under two policies on one day.

    a, b : the policies. mean_a, mean_b : means over trajectories.
    difference : mean of ``a - b``, its 5 and 95 % quantiles over parameter draws with the
        noise of the replicates removed, and its Monte-Carlo error.
    low, high : 5 and 95 % quantiles of ``a - b`` over trajectories, chance included.
    basis : shares of the variance over parameter draws in the order of `BASES`; empty
        but at the horizon.
    """

    a: str
    b: str
    topic: str
    variable: str
    label: str
    unit: str
    day: date
    mean_a: float
    mean_b: float
    difference: Estimate
    low: float
    high: float
    basis: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StripRow:
    """One class under one policy and reading, with one threshold at one value.

    `ranks_first` is the share of parameter draws in which the ambiguous class then leads.
    """

    threshold: str
    value: float
    policy: str
    reading: str
    scenario: str
    estimate: Estimate
    ranks_first: float


@dataclass(frozen=True, slots=True)
class Known:
    """Day of the latest record and keys of its sources, parted by ``;``."""

    day: date
    source: str


@dataclass(frozen=True, slots=True)
class LogRatio:
    """Log likelihood ratio of red between a scenario and the rest, nats, with its error.

    given, otherwise : chance of red in the scenario and outside it.
    expected : mean log ratio of the colour shown, over trajectories of the scenario.
    cases : trajectories of the scenario behind it, by weight.
    """

    value: float
    error: float
    given: float
    otherwise: float
    expected: float
    cases: float


@dataclass(frozen=True, slots=True)
class Sign:
    """An indicator on the day of a run.

    value, lo, hi : median and 5 to 95 % over trajectories; equal where it is observed.
    known : the latest record behind it; of a simulated one the last figure that it starts from.
    colour : that of most of the weight; `shares` of green and red.
    ratios : by policy, read six months before the class is decided; empty where it points to none.
    ahead : the same, read six months after the day of the run, whatever came before.
    """

    id: str
    value: float
    lo: float
    hi: float
    known: Known | None
    colour: Colour
    shares: tuple[float, float]
    public: bool
    ratios: Mapping[str, LogRatio] = field(default_factory=dict)
    ahead: Mapping[str, LogRatio] = field(default_factory=dict)

    @property
    def observed(self) -> bool:
        """Whether data or coding decide its value."""
        return self.lo == self.hi

    @property
    def admitted(self) -> bool:
        """Whether it passes the rule under the first policy."""
        first = next(iter(self.ratios.values()), None)
        return self.public and first is not None and first.value > ENOUGH


@dataclass(frozen=True, slots=True)
class BestSign:
    """A value of a public variable that tells of a class, as a search found it.

    months : after the day of the run. limit : in the unit of the variable.
    above : whether lying above it speaks for the class, or not above.
    found, held_out : mutual information with the class, nats, on the draws searched and the others.
    ratio : log likelihood ratio of the value on the draws held out.
    """

    policy: str
    scenario: str
    months: int
    variable: str
    label: str
    limit: float
    above: bool
    found: float
    held_out: float
    ratio: LogRatio


@dataclass(frozen=True, slots=True)
class RunResult:
    """A finished run.

    `quantiles` holds, for every recorded variable (dots of its name kept), an array with
    dimensions ``policy, time, quantile`` and, for an indexed variable, its set (``ally``,
    ``bloc``, ``host``, ``dyad``) last; ``time`` is the date at the end of each month from
    the start of the case to the horizon, the same for all policies up to `as_of`.
    `end` holds the same variables at the horizon as samples ``policy, trajectory[, set]``
    for up to a few thousand trajectories, with ``weight`` on ``trajectory``.
    `share_below` and the like are ordinary variables of `quantiles`' sibling `means`,
    which has dimensions ``policy, time`` and holds weighted means (probabilities for flags).
    """

    case: Case
    as_of: date
    """Day to which evidence is known."""
    history_to: date
    """Day to which coded history holds; chains run free after it."""
    seed: int
    draws: int
    """Trajectories a policy: `parameter_draws` × `replicates`."""
    parameter_draws: int
    replicates: int
    effective_draws: float
    """Parameter draws left by the weights of the event-free years."""
    parameters_from: str
    """``prior``, or the digest of the posterior used."""
    policies: tuple[str, ...]
    shocks: tuple[str, ...]
    variant: Mapping[str, str]
    scenarios: tuple[ScenarioRow, ...]
    parts: tuple[ScenarioRow, ...]
    differences: tuple[DifferenceRow, ...]
    ranking: Mapping[str, Mapping[str, float]]
    """By reading and policy: share of parameter draws in which the ambiguous class ranks
    first among the scenarios of the documents."""
    quantiles: xr.Dataset
    means: xr.Dataset
    end: xr.Dataset
    warnings: tuple[str, ...]
    seconds: Mapping[str, float]
    """Wall time by phase; for the manifest only."""
    fitted: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """What was fitted, by parameter and label, as text; see `posterior.shown`."""
    strips: tuple[StripRow, ...] = ()
    """By threshold and value, the one in force among them; empty when nobody asked."""
    signs: tuple[Sign, ...] = ()
    """Indicators on the day of the run; empty when nobody asked."""
    best_signs: tuple[BestSign, ...] = ()
    """What tells most of each class under the first policy; empty when nobody asked."""
    gaps: tuple[GapRow, ...] = ()
    """Differences of variables by year against the first policy; empty when nobody asked."""
    by_draw: xr.Dataset = field(default_factory=xr.Dataset)
    """What each parameter draw came to, see `gaps.draw_set`."""
    terms: xr.Dataset = field(default_factory=xr.Dataset)
    """Means over administrations: ``level`` and ``change`` by variable, see `terms.term_set`."""
    knew: Knowledge | None = None
    """What the run knew of the tables; None when nobody noted it."""

    def row(self, policy: str, reading: str, scenario: str) -> ScenarioRow:
        """The row of one class; KeyError when there is none."""
        for row in self.scenarios:
            if (row.policy, row.reading, row.scenario) == (policy, reading, scenario):
                return row
        raise KeyError((policy, reading, scenario))
