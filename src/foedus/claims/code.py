"""From the segments of a document to coded claims, each with the rules that fired.

Small named rules, each of which may abstain: the acts of a clause (`actions`),
its sides (`sides`), modality, date, quantities, speaker, domain. They see only
the sentence, the clauses before it and a short memory of whom the text spoke
of last. What they disagree on is in the trace and lowers the confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from foedus.claims.actions import Trigger, triggers_of
from foedus.claims.actors import Codes, Memory, codes_of
from foedus.claims.attribution import Sayer, sayers_of
from foedus.claims.clauses import Clause, clauses_of
from foedus.claims.dates import Clock, Dated, dates_in
from foedus.claims.lexicon import Lexicon
from foedus.claims.modality import Setting, meant
from foedus.claims.parts import Part, parts_of
from foedus.claims.quantities import quantities_in
from foedus.claims.record import Action, Claim, Quantity
from foedus.claims.sides import (
    Reading,
    agent,
    between,
    inherited,
    mentions,
    partner,
    subject,
    target,
    together,
)
from foedus.claims.when import Dating, heading_of
from foedus.documents.records import Document, Segment
from foedus.documents.sentences import sentences

_ABSORBS: frozenset[Action] = frozenset({"REQUEST", "THREATEN", "ACCUSE", "REJECT", "AGREE"})
"""Acts whose content, in the next clause, is not a claim of its own."""
_CONTENT = frozenset({"that", "if", "cause"})
_PURPOSE = ("để", "nhằm", "hòng", "in order")
_NO_TARGET: frozenset[Action] = frozenset({"MOBILIZE"})
_EDGE = " \n\t,;:–—-.\"“”"


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
    dating: Dating
    memory: Memory = field(default_factory=Memory)
    made: list[Coded] = field(default_factory=list)
    past: list[Claim] = field(default_factory=list)

    @property
    def vietnamese(self) -> bool:
        return self.document.language == "vi"


@dataclass(slots=True)
class _Sentence:
    """One sentence, read."""

    clauses: list[Clause]
    subjects: list[Codes]
    triggers: list[list[Trigger]]
    sayers: list[Sayer]
    dated: list[Dated]
    read: Reading


def code_document(
    document: Document, segments: Sequence[Segment], lexicon: Lexicon
) -> list[Coded]:
    """Claims of every coded segment of a document, in order of text."""
    made: list[Coded] = []
    for segment in segments:
        if segment.coded:
            known = segment.published or document.published
            doc = _Doc(document, lexicon, segment, Dating(Clock.at(known), known))
            doc.past = [coded.claim for coded in made]
            _code_segment(doc)
            made += doc.made
    return made


def _code_segment(doc: _Doc) -> None:
    text = doc.document.text
    for piece in sentences(text, doc.segment.start, doc.segment.end):
        start = heading_of(text, piece.start, piece.end, doc.dating)
        sentence = _read(doc, start, piece.end)
        if sentence:
            _code_sentence(doc, sentence)


def _read(doc: _Doc, start: int, end: int) -> _Sentence | None:
    text = doc.document.text
    hits = doc.lexicon.matcher.hits(text, start, end)
    if not hits:
        return None
    parts = parts_of(text, hits, vietnamese=doc.vietnamese)
    clauses = clauses_of(text, start, end, parts)
    dated = doc.dating.heard(text, start, dates_in(text, start, end, doc.dating.clock))
    day = doc.dating.person_day(dated)
    read = Reading(text, doc.memory, lambda part: codes_of(part, doc.lexicon, day))
    subjects, triggers = [], []
    for clause in clauses:
        mentions(clause, read)
        found = triggers_of(clause, doc.lexicon.acts, text)
        triggers.append(found)
        subjects.append(subject(clause, found[0].at if found else len(clause.parts), read))
    return _Sentence(clauses, subjects, triggers, sayers_of(clauses, read), dated, read)


def _code_sentence(doc: _Doc, sentence: _Sentence) -> None:
    held: Trigger | None = None
    for n, clause in enumerate(sentence.clauses):
        if held and _is_content(doc, clause, held):
            continue
        for trigger in sentence.triggers[n]:
            coded = _claim(doc, sentence, n, trigger)
            if coded:
                doc.made.append(coded)
                doc.past.append(coded.claim)
                both = (*coded.claim.actor, *coded.claim.target)
                doc.memory.pair = both if len(both) == 2 else doc.memory.pair
        held = sentence.triggers[n][0] if sentence.triggers[n] else held


def _is_content(doc: _Doc, clause: Clause, held: Trigger) -> bool:
    """Whether a clause only says what was urged, threatened or refused, or what for."""
    opener = doc.document.text[clause.start : clause.start + 8].lower()
    if clause.opened == "cause" and opener.startswith(_PURPOSE):
        return True
    return clause.opened in _CONTENT and held.act.action in _ABSORBS and not held.nominal


def _claim(doc: _Doc, sentence: _Sentence, n: int, trigger: Trigger) -> Coded | None:
    clause, text = sentence.clauses[n], doc.document.text
    actor, goal = _sides(doc, sentence, n, trigger)
    if not actor and not goal:
        return None
    sayers = [s for s in sentence.sayers if s.reaches(n, trigger.part.start)]
    first, last = _quote(sentence, n, text)
    dating = doc.dating
    when = dating.of(clause, sentence.dated)
    setting = Setting(
        conditional=any(p.kind == "c.if" for c in sentence.clauses for p in c.parts),
        official=any(set(s.codes) & set(actor) for s in sayers),
        historical=dating.historical(when, text, clause),
        future=dating.ahead(when),
    )
    how = meant(sentence.clauses, n, trigger, setting, text)
    claim = Claim(
        id=f"{doc.document.id}-{len(doc.past) + 1:03d}",
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
        speaker=tuple(dict.fromkeys(c for s in sayers for c in (*s.codes, s.name) if c)),
        date=when or dating.default(clause, trigger.at, how.modality),
        quantity=_quantity(doc, sentence, n, trigger, first, last),
        coder="rules-1",
    )
    return Coded(claim, Trace((trigger.rule, how.cue)))


def _sides(
    doc: _Doc, sentence: _Sentence, n: int, trigger: Trigger
) -> tuple[Codes, Codes]:
    clause, read = sentence.clauses[n], sentence.read
    own = sentence.subjects[n]
    action = trigger.act.action
    if trigger.passive:
        by = agent(clause, trigger, read)
        if trigger.thing != "*":
            return _thing_done(doc, sentence, n, trigger, by)
        goal = own or inherited(sentence.clauses, n, sentence.subjects, read)
        return by or partner(goal, action, doc.past), goal
    if trigger.nominal and (pair := between(clause, read)):
        return pair, ()
    actor = own or inherited(sentence.clauses, n, sentence.subjects, read) or doc.memory.subject
    if together(trigger, actor):
        return actor, ()
    goal = target(_behind(sentence, n, trigger), trigger, actor, read)
    if not goal and action not in _NO_TARGET:
        goal = partner(actor, action, doc.past)
    return actor, goal


def _thing_done(
    doc: _Doc, sentence: _Sentence, n: int, trigger: Trigger, by: Codes
) -> tuple[Codes, Codes]:
    """Sides of "troops were moved to Italy": the subject is what is moved, or its owner."""
    actor = by or sentence.subjects[n] or (doc.past[-1].actor if doc.past else ())
    goal = target(_behind(sentence, n, trigger), trigger, actor, sentence.read)
    if not goal and by and sentence.subjects[n] != by:
        goal = sentence.subjects[n]
    if not goal and trigger.act.action not in _NO_TARGET:
        goal = partner(actor, trigger.act.action, doc.past)
    return actor, goal


def _behind(sentence: _Sentence, n: int, trigger: Trigger) -> list[Part]:
    parts = list(sentence.clauses[n].parts[trigger.at + 1 :])
    if n + 1 < len(sentence.clauses) and sentence.clauses[n + 1].opened in _CONTENT:
        parts += sentence.clauses[n + 1].parts
    return parts


def _quote(sentence: _Sentence, n: int, text: str) -> tuple[int, int]:
    """The clause, with what follows it and has no act of its own."""
    clause = sentence.clauses[n]
    start, end = clause.start, clause.end
    for m in range(n + 1, len(sentence.clauses)):
        follower = sentence.clauses[m]
        if sentence.triggers[m] or follower.verbs or follower.opened != "mark":
            break
        end = follower.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _quantity(
    doc: _Doc, sentence: _Sentence, n: int, trigger: Trigger, first: int, last: int
) -> tuple[Quantity, ...]:
    start = first
    if sentence.clauses[n].opened in ("rel", "that") and n and not sentence.triggers[n - 1]:
        start = max(sentence.clauses[n - 1].start, first - 40)
    text = doc.document.text
    act = trigger.act
    found = [m.quantity for m in quantities_in(text, start, last, vietnamese=doc.vietnamese)]
    return tuple(_fitted(q, act.domain) for q in found if _counts(q, act.action, act.domain))


def _counts(quantity: Quantity, action: Action, domain: str) -> bool:
    """Durations count for meetings and truces only; "the two countries" counts nothing."""
    if quantity.unit == "days":
        return domain == "ceasefire-peace"
    if quantity.unit == "hours":
        return action == "CONSULT"
    return not (quantity.value <= 3 and quantity.unit in ("countries", "leaders", "members"))


def _fitted(quantity: Quantity, domain: str) -> Quantity:
    """A bare percentage of defence spending is one of GDP."""
    bare = quantity.unit == "%" and domain == "defence-spending"
    return replace(quantity, unit="% GDP") if bare else quantity
