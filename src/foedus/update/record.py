"""The ledger of a run's evidence: what `foedus explain` reads back from its folder.

Plain data with names, so that the file `evidence.json` is its exact image.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from foedus.core.errors import BadOption
from foedus.update.match import BASES, Touch, Why

FILE = "evidence.json"
FORMAT: Literal[1] = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    en: str
    vi: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document. `known` is an ISO date, empty for a register without one.

    undated : it gives no date, and was taken as known on the day of the forecast.
    counted, left : reports of it that weigh, and that do not. note : doubts about it.
    """

    key: str
    title: Words
    publisher: str
    known: str
    source_class: str
    own: bool
    counted: int
    left: int
    note: str = ""
    undated: bool = False


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report: the event that it is counted for, or why it is left out.

    `why` is empty for one that counts; `detail` is the kernel's own reason, where it has one.
    """

    id: str
    doc: str
    known: str
    text: Words
    modality: str
    action: str
    source_class: str
    root: str
    event: str
    why: Why | str
    detail: Words
    own: bool
    place: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with the simulator's probability of it before and after all of the evidence.

    first, last : first days of the first and the last month of its window.
    factor : mean likelihood ratio of its voices, happened against not.
    variables : of its condition. `touch` is ``base`` or ``base_intent`` where none carries it:
        then `before` is the kernel's base rate, or what an intent of unknown strength gives, and
        no scenario moves.
    """

    id: str
    kernel: str
    label: Words
    touch: Touch
    first: str
    last: str
    low: float
    high: float
    before: float
    after: float
    factor: float
    roots: int
    reports: tuple[str, ...]
    documents: tuple[str, ...]
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One class of outcomes under one policy and one reading."""

    policy: str
    reading: str
    scenario: str


@dataclass(frozen=True, slots=True)
class Step:
    """One player (document, report, silence) put in, in order of arrival.

    p : probabilities after it, one for each column of the ledger.
    shift : change of their log-odds. se : Monte-Carlo error of that change.
    effective : trajectories left by all that has arrived so far.
    """

    player: str
    known: str
    p: tuple[float, ...]
    shift: tuple[float, ...]
    se: tuple[float, ...]
    effective: float


@dataclass(frozen=True, slots=True)
class Share:
    """The order-free share of a player in the change of log-odds, one for each column.

    se : Monte-Carlo error, of the trajectories and of the orders that were drawn.
    """

    player: str
    shift: tuple[float, ...]
    se: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who moved what: by ``document`` or by ``sentence``; no shares where there are too many."""

    by: str
    steps: tuple[Step, ...] = ()
    shares: tuple[Share, ...] = ()
    exact: bool = True


@dataclass(frozen=True, slots=True)
class WayRow:
    """How an event reaches a class: variables from its own to the predicate's."""

    event: str
    scenario: str
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeanRow:
    """Mean of a variable at the horizon, without evidence and with one event's alone.

    Over the trajectories whose paths are kept; an indexed variable by the mean of its labels.
    """

    event: str
    policy: str
    variable: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class VariableRow:
    """Name and unit of a variable; one with states is the share that is not in the first."""

    label: Words
    unit: str


@dataclass(frozen=True, slots=True)
class RateRow:
    """Means of a class of sources that the run used."""

    source_class: str
    sensitivity: float
    false_alarm: float
    recheck: float


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """A forecast of others beside the model's own number for the same thing.

    p is None for a judgement in words, which has a rank; `own` is None where the run has no such
    number. One that helped to set a prior is no check. score: mean log score of this source
    where it has been resolved. origin: publisher, title and terms of the source it was read in.
    """

    id: str
    who: Words
    kind: str
    published: str
    question: Words
    about: str
    horizon: str
    p: float | None
    rank: int | None
    own: float | None
    set_prior: str
    score: float | None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class PoolRow:
    """Opinions about one thing pooled in log-odds by the weights of their sources.

    since : day of the oldest of them: it spoke of a longer stretch than the model's number does.
    """

    about: str
    horizon: str
    n: int
    pooled: float
    own: float | None
    since: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that a run knows of its evidence.

    before : probabilities without evidence, one for each column; after : with all of it.
    se : Monte-Carlo error of the whole change of their log-odds.
    trajectories : how many a policy; effective : how many histories the weights are worth;
    plain : how many reweighting alone would have left; resampled : whether any tile was.
    silences : watched months without a report. variables : names of those on the ways.
    """

    as_of: str
    history_to: str
    horizon: str
    columns: tuple[Column, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    se: tuple[float, ...]
    trajectories: int
    effective_before: float
    effective: float
    plain: float
    resampled: bool
    silences: int
    documents: tuple[DocumentRow, ...]
    reports: tuple[ReportRow, ...]
    events: tuple[EventRow, ...]
    rates: tuple[RateRow, ...]
    attributions: tuple[Attribution, ...]
    ways: tuple[WayRow, ...] = ()
    means: tuple[MeanRow, ...] = ()
    faults: tuple[str, ...] = ()
    opinions: tuple[OpinionRow, ...] = ()
    pools: tuple[PoolRow, ...] = ()
    variables: Mapping[str, VariableRow] = field(default_factory=dict)

    @property
    def counted(self) -> int:
        """Events that weigh trajectories."""
        return sum(event.touch not in BASES for event in self.events)


@dataclass(frozen=True, slots=True)
class _Image:
    """The file: its format, and the ledger."""

    format: Literal[1]
    ledger: Ledger


def ledger_text(ledger: Ledger) -> str:
    """evidence.json: one object, UTF-8."""
    plain = asdict(_Image(FORMAT, ledger))
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def read_ledger(folder: Path) -> Ledger:
    """The ledger of a run's folder.

    Raises `BadOption` where there is none, or the file has been damaged.
    """
    path = folder / FILE
    if not path.is_file():
        raise BadOption(
            "no evidence is written here",
            where=str(path),
            remedy="name a folder that `foedus run` has made",
        )
    try:
        return TypeAdapter(_Image).validate_json(path.read_bytes()).ledger
    except ValueError as error:
        what = str(error).splitlines()[0]
        raise BadOption(f"cannot be read: {what}", where=str(path), remedy="run again") from None
