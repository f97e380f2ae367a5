"""The act of a verb, by its class and the class of what it is done to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from foedus.claims.clauses import Clause
from foedus.claims.part import Part
from foedus.claims.trigger import Acts, Trigger
from foedus.claims.voice import is_passive

_MOVES = frozenset({"v.pull", "v.move", "v.send", "v.home"})
_HEADS = re.compile(r"(?<![\d.,$€])\d{1,3}[.,]\d{3}(?![\d%.,]|\s?(?:%|USD|tỷ|km|ton))")
"""A number in the thousands that is moved: soldiers, unless a unit says otherwise."""
_HOLLOW = frozenset(
    {"v.buy", "v.move", "v.spend", "v.raise", "v.give", "v.send", "v.aid", "v.sell", "v.meet"}
)
"""Verbs that often stand inside an object ("hợp đồng mua", "kế hoạch triển khai")."""
_ENDS = frozenset({"v.cut", "v.stop"})
_BY_ITSELF = frozenset(
    {
        "v.pull",
        "v.move",
        "v.raise",
        "v.shelved",
        "v.fall",
        "v.cut",
        "v.help",
        "v.free",
        "v.arrive",
        "v.earmark",
        "v.assault",
    }
)
"""Verbs whose subject may be what they act on ("troop levels fell")."""
SHARE = re.compile(
    r"(?:%|percent|per cent|phần trăm)[^,;]{0,12}(?:GDP|gross|econom|output|quốc nội)",
    re.IGNORECASE,
)
_GIVES = frozenset({"v.give", "v.send", "v.spend", "v.aid", "v.pay", "v.earmark"})
MONEY = re.compile(
    r"\d[\d.,]*[\s-]?(?:billion|million|bn|m|tỷ|triệu|nghìn tỷ)?[\s-]?"
    r"(?:US )?(?:dollars?|euros?|pounds?|USD|EUR|yen|yên|bảng|đô la|crowns|kron[aeo]r?|kroner|"
    r"francs?|zlotys?|won|roubles?|rubles?|rúp|lira|forints?)\b|[$€£]\s?\d"
)
"""A sum of money, which is given as aid."""
_BODY = re.compile(
    r"\s(?:from |out of |khỏi |ra khỏi )?(?:the )?"
    r"(?:NATO|EU|European Union|UN|WHO|G7|Liên minh châu Âu|Liên hợp quốc)\b(?!['’])"
)
"""A body right behind a verb of leaving, which is left itself."""
_OUT_OF = re.compile(r"\b(?:khỏi|out of|out|off from|off)\b")
"""What makes throwing and cutting an expulsion."""
_GOES = re.compile(r"(?:fly|flies|flew|flown|land|travel|head|arriv|bay |tới|đến)", re.IGNORECASE)
_ON = re.compile(r"^(?:\s\w+){0,2}\s+on\b")


def verb_act(clause: Clause, i: int, part: Part, acts: Acts, text: str) -> Trigger | None:
    """The act of the part at `i`; None where it is no verb or the table knows no such act."""
    if not part.is_verb:
        return None
    if _travels(clause, i, text):
        part = _as(part, "v.arrive")
    kinds = _kinds(clause, part, text)
    passive = is_passive(clause, i, text)
    things = list(_things(clause, i, text, passive=passive))
    for noun in things:
        for kind in kinds:
            if act := acts.get((kind, noun)):
                return Trigger(i, _as(part, kind), act, noun, passive)
    if part.kind == "v.agree" and _ON.match(text[part.end : part.end + 30]):
        return Trigger(i, part, acts["v.deal", "*"], "*", passive)  # "agreed yesterday on"
    for kind in kinds:
        if act := acts.get((kind, "*")):
            return Trigger(i, _as(part, kind), act, "*", passive)
    return None


def _travels(clause: Clause, i: int, text: str) -> bool:
    """Whether soldiers or arms go somewhere, not an envoy: "two battalions were flown to"."""
    part = clause.parts[i]
    moved = any(p.kind in ("n.force", "n.weapon") for p in clause.parts[:i])
    return part.kind == "v.meet" and moved and bool(_GOES.match(text, part.start))


def _kinds(clause: Clause, part: Part, text: str) -> list[str]:
    """The classes of a verb; to throw something out is to expel it, whatever is thrown."""
    kinds = [part.kind, *part.also]
    if "v.oust" not in kinds:
        return kinds
    kinds.remove("v.oust")
    return ["v.oust"] if _goes_out(clause, part, text) else kinds


def _as(part: Part, kind: str) -> Part:
    return part if part.kind == kind else replace(part, kind=kind)


def _goes_out(clause: Clause, part: Part, text: str) -> bool:
    return _OUT_OF.search(text, part.end, clause.end) is not None


def _things(clause: Clause, i: int, text: str, *, passive: bool) -> Iterator[str]:
    """Classes of what the verb at `i` may be done to, the likeliest first."""
    part = clause.parts[i]
    if part.kind == "v.earmark":
        yield from _nouns_before(clause, i)  # "the budget set aside for arms"
    if not passive or part.shape == "plain":  # "bị Mỹ đình chỉ cam kết"
        yield from nouns_after(clause, i)
    if passive or not _BY_ITSELF.isdisjoint((part.kind, *part.also)):
        yield from _nouns_before(clause, i)
    if part.kind == "v.pull" and _BODY.match(text, part.end):
        yield "n.body"
    if SHARE.search(text, clause.start, clause.end):
        yield "n.spending"
    if part.kind in _MOVES and _HEADS.search(text, clause.start, clause.end):
        yield "n.force"
    if part.kind in _GIVES and MONEY.search(text, part.end, clause.end):
        yield "n.aid"


def nouns_after(clause: Clause, i: int) -> Iterator[str]:
    """Classes of the things behind a verb, up to the next verb that is not hollow."""
    for part in clause.parts[i + 1 :]:
        if part.kind == "v.aid" and clause.parts[i].kind in _ENDS:
            yield part.kind  # "cut the support": help as a thing
        ended = clause.parts[i].kind in _ENDS and part is clause.parts[i + 1]
        if part.is_verb and (ended or part.kind not in _HOLLOW):
            yield part.kind  # "stopped buying oil"
        if part.is_verb and part.kind not in _HOLLOW and clause.parts[i].kind != "v.call":
            return
        if part.is_noun or part.kind == "r.alliance":
            yield part.kind


def _nouns_before(clause: Clause, i: int) -> Iterator[str]:
    for part in reversed(clause.parts[:i]):
        if part.is_noun:
            yield part.kind
