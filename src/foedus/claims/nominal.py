"""Acts that a noun names, in a clause whose verbs say nothing: "Hungary's veto of the aid".

Some nouns name a happening by themselves ("talks", "blockade"); others only where
somebody stands beside them whose they are, and somebody else whom they reach
("American aid to Egypt", "hợp đồng giữa Seoul và Warszawa").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.claims.clauses import Clause
from foedus.claims.part import Part
from foedus.claims.referents import FROM, OF
from foedus.claims.trigger import Acts, Trigger
from foedus.claims.verbs import SHARE, nouns_after
from foedus.core.codebook import Action

_NEAR = 60
"""How many characters behind a clause its share of GDP may stand."""
_LEVEL = re.compile(
    r"\d\s?(?:%|percent|per cent)|(?:billion|trillion|tỷ)\s(?:dollars|euros|yen|yên|USD|euro)"
)
"""What a budget is put at, or by how much it grows."""
_EVENTS = frozenset(
    {"n.talks", "n.exercise", "n.withdrawal", "n.attack", "n.concern", "n.tariff", "n.sanctions",
     "n.refusal", "n.threat", "n.seizure", "n.buildup", "n.concession", "n.protest", "n.expulsion",
     "n.gift", "n.signing", "n.praise", "n.plea"}
)  # fmt: skip
"""Nouns that name a happening, not a plan or a state of things."""
_TIES = frozenset({"n.deal", "n.aid", "n.coop", "n.support", "n.pressure", "n.intel"})
"""Nouns that tell an act only with both its sides."""
COPULA = "said to be"
"""In place of an object: the subject is judged by who says so."""
_COPULA = re.compile(
    r"(?:\b(?:is|was|are|were|remains?|be|là|vẫn là)|['’]s)\s(?:[\w-]+\s){0,3}[\"“‘]?$",
    re.IGNORECASE,
)
_GOES = frozenset({"tới", "đến", "sang"})
_STEP = 12
"""Characters between a traveller and the word of going: "đã", "vừa", "sẽ"."""
_BETWEEN = frozenset({"between", "giữa"})
_GOODS = frozenset({"n.weapon", "n.trade"})
_WORDS = frozenset({"n.plea", "n.pressure", "n.refusal", "n.threat"})
"""Nouns of saying whose content may follow as a verb."""
_BY_THE_WAY = frozenset(
    {"n.plea", "n.pressure", "n.concern", "n.threat", "n.refusal", "n.protest", "n.expulsion"}
)
_REACTIONS: frozenset[Action] = frozenset({"ACCUSE", "REJECT", "PROTEST", "SUPPORT", "THREATEN"})
_REACTED = frozenset(
    {"n.plea", "n.threat", "n.attack", "n.tariff", "n.sanctions", "n.withdrawal", "n.seizure",
     "n.buildup", "n.expulsion", "n.pressure", "n.refusal", "n.pause"}
)  # fmt: skip
"""What others did that one reacts to."""
_ASIDE = re.compile(
    r"\b(?:despite|at|under|after|over|following|amid|against|in response to|in defiance of|"
    r"bất chấp|theo|trước|dưới|sau|mặc cho|vì|giữa)\s(?:the\s|những\s|các\s|\w+\s)?$",
    re.IGNORECASE,
)
"""Words before what somebody else did by the way."""
_REACHES = frozenset({"to", "for", "on", "against", "with", "cho", "với", "đối với", "lên"})


def noun_act(clause: Clause, acts: Acts, text: str) -> Trigger | None:
    """The act that a noun of a clause names, the first that does."""
    level = any(p.search(text, clause.start, clause.end + _NEAR) for p in (SHARE, _LEVEL))
    for i, part in enumerate(clause.parts):
        act = acts.get(("-", part.kind))
        under = part.is_noun and any(p.kind == "c.consider" for p in clause.parts[:i])
        if under and (weighed := acts.get(("c.consider", part.kind))):
            return Trigger(i, part, weighed, part.kind)
        left = next((a for n in nouns_after(clause, i) if (a := acts.get((part.kind, n)))), None)
        if left:
            return Trigger(i, part, left, part.kind)
        spent = level and part.kind == "n.spending"
        tied = part.kind in _TIES and _has_both_sides(clause.parts, i)
        if act and (part.kind in _EVENTS or spent or tied):
            return Trigger(i, part, act, part.kind)
    return None


def content_noun(clause: Clause, verb: Trigger, acts: Acts, text: str) -> Trigger | None:
    """The noun whose content a verb only tells: "Kyiv's plea to strike", "lời dọa áp thuế"."""
    for at in range(verb.at - 1, max(-1, verb.at - 6), -1):
        part = clause.parts[at]
        threat = part.kind == "n.bad" and text[part.start : part.end].lower().startswith("threat")
        if (part.kind in _WORDS or threat) and not verb.passive:
            kind = "n.threat" if threat else part.kind
            act, gap = acts.get(("-", kind)), text[part.end : verb.part.start]
            told = gap.endswith((" to ", " về việc ")) or gap == " "
            return Trigger(at, part, act, part.kind) if act and told else None
        if part.kind not in ("c.to", "c.of", "c.noml", "actor"):
            return None
    return None


def side_act(clause: Clause, first: Trigger, acts: Acts, text: str) -> Trigger | None:
    """An act told by the way: "despite Warsaw's objections", "condemned Russia's attack"."""
    reacts = first.act.action in _REACTIONS and not first.passive and not first.nominal
    for i, part in enumerate(clause.parts):
        act = acts.get(("-", part.kind))
        if act is None or i <= first.at or not _is_owned(clause, i):
            continue
        if reacts and part.kind in _REACTED:
            return Trigger(i, part, act, part.kind)
        if part.kind not in _BY_THE_WAY:
            continue
        owner = clause.parts[i - 1].start if clause.parts[i - 1].kind == "actor" else part.start
        if _ASIDE.search(text[max(clause.start, owner - 24) : owner]):
            return Trigger(i, part, act, part.kind)
    return None


def _is_owned(clause: Clause, i: int) -> bool:
    """Whether the noun at `i` has its owner right before or behind it."""
    before = clause.parts[i - 1] if i else None
    behind = [p for p in clause.parts[i + 1 : i + 3] if p.kind == "actor"]
    owned = (
        before is not None and before.kind == "actor" and not before.preposition.startswith("in")
    )
    paused = clause.parts[i].kind == "n.pause" and any(p.modifier for p in behind)
    return owned or paused or any(p.preposition in (*OF, *FROM, "by") for p in behind)


def journey(clause: Clause, acts: Acts, text: str) -> Trigger | None:
    """Somebody in office who goes somewhere: "Thủ tướng Fico tới Moskva", "Witkoff is due in"."""
    for i, (before, part, behind) in enumerate(triples(clause.parts), 1):
        goes = text[part.start : part.end].lower() in _GOES
        by_name = before.kind == "actor" and any(m.kind == "person" for m in before.members)
        near = part.start <= before.end + _STEP
        seat = behind.kind == "actor" and behind.members[-1].seat
        soldiers = i > 1 and clause.parts[i - 2].kind == "n.force" and behind.kind == "actor"
        if goes and near and soldiers:
            return Trigger(
                i, replace(part, kind="v.arrive"), acts["v.arrive", "n.force"], "n.force"
            )
        if goes and by_name and near and not before.preposition and seat:
            return Trigger(i, replace(part, kind="v.meet"), acts["v.meet", "*"], "*")
    return None


def predicate(clause: Clause, acts: Acts, text: str) -> Trigger | None:
    """What somebody is said to be: "Germany, he said, was delinquent"."""
    for i, part in enumerate(clause.parts):
        act = acts.get(("v.call", part.kind)) if part.is_noun else None
        if act and _COPULA.search(text[max(clause.start, part.start - 36) : part.start]):
            return Trigger(i, part, act, COPULA)
    return None


def triples(parts: Sequence[Part]) -> Iterator[tuple[Part, Part, Part]]:
    """Every three parts in a row."""
    return zip(parts, parts[1:], parts[2:], strict=False)


def _has_both_sides(parts: Sequence[Part], i: int) -> bool:
    """Whether the noun at `i` has an owner right beside it and reaches somebody, or joins two."""
    behind = [p for p in parts[i + 1 : i + 6] if p.kind == "actor"]
    if any(p.preposition in _BETWEEN for p in behind):
        return True
    goods = any(p.kind in _GOODS for p in parts[i + 1 : i + 4])
    if goods and parts[i].kind == "n.deal" and any(p.preposition in OF for p in behind):
        return True  # "hợp đồng mua 36 chiếc F-35 của Thụy Sĩ"
    if len(behind) > 1 and behind[0].preposition in (*OF, "by"):
        return True  # "cam kết của Washington trong việc hỗ trợ các đồng minh"
    owned = i > 0 and parts[i - 1].kind == "actor" and not parts[i - 1].preposition
    if owned and goods and parts[i].kind == "n.deal":
        return True  # "Poland's purchase of 96 Apaches"
    return owned and any(p.preposition in _REACHES for p in behind)
