"""Reports of one happening together: who tells it first, and who repeats it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from foedus.core.codebook import SourceClass
from foedus.update.match import Condition
from foedus.update.reports import Document, Report

PRECISE = ("day", "month", "quarter", "year", "term", "none")


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


def events_of(
    matched: Sequence[tuple[Report, Condition]], documents: Mapping[str, Document]
) -> list[Event]:
    """Events in the order in which they are first told.

    Reports with one condition on the model are of one event if they carry one label. Without,
    they are if months and sizes overlap and one source tells both (whoever says that the posts
    are agreed and that they will be handed over has said one thing about the model), or if one
    is the user's and the other the case's: the world is one. Months and sizes of an event are
    those of its most precise report.
    """
    groups: list[list[tuple[Report, Condition]]] = []
    for report, condition in matched:
        home = next((g for g in groups if _belongs(report, condition, g)), None)
        if home is None:
            groups.append([(report, condition)])
        else:
            home.append((report, condition))
    return [_event(f"v{n + 1}", group, documents) for n, group in enumerate(groups)]


def _belongs(report: Report, condition: Condition, group: list[tuple[Report, Condition]]) -> bool:
    known = group[0][1]
    if (condition.text, condition.touch == "intent") != (known.text, known.touch == "intent"):
        return False
    if condition.touch == "base" and condition.kernel != known.kernel:
        return False
    if any(report.event and report.event == other.event for other, _ in group):
        return True
    apart = condition.last < known.first or known.last < condition.first
    if apart or condition.low > known.high or known.low > condition.high:
        return False
    return any(report.own != other.own or report.root == other.root for other, _ in group)


def _event(
    name: str, group: Sequence[tuple[Report, Condition]], documents: Mapping[str, Document]
) -> Event:
    best = min(group, key=lambda pair: PRECISE.index(pair[0].precision))[1]
    first = min(c.first for _, c in group) if best.touch == "intent" else best.first
    reports = [report for report, _ in group]
    return Event(
        name,
        replace(best, first=first),
        tuple(_voices(reports, documents)),
        tuple(report.id for report in reports),
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
