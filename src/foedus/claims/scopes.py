"""Which cues reach a verb: forward in its clause, through "that", and with a shared subject.

A clause with a subject of its own is out of the reach of the cues before it, a relative
clause too: "would keep the force that London has proposed".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from foedus.claims.clauses import Clause
from foedus.claims.part import Part
from foedus.claims.trigger import Trigger
from foedus.core.codebook import Modality

CUES: Mapping[str, Modality] = {
    "c.may": "hypothetical",
    "c.would": "hypothetical",
    "c.if": "hypothetical",
    "c.should": "assertion",
    "c.likely": "forecast",
    "c.unlikely": "forecast",
    "c.consider": "considered",
    "c.plan": "considered",
    "c.reported": "considered",
    "c.announce": "announced",
    "c.will": "forecast",
    "c.assert": "assertion",
}
"""The modality that a class of cues asks for."""
_OUTLOOK = frozenset({"c.will", "c.likely", "c.may"})
_FORETOLD = _OUTLOOK | {"c.plan"}
_THINGS = frozenset({"n.force", "n.weapon", "n.aid", "n.sanctions", "n.tariff", "n.stocks"})
_SUBJECTLESS = frozenset({"mark", "but", "and"})
_PURPOSE = ("để", "nhằm", "hòng", "in order")
_HEADLINE_TO = re.compile(r"\bto\s+$")
_NOBODY = re.compile(
    r"^(?:neither|nobody|no one|none|none of|no|nothing|not a single)$", re.IGNORECASE
)
"""Negations of a subject or object, which reach the whole clause."""
_ORDERED = re.compile(
    r"\s*(?:announced|ordered|decided|được (?:công bố|thông báo))\b", re.IGNORECASE
)
_DECLARED = re.compile(r"(?:announc|declar|công bố$|tuyên bố$|thông báo$)", re.IGNORECASE)
_DONE = re.compile(r"\b(?:has|have|had)(?: \w+ly)?(?: been)?\s+$|\bđã\s+$", re.IGNORECASE)
_HELPS = re.compile(r"(?:góp phần|đóng góp vào|contribut\w+ to)\b", re.IGNORECASE)
_BEHIND = (" neither", " no ", " none", " nothing", " nobody")


def is_past(trigger: Trigger, text: str) -> bool:
    """Whether a verb tells what was done: past or perfect, "đã" before it."""
    before = text[max(0, trigger.part.start - 16) : trigger.part.start]
    return trigger.part.shape == "past" or bool(_DONE.search(before))


def performs(trigger: Trigger, cue: Part, text: str) -> bool:
    """Whether announcing the act is doing it: to declare a treaty suspended suspends it."""
    act = trigger.act
    if not _DECLARED.match(text[cue.start : cue.end]):
        return False
    return act.action == "REJECT" or (act.action == "SANCTION" and act.domain == "sanctions")


def is_purpose(clause: Clause, text: str) -> bool:
    """Whether a clause says what something is done for."""
    opening = text[clause.start : clause.start + 8].lower()
    return clause.opened == "cause" and opening.startswith(_PURPOSE)


def reaching(clauses: Sequence[Clause], n: int, trigger: Trigger, text: str) -> Iterator[Part]:
    """Cues whose scope holds the trigger, in order of text."""
    first = n
    while first and (_content(clauses, first) or _shares(clauses[first])):
        first -= 1
    if first and is_purpose(clauses[first], text):
        first -= 1
    kinds: Mapping[str, Modality] | frozenset[str] = (
        CUES if clauses[n].opened != "but" else _OUTLOOK
    )
    for clause in clauses[first:n]:
        yield from (p for p in clause.parts if p.kind in kinds and p.kind != "c.assert")
        yield from _helping(clause, text)
    yield from (p for p in clauses[n].parts[: trigger.at] if p.kind in CUES)
    if trigger.nominal or _opens(clauses[n], trigger):  # "the summit will take place"
        yield from (p for p in clauses[n].parts[trigger.at :] if p.kind in _FORETOLD)


def _helping(clause: Clause, text: str) -> Iterator[Part]:
    """What helps to do one thing helps to do the next: "góp phần nâng ..., củng cố ..."."""
    yield from (p for p in clause.parts if p.kind == "c.assert" and _HELPS.match(text, p.start))


def _content(clauses: Sequence[Clause], n: int) -> bool:
    """Whether "that" opens what is said; behind a thing it only points it out."""
    if clauses[n].opened != "that":
        return False
    before = clauses[n - 1].parts[-1] if clauses[n - 1].parts else None
    things = before and before.kind in _THINGS and before.end + 1 == clauses[n].start
    return not things


def _opens(clause: Clause, trigger: Trigger) -> bool:
    """Whether a verb without a shape is a subject: "hợp tác nhiều khả năng sẽ mở rộng"."""
    after = clause.parts[trigger.at + 1 : trigger.at + 2]
    return (
        trigger.part.shape == "plain" and trigger.at == 0 and any(p.kind in _OUTLOOK for p in after)
    )


def announced_later(clauses: Sequence[Clause], n: int, trigger: Trigger, text: str) -> bool:
    """Whether a deed told by a noun was announced: "the withdrawal of ..., ordered in May"."""
    if not trigger.nominal or n + 1 >= len(clauses) or trigger.act.action == "REJECT":
        return False
    return bool(_ORDERED.match(text, clauses[n + 1].start))


def by_doing(clauses: Sequence[Clause], n: int, text: str) -> bool:
    """Whether a clause is the means of a judged effect: "By cutting ..., it taught ..."."""
    if n + 1 >= len(clauses) or not text.startswith(("By ", "by "), clauses[n].start):
        return False
    return any(p.kind == "c.assert" for p in clauses[n + 1].parts)


def _shares(clause: Clause) -> bool:
    """Whether a clause goes on with the subject of the one before: a verb comes first."""
    if clause.opened not in _SUBJECTLESS:
        return False
    for part in clause.parts:
        if part.is_verb:
            return True
        if part.kind == "actor" or part.is_noun or part.kind.startswith("r."):
            return False
    return False


def undecided(clause: Clause) -> set[int]:
    """Where a decision is said not to have been taken: "has not decided whether ..."."""
    return {
        two.start
        for one, two in pairwise(clause.parts)
        if one.kind == "c.neg" and two.kind == "c.announce"
    }


def headline_future(clauses: Sequence[Clause], n: int, trigger: Trigger, text: str) -> bool:
    """ "Pentagon to pull ...": an infinitive with no verb before it."""
    if (
        n
        or trigger.nominal
        or not _HEADLINE_TO.search(text[max(0, trigger.part.start - 4) : trigger.part.start])
    ):
        return False
    return not any(p.is_verb or p.kind in CUES for p in clauses[n].parts[: trigger.at])


def negated(clauses: Sequence[Clause], n: int, trigger: Trigger, text: str) -> bool:
    """Whether a negation stands right before the trigger or its auxiliary, or a denial above."""
    if clauses[n].opened == "that" and any(p.kind == "c.deny" for p in clauses[n - 1].parts):
        return True
    if n and clauses[0].parts and all(p.kind == "c.neg" for p in clauses[0].parts):
        return True  # "Never, in all those years, has ..."
    if any(p.kind == "c.false" for p in clauses[n].parts[trigger.at :]):
        return True
    if any(_NOBODY.match(text[p.start : p.end]) for p in clauses[n].parts if p.kind == "c.neg"):
        return True
    for i, part in zip(
        range(trigger.at - 1, -1, -1), reversed(clauses[n].parts[: trigger.at]), strict=True
    ):
        if part.kind in ("c.neg", "c.deny"):
            return True
        if part.is_verb or part.kind in ("c.say", "c.announce", "c.assert"):
            return i > 0 and clauses[n].parts[i - 1].kind == "c.deny"  # "denied having ordered"
    behind = text[trigger.part.end : trigger.part.end + 9].lower()
    return behind.startswith(_BEHIND)
