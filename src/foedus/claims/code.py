"""From the segments of a document to coded claims, each with the rules that fired.

Small named rules, each of which may abstain: the acts of a clause (`actions`),
its parties, modality, date, quantities, speaker and domain. They see only the
sentence, the clauses before it and a short memory of whom the text spoke of
last. What was overruled is in the trace; what had to be guessed lowers the
confidence. A statistical parser was set aside: none of those small enough reads
both languages, and every claim must be explained by words that stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.claims.amounts import amounts
from foedus.claims.anchors import as_of, year_named
from foedus.claims.attribution import judges, tells
from foedus.claims.confidence import confidence
from foedus.claims.date_grammar import Clock
from foedus.claims.date_relations import is_history
from foedus.claims.domain import domains
from foedus.claims.echo import echoed
from foedus.claims.headlines import tempered
from foedus.claims.lexicon import Lexicon
from foedus.claims.modality import meant
from foedus.claims.parties import parties
from foedus.claims.quote import quote_of, trimmed
from foedus.claims.record import Claim
from foedus.claims.sentence import Progress, Sentence, read_sentence
from foedus.claims.setting import Setting
from foedus.claims.trace import Coded, Trace
from foedus.claims.trigger import Trigger
from foedus.claims.turned import as_threat, turned
from foedus.claims.turns import (
    conditional,
    denied,
    gives_way,
    is_content,
    is_question,
    nobody_acts,
    told_before,
    whole,
)
from foedus.claims.when import Dating, heading_of
from foedus.documents.records import Document, Segment
from foedus.documents.sentences import sentences

__all__ = ["CODER", "Coded", "Trace", "code_document"]

CODER = "rules-1"
_ONE_TEXT = frozenset({"main", "abstract"})
_LONGEST = 2000
"""Characters: no sentence is longer, and the work grows with the square of the length."""


def code_document(document: Document, segments: Sequence[Segment], lexicon: Lexicon) -> list[Coded]:
    """Claims of every coded segment of a document, in order of text."""
    made: list[Coded] = []
    past: list[Claim] = []
    story: Progress | None = None
    scholarly = any(segment.kind in ("abstract", "references") for segment in segments)
    for segment in segments:
        if not segment.coded:
            continue
        known = segment.published or document.published
        alone = segment.kind in ("teaser", "caption")
        if alone or story is None or story.kind != segment.kind:
            dating = Dating(Clock.at(known), known, scholarly=scholarly)
            dating.caption = segment.kind == "caption"
            if known is None:
                dating.clock.year = year_named(document.text, segments)
                dating.as_of = as_of(document.text, segments)
            progress = Progress(document, lexicon, segment.kind, dating, past)
            if story and {story.kind, segment.kind} <= _ONE_TEXT:
                progress.memory = story.memory  # an abstract names whom its text goes on with
            progress.memory.official = document.source_class == "official statement"
            story = story if alone else progress
        else:
            progress = story
        made += _code_segment(progress, segment)
    return [
        Coded(replace(coded.claim, id=f"{document.id}-{number:03d}"), coded.trace)
        for number, coded in enumerate(tempered(document.text, made), 1)
    ]


def _code_segment(progress: Progress, segment: Segment) -> list[Coded]:
    text, made = progress.document.text, []
    for piece in sentences(text, segment.start, segment.end):
        progress.dating.paragraph(text, piece.start, segment.end)
        start = heading_of(text, piece.start, piece.end, progress.dating)
        for first, last in _stretches(text, start, piece.end):
            sentence = read_sentence(progress, first, last)
            if sentence and not is_question(text, last, sentence.clauses):
                made += _code_sentence(progress, sentence)
    return made


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence; what is longer than any sentence, in stretches cut at white space."""
    while end - start > _LONGEST:
        cut = max(text.rfind(" ", start + 1, start + _LONGEST), start + _LONGEST // 2)
        yield start, cut
        start = cut
    yield start, end


def _code_sentence(progress: Progress, sentence: Sentence) -> list[Coded]:
    made: list[Coded] = []
    held: Trigger | None = None
    text = progress.document.text
    for n, clause in enumerate(sentence.clauses):
        if held and is_content(text, clause, held):
            continue
        acts = [t for t in sentence.triggers[n] if not gives_way(text, sentence, n, t)]
        found = [_claim(progress, sentence, n, trigger) for trigger in acts]
        found += [_denial(progress, sentence, n), _echo(progress, sentence, n)]
        for coded in found:
            if coded:
                made.append(coded)
                progress.past.append(coded.claim)
                both = (*coded.claim.actor, *coded.claim.target)
                progress.memory.pair = both if len(both) == 2 else progress.memory.pair
        held = sentence.triggers[n][0] if sentence.triggers[n] else held
    return made


def _claim(progress: Progress, sentence: Sentence, n: int, trigger: Trigger) -> Coded | None:
    clause, text, dating = sentence.clauses[n], progress.document.text, progress.dating
    found = parties(progress, sentence, n, trigger)
    if nobody_acts(clause, trigger, found) or not (found.actor or found.target or whole(trigger)):
        return None
    trigger = as_threat(sentence, n, trigger, text)
    sayers = [s for s in sentence.sayers if s.reaches(n, trigger.part.start)]
    start, end = quote_of(sentence, n, trigger, text)
    when = dating.of(sentence, n, trigger, text)
    quantity = amounts(progress, sentence, n, trigger, start, end)
    expert = any(judges(s) for s in sayers)
    setting = Setting(
        conditional=conditional(sentence.clauses, n),
        official=not expert
        and (progress.memory.official or any(set(s.codes) & set(found.actor) for s in sayers)),
        historical=is_history(when, text, sentence.clauses[0], clause),
        future=dating.announced_for(sentence, n, trigger),
        scenario=dating.scenario,
        scheduled=not expert and dating.scheduled(sentence, n, trigger, text),
        reported=any(tells(s, text) for s in sayers),
        programme=bool(quantity) and not expert and not dating.scholarly,
    )
    how = meant(sentence.clauses, n, trigger, setting, text)
    action, how = turned(clause, trigger, found, how, setting, text)
    told = told_before(progress.past, found.actor, how, sayers)
    how = replace(how, modality="announced", cue="announcement goes on") if told else how
    dated = dating.settled(when, sentence, n, trigger, how, text)
    fired = (trigger.rule, how.cue, *found.rules)
    claim = Claim(
        id=progress.document.id,  # numbered once the whole document is coded
        doc=progress.document.id,
        quote=text[start:end],
        start=start,
        end=end,
        segment=progress.kind,
        actor=found.actor,
        target=() if action == "MOBILIZE" and trigger.act.action == "ASSAULT" else found.target,
        action=action,
        domain=domains(clause, trigger),
        modality=how.modality,
        polarity=how.polarity,
        speaker=tuple(dict.fromkeys(c for s in sayers for c in (*s.codes, s.name) if c)),
        date=dated or (told.date if told else None),
        quantity=quantity,
        coder=CODER,
        confidence=confidence(fired, trigger.rivals + how.overruled),
    )
    return Coded(claim, Trace(fired, trigger.rivals + how.overruled))


def _denial(progress: Progress, sentence: Sentence, n: int) -> Coded | None:
    """A denial that does not repeat what it denies: the act of the claim before, negated."""
    last = denied(sentence, n, progress.past)
    if last is None:
        return None
    claim = _retold(progress, sentence, n, last)
    claim = replace(claim, modality="negated", polarity=1, speaker=sentence.subjects[n], date=None)
    return Coded(claim, Trace(("denial of the claim before",)))


def _echo(progress: Progress, sentence: Sentence, n: int) -> Coded | None:
    """The act of the claim before, done by another."""
    echo = echoed(sentence, n, progress.past)
    if echo is None:
        return None
    actor, target, not_done = echo
    claim = replace(_retold(progress, sentence, n, progress.past[-1]), actor=actor, target=target)
    claim = replace(claim, modality="negated") if not_done else claim
    return Coded(claim, Trace(("act of the claim before",)))


def _retold(progress: Progress, sentence: Sentence, n: int, last: Claim) -> Claim:
    """An earlier claim as clause `n` tells it again, without its figures."""
    clause, text = sentence.clauses[n], progress.document.text
    start, end = trimmed(clause.start, clause.end, text)
    return replace(last, quote=text[start:end], start=start, end=end, quantity=())
