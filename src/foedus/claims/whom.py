"""To whom an act is done, by the first rule that does not abstain.

What is judged is who did it; then an object of the clause, where soldiers stand,
another name nearby, the other party of an earlier claim. Acts that need no other
party, requests and the leaving of treaties look for none outside their words.
"""

from __future__ import annotations

from collections.abc import Sequence

from foedus.claims.actors import Codes
from foedus.claims.elsewhere import at_home, judged, nearby, partner
from foedus.claims.part import Part
from foedus.claims.record import Claim
from foedus.claims.referents import WHERE
from foedus.claims.sentence import Progress, Sentence
from foedus.claims.sides import is_pronoun, target
from foedus.claims.topics import topic_of
from foedus.claims.trigger import Trigger
from foedus.core.codebook import Action

CONTENT = frozenset({"that", "if", "cause"})
"""Openers of clauses that say what is urged, threatened, refused or what for."""
_LEAVES = frozenset({"v.pull", "v.abandon", "n.withdrawal"})
_SELF_CONTAINED: frozenset[Action] = frozenset(
    {"MOBILIZE", "CONSULT", "SUPPORT", "COOPERATE", "REQUEST"}
)
"""Acts that need no other party: none is looked for outside their clause."""
_TREATY_ACTS: frozenset[Action] = frozenset(
    {"REJECT", "REQUEST", "AGREE", "SUPPORT", "COOPERATE", "CONCEDE"}
)
_ON_TOPIC: frozenset[Action] = frozenset(
    {"AID", "SANCTION", "RETREAT", "CONCEDE", "ASSAULT", "COERCE"}
)
"""Deeds done to whom the passage is about, where no other is named."""
_RECENT = 4
"""How many claims back the party of a request may stand."""
Found = tuple[Codes, str]
"""The other party, if any, and the rule that found it."""


def whom(progress: Progress, sentence: Sentence, n: int, trigger: Trigger, actor: Codes) -> Found:
    """The other party of a trigger of clause `n`; the first rule that finds one."""
    parts = behind(sentence, n, trigger)
    if author := judged(progress, sentence, n, trigger):
        return author, "author of the deed"
    if at_home(sentence, n, trigger, parts, progress.document.text):
        return actor, "parliament against its government"
    if goal := _object(sentence, n, trigger, actor, parts):
        return goal, "object"
    if maker := _maker(progress, sentence, n, trigger, actor):
        return maker, "maker of the weapon"
    if bound := _bound(progress, sentence, n, trigger, actor):
        return bound, "party to the treaty"
    if there := _stationed(sentence, n, trigger, actor):
        return there, "where the soldiers are"
    return _outside(progress, sentence, n, trigger, actor, parts)


def _object(sentence: Sentence, n: int, trigger: Trigger, actor: Codes, parts: list[Part]) -> Codes:
    """The object among the parts of the clause."""
    for some in (_before_effect(parts), parts):
        if goal := target(some, trigger, actor, sentence.read):
            return goal
    talks = trigger.nominal and trigger.act.action == "CONSULT"
    return _company(sentence, n, actor) if talks else ()


def _outside(
    progress: Progress,
    sentence: Sentence,
    n: int,
    trigger: Trigger,
    actor: Codes,
    parts: list[Part],
) -> Found:
    """The other party outside the words of the act, where one may be looked for."""
    action = trigger.act.action
    bare = action == "SUPPORT" and not parts  # "Moscow welcomed": what was told
    pointed = bool(parts) and is_pronoun(parts[0])
    if action == "REQUEST" and not pointed and (asked := _asked(progress.past, actor)):
        return asked, "party spoken of last"
    if action in _SELF_CONTAINED and not (bare or pointed):
        return (), "no object"
    if pointed and (him := _beside(sentence.read.stands_for(parts[0]), actor)):
        return him, "pronoun"
    home = trigger.part.kind == "v.home"  # from where is told before; beside stands where to
    if not home and (near := nearby(sentence.clauses, n, trigger, actor, sentence.read)):
        return near, "object nearby"
    if trigger.part.kind in _LEAVES and trigger.thing in ("n.treaty", "n.body"):
        return (), "no object"  # a treaty is left, not a party to it
    if goal := _parallel(progress.past, action, actor, sentence.clauses[0].start):
        return goal, "object of the act before"
    if action in _ON_TOPIC and (topic := topic_of(sentence.read, actor)):
        return topic, "topic of the passage"
    other = partner(actor, action, progress.past)
    return other, "object from memory" if other else "no object"


def _asked(past: Sequence[Claim], actor: Codes) -> Codes:
    """Of whom something is asked where nobody is named: the party of the last claims."""
    sides = (side for claim in past[: -_RECENT - 1 : -1] for side in (claim.target, claim.actor))
    return next((side for side in sides if side and not set(side) & set(actor)), ())


def _parallel(past: Sequence[Claim], action: Action, actor: Codes, start: int) -> Codes:
    """The other party of the same act by another, told in the same sentence just before."""
    last = past[-1] if past else None
    if last is None or last.action != action or last.start < start or set(actor) & set(last.target):
        return ()
    return last.target if last.actor != actor else ()


def behind(sentence: Sentence, n: int, trigger: Trigger) -> list[Part]:
    """The parts behind a trigger, with those of the clause that is its content."""
    parts = list(sentence.clauses[n].parts[trigger.at + 1 :])
    if n + 1 < len(sentence.clauses) and sentence.clauses[n + 1].opened in CONTENT:
        parts += sentence.clauses[n + 1].parts
    return parts


def _beside(codes: Codes, actor: Codes) -> Codes:
    return tuple(code for code in codes if code not in actor)


def _company(sentence: Sentence, n: int, actor: Codes) -> Codes:
    """With whom, where the talks are named last: "raised it with A in a phone call"."""
    for part in sentence.clauses[n].parts:
        if part.kind == "actor" and part.preposition in ("with", "với"):
            return tuple(c for c in sentence.read.stands_for(part) if c not in actor)
    return ()


def _before_effect(parts: list[Part]) -> list[Part]:
    """The parts up to a judgement: whom an effect falls on is not whom the act is done to."""
    ends = (i for i, part in enumerate(parts) if part.kind == "c.assert")
    return parts[: next(ends, len(parts))]


def _maker(progress: Progress, sentence: Sentence, n: int, trigger: Trigger, actor: Codes) -> Codes:
    """The country whose weapon is bought or no longer wanted."""
    if trigger.act.domain != "arms-trade":
        return ()
    clause = sentence.clauses[n]
    words = progress.document.text[clause.start : clause.end]
    found = (code for name, code in progress.lexicon.makers.items() if name in words)
    return tuple(dict.fromkeys(code for code in found if code not in actor))[:1]


def _bound(progress: Progress, sentence: Sentence, n: int, trigger: Trigger, actor: Codes) -> Codes:
    """The other party of a treaty that is named: who leaves New START leaves Moscow or Washington.

    What is invoked or joined is done to the body; with nobody named, to the one spoken of.
    """
    clause, action = sentence.clauses[n], trigger.act.action
    words = progress.document.text[clause.start : clause.end]
    for name, parties in progress.lexicon.treaties.items():
        if name in words and (len(parties) == 1 or set(actor) & set(parties)):
            return _beside(parties, actor) if action in _TREATY_ACTS else ()
    joins = trigger.thing == "n.access" and action == "AGREE" and actor
    return _beside(sentence.read.memory.bodies or ("NATO",), actor) if joins else ()


def _stationed(sentence: Sentence, n: int, trigger: Trigger, actor: Codes) -> Codes:
    """Where the soldiers stand who grow or shrink in number: "its brigade in Lithuania"."""
    if trigger.act.action not in ("RETREAT", "MOBILIZE") or trigger.thing != "n.force":
        return ()
    for part in sentence.clauses[n].parts[: trigger.at]:
        if part.kind == "place" or part.preposition in WHERE:
            codes = tuple(c for c in sentence.read.stands_for(part) if c not in actor)
            if codes:
                return codes
    return ()
