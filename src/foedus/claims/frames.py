"""Acts told by a construction, whatever its verb: somebody moves a thing to, from or on another.

"Tokyo funnelled 12 billion dollars to Kyiv", "Moscow rained drones on Odesa": no
list holds every verb, but the thing and the preposition before the other party
say what is done (the caused-motion construction of Goldberg, Constructions, 1995).
Read only where no verb or noun of the codebook tells the act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from foedus.claims.clauses import Clause
from foedus.claims.part import Part
from foedus.claims.trigger import Acts, Trigger
from foedus.claims.verbs import MONEY

_TO = frozenset({"to", "for", "into", "cho", "sang", "tới", "đến"})
_WITH = frozenset({"with", "với"})
_ON = frozenset({"on", "against", "at", "onto", "upon", "lên", "chống", "nhằm vào", "vào", "xuống"})
_FROM = frozenset({"from", "out of", "off", "khỏi", "từ"})
_IN = frozenset({"in", "near", "around", "across", "tại", "ở", "gần", "quanh"})
_FRAMES: dict[tuple[str, frozenset[str]], tuple[str, str]] = {
    ("n.weapon", _TO): ("v.give", "n.weapon"),
    ("n.aid", _TO): ("v.give", "n.aid"),
    ("n.intel", _TO): ("v.give", "n.intel"),
    ("n.force", _TO): ("v.move", "n.force"),
    ("n.command", _TO): ("v.give", "n.command"),
    ("n.base", _TO): ("v.give", "n.base"),
    ("n.accord", _WITH): ("v.sign", "n.accord"),
    ("n.deal", _WITH): ("v.sign", "n.deal"),
    ("n.treaty", _WITH): ("v.sign", "n.treaty"),
    ("n.coop", _WITH): ("v.build", "n.coop"),
    ("n.intel", _WITH): ("v.give", "n.intel"),
    ("n.weapon", _ON): ("v.launch", "n.weapon"),
    ("n.aid", frozenset({"against"})): ("v.impose", "n.sanctions"),
    ("n.weapon", _FROM): ("v.buy", "n.weapon"),
    ("n.force", _FROM): ("v.pull", "n.force"),
    ("n.command", _FROM): ("v.pull", "n.command"),
    ("n.envoy", _FROM): ("v.home", "*"),
    ("n.force", _IN): ("v.move", "n.force"),
    ("n.weapon", _IN): ("v.move", "n.weapon"),
}
"""Thing and prepositions of the other party, and the row of the table of acts they stand for."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_NO_VERB = frozenset(
    ["the", "this", "that", "its", "his", "her", "their", "our", "more", "new", "first", "second",
     "third", "last", "next", "another", "other", "and", "nor", "than", "some", "any", "all",
     "both", "each", "many", "most", "several", "few", "two", "three", "four", "five", "six",
     "ten", "also", "not", "still", "now", "then", "only", "just", "even", "once", "soon", "later",
     "already", "again", "cũng", "còn", "vẫn", "đang", "chưa", "không", "những", "các", "nhiều",
     "một", "hai", "thêm", "mới", "này", "khác"]
)  # fmt: skip
"""Words that are no verb, between a subject and a thing."""
_HOLLOW = frozenset(
    {"c.announce", "v.put", "v.get", "v.hold", "v.build", "v.raise", "v.regard", "v.launch"}
)
_SPOKEN = frozenset({"c.say", "c.consider", "c.assert", "c.should", "c.let"})


def frame_act(clause: Clause, acts: Acts, text: str) -> Trigger | None:
    """The act of a clause by its thing and the preposition behind; None where it has no frame."""
    start = _subject(clause)
    if start is None:
        return None
    for i, thing in enumerate(clause.parts[start + 1 :], start + 1):
        if thing.kind in _SPOKEN:
            return None
        if not (thing.is_noun or _is_money(clause, i, text)):
            continue
        if not _has_verb(clause, start, i, text):
            return None
        for preposition in _prepositions(clause, i, text):
            if key := _row(thing, preposition):
                return _told(i, thing, key, acts)
    return None


def _subject(clause: Clause) -> int | None:
    """Where the subject stands: the first name, with no preposition before it."""
    for i, part in enumerate(clause.parts):
        if part.kind == "actor":
            return None if part.preposition else i
        if part.is_verb or part.is_noun:
            return None
    return None


def _is_money(clause: Clause, i: int, text: str) -> bool:
    """Whether a sum stands right before the preposition at `i`."""
    part = clause.parts[i]
    return (
        part.kind == "c.to" and MONEY.search(text, clause.parts[i - 1].end, part.start) is not None
    )


def _has_verb(clause: Clause, start: int, i: int, text: str) -> bool:
    """Whether a word between subject and thing may be a verb that the codebook does not know."""
    at = clause.parts[start].end
    for part in clause.parts[start + 1 : i + 1]:
        words = _WORD.findall(text[at : part.start])
        if any(word.islower() and word not in _NO_VERB for word in words[:2]):
            return True
        if part.kind in _HOLLOW:
            return True
        at = part.end
    return False


def _prepositions(clause: Clause, i: int, text: str) -> Iterator[str]:
    """The prepositions of the names and places behind the thing at `i`."""
    for before, part in pairwise(clause.parts[i:]):
        if part.is_verb or part.kind in _SPOKEN:
            return
        if part.kind == "actor" and part.preposition:
            yield part.preposition
        elif part.kind == "place" and before.kind in ("c.to", "c.loc"):
            yield text[before.start : before.end].lower()


def _row(thing: Part, preposition: str) -> tuple[str, str] | None:
    if thing.kind == "c.to":
        return ("v.give", "n.aid") if preposition in _TO else None
    for (kind, prepositions), key in _FRAMES.items():
        if kind == thing.kind and preposition in prepositions:
            return key
    return None


def _told(i: int, thing: Part, key: tuple[str, str], acts: Acts) -> Trigger | None:
    act = acts.get(key)
    return Trigger(i, replace(thing, kind=key[0]), act, key[1]) if act else None
