"""What a search for boxes says, as records that a report can show."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.case.records import Case


@dataclass(frozen=True, slots=True)
class Measure:
    """A box on one half of the draws.

    mass : share of the weight of all draws inside. coverage : share of the scenario's
    probability inside. density : probability of the scenario inside, with its standard error.
    """

    mass: float
    coverage: float
    density: float
    error: float


@dataclass(frozen=True, slots=True)
class Limit:
    """One side of one input.

    name : parameter or lever; label : element of it. above : whether the box lies above.
    value : the limit in the unit of the input; percentile : the same as a quantile of the prior.
    p_value : quasi-p on the draws held out: chance of a density as high as that of the box in as
        many draws if this limit added nothing.
    """

    name: str
    label: str
    kind: str
    """``parameter``, or ``lever`` for the coding noise of a lever."""
    unit: str
    above: bool
    value: float
    percentile: float
    p_value: float


@dataclass(frozen=True, slots=True)
class TradeOff:
    """A box on the way of peeling, on the half it was found on and on the half held out."""

    limits: int
    found: Measure
    held_out: Measure


@dataclass(frozen=True, slots=True)
class Box:
    """The box that was chosen, its limits with the strongest first, measured on both halves."""

    limits: tuple[Limit, ...]
    found: Measure
    held_out: Measure


@dataclass(frozen=True, slots=True)
class Discovery:
    """The box of a scenario under a policy.

    base_rate : probability of the scenario over all draws, weighted.
    trade_off : the boxes on the way, from all draws to the smallest.
    """

    case: Case
    policy: str
    scenario: str
    reading: str
    base_rate: float
    draws: int
    replicates: int
    effective_draws: float
    inputs: int
    """Inputs that vary."""
    related: int
    """Inputs that go with the scenario beyond chance; boxes are made of these."""
    trade_off: tuple[TradeOff, ...]
    box: Box | None
    """None where no limit adds anything on the draws held out."""
    seed: int
