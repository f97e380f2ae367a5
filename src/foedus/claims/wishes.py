"""Acts that a verb tells only with somebody right behind it: to want, let or give time to.

"Baghdad wants American troops out" is a REQUEST, "Washington let Kyiv strike" a
CONCEDE, "gave Moscow fifty days" a REQUEST with a date.
"""

from __future__ import annotations

import re

from foedus.claims.clauses import Clause
from foedus.claims.part import Part
from foedus.claims.trigger import Acts, Trigger

_WISHES = frozenset({"want", "wants", "wanted", "muốn", "mong muốn", "mong"})
_AWAY = re.compile(r"\s(?:out|gone|home|off|back|away)\b")
_DEADLINE = re.compile(
    r"^\s(?:the\s)?[\w' -]{2,40}?\s"
    r"(?:until|till|(?:[\w-]+\s){1,2}(?:days?|weeks?|months?|hours?)\b)"
    r"|^\s[\w ]{2,30}?\s(?:\d+|một|hai|ba|bảy|mười)\s(?:ngày|tuần|tháng|giờ)\b"
)
_TELLS = re.compile(r"(?:tell|told|nói|bảo)", re.IGNORECASE)
_ORDERED = re.compile(r"\s(?:not )?to\s[a-z]|\s(?:that )?(?:it|they) must\b|\sphải\s")
_LET_IN = frozenset({"n.force", "n.weapon", "n.base"})
"""What, let do something, is let in."""
_GIVES = frozenset({"v.give", "c.to"})


def wish_act(clause: Clause, acts: Acts, text: str) -> Trigger | None:
    """The wish, leave or deadline that a clause tells; None where it tells none."""
    for i, part in enumerate(clause.parts[:-1]):
        somebody = _somebody(clause, i)
        if somebody is None:
            continue
        if _tells_to(part, clause.parts[somebody], text):
            return Trigger(i, part, acts["v.request", "*"], "*")
        if _is_wish(part, text) and _does(clause, somebody, text):
            return Trigger(i, part, acts["v.request", "*"], "*")
        named = any(p.kind == "actor" for p in clause.parts[:i])
        if named and (part.kind == "c.let" or _lets(clause, i, text)):
            near = clause.parts[i + 1 : somebody + 2]
            if any(p.kind in _LET_IN for p in near):
                return Trigger(i, part, acts["v.host", "n.force"], "*")
            if _does(clause, somebody, text):
                return Trigger(i, part, acts["c.let", "*"], "*")
        if part.kind in _GIVES and i and _sets_deadline(part, text, clause.end):
            return Trigger(i, part, acts["v.request", "*"], "*")
    return None


def _tells_to(part: Part, whom: Part, text: str) -> bool:
    """Whether somebody is told to do something: "told the Europeans to pay"."""
    if part.kind != "c.say" or not _TELLS.match(text, part.start):
        return False
    return _ORDERED.match(text, whom.end) is not None


def _lets(clause: Clause, i: int, text: str) -> bool:
    """Whether "cho" right behind a subject lets somebody do something: "Iceland cho tàu Mỹ ghé"."""
    part, before = clause.parts[i], clause.parts[i - 1]
    bare = text[part.start : part.end].lower() == "cho" and before.kind == "actor"
    return bare and not before.preposition and before.end + 1 == part.start


def _somebody(clause: Clause, i: int) -> int | None:
    """Where somebody stands right behind the part at `i`, alone or with soldiers or a title."""
    end = clause.parts[i].end
    for k, part in enumerate(clause.parts[i + 1 : i + 3], i + 1):
        if part.start > end + 5:
            return None
        if part.kind == "actor" and not part.preposition.startswith(("in", "tại", "ở")):
            return k
        if part.kind not in ("n.force", "r.title"):
            return None
        end = part.end
    return None


def _is_wish(part: Part, text: str) -> bool:
    return part.kind == "c.plan" and text[part.start : part.end].lower() in _WISHES


def _does(clause: Clause, somebody: int, text: str) -> bool:
    """Whether the somebody does something: a verb follows, or they are wished away."""
    who = clause.parts[somebody]
    behind = clause.parts[somebody + 1 :]
    object_only = who.modifier and not any(p.kind == "n.force" for p in behind[:1])
    away = _AWAY.search(text, who.end, min(clause.end, who.end + 24)) is not None
    beside = clause.parts[somebody - 1].kind in ("n.force", "r.title")
    return away or ((beside or not object_only) and any(p.is_verb for p in behind))


def _sets_deadline(part: Part, text: str, end: int) -> bool:
    if part.kind == "c.to" and text[part.start : part.end].lower() != "cho":
        return False
    return _DEADLINE.search(text[part.end : end]) is not None
