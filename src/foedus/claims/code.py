"""From the segments of a document to coded claims, each with the rules that fired.

Small named rules, each of which may abstain: the act of a clause (`actions`),
its sides (`sides`), modality, date, quantities, speaker, domain. They do not
see the gold, only the sentence, the clauses before it and a short memory of
whom the text spoke of last. What they disagree on lowers the confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from foedus.claims.actions import Trigger, trigger_of
from foedus.claims.actors import Codes, Memory, codes_of
from foedus.claims.clauses import Clause, clauses_of
from foedus.claims.dates import Clock, Dated, dates_in
from foedus.claims.lexicon import Lexicon
from foedus.claims.modality import Setting, meant
from foedus.claims.parts import parts_of
from foedus.claims.quantities import quantities_in
from foedus.claims.record import Claim
from foedus.claims.sides import (
    Reading,
    agent,
    between,
    inherited,
    mentions,
    subject,
    target,
    together,
)
from foedus.documents.records import Document, Period, Segment
from foedus.documents.sentences import sentences


@dataclass(frozen=True, slots=True)
class Trace:
    """Which rules decided a claim, and which others were overruled, in plain words."""

    fired: tuple[str, ...]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coded:
    """A claim and why it was coded so."""

    claim: Claim
    trace: Trace


@dataclass(slots=True)
class _Doc:
    """What is carried from sentence to sentence."""

    document: Document
    lexicon: Lexicon
    segment: Segment
    vietnamese: bool
    memory: Memory
    clock: Clock
    heading: Period | None = None
    term: Period | None = None
    made: list[Coded] = field(default_factory=list)


def code_document(
    document: Document, segments: Sequence[Segment], lexicon: Lexicon
) -> list[Coded]:
    """Claims of every coded segment of a document, in order of text."""
    made: list[Coded] = []
    for segment in segments:
        if segment.coded:
            made += code_segment(document, segment, lexicon, offset=len(made))
    return made


def code_segment(
    document: Document, segment: Segment, lexicon: Lexicon, *, offset: int = 0
) -> list[Coded]:
    """Claims of one segment."""
    known = segment.published or document.published
    today = known.start if known and known.precision == "day" else (known.end if known else None)
    doc = _Doc(
        document, lexicon, segment, document.language == "vi", Memory(), Clock(today)
    )
    for sentence in sentences(document.text, segment.start, segment.end):
        _code_sentence(doc, sentence.start, sentence.end, offset)
    return doc.made


def _code_sentence(doc: _Doc, start: int, end: int, offset: int) -> None:
    text = doc.document.text
    hits = doc.lexicon.matcher.hits(text, start, end)
    if not hits:
        return
    parts = parts_of(text, hits, vietnamese=doc.vietnamese)
    dated = dates_in(text, start, end, doc.clock)
    clauses = clauses_of(text, start, end, parts)
    day = dated[0].period.start if dated else doc.clock.today
    read = Reading(text, doc.memory, lambda part: codes_of(part, doc.lexicon, day))
    subjects: list[Codes] = []
    for n, clause in enumerate(clauses):
        mentions(clause, read)
        trigger = trigger_of(clause, doc.lexicon.acts, text)
        at = trigger.at if trigger else len(clause.parts)
        subjects.append(subject(clause, at, read))
        if trigger:
            claim = _claim(doc, clauses, n, trigger, subjects, dated, read, offset)
            if claim:
                doc.made.append(claim)


def _claim(
    doc: _Doc,
    clauses: Sequence[Clause],
    n: int,
    trigger: Trigger,
    subjects: Sequence[Codes],
    dated: Sequence[Dated],
    read: Reading,
    offset: int,
) -> Coded | None:
    clause = clauses[n]
    actor, goal = _sides(doc, clauses, n, trigger, subjects, read)
    if not actor and not goal:
        return None
    text = doc.document.text
    first, last = _trim(text, clause.start, clause.end)
    when = _when(doc, clause, dated)
    setting = Setting(
        conditional=any(p.kind == "c.if" for c in clauses for p in c.parts),
        official=any(p.kind in ("c.say", "c.announce") for c in clauses for p in c.parts),
        historical=when is not None and when.end.year < 2014,
    )
    how = meant(clauses, n, trigger, setting)
    quantity = tuple(
        m.quantity for m in quantities_in(text, first, last, vietnamese=doc.vietnamese)
    )
    claim = Claim(
        id=f"{doc.document.id}-{offset + len(doc.made) + 1:03d}",
        doc=doc.document.id,
        quote=text[first:last],
        start=first,
        end=last,
        segment=doc.segment.kind,
        actor=actor,
        target=goal,
        action=trigger.act.action,
        domain=(trigger.act.domain,),
        modality=how.modality,
        polarity=how.polarity,
        date=when,
        quantity=quantity,
        coder="rules-1",
    )
    return Coded(claim, Trace((trigger.rule, how.cue)))


def _sides(
    doc: _Doc,
    clauses: Sequence[Clause],
    n: int,
    trigger: Trigger,
    subjects: Sequence[Codes],
    read: Reading,
) -> tuple[Codes, Codes]:
    clause = clauses[n]
    front = subjects[n] or inherited(clauses, n, subjects, read)
    if trigger.passive:
        return agent(clause, trigger, read), subjects[n]
    if trigger.nominal and (pair := between(clause, read)):
        return pair, ()
    actor = front or doc.memory.subject
    goal = () if together(trigger, actor) else target(clause, trigger, actor, read)
    return actor, goal


def _when(doc: _Doc, clause: Clause, dated: Sequence[Dated]) -> Period | None:
    inside = [d for d in dated if clause.start <= d.start < clause.end]
    if inside:
        return inside[0].period
    before = [d for d in dated if d.start < clause.start]
    return before[-1].period if before else None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \n\t,;:–—-.":
        start += 1
    while end > start and text[end - 1] in " \n\t,;:–—-.":
        end -= 1
    return start, end
