"""What a case says about evidence, once read: frozen records, no behaviour.

Made by `case.evidence`, `case.reliability`, `case.kernels` and `case.opinions` from the files
that docs/case-format.md describes; how they become a factor is told in docs/evidence.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from foedus.case.basics import Basis, Place, Prior, Text
from foedus.core.codebook import Action, Bound, Domain, Modality, Precision, SourceClass

Hold = Literal["any", "all"]
OpinionKind = Literal["author", "expert", "crowd"]


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """Where coded records were read: a document or data release of one day, or a register.

    `published` is None for a register (a tracker, a table of dated acts), whose records carry
    days of their own.
    """

    key: str
    title: Text
    publisher: str
    language: Literal["en", "vi"]
    published: date | None
    source_class: SourceClass
    origin: str
    """Keys of `Case.sources`, parted by ``;``."""
    place: Place


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a claim with its unit, how it is bounded and what it is of."""

    value: float
    unit: str
    bound: Bound
    of: str


@dataclass(frozen=True, slots=True)
class CodedClaim:
    """One coded record of the built-in evidence: who did what to whom, as which source has it.

    `published` is the day on which it was known; a run as of an earlier day does not see it.
    `start` and `end` are None where the source gives no date (precision ``none``).
    `root` is where the information comes from in the end and `source_class` the class of that
    root; claims that share a root count once, claims that share an event are about one
    happening.
    """

    id: str
    doc: str
    published: date
    start: date | None
    end: date | None
    precision: Precision
    actor: tuple[str, ...]
    target: tuple[str, ...]
    action: Action
    domain: tuple[Domain, ...]
    modality: Modality
    polarity: Literal[1, -1]
    quantity: tuple[Amount, ...]
    speaker: tuple[str, ...]
    event: str
    root: str
    source_class: SourceClass
    origin: str
    summary: Text
    place: Place

    @property
    def text(self) -> Text:
        """The claim in words, as every report has it."""
        return self.summary


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far a class of sources is to be believed: three probabilities, each with its prior.

    sensitivity : that it states the event, given that the event happened.
    false_alarm : that it states the event, given that it did not happen.
    recheck : that one who copies it checked it again.
    """

    source_class: SourceClass
    sensitivity: Prior
    false_alarm: Prior
    recheck: Prior
    basis: Basis
    source: str
    meaning: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Sizes:
    """How the number of a claim bounds a variable: `low` and `high` in an expression.

    A value v in one of `units` is v times that factor in units of the model. It counts as
    v (1 - tolerance) to v (1 + tolerance); a bound ``min`` or ``max`` opens the upper or lower
    end to that of `span`. The kernel fits a claim only if its value lies in `span`; a claim
    without a number only if not `required`, and then low and high are `without`.
    """

    units: Mapping[str, float]
    tolerance: float
    span: tuple[float, float]
    required: bool
    without: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Intent:
    """What ``considered`` is worth: a hidden intent, and the event with and without it.

    prior : probability of such an intent before any report.
    given, otherwise : probability of the event within `months`, with the intent and without.
    """

    prior: float
    given: float
    otherwise: float
    months: int


@dataclass(frozen=True, slots=True)
class Silence:
    """A kind of event that the built-in evidence watches from one day to another.

    `recall` is the probability that one in a covered month is among the claims: none there is
    weak evidence that none happened. `of` says which expression of the kernel is watched.
    """

    of: Literal["when", "announcement"]
    recall: float
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class BaseRate:
    """Prior probability of an event that no variable of the model carries."""

    probability: float
    months: int
    basis: Basis
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Kernel:
    """A kind of event: which claims speak of it, and which trajectories contain it.

    `actor`, `target` and `domain` are sets of codes, empty for any. A directed kernel wants an
    actor of the claim among `actor` and a target among `target`; an undirected one two
    different parties of the claim, one in each set. Expressions are conditions month by month
    (docs/language.md), empty for none: `when` is what ``actual`` affirms and ``negated``
    denies, `announcement` what ``announced`` affirms, `threat` what ``threatened`` affirms.

    Exactly one holds: `when` is given; `base_rate` is given, and no scenario moves; `aside`
    is given, which says why such a claim moves nothing.
    """

    name: str
    label: Text
    actor: frozenset[str]
    target: frozenset[str]
    action: frozenset[Action]
    domain: frozenset[Domain]
    words: Mapping[Action, tuple[str, ...]]
    """Of an action that is wider than the kind: a claim counts only if it says one of these."""
    directed: bool
    when: str
    announcement: str
    threat: str
    hold: Hold
    """Whether the condition must hold in any or in all months of the window."""
    slack: Mapping[Precision, tuple[int, int]]
    """Months by which the window of a claim is widened, before and after, by its precision;
    under ``none`` the window is so many months about the day of publication."""
    sizes: Sizes | None
    intent: Intent | None
    silence: Silence | None
    base_rate: BaseRate | None
    aside: Text | None
    fitted: bool
    """Whether the same figures are in the tables that a fitted posterior rests on: with such a
    posterior a claim of this kind would count them twice."""
    note: str
    place: Place


@dataclass(frozen=True, slots=True)
class Opinion:
    """A forecast of an author, an expert or a crowd: a fact about them, never evidence.

    `probability` is None for a judgement in words, which gives a `rank` (1: most likely) among
    opinions of the same `who` and day. `scenario` or `expression` says what it is about, by
    `horizon`; both are empty where the model has no such outcome. `outcome` is 0 or 1 once
    resolved, so that `who` can be scored. One with `set_prior`, the name of a parameter,
    helped to choose that prior and is no check of it.
    """

    id: str
    kind: OpinionKind
    who: Text
    published: date
    question: Text
    probability: float | None
    rank: int | None
    scenario: str
    expression: str
    horizon: date
    outcome: int | None
    resolved: date | None
    set_prior: str
    origin: str
    note: str
    place: Place


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a case says about evidence; empty for a case without these files."""

    documents: Mapping[str, CaseDocument] = field(default_factory=dict)
    claims: Mapping[str, CodedClaim] = field(default_factory=dict)
    """By id, in the order of publication, then of the file."""
    reliability: Mapping[SourceClass, Reliability] = field(default_factory=dict)
    kernels: Mapping[str, Kernel] = field(default_factory=dict)
    """By name, the most specific first: the first that fits a claim is the one used."""
    opinions: Mapping[str, Opinion] = field(default_factory=dict)
