"""What a clause says is done: triggers, by verb and object or by a noun alone.

A verb is coded by its class and the class of its object: cutting aid is
SANCTION, cutting tariffs CONCEDE. The table is `codebook/acts.csv`. The first
verb of a clause that the table knows is its act; what is urged, threatened or
refused stands after it and is no act of its own. Without such a verb, a noun
that names an event ("talks", "cuộc tập trận") may stand for the act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from foedus.claims.clauses import Clause
from foedus.claims.lexicon import Act
from foedus.claims.parts import Part

Acts = Mapping[tuple[str, str], Act]
_BE = re.compile(r"\b(?:is|are|was|were|been|being|be|gets?|got)\s+(?:[a-z]+ly\s+|also\s+|then\s+|now\s+|once\s+|once again\s+|not\s+|never\s+)?$", re.IGNORECASE)  # fmt: skip
_BY = re.compile(r"^\s+(?:[a-z]+\s+){0,4}?by\b", re.IGNORECASE)
_EVENTS = frozenset(
    {"n.talks", "n.exercise", "n.withdrawal", "n.attack", "n.concern", "n.tariff", "n.sanctions"}
)
"""Nouns that name a happening, not a plan or a state of things."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A part that carries an act.

    Parameters
    ----------
    at : index of the part in its clause.
    thing : class of the object that decided; "*" where none did.
    passive : whether the subject is whom it is done to.
    """

    at: int
    part: Part
    act: Act
    thing: str
    passive: bool = False

    @property
    def nominal(self) -> bool:
        """Whether a noun carries it."""
        return self.part.is_noun

    @property
    def rule(self) -> str:
        """The row of the table that fired, for the trace."""
        return f"{self.part.kind} with {self.thing}" if not self.nominal else self.part.kind


def trigger_of(clause: Clause, acts: Acts, text: str) -> Trigger | None:
    """The act of a clause, or None."""
    verbs = [t for i, part in enumerate(clause.parts) if (t := _verb(clause, i, part, acts, text))]
    strong = [t for t in verbs if t.thing != "*" or not _weak(t)]
    if strong:
        return strong[0]
    return _noun(clause, acts)


def _weak(trigger: Trigger) -> bool:
    """Verbs that mean nothing without a known object ("pay", "leave", "order")."""
    return trigger.part.kind in ("v.spend", "v.pull", "v.buy", "v.sell") and trigger.thing == "*"


def _verb(clause: Clause, i: int, part: Part, acts: Acts, text: str) -> Trigger | None:
    if not part.is_verb:
        return None
    passive = is_passive(clause, i, text)
    nouns = _nouns_before(clause, i) if passive else _nouns_after(clause, i)
    for noun in [*nouns, *([] if passive else _fronted(clause, i))]:
        act = acts.get((part.kind, noun))
        if act:
            return Trigger(i, part, act, noun, passive)
    act = acts.get((part.kind, "*"))
    return Trigger(i, part, act, "*", passive) if act else None


def _nouns_after(clause: Clause, i: int) -> Iterator[str]:
    for part in clause.parts[i + 1 :]:
        if part.is_verb and part.end - part.start > 3 and part.kind not in _HOLLOW:
            return
        if part.is_noun:
            yield part.kind


_HOLLOW = frozenset({"v.buy", "v.move", "v.spend", "v.raise", "v.give", "v.send", "v.aid", "v.sell"})
"""Verbs that often stand inside an object ("hợp đồng mua", "kế hoạch triển khai")."""


def _nouns_before(clause: Clause, i: int) -> Iterator[str]:
    for part in reversed(clause.parts[:i]):
        if part.is_noun:
            yield part.kind


def _fronted(clause: Clause, i: int) -> Iterator[str]:
    """The object of a verb that moves by itself: "6,400 soldiers will go home"."""
    if clause.parts[i].kind in ("v.pull", "v.move", "v.raise"):
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


def _noun(clause: Clause, acts: Acts) -> Trigger | None:
    for i, part in enumerate(clause.parts):
        act = acts.get(("-", part.kind))
        if act and part.kind in _EVENTS:
            return Trigger(i, part, act, part.kind)
    return None
