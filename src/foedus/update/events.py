"""Reports of one happening together: who tells it first, and who repeats it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from foedus.core.codebook import SourceClass
from foedus.update.match import INTENTS, Condition
from foedus.update.origins import rooted
from foedus.update.reports import Document, Report

_Matched = tuple[Report, Condition]
PRECISE = ("day", "month", "quarter", "year", "term", "none")
BODIES = frozenset({"NATO", "EU", "EUR", "EURCAN", "ALLY", "UN", "G7", "IP4", "IND:USA"})
"""Codes of bodies and groups: who names one may mean its members."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One document's word from one root.

    `copier` is the class of the document, which decides whether a copy was checked again.
    """

    report: str
    doc: str
    root: str
    source_class: SourceClass
    copier: SourceClass
    affirms: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Event:
    """A happening: its condition on trajectories and the voices that tell of it, by day."""

    id: str
    condition: Condition
    voices: tuple[Voice, ...]
    reports: tuple[str, ...]
    """All reports of it, those that repeat their own document included."""
    roots: tuple[tuple[str, str], ...] = ()
    """The user's reports, each with the root that it was found to share."""


def events_of(matched: Sequence[_Matched], documents: Mapping[str, Document]) -> list[Event]:
    """Events in the order in which they are first told.

    Reports with one condition on the model are of one event if they carry one label. Without,
    they are if months and sizes overlap and one source tells both (whoever says that the posts
    are agreed and that they will be handed over has said one thing about the model), or if one
    is the user's and their parties agree: the world is one. Of several such events it is the
    one nearest in days. Months and sizes of an event are those of its most precise report.
    """
    groups: list[list[_Matched]] = []
    for report, condition in matched:
        fit = [g for g in groups if _belongs(report, condition, g)]
        home = min(fit, key=lambda g: _distance((report, condition), g), default=None)
        if home is None:
            groups.append([(report, condition)])
        else:
            home.append((report, condition))
    return [_event(f"v{n + 1}", group, documents) for n, group in enumerate(groups)]


def _distance(told: _Matched, group: list[_Matched]) -> tuple[bool, int, int]:
    """How far a report is from a group: by label, then by days and likeness to its nearest."""
    report, _ = told
    labelled = any(report.event and report.event == r.event for r, _ in group)
    if not report.own:
        return not labelled, 0, 0  # of several without its label, the first
    near = min((abs(_day(r) - _day(report)), _unlike(told, (r, c))) for r, c in group)
    return not labelled, *near


def _unlike(one: _Matched, other: _Matched) -> int:
    """In how many ways two tellings differ: kind of event and size, parties, sign, who signs."""
    (a, first), (b, second) = one, other
    parties = {*a.actor, *a.target} != {*b.actor, *b.target}
    kind = (first.kernel, first.low, first.high) != (second.kernel, second.low, second.high)
    return sum((kind, parties, a.affirms != b.affirms, set(a.marks).isdisjoint(b.marks)))


def _day(report: Report) -> int:
    return (report.start or report.known).toordinal()


def _belongs(report: Report, condition: Condition, group: list[_Matched]) -> bool:
    known = group[0][1]
    if _subject(condition) != _subject(known):
        return False
    if any(report.event and report.event == other.event for other, _ in group):
        return True
    apart = condition.last < known.first or known.last < condition.first
    if apart or condition.low > known.high or known.low > condition.high:
        return False
    return any(_akin(report, other, condition) for other, _ in group)


def _subject(condition: Condition) -> tuple[str, bool]:
    """What a condition is about, and whether only the intent of it."""
    about = condition.text if condition.carried else condition.kernel
    return about, condition.touch in INTENTS


def _akin(report: Report, other: Report, condition: Condition) -> bool:
    if report.root == other.root:
        return True
    if not (report.own or other.own):
        return False
    # there is one intent, whomever it is about; an act on others is another act
    return condition.touch in INTENTS or parties_agree(report, other)


def parties_agree(a: Report, b: Report) -> bool:
    """Whether two reports can be of one act: neither names other parties than the other does.

    A body beside its member is no contradiction, nor are lists that share two names.
    """
    one, two = {*a.actor, *a.target}, {*b.actor, *b.target}
    return not (one - two - BODIES and two - one - BODIES) or len(one & two) > 1


def _event(name: str, group: Sequence[_Matched], documents: Mapping[str, Document]) -> Event:
    best = min(group, key=lambda pair: PRECISE.index(pair[0].precision))[1]
    first = min(c.first for _, c in group) if best.touch in INTENTS else best.first
    reports = rooted([report for report, _ in group])
    return Event(
        name,
        replace(best, first=first),
        tuple(_voices(reports, documents)),
        tuple(report.id for report in reports),
        tuple((report.id, report.root) for report in reports if report.own),
    )


def _voices(reports: Iterable[Report], documents: Mapping[str, Document]) -> Iterator[Voice]:
    """One voice a document, root and sign: a text that repeats itself has said it once."""
    seen = set[tuple[str, str, bool]]()
    for report in reports:
        mark = (report.doc, report.root, report.affirms)
        if mark in seen:
            continue
        seen.add(mark)
        document = documents.get(report.doc)
        copier = document.source_class if document else report.source_class
        yield Voice(
            report.id,
            report.doc,
            report.root,
            report.source_class,
            copier,
            report.affirms,
            report.confidence,
        )
