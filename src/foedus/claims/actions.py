"""What a clause says is done: triggers, by verb and object or by a noun alone.

A verb is coded by its class and the class of its object: cutting aid is
SANCTION, cutting tariffs CONCEDE. The table is `codebook/acts.csv`. The first
verb of a clause that the table knows is its act; what is urged, threatened or
refused stands after it and is no act of its own. Without such a verb, a noun
that names an event ("talks", "cuộc tập trận") may stand for the act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from foedus.claims.clauses import Clause
from foedus.claims.main_act import main_act
from foedus.claims.part import Part
from foedus.claims.trigger import Acts, Trigger

_BE = re.compile(
    r"\b(?:is|are|was|were|been|being|be|gets?|got)\s+(?:(?:[a-z]+ly|also|then|now|once|again|not|"
    r"never|further)\s+)*$",
    re.IGNORECASE,
)
_BY = re.compile(r"^\s+(?:[a-z]+\s+){0,4}?by\b", re.IGNORECASE)
_MOVES = frozenset({"v.pull", "v.move", "v.send", "v.home"})
_HEADS = re.compile(r"(?<![\d.,$€])\d{1,3}[.,]\d{3}(?![\d%.,]|\s?(?:%|USD|tỷ|km|ton))")
"""A number in the thousands that is moved: soldiers, unless a unit says otherwise."""
_NEAR = 60
"""How many characters behind a clause its share of GDP may stand."""
_OUT = re.compile(r"\b(?:khỏi|về nước|hồi hương|out of|home|back from|away from)\b", re.IGNORECASE)
_EVENTS = frozenset(
    {"n.talks", "n.exercise", "n.withdrawal", "n.attack", "n.concern", "n.tariff", "n.sanctions"}
)
"""Nouns that name a happening, not a plan or a state of things."""
_WEAK = frozenset({"v.spend", "v.pull", "v.buy", "v.sell"})
"""Verbs that mean nothing without a known object ("pay", "leave")."""
_HOLLOW = frozenset(
    {"v.buy", "v.move", "v.spend", "v.raise", "v.give", "v.send", "v.aid", "v.sell", "v.meet"}
)
"""Verbs that often stand inside an object ("hợp đồng mua", "kế hoạch triển khai")."""
_ENDS = frozenset({"v.cut", "v.stop"})
_SHARE = re.compile(
    r"(?:%|percent|per cent|phần trăm)[^,;]{0,12}(?:GDP|gross|econom|output|quốc nội)",
    re.IGNORECASE,
)
_WISHES = frozenset({"want", "wants", "wanted", "muốn", "mong muốn"})
_BY_ITSELF = frozenset(
    {"v.pull", "v.move", "v.raise", "v.shelved", "v.fall", "v.cut", "v.help", "v.free"}
)
"""Verbs whose subject may be what they act on ("troop levels fell")."""
_GIVES = frozenset({"v.give", "v.send", "v.spend", "v.aid"})
_MONEY = re.compile(
    r"\d[\d.,]*[\s-]?(?:billion|million|bn|m|tỷ|triệu|nghìn tỷ)?[\s-]?"
    r"(?:US )?(?:dollars?|euros?|pounds?|USD|EUR|yen|yên|bảng|đô la|crowns|kronor)\b|[$€£]\s?\d"
)
"""A sum of money, which is given as aid."""
_ON = re.compile(r"^(?:\s\w+){0,2}\s+on\b")


def triggers_of(clause: Clause, acts: Acts, text: str) -> list[Trigger]:
    """The acts of a clause: mostly one; two where one verb has two objects ("aid and talks")."""
    if wish := _wish(clause, acts, text):
        return [wish]
    verbs = [t for i, part in enumerate(clause.parts) if (t := _verb(clause, i, part, acts, text))]
    strong = [t for t in verbs if t.thing != "*" or not _says_nothing(t, text)]
    if not strong:
        return [t for t in [_noun(clause, acts, text)] if t]
    told = [t for t in strong if _is_attribute(t, text)]
    main = [t for t in strong if t not in told]
    if main and told:
        return [replace(main_act(clause, main, text), rivals=()), *told[:1]]
    first = _moved_out(clause, main_act(clause, strong, text), acts, text)
    others = {t.rule for t in strong if t.act.action != first.act.action}
    first = replace(first, rivals=tuple(sorted(others)))
    second = _second_object(clause, first, acts)
    return [first, second] if second else [first]


def _wish(clause: Clause, acts: Acts, text: str) -> Trigger | None:
    """Wanting *somebody* to do something is REQUEST; wanting to do it oneself a plan."""
    for i, part in enumerate(clause.parts[:-2]):
        word = text[part.start : part.end].lower()
        somebody = clause.parts[i + 1]
        if part.kind == "c.plan" and word in _WISHES and somebody.kind == "actor":
            does = any(p.is_verb for p in clause.parts[i + 2 :])
            if does and somebody.start <= part.end + 5 and not somebody.modifier:
                return Trigger(i, part, acts["v.request", "*"], "*")
    return None


def _says_nothing(trigger: Trigger, text: str) -> bool:
    """Whether a verb needs an object that it lacks; "pull out" by itself means soldiers."""
    word = text[trigger.part.start : trigger.part.end].lower()
    return trigger.part.kind in _WEAK and not word.startswith(("withdr", "pull"))


def _is_attribute(trigger: Trigger, text: str) -> bool:
    """A passive that only qualifies a noun: "the agreement signed by Japan"."""
    before = text[max(0, trigger.part.start - 24) : trigger.part.start]
    reduced = trigger.part.shape in ("past", "participle") and not _BE.search(before)
    return trigger.passive and reduced and trigger.at > 0


def _moved_out(clause: Clause, first: Trigger, acts: Acts, text: str) -> Trigger:
    """Moving soldiers *out of* a place is RETREAT, whatever the verb."""
    if first.part.kind not in ("v.send", "v.move") or first.thing != "n.force":
        return first
    if _OUT.search(text, first.part.end, clause.end):
        return replace(first, act=acts["v.home", "*"])
    return first


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


def _verb(clause: Clause, i: int, part: Part, acts: Acts, text: str) -> Trigger | None:
    if not part.is_verb:
        return None
    passive = is_passive(clause, i, text)
    nouns = list(_nouns_before(clause, i) if passive else _nouns_after(clause, i))
    if passive and part.shape == "plain":
        nouns = [*_nouns_after(clause, i), *nouns]  # "bị Mỹ đình chỉ cam kết"
    shares = ["n.spending"] if _SHARE.search(text, clause.start, clause.end) else []
    heads = (
        ["n.force"] if part.kind in _MOVES and _HEADS.search(text, clause.start, clause.end) else []
    )
    money = ["n.aid"] if part.kind in _GIVES and _MONEY.search(text, part.end, clause.end) else []
    things = [*nouns, *([] if passive else _fronted(clause, i)), *shares, *heads, *money]
    for kind in (part.kind, *part.also):
        for noun in things:
            if act := acts.get((kind, noun)):
                return Trigger(i, replace(part, kind=kind), act, noun, passive)
    if part.kind == "v.agree" and _ON.match(text[part.end : part.end + 30]):
        return Trigger(i, part, acts["v.deal", "*"], "*", passive)  # "agreed yesterday on"
    for kind in (part.kind, *part.also):
        if act := acts.get((kind, "*")):
            return Trigger(i, replace(part, kind=kind), act, "*", passive)
    return None


def _nouns_after(clause: Clause, i: int) -> Iterator[str]:
    for part in clause.parts[i + 1 :]:
        if part.kind == "v.aid" and clause.parts[i].kind in _ENDS:
            yield part.kind  # "cut the support": help as a thing
        if part.is_verb and part.kind not in _HOLLOW:
            yield part.kind
            return
        if part.is_noun or part.kind == "r.alliance":
            yield part.kind


def _nouns_before(clause: Clause, i: int) -> Iterator[str]:
    for part in reversed(clause.parts[:i]):
        if part.is_noun:
            yield part.kind


def _fronted(clause: Clause, i: int) -> Iterator[str]:
    """The object of a verb that moves by itself: "6,400 soldiers will go home"."""
    if clause.parts[i].kind in _BY_ITSELF:
        yield from _nouns_before(clause, i)


def is_passive(clause: Clause, i: int, text: str) -> bool:
    """Whether a verb is in the passive voice."""
    part = clause.parts[i]
    before = text[max(clause.start, part.start - 24) : part.start]
    if part.shape in ("past", "participle"):
        return bool(_BE.search(before)) or bool(_BY.match(text[part.end : part.end + 40]))
    if part.shape != "plain":
        return False
    return any(p.kind == "c.pass" for p in clause.parts[max(0, i - 2) : i])


def _noun(clause: Clause, acts: Acts, text: str) -> Trigger | None:
    level = _SHARE.search(text, clause.start, clause.end + _NEAR) is not None
    for i, part in enumerate(clause.parts):
        act = acts.get(("-", part.kind))
        under = part.is_noun and any(p.kind == "c.consider" for p in clause.parts[:i])
        if under and (weighed := acts.get(("c.consider", part.kind))):
            return Trigger(i, part, weighed, part.kind)
        left = next((a for n in _nouns_after(clause, i) if (a := acts.get((part.kind, n)))), None)
        if left:
            return Trigger(i, part, left, part.kind)
        if act and (part.kind in _EVENTS or (level and part.kind == "n.spending")):
            return Trigger(i, part, act, part.kind)
    return None
