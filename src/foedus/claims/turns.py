"""Clauses that are no claims of their own, and claims that go on with others.

What is urged or feared is content, a plain question claims nothing, and what
analysts do is no act; an announcement may go on over several sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.claims.actors import Codes
from foedus.claims.attribution import Sayer
from foedus.claims.clauses import Clause
from foedus.claims.main_act import is_warning
from foedus.claims.parties import Parties
from foedus.claims.record import Claim
from foedus.claims.scopes import is_purpose
from foedus.claims.sentence import Sentence
from foedus.claims.setting import Meant
from foedus.claims.trigger import Trigger
from foedus.claims.whom import CONTENT
from foedus.core.codebook import Action, Modality

_ABSORBS: frozenset[Action] = frozenset({"REQUEST", "THREATEN", "ACCUSE", "REJECT", "AGREE"})
"""Acts whose content, in the next clause, is not a claim of its own."""
_COLON = re.compile(r":\s?[\"“]?$")
_FUTURE: frozenset[Modality] = frozenset({"announced", "forecast"})
_FORESEEN = frozenset({"c.may", "c.unlikely", "c.likely", "c.will"})
_PAIR = 2
_GOES_ON = 4
"""How many claims back an announcement may stand that is gone on with."""


def is_content(text: str, clause: Clause, held: Trigger) -> bool:
    """Whether a clause only says what was urged, threatened or refused, or what for."""
    if is_purpose(clause, text):
        return True
    if is_feared(text, clause, held):
        return False
    if held.act.action == "ACCUSE" and clause.parts and clause.parts[0].kind == "c.say":
        return True  # "criticised the decision, saying that ..."
    quoted = clause.opened == "mark" and _COLON.search(
        text[max(0, clause.start - 3) : clause.start]
    )
    return (
        (clause.opened in CONTENT or bool(quoted))
        and held.act.action in _ABSORBS
        and not held.nominal
    )


def is_feared(text: str, clause: Clause, held: Trigger) -> bool:
    """Whether a clause says what is feared, or warned of as a cause of harm: a claim of its own."""
    if held.part.kind != "v.fear":
        return False
    told = clause.opened == "that" or (clause.parts and clause.parts[0].kind == "c.say")
    judged = any(p.kind == "c.assert" for p in clause.parts)
    return bool(told) and (judged or not is_warning(held, text))


def gives_way(text: str, sentence: Sentence, n: int, trigger: Trigger) -> bool:
    """Whether a worry is told by what is feared, in the next clause, not by itself."""
    if n + 1 >= len(sentence.clauses) or not sentence.triggers[n + 1]:
        return False
    return is_feared(text, sentence.clauses[n + 1], trigger)


def is_question(text: str, end: int, clauses: Sequence[Clause]) -> bool:
    """A plain question claims nothing; one that carries a rumour does."""
    rumour = any(p.kind == "c.reported" for c in clauses for p in c.parts)
    newline = text[end : end + 1] in ("\n", "")
    headline = newline and "\n" in text[max(0, clauses[0].start - 1) : clauses[0].start]
    return text[max(0, end - 2) : end].rstrip('”"').endswith("?") and not rumour and not headline


def nobody_acts(clause: Clause, trigger: Trigger, found: Parties) -> bool:
    """An event noun without any name beside it, a motive, or what analysts do."""
    loose = "subject from memory" in found.rules and "object" not in found.rules
    if trigger.nominal and loose and not _is_foreseen(clause, trigger):
        return True
    war = trigger.thing in ("n.attack", "n.seizure")
    if war and clause.opened == "when" and len(clause.parts) == _PAIR:
        return True  # "since the invasion": when, not what
    related = clause.opened in ("that", "rel") and found.rules[0] != "subject"
    if trigger.part.kind == "v.cross" and related:
        return True  # "any convoy that crossed the border"
    if clause.opened == "cause" and trigger.part.kind == "v.fear" and found.rules[0] != "subject":
        return True  # "vì lo ngại": why, not what
    if trigger.part.kind == "v.talk" and len(found.actor) < _PAIR and not found.target:
        return True
    before = clause.parts if found.rules[0] == "subject from memory" else clause.parts[: trigger.at]
    return any(p.kind == "r.src" for p in before) and not any(p.kind == "actor" for p in before)


def _is_foreseen(clause: Clause, trigger: Trigger) -> bool:
    """Whether it is said of an event that it may or will be: "a withdrawal is unlikely"."""
    behind = clause.parts[trigger.at + 1 : trigger.at + 3]
    first = not any(p.kind == "actor" or p.is_verb for p in clause.parts[: trigger.at])
    return first and any(p.kind in _FORESEEN for p in behind)


def whole(trigger: Trigger) -> bool:
    """Whether verb and thing tell an act that nobody does: "the jets have been delivered"."""
    return trigger.thing != "*" and not trigger.nominal


def conditional(clauses: Sequence[Clause], n: int) -> bool:
    """Whether an "if" governs clause `n`: none stands behind a "but"."""
    first, last = n, n
    while first and clauses[first].opened != "but":
        first -= 1
    while last + 1 < len(clauses) and clauses[last + 1].opened != "but":
        last += 1
    return any(p.kind == "c.if" for c in clauses[first : last + 1] for p in c.parts)


def told_before(
    past: Sequence[Claim], actor: Codes, how: Meant, sayers: Sequence[Sayer]
) -> Claim | None:
    """The announcement that a claim goes on with: the same actor's, told just before.

    "Washington announced ... on Wednesday. Another 6,400 will go home." What analysts expect
    goes on with nothing.
    """
    future = how.cue in ("c.will", "official", "plain") and how.modality in _FUTURE
    if not future or any(s.name for s in sayers):
        return None
    own = (c for c in reversed(past[-_GOES_ON:]) if c.actor == actor and c.modality == "announced")
    return next((c for c in own if c.date and c.date.precision == "day"), None)


def denied(sentence: Sentence, n: int, past: Sequence[Claim]) -> Claim | None:
    """The claim that a clause denies without repeating it: "the Pentagon denied the report"."""
    clause = sentence.clauses[n]
    denies = any(p.kind == "c.deny" for p in clause.parts)
    if not denies or sentence.triggers[n] or not past:
        return None
    said = set(sentence.subjects[n])
    last = past[-1]
    return last if said & {*last.actor, *last.target} and last.modality != "negated" else None
