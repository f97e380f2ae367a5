"""Who acts on whom in a clause, by the first rule that does not abstain.

Each rule is named in the trace: the clause's own subject, the owner of an act
that a noun names, a subject inherited or remembered; an object of the clause,
another name nearby, the other party of an earlier claim.
"""

from __future__ import annotations

from dataclasses import dataclass

from foedus.claims.actions import Trigger
from foedus.claims.actors import Codes
from foedus.claims.elsewhere import at_home, judged, nearby, partner, told_deed
from foedus.claims.part import Part
from foedus.claims.record import Action
from foedus.claims.sentence import Progress, Sentence
from foedus.claims.sides import (
    WHERE,
    agent,
    between,
    inherited,
    is_pronoun,
    named_by_noun,
    owner_of,
    target,
    together,
)

CONTENT = frozenset({"that", "if", "cause"})
"""Openers of clauses that say what is urged, threatened, refused or what for."""
_LEAVES = frozenset({"v.pull", "v.abandon", "n.withdrawal"})
_SELF_CONTAINED: frozenset[Action] = frozenset({"MOBILIZE", "CONSULT", "SUPPORT"})
"""Acts that need no other party: none is looked for outside their clause."""

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
    if pair := between(clause, trigger, read):
        return _paired(sentence, n, trigger, pair)
    actor, how = _actor(sentence, n, trigger)
    if together(clause, trigger, actor):
        return Parties(actor, (), (how, "together"))
    return _with_target(progress, sentence, n, trigger, actor, how)


def _paired(sentence: Sentence, n: int, trigger: Trigger, pair: Codes) -> Parties:
    """Sides of what is "between A and B": a third who furthers it, or whom it is done to."""
    own = sentence.subjects[n]
    if own and set(own) != set(pair) and not named_by_noun(sentence.clauses[n], trigger):
        others = tuple(c for c in pair if c not in own)
        return Parties(own, others, ("subject", "between others"))
    harm = trigger.act.action in _HARM
    goal = target(_behind(sentence, n, trigger), trigger, pair, sentence.read) if harm else ()
    return Parties(pair, goal, ("between",))


def _actor(sentence: Sentence, n: int, trigger: Trigger) -> tuple[Codes, str]:
    if sentence.subjects[n]:
        return sentence.subjects[n], "subject"
    if owner := owner_of(sentence.clauses[n], trigger, sentence.read):
        return owner, "owner of the act"
    found = inherited(sentence.clauses, n, sentence.subjects, sentence.read)
    return (found, "subject inherited") if found else (sentence.before, "subject from memory")


def _with_target(
    progress: Progress, sentence: Sentence, n: int, trigger: Trigger, actor: Codes, how: str
) -> Parties:
    if author := judged(progress, sentence, n, trigger):
        return Parties(actor, author, (how, "author of the deed"))
    behind = _behind(sentence, n, trigger)
    if at_home(sentence, n, trigger, behind, progress.document.text):
        return Parties(actor, actor, (how, "parliament against its government"))
    goal = target(_before_effect(behind), trigger, actor, sentence.read)
    goal = goal or target(behind, trigger, actor, sentence.read)
    pointed = bool(behind) and is_pronoun(behind[0])
    maker = () if goal else _maker(progress, sentence, n, trigger, actor)
    if maker:
        return Parties(actor, maker, (how, "maker of the weapon"))
    if goal:
        return Parties(actor, goal, (how, "object"))
    if there := _stationed(sentence, n, trigger, actor):
        return Parties(actor, there, (how, "where the soldiers are"))
    bare = trigger.act.action == "SUPPORT" and not behind  # "Moscow welcomed": what was told
    if trigger.act.action in _SELF_CONTAINED and not pointed and not bare:
        return Parties(actor, (), (how, "no object"))
    if trigger.act.action == "REQUEST" and not pointed:
        return Parties(actor, (), (how, "no object"))  # whom it is asked of is seldom told before
    if near := nearby(sentence.clauses, n, trigger, actor, sentence.read):
        return Parties(actor, near, (how, "object nearby"))
    if trigger.part.kind in _LEAVES and trigger.thing in ("n.treaty", "n.body"):
        return Parties(actor, (), (how, "no object"))  # a treaty is left, not a party to it
    other = partner(actor, trigger.act.action, progress.past)
    return Parties(actor, other, (how, "object from memory" if other else "no object"))


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
    actor = by or partner(goal, trigger.act.action, progress.past)
    return Parties(actor, goal, ("agent named" if by else "agent from memory", "passive"))


def _thing_done(
    progress: Progress, sentence: Sentence, n: int, trigger: Trigger, by: Codes
) -> Parties:
    """Sides of "troops were moved to Italy": the subject is what is moved, or its owner."""
    own = sentence.subjects[n]
    if by and own and own != by:
        return Parties(by, own, ("agent named", "owner of the thing"))
    said = next((s.codes for s in reversed(sentence.sayers) if s.n < n and s.codes), ())
    actor = by or own or said or (progress.past[-1].actor if progress.past else ())
    return _with_target(progress, sentence, n, trigger, actor, "passive of a thing")


def _behind(sentence: Sentence, n: int, trigger: Trigger) -> list[Part]:
    """The parts behind a trigger, with those of the clause that is its content."""
    parts = list(sentence.clauses[n].parts[trigger.at + 1 :])
    if n + 1 < len(sentence.clauses) and sentence.clauses[n + 1].opened in CONTENT:
        parts += sentence.clauses[n + 1].parts
    return parts


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
