"""Who acts on whom in a clause, by the first rule that does not abstain.

Each rule is named in the trace: the clause's own subject, the owner of an act
that a noun names, a subject inherited or remembered; an object of the clause,
another name nearby, the other party of an earlier claim.
"""

from __future__ import annotations

from dataclasses import dataclass

from foedus.claims.actors import Codes
from foedus.claims.clauses import Clause
from foedus.claims.elsewhere import partner, told_deed
from foedus.claims.nominal import COPULA
from foedus.claims.referents import FROM, OF
from foedus.claims.sentence import Progress, Sentence
from foedus.claims.sides import (
    agent,
    between,
    named_by_noun,
    owner_before,
    owner_of,
    target,
    together,
)
from foedus.claims.subjects import inherited
from foedus.claims.trigger import Trigger
from foedus.claims.whom import behind, whom
from foedus.core.codebook import Action

_INVERSE = frozenset({"v.get", "v.draw", "v.earn"})
"""Verbs whose subject the act is done to: to receive arms, to draw criticism, to win praise."""
_PRESSED = frozenset({"n.pressure", "n.plea", "n.threat", "n.concern", "n.expulsion"})
"""Nouns for what others do to the subject: "dưới sức ép của Washington"."""
_JUDGED: frozenset[Action] = frozenset({"REJECT", "ACCUSE", "SUPPORT"})
"""What is done to whose thing it is: "the French bid was turned down"."""
_HARM: frozenset[Action] = frozenset({"SANCTION", "MOBILIZE", "ASSAULT", "ACCUSE", "REQUEST"})
"""Acts that two may do together to a third."""


@dataclass(frozen=True, slots=True)
class Parties:
    """Who and whom, and the rules that found them."""

    actor: Codes
    target: Codes
    rules: tuple[str, ...]


def parties(progress: Progress, sentence: Sentence, n: int, trigger: Trigger) -> Parties:
    """The parties of a trigger of clause `n`; either side may stay empty."""
    clause, read = sentence.clauses[n], sentence.read
    if trigger.passive:
        return _passive(progress, sentence, n, trigger)
    if trigger.thing == COPULA or (trigger.part.kind == "v.doomed" and sentence.sayers):
        return _said_to_be(sentence, n, trigger)
    if trigger.part.kind in _INVERSE:
        return _received(progress, sentence, n, trigger)
    if pair := between(clause, trigger, read):
        return _paired(sentence, n, trigger, pair)
    actor, how = _actor(sentence, n, trigger)
    if together(clause, trigger, actor):
        return Parties(actor, (), (how, "together"))
    return _with_target(progress, sentence, n, trigger, actor, how)


def _paired(sentence: Sentence, n: int, trigger: Trigger, pair: Codes) -> Parties:
    """Sides of what is "between A and B": a third who furthers it, or whom it is done to."""
    own, how = sentence.subjects[n], "subject"
    if not own and not trigger.nominal:
        own = inherited(sentence.clauses, n, sentence.subjects, sentence.read)
        how = "subject inherited"
    if own and set(own) != set(pair) and not named_by_noun(sentence.clauses[n], trigger):
        others = tuple(c for c in pair if c not in own)
        return Parties(own, others, (how, "between others"))
    harm = trigger.act.action in _HARM
    goal = target(behind(sentence, n, trigger), trigger, pair, sentence.read) if harm else ()
    return Parties(pair, goal, ("between",))


def _said_to_be(sentence: Sentence, n: int, trigger: Trigger) -> Parties:
    """Sides of "Germany, he said, was delinquent": who says so judges the subject."""
    own, clauses = sentence.subjects[n], sentence.clauses
    goal = own or inherited(clauses, n, sentence.subjects, sentence.read)
    said = [s.codes for s in sentence.sayers if s.codes and s.reaches(n, trigger.part.start)]
    judge = said[-1] if said and said[-1] != goal else ()
    return Parties(judge, goal if judge else (), ("sayer", "subject"))


def _received(progress: Progress, sentence: Sentence, n: int, trigger: Trigger) -> Parties:
    """Sides of "Kyiv received jets from France": who gives stands behind "from" or qualifies."""
    goal, _ = _actor(sentence, n, trigger)
    behind_it = sentence.clauses[n].parts[trigger.at + 1 :]
    named = [(p, sentence.read.stands_for(p)) for p in behind_it if p.kind == "actor"]
    others = [(p, codes) for p, codes in named if codes and codes != goal]
    giver = next((codes for p, codes in others if p.preposition in (*FROM, *OF, "by")), ())
    giver = giver or next((codes for p, codes in others if p.modifier), ())
    if giver:
        return Parties(giver, goal, ("giver named", "receiver"))
    giver = partner(goal, trigger.act.action, progress.past)
    return Parties(giver, goal, ("giver from memory", "receiver"))


def _actor(sentence: Sentence, n: int, trigger: Trigger) -> tuple[Codes, str]:
    if whose := owner_before(sentence.clauses[n], trigger, sentence.read):
        return whose, "owner of the act"
    own, owner = sentence.subjects[n], owner_of(sentence.clauses[n], trigger, sentence.read)
    if own and not (owner and _is_others(sentence.clauses[n], trigger)):
        return own, "subject"
    if owner:
        return owner, "owner of the act"
    found = inherited(sentence.clauses, n, sentence.subjects, sentence.read)
    return (found, "subject inherited") if found else (sentence.before, "subject from memory")


def _is_others(clause: Clause, trigger: Trigger) -> bool:
    """Whether a noun tells what others do than the subject: their pressure, or behind a verb."""
    told = any(p.is_verb for p in clause.parts[: trigger.at])
    return trigger.nominal and (told or trigger.thing in _PRESSED)


def _with_target(
    progress: Progress, sentence: Sentence, n: int, trigger: Trigger, actor: Codes, how: str
) -> Parties:
    own = sentence.subjects[n]
    if how == "owner of the act" and trigger.thing in _PRESSED and own and own != actor:
        return Parties(actor, own, (how, "subject under it"))
    goal, found = whom(progress, sentence, n, trigger, actor)
    return Parties(actor, goal, (how, found))


def _passive(progress: Progress, sentence: Sentence, n: int, trigger: Trigger) -> Parties:
    by = agent(sentence.clauses[n], trigger, sentence.read)
    if trigger.thing != "*":
        return _thing_done(progress, sentence, n, trigger, by)
    own = sentence.subjects[n]
    free = not own and not by and sentence.clauses[n].opened != "rel"
    if free and (deed := told_deed(progress.past)):
        return Parties(deed.actor, deed.target, ("deed told before", "passive"))
    goal = own or inherited(sentence.clauses, n, sentence.subjects, sentence.read)
    if by and goal == by:
        goal = partner(by, trigger.act.action, progress.past)
    home = progress.memory.home if progress.memory.home != goal else ()
    actor = by or home or partner(goal, trigger.act.action, progress.past)
    return Parties(actor, goal, ("agent named" if by else "agent from memory", "passive"))


def _thing_done(
    progress: Progress, sentence: Sentence, n: int, trigger: Trigger, by: Codes
) -> Parties:
    """Sides of "troops were moved to Italy": the subject is what is moved, or its owner."""
    own = sentence.subjects[n]
    if by and own and own != by:
        return Parties(by, own, ("agent named", "owner of the thing"))
    if own and not by and trigger.act.action in _JUDGED:
        judge = progress.memory.home or partner(own, trigger.act.action, progress.past)
        return Parties(judge, own, ("agent from memory", "owner of the thing"))
    said = next((s.codes for s in reversed(sentence.sayers) if s.n < n and s.codes), ())
    told = progress.past[-1].actor if progress.past else ()
    carried: Codes = ()
    if n and sentence.clauses[n].opened in ("rel", "that", "mark"):
        carried = inherited(sentence.clauses, n, sentence.subjects, sentence.read)
    actor = by or own or said or carried or progress.memory.home or told
    return _with_target(progress, sentence, n, trigger, actor, "passive of a thing")
