"""What a case is once it has been read: frozen records, no behaviour.

The files they come from are described in docs/case-format.md; `case.load`
makes them and reports every fault at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

# said again under their own names: whoever reads a record needs its parts too
from foedus.case.basics import Basis as Basis
from foedus.case.basics import Place as Place
from foedus.case.basics import Prior as Prior
from foedus.case.basics import Text as Text
from foedus.case.basics import Value as Value
from foedus.case.evidence_records import Evidence
from foedus.core.calendar import Grid


@dataclass(frozen=True, slots=True)
class Source:
    """Public origin of figures."""

    key: str
    publisher: str
    title: str
    edition: str
    seen_at: str
    terms: str
    note: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A state or body; `effort` says whether its defence effort is modelled or observed."""

    code: str
    name: Text
    kind: Literal["state", "body", "group"]
    bloc: str
    host: str
    effort: Literal["modelled", "observed", ""]
    joined: date | None
    place: Place


@dataclass(frozen=True, slots=True)
class Dyad:
    """A relation between two actors; `kind` decides the sign of an act."""

    id: str
    a: str
    b: str
    name: Text
    kind: Literal["allied", "partner", "rival"]
    place: Place


@dataclass(frozen=True, slots=True)
class Lever:
    """An instrument of policy in [0, 1]; `noise` is the sd of its coding (0: a fact of record)."""

    id: str
    name: str
    label: Text
    zero: str
    one: str
    noise: float
    columns: Mapping[str, float]
    """Value under each administration of `Case.terms`, at the start of the term."""
    basis: Basis
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    """An administration: the lever noise is drawn once for each."""

    id: str
    label: Text
    start: date


@dataclass(frozen=True, slots=True)
class LeverChange:
    """From this day on the lever has this value."""

    lever: str
    start: date
    value: float
    basis: Basis
    source: str
    note: str
    place: Place


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter, scalar (`labels` empty) or indexed by `labels`, one prior for each label."""

    name: str
    labels: tuple[str, ...]
    priors: tuple[Prior, ...]
    unit: str
    basis: Basis
    by: str
    source: str
    meaning: str
    place: Place


@dataclass(frozen=True, slots=True)
class Clamp:
    """A variable held at a value from one day up to, not including, another (None: to the end).

    `label` names the element of an indexed variable.
    """

    variable: str
    label: str
    start: date
    end: date | None
    value: Value
    basis: Basis | Literal["press", "unverified"]
    source: str
    note: str
    place: Place


@dataclass(frozen=True, slots=True)
class Policy:
    """A named patch of the lever path, with its clamps.

    Before `start` a policy shares the history of the case. From then on it follows the
    lever path of `base` (another policy, or "history"), changed by `column` (the whole
    column of an administration) and by `changes`.
    """

    name: str
    title: Text
    summary: Text
    kind: Literal["forward", "hindcast", "counterfactual"]
    start: date
    end: date | None
    base: str
    column: str
    column_from: date | None
    changes: tuple[LeverChange, ...]
    clamps: tuple[Clamp, ...]
    bound_to: str
    """Digest of the case that the patch was written for; empty for one shipped with it."""
    place: Place


@dataclass(frozen=True, slots=True)
class ShockStep:
    """One clamp of a shock, in whole months from its date."""

    variable: str
    value: Value
    after_months: int
    for_months: int | None
    optional: str
    """Name of the option that switches this step on; empty: always."""


@dataclass(frozen=True, slots=True)
class Shock:
    """A named patch of clamps whose date the user gives."""

    name: str
    title: Text
    summary: Text
    default_date: date
    steps: tuple[ShockStep, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a predicate uses, so that its strip can be drawn."""

    name: str
    value: float
    unit: str
    meaning: Text
    basis: Basis
    strip: tuple[float, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Definition:
    """A named expression that other expressions may use."""

    name: str
    expression: str
    meaning: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Scenario:
    """A class of outcomes; with the expression that decides it."""

    id: str
    title: Text
    summary: Text
    expression: str
    primary: bool
    """One of the exclusive classes (False: a part or a variant, reported beside them)."""
    part_of: str
    place: Place
    decided: str = ""
    """Expression for the month in which it is decided; empty where the horizon decides."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an ambiguous scenario: the classes in order of precedence."""

    id: str
    title: Text
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the state or a computed one, as shown to a reader."""

    name: str
    label: Text
    unit: str
    kind: Literal["real", "level", "flag", "state"]
    index: str
    """Name of the set it is indexed by (``ally``, ``bloc``, ``host``, ``dyad``); or empty."""
    states: tuple[str, ...]
    """Names of the states of a chain, in the order of their codes 0, 1, …"""
    bounds: tuple[float, float]
    place: Place


@dataclass(frozen=True, slots=True)
class Indicator:
    """A public series or act that tells scenarios apart ahead of time.

    `expression` is what is measured, `green` and `red` conditions on it, all by month in the
    language of predicates. `points_to` are scenarios, empty where it speaks of something else.
    """

    id: str
    title: Text
    function: Text
    expression: str
    unit: str
    green: str
    red: str
    points_to: tuple[str, ...]
    lead_months: tuple[int, int]
    series: Literal["monthly", "quarterly", "yearly", "none"]
    """How often the public can read it."""
    source: Text
    place: Place

    @property
    def public(self) -> bool:
        """Whether it can be read often enough to warn."""
        return self.series in ("monthly", "quarterly")


@dataclass(frozen=True, slots=True)
class Measure:
    """What stands for one side of a relation.

    `measure` is a variable (``tone.shown[USA-RUS]``), a lever (``levers.u10``) or a series of a
    table (``us_troops:EST+LVA``).
    """

    dyad: str
    side: Literal["security", "diplomacy", "economy", "arms industry", "technology"]
    measure: str
    unit: str
    label: Text
    place: Place


@dataclass(frozen=True, slots=True)
class MechanismNote:
    """One of the causal statements of the documents (M01 to M54) and its sign."""

    id: str
    statement: Text
    sign: str
    where: str
    place: Place


@dataclass(frozen=True, slots=True)
class Case:
    """A case on disk, complete and checked."""

    name: str
    title: Text
    root: Path
    digest: str
    grid: Grid
    data_cut: date
    default_policies: tuple[str, ...]
    variant: Mapping[str, str]
    """Choices between structural forms, e.g. ``{"effort": "minimal"}``."""
    ambiguous: str
    """The scenario whose reading `readings` vary."""
    actors: Mapping[str, Actor]
    dyads: Mapping[str, Dyad]
    terms: Mapping[str, Term]
    levers: Mapping[str, Lever]
    lever_history: tuple[LeverChange, ...]
    parameters: Mapping[str, Parameter]
    policies: Mapping[str, Policy]
    shocks: Mapping[str, Shock]
    history: tuple[Clamp, ...]
    variables: Mapping[str, Variable]
    thresholds: Mapping[str, Threshold]
    definitions: Mapping[str, Definition]
    scenarios: Mapping[str, Scenario]
    readings: Mapping[str, Reading]
    indicators: Mapping[str, Indicator]
    statements: Mapping[str, MechanismNote]
    sources: Mapping[str, Source]
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Index sets in the order of their arrays: ``ally``, ``bloc``, ``host``, ``dyad``."""
    relations: tuple[Measure, ...] = ()
    """What stands for each side of each relation."""
    evidence: Evidence = field(default_factory=Evidence)
    """Coded records and what they may move; empty when the case has none of their files."""
    known_on: date | None = None
    """The past day whose knowledge this is (`case.known`); None: all that the case holds."""
    later: Mapping[str, int] = field(default_factory=dict)
    """Rows left out as later than `known_on`, by file."""
