"""One sentence, read: its clauses, who their subjects are, what they do, who says so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from foedus.claims.actions import triggers_of
from foedus.claims.actors import Codes, Memory, codes_of
from foedus.claims.attribution import Sayer, sayers_of
from foedus.claims.borrow import antecedent_act, borrowed_act
from foedus.claims.clauses import Clause, clauses_of
from foedus.claims.dates import Dated, dates_in
from foedus.claims.lexicon import Lexicon
from foedus.claims.parts import parts_of
from foedus.claims.record import Claim
from foedus.claims.referents import Reading, mentions
from foedus.claims.subjects import company_before, subject
from foedus.claims.topics import hear_topic
from foedus.claims.trigger import Trigger
from foedus.claims.voice import borne_at
from foedus.claims.when import Dating
from foedus.documents.records import Document, SegmentKind

_LETTERS = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
"""Letters of Vietnamese alone."""
_ENGLISH = re.compile(r"\b(?:the|of|and|with|from|has|have|was|were|is|by|on)\b")


@dataclass(slots=True)
class Progress:
    """What is carried from sentence to sentence of a document."""

    document: Document
    lexicon: Lexicon
    kind: SegmentKind
    dating: Dating
    past: list[Claim]
    """The claims coded so far, the latest last."""
    memory: Memory = field(default_factory=Memory)

    @property
    def vietnamese(self) -> bool:
        """Whether the document is read by the rules of Vietnamese."""
        return self.document.language == "vi"


@dataclass(slots=True)
class Sentence:
    """One sentence, read; the lists run along its clauses."""

    clauses: list[Clause]
    subjects: list[Codes]
    triggers: list[list[Trigger]]
    sayers: list[Sayer]
    dated: list[Dated]
    read: Reading
    before: Codes
    """Whom the text spoke of last before this sentence."""


def read_sentence(progress: Progress, start: int, end: int) -> Sentence | None:
    """The sentence at ``text[start:end]``; None where it holds nothing of the codebook."""
    text, memory, lexicon = progress.document.text, progress.memory, progress.lexicon
    hits = lexicon.matcher.hits(text, start, end)
    if not hits:
        return None
    parts = parts_of(text, hits, vietnamese=_is_vietnamese(progress, text[start:end]))
    if not parts:
        return None
    clauses = clauses_of(text, start, end, parts)
    dating = progress.dating
    dating.turn_to(text[start:end])
    dated = dating.heard(text, start, dates_in(text, start, end, dating.clock))
    day = dating.person_day(dated)
    trade = any(part.kind in ("n.tariff", "n.trade") for part in parts)
    bodies: Codes = ("EU",) if trade else memory.bodies  # Brussels that taxes is the Union
    read = Reading(text, memory, lambda part: codes_of(part, lexicon, day, bodies))
    before = memory.subject
    hear_topic(clauses, start, end, read)
    subjects: list[Codes] = []
    triggers: list[list[Trigger]] = []
    for n, clause in enumerate(clauses):
        found = triggers_of(clause, lexicon.acts, text)
        if not found:
            more = borrowed_act(clauses[: n + 1], triggers, memory.things, lexicon.acts, text)
            found = [more] if more else []
        found = list(antecedent_act(clauses[: n + 1], found, lexicon.acts))
        triggers.append(found)
        own = subject(clause, _act_at(clause, found), read)
        with_whom = company_before(clauses, n, read) if own else ()
        subjects.append(tuple(dict.fromkeys((*own, *with_whom))))
        mentions(clause, read)
    memory.saw(part.kind for part in parts if part.is_noun)
    sayers = sayers_of(clauses, read)
    return Sentence(clauses, subjects, triggers, sayers, dated, read, before)


def _is_vietnamese(progress: Progress, sentence: str) -> bool:
    """Whether a sentence is in Vietnamese: an abstract in English may stand beside it."""
    if sentence.isascii():
        return False
    return progress.vietnamese or bool(_LETTERS.search(sentence) and not _ENGLISH.search(sentence))


def _act_at(clause: Clause, found: list[Trigger]) -> int:
    """Where the act of a clause begins: its subject stands before, the agent of "bị" does not."""
    if not found:
        return len(clause.parts)
    borne = borne_at(clause.parts, found[0].at) if found[0].passive else None
    return found[0].at if borne is None else borne
