"""What a clause says is done: triggers, by verb and object or by a noun alone.

A verb is coded by its class and the class of its object: cutting aid is
SANCTION, cutting tariffs CONCEDE. The table is `codebook/acts.csv`. The first
verb of a clause that the table knows is its act; what is urged, threatened or
refused stands after it and is no act of its own. Without such a verb, a noun
that names an event ("talks", "cuộc tập trận") may stand for the act.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from foedus.claims.clauses import Clause
from foedus.claims.frames import frame_act
from foedus.claims.main_act import main_act
from foedus.claims.nominal import content_noun, journey, noun_act, predicate, side_act
from foedus.claims.part import Part
from foedus.claims.referents import FROM
from foedus.claims.trigger import Acts, Trigger
from foedus.claims.verbs import verb_act
from foedus.claims.voice import has_be
from foedus.claims.wishes import wish_act
from foedus.core.codebook import Action

_OUT = re.compile(
    r"\b(?:khỏi|về nước|hồi hương|out of|out|home|back from|away from)\b", re.IGNORECASE
)
_WEAK = frozenset({"v.spend", "v.pull", "v.buy", "v.sell"})
"""Verbs that mean nothing without a known object ("pay", "leave")."""
_MOVED = frozenset({"v.move", "v.send", "v.give"})
_STATIONED = frozenset({"n.force", "n.weapon", "n.command", "n.base"})
_TOGETHER = re.compile(r"\b(?:cùng|chung|jointly|together|with one another)\b", re.IGNORECASE)
_NEAR = 40
"""Characters behind a verb where it may be said that it is done together."""
_TRADES = frozenset({"v.buy", "v.sell"})
_PARTNERS = frozenset({"to", "cho", "from", "từ"})
"""Before whom one trades with: the act is told, whatever is traded."""
_PHRASE = 2
"""Spaces in a phrase that holds its own object ("hand over command")."""
_OUTCOMES: frozenset[Action] = frozenset({"AGREE", "REQUEST", "THREATEN", "SUPPORT"})
_JUDGEMENTS: frozenset[Action] = frozenset({"ACCUSE", "SUPPORT", "REJECT"})


def triggers_of(clause: Clause, acts: Acts, text: str) -> list[Trigger]:
    """The acts of a clause: mostly one; two where one verb has two objects ("aid and talks")."""
    if wish := wish_act(clause, acts, text):
        return [wish]
    verbs = [
        t for i, part in enumerate(clause.parts) if (t := verb_act(clause, i, part, acts, text))
    ]
    strong = [t for t in verbs if t.thing != "*" or not _says_nothing(clause, t, text)]
    if not strong or _is_dread(strong):
        named = (
            noun_act(clause, acts, text)
            or journey(clause, acts, text)
            or predicate(clause, acts, text)
            or (None if strong else frame_act(clause, acts, text))
        )
        return [named] if named else strong
    if named := content_noun(clause, strong[0], acts, text):
        return [named]
    told = [t for t in strong if _is_attribute(t, text)]
    main = [t for t in strong if t not in told]
    if main and told:
        return [replace(main_act(clause, main, text), rivals=()), *told[:1]]
    first = _moved_out(clause, main_act(clause, strong, text), acts, text)
    first = _jointly(clause, first, text)
    others = {t.rule for t in strong if t.act.action != first.act.action}
    first = replace(first, rivals=tuple(sorted(others)))
    second = _second_object(clause, first, acts) or _judged(clause, first, strong)
    second = second or _outcome(clause, first, strong, text) or side_act(clause, first, acts, text)
    return [first, second] if second else [first]


def _says_nothing(clause: Clause, trigger: Trigger, text: str) -> bool:
    """Whether a verb needs an object that it lacks; "pull out" by itself means soldiers."""
    word = text[trigger.part.start : trigger.part.end].lower()
    whole = word.startswith(("withdr", "pull")) or word.count(" ") >= _PHRASE
    traded = trigger.part.kind in _TRADES and any(
        p.kind == "actor" and p.preposition in _PARTNERS for p in clause.parts[trigger.at + 1 :]
    )
    return trigger.part.kind in _WEAK and not (whole or traded)


def _is_attribute(trigger: Trigger, text: str) -> bool:
    """A passive that only qualifies a noun: "the agreement signed by Japan"."""
    before = text[max(0, trigger.part.start - 24) : trigger.part.start]
    reduced = trigger.part.shape in ("past", "participle") and not has_be(before)
    return trigger.passive and reduced and trigger.at > 0


def _moved_out(clause: Clause, first: Trigger, acts: Acts, text: str) -> Trigger:
    """Moving soldiers *out of* a place is RETREAT, whatever the verb."""
    taken = first.part.kind in _MOVED and first.thing in _STATIONED and not first.passive
    if taken and any(_is_left(p, text) for p in clause.parts[first.at + 1 :]):
        return replace(first, act=acts["v.home", "*"])  # "moves a battery from Japan to Guam"
    if first.part.kind not in ("v.send", "v.move") or first.thing != "n.force":
        return first
    if _OUT.search(text, first.part.end, clause.end):
        return replace(first, act=acts["v.home", "*"])
    return first


def _is_left(part: Part, text: str) -> bool:
    """Whether a name or place is where something is moved from."""
    if part.kind == "place":
        return text[: part.start].endswith(("from ", "out of ", "từ ", "khỏi "))
    return part.preposition in FROM


def _is_dread(strong: Sequence[Trigger]) -> bool:
    """Whether nothing is told but that something was feared: "sabotage was feared"."""
    return all(t.part.kind == "v.fear" and t.passive for t in strong)


def _judged(clause: Clause, first: Trigger, strong: Sequence[Trigger]) -> Trigger | None:
    """What others think of a decision: "the decision to buy tanks was welcomed in Seoul"."""
    last = strong[-1]
    decided = any(p.kind in ("n.plan", "c.announce") for p in clause.parts[: first.at])
    if decided and last.at > first.at and last.passive and last.act.action in _JUDGEMENTS:
        return last
    return None


def _jointly(clause: Clause, first: Trigger, text: str) -> Trigger:
    """Arming that two do with one another is COOPERATE: "Nhật Bản cùng Mỹ phát triển"."""
    two = any(len(p.members) > 1 or p.kind == "c.along" for p in clause.parts)
    said = _TOGETHER.search(text, clause.start, min(clause.end, first.part.end + _NEAR))
    if first.act.action != "MOBILIZE" or not (two and said):
        return first
    return replace(first, act=replace(first.act, action="COOPERATE"))


def _outcome(
    clause: Clause, first: Trigger, strong: Sequence[Trigger], text: str
) -> Trigger | None:
    """What was promised or asked at a meeting: "rang Kyiv to promise a battery"."""
    if first.act.action != "CONSULT" or first.nominal:
        return None
    later = (t for t in strong if t.at > first.at and t.act.action in _OUTCOMES)
    told = next(later, None)
    before = text[max(0, told.part.start - 4) : told.part.start] if told else ""
    return told if before.endswith(("to ", "and ")) else None


def _second_object(clause: Clause, first: Trigger, acts: Acts) -> Trigger | None:
    """The act of a coordinated second object of the same verb."""
    nouns = []
    for i, part in enumerate(clause.parts[first.at + 1 :], first.at + 1):
        if part.is_noun and (first.part.kind, part.kind) in acts:
            nouns.append((i, part))
    for (k, one), (i, two) in pairwise(nouns):
        joined = any(p.kind == "c.and" for p in clause.parts[k + 1 : i])
        act = acts[first.part.kind, two.kind]
        if one.kind == first.thing and joined and act.action != first.act.action:
            return replace(first, act=act, thing=two.kind)
    return None
