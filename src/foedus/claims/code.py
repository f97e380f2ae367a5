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
from foedus.claims.lexicon import Act, Lexicon
from foedus.claims.modality import Meant, Setting, meant
from foedus.claims.parts import Part, parts_of
from foedus.claims.quantities import quantities_in, soldiers_in
from foedus.claims.record import Action, Claim, Modality, Quantity
from foedus.claims.sides import (
    Reading,
    agent,
    between,
    inherited,
    mentions,
    nearby,
    owner_of,
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
_NO_TARGET: frozenset[Action] = frozenset({"MOBILIZE", "CONSULT", "SUPPORT"})
"""Acts that need no other party: none is looked for in earlier claims."""
_HEADLINE = 160
"""Longest headline, in characters."""
_WEAKER: frozenset[Modality] = frozenset({"considered", "announced", "negated", "hypothetical"})
_WITH = frozenset({"with", "với"})
_WITHDRAWALS = frozenset({"n.withdrawal", "v.home", "v.pull"})
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


@dataclass(frozen=True, slots=True)
class Sides:
    """Who and whom, and the rules that found them."""

    actor: Codes
    target: Codes
    rules: tuple[str, ...]


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
    before: Codes
    """Whom the text spoke of last before this sentence."""


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
    return tempered(document.text, made)


def tempered(text: str, made: Sequence[Coded]) -> list[Coded]:
    """Headlines with the modality that the body of their own text supports.

    A headline says "freezes" where the body says "is said to be considering a freeze".
    """
    return [_tempered(text, coded, made[i + 1 :]) for i, coded in enumerate(made)]


def _tempered(text: str, coded: Coded, later: Sequence[Coded]) -> Coded:
    claim = coded.claim
    if claim.modality != "actual" or not _is_headline(text, claim):
        return coded
    for other in later:
        body = other.claim
        alike = body.action == claim.action and set(body.actor) == set(claim.actor)
        if alike and not _is_headline(text, body):
            if body.modality not in _WEAKER:
                return coded
            trace = Trace((*coded.trace.fired, "headline read by its body"), coded.trace.ignored)
            return Coded(replace(claim, modality=body.modality), trace)
    return coded


def _is_headline(text: str, claim: Claim) -> bool:
    """Whether a claim stands in a short line of its own without a full stop."""
    first = text.rfind("\n", 0, claim.start) + 1
    stop = text.find("\n", claim.end)
    line = text[first : stop if stop >= 0 else len(text)].strip()
    return len(line) < _HEADLINE and not line.endswith((".", ":", ";", "”", '"'))


def _code_segment(doc: _Doc) -> None:
    text = doc.document.text
    for piece in sentences(text, doc.segment.start, doc.segment.end):
        doc.dating.paragraph(text, piece.start, doc.segment.end)
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
    memory, lexicon = doc.memory, doc.lexicon
    read = Reading(text, memory, lambda part: codes_of(part, lexicon, day, memory.bodies))
    before = memory.subject
    subjects, triggers = [], []
    for clause in clauses:
        found = triggers_of(clause, doc.lexicon.acts, text)
        triggers.append(found)
        subjects.append(subject(clause, found[0].at if found else len(clause.parts), read))
        mentions(clause, read)
    return _Sentence(clauses, subjects, triggers, sayers_of(clauses, read), dated, read, before)


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
    sides = _sides(doc, sentence, n, trigger)
    actor, goal = sides.actor, sides.target
    if not (actor or goal) or _nobody_acts(clause, trigger, sides):
        return None
    trigger = _warning(sentence, n, trigger, text)
    sayers = [s for s in sentence.sayers if s.reaches(n, trigger.part.start)]
    first, last = _quote(sentence, n, text)
    dating = doc.dating
    inside = [d for d in sentence.dated if clause.start <= d.start < max(last, clause.end)]
    when = dating.of(clause, trigger, sentence.dated, inside, text)
    setting = Setting(
        conditional=_conditional(sentence.clauses, n),
        official=any(set(s.codes) & set(actor) for s in sayers),
        historical=dating.historical(when, text, clause),
        future=dating.ahead(when),
        scenario=dating.scenario,
    )
    how = meant(sentence.clauses, n, trigger, setting, text)
    action, how = _turned(clause, trigger, sides, how)
    claim = Claim(
        id=f"{doc.document.id}-{len(doc.past) + 1:03d}",
        doc=doc.document.id,
        quote=text[first:last],
        start=first,
        end=last,
        segment=doc.segment.kind,
        actor=actor,
        target=goal,
        action=action,
        domain=(trigger.act.domain,),
        modality=how.modality,
        polarity=how.polarity,
        speaker=tuple(dict.fromkeys(c for s in sayers for c in (*s.codes, s.name) if c)),
        date=dating.settled(when, clause, sentence.dated, inside, how),
        quantity=_quantity(doc, sentence, n, trigger, first, last),
        coder="rules-1",
    )
    return Coded(claim, Trace((trigger.rule, how.cue, *sides.rules)))


def _conditional(clauses: Sequence[Clause], n: int) -> bool:
    """Whether an "if" governs clause `n`: none stands behind a "but"."""
    first, last = n, n
    while first and clauses[first].opened != "but":
        first -= 1
    while last + 1 < len(clauses) and clauses[last + 1].opened != "but":
        last += 1
    return any(p.kind == "c.if" for c in clauses[first : last + 1] for p in c.parts)


def _turned(
    clause: Clause, trigger: Trigger, sides: Sides, how: Meant
) -> tuple[Action, Meant]:
    """Two acts that their surroundings turn into others.

    A drill of one state alone is MOBILIZE; an expected stop of a withdrawal is a RETREAT that
    will not happen.
    """
    alone = len(sides.actor) == 1 and not any(
        p.kind == "actor" and p.preposition in _WITH for p in clause.parts
    )
    if alone and (trigger.part.kind == "v.drill" or trigger.thing == "n.exercise"):
        return "MOBILIZE", how
    stopped = trigger.act.action == "CONCEDE" and trigger.thing in _WITHDRAWALS
    if stopped and how.modality in ("forecast", "hypothetical"):
        return "RETREAT", replace(how, polarity=-1)
    return trigger.act.action, how


def _nobody_acts(clause: Clause, trigger: Trigger, sides: Sides) -> bool:
    """An event noun without any name beside it, or what analysts do: no claim."""
    if trigger.nominal and "subject from memory" in sides.rules and "object" not in sides.rules:
        return True
    before = clause.parts[: trigger.at]
    if clause.opened == "cause" and trigger.part.kind == "v.fear" and sides.rules[0] != "subject":
        return True  # "vì lo ngại": why, not what
    return any(p.kind == "r.src" for p in before) and not any(p.kind == "actor" for p in before)


def _warning(sentence: _Sentence, n: int, trigger: Trigger, text: str) -> Trigger:
    """"Warned that it would retaliate" is THREATEN: the one who warns is the one who will."""
    if trigger.part.kind != "v.fear" or n + 1 >= len(sentence.clauses):
        return trigger
    follower = sentence.clauses[n + 1]
    kinds = [p.kind for p in follower.parts[:4]]
    warns = text[trigger.part.start : trigger.part.end].lower().startswith(("warn", "cảnh"))
    own = "r.thing" in kinds or "r.person" in kinds
    if warns and own and ("c.will" in kinds or "c.would" in kinds):
        return replace(trigger, act=Act("THREATEN", trigger.act.domain, "threatened"))
    return trigger


def _sides(doc: _Doc, sentence: _Sentence, n: int, trigger: Trigger) -> Sides:
    clause, read = sentence.clauses[n], sentence.read
    own = sentence.subjects[n]
    if trigger.passive:
        by = agent(clause, trigger, read)
        if trigger.thing != "*":
            return _thing_done(doc, sentence, n, trigger, by)
        goal = own or inherited(sentence.clauses, n, sentence.subjects, read)
        actor = by or partner(goal, trigger.act.action, doc.past)
        return Sides(actor, goal, ("passive", "agent named" if by else "agent from memory"))
    if (pair := between(clause, trigger, read)):
        return Sides(pair, (), ("between",))
    actor, how = _actor(sentence, n, trigger, own)
    if together(clause, trigger, actor):
        return Sides(actor, (), (how, "together"))
    return _with_target(doc, sentence, n, trigger, actor, how)


def _actor(sentence: _Sentence, n: int, trigger: Trigger, own: Codes) -> tuple[Codes, str]:
    if own:
        return own, "subject"
    if owner := owner_of(sentence.clauses[n], trigger, sentence.read):
        return owner, "owner of the act"
    found = inherited(sentence.clauses, n, sentence.subjects, sentence.read)
    if found:
        return found, "subject inherited"
    return sentence.before, "subject from memory"


def _with_target(
    doc: _Doc, sentence: _Sentence, n: int, trigger: Trigger, actor: Codes, how: str
) -> Sides:
    goal = target(_behind(sentence, n, trigger), trigger, actor, sentence.read)
    if goal or trigger.act.action in _NO_TARGET:
        return Sides(actor, goal, (how, "object" if goal else "no object"))
    near = nearby(sentence.clauses, n, trigger, actor, sentence.read)
    if near:
        return Sides(actor, near, (how, "object nearby"))
    return Sides(actor, partner(actor, trigger.act.action, doc.past), (how, "object from memory"))


def _thing_done(
    doc: _Doc, sentence: _Sentence, n: int, trigger: Trigger, by: Codes
) -> Sides:
    """Sides of "troops were moved to Italy": the subject is what is moved, or its owner."""
    own = sentence.subjects[n]
    actor = by or own or (doc.past[-1].actor if doc.past else ())
    if by and own and own != by:
        return Sides(by, own, ("passive of a thing", "owner"))
    return _with_target(doc, sentence, n, trigger, actor, "passive of a thing")


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
    if not found and act.domain == "force-posture" or trigger.thing == "n.force":
        found = found or soldiers_in(text, start, last)
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
    bare = quantity.unit == "%" and domain in ("defence-spending", "alliance-commitment")
    return replace(quantity, unit="% GDP") if bare else quantity
