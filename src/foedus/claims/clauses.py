"""A sentence cut into clauses at punctuation and connectives.

No parser: at commas, semicolons, dashes and the connectives of the codebook.
A comma inside a group of names or a number does not cut; "and" cuts before a
verb. Each clause knows what opened it, which decides how it inherits a subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from foedus.claims.part import Part

OPENERS = {
    "c.that": "that",
    "c.rel": "rel",
    "c.but": "but",
    "c.if": "if",
    "c.when": "when",
    "c.cause": "cause",
    "c.and": "and",
}
_ADVERBS = frozenset({"still", "yet", "so", "then", "còn", "however", "though"})
_SPOKEN = frozenset({"c.say", "c.announce", "c.consider", "c.will"})
_STRANDED = re.compile(r"\b(?:has|have|had|did|does|do|will|would|is|are|was|were)\b")
"""An auxiliary, with which "as" opens a clause: "as Canberra has done"."""
_NUMBER = re.compile(r"\d")
_CUT = re.compile(r"[;:()\n]|,(?=[\s\"”'’])|\s[–—-]\s|—|(?<=[,.!?])[”\"]|[.?!…](?=\s|$|[\"”’])")

_PAIR = 2
_ITS = re.compile(r"\s(?:its|their|his|a|an|the|\d[\d.,]*|two|three|four|five|another)\s")
_ASIDE = re.compile(
    r"(?<!\band)(?<!\bbut),\s"
    r"(?:however|meanwhile|too|by contrast|in turn|for example|for instance|in fact|of course|"
    r"therefore|for (?:its|their|his) part|in particular|for now|so far|though|moreover|indeed|"
    r"tuy nhiên|mặt khác|chẳng hạn|ngược lại|đến lượt mình|trái lại|về phần mình)\s?,"
)
"""A word or two between commas that cut no clause: "a withdrawal, however, is unlikely"."""


@dataclass(slots=True)
class Clause:
    """A run of parts with what opened it and where it stands."""

    start: int
    end: int
    opened: str
    parts: list[Part] = field(default_factory=list)

    @property
    def verbs(self) -> bool:
        """Whether any verb of the codebook or cue of saying stands in it."""
        return any(p.is_verb or p.kind in ("c.say", "c.announce", "c.assert") for p in self.parts)


def clauses_of(text: str, start: int, end: int, parts: Sequence[Part]) -> list[Clause]:
    """The clauses of ``text[start:end]``, in order; together they hold every part."""
    opened = {start: "start"} | dict(_cuts(text, start, end, parts))
    edges = [*sorted(opened), end]
    clauses = [Clause(a, b, opened[a]) for a, b in pairwise(edges) if a < b]
    for part in parts:
        home = next((c for c in reversed(clauses) if c.start <= part.start), None)
        if home:
            home.parts.append(part)
    return [c for c in clauses if c.parts or _NUMBER.search(text, c.start, c.end)]


def _cuts(text: str, start: int, end: int, parts: Sequence[Part]) -> Iterator[tuple[int, str]]:
    asides = [m.span() for m in _ASIDE.finditer(text, start, end)]
    for match in _CUT.finditer(text, start, end):
        inside = any(a <= match.start() < b for a, b in asides)
        if not inside and not any(p.start < match.start() < p.end for p in parts):
            yield match.end(), "mark"
    for i, part in enumerate(parts):
        opener = OPENERS.get(part.kind)
        if any(a < part.start < b for a, b in asides):
            continue
        if (opener == "that" and _points(parts, i)) or _compares(parts, i, text):
            continue
        if opener == "but" and _is_adverb(parts, i, text, start):
            continue
        if opener == "and" and (_is_gapped(parts, i) or _owns(parts, i, text, end)):
            yield part.start, "gap"
        elif opener and (opener != "and" or _verb_follows(parts, i)):
            yield part.start, opener


def _compares(parts: Sequence[Part], i: int, text: str) -> bool:
    """Whether "as" only compares or names: "described as rock solid", "twice as much"."""
    if text[parts[i].start : parts[i].end].lower() != "as":
        return False
    behind = parts[i + 1 : i + 5]
    return not any(p.is_verb or p.kind in _SPOKEN for p in behind) and not _STRANDED.search(
        text, parts[i].end, behind[-1].end + 16 if behind else parts[i].end + 30
    )


def _is_adverb(parts: Sequence[Part], i: int, text: str, start: int) -> bool:
    """Whether a word joins clauses only at their head: "it is still not", "còn chưa"."""
    here = parts[i].start
    if text[here : parts[i].end].lower() not in _ADVERBS:
        return False
    before = text[start:here].rstrip()
    joined = i > 0 and parts[i - 1].kind in ("c.and", "c.but") and parts[i - 1].end + 1 == here
    return bool(before) and before[-1] not in ',;:(–—-."“”' and not joined


def _points(parts: Sequence[Part], i: int) -> bool:
    """Whether "that" stands before its noun ("that deal")."""
    return i + 1 < len(parts) and parts[i + 1].is_noun and parts[i + 1].start == parts[i].end + 1


def _is_gapped(parts: Sequence[Part], i: int) -> bool:
    """Whether "and" opens a clause that leaves its verb out: "... and Mexico on American corn"."""
    if not any(p.is_verb for p in parts[:i]):
        return False
    kinds = [p.kind for p in parts[i + 1 : i + 4]]
    return kinds == ["actor", "c.to", "actor"] and not parts[i + 1].preposition


def _owns(parts: Sequence[Part], i: int, text: str, end: int) -> bool:
    """Whether "and" opens a clause of somebody and a thing alone: "and Finland its border"."""
    behind = parts[i + 1 : i + 4]
    if len(behind) < _PAIR or not any(p.is_verb for p in parts[:i]):
        return False
    who, thing = behind[:_PAIR]
    plain = who.kind == "actor" and not who.preposition and thing.is_noun
    goes_on = any(p.is_verb or p.kind in _SPOKEN for p in parts[i + 1 :] if p.start < end)
    return plain and not goes_on and _ITS.match(text, who.end) is not None


def _verb_follows(parts: Sequence[Part], i: int) -> bool:
    """Whether "and" joins clauses: a verb comes next, or a subject and then a verb."""
    if not any(p.is_verb or p.kind.startswith("c.say") for p in parts[:i]):
        return False
    for part in parts[i + 1 : i + 5]:
        if part.is_verb or part.kind in ("c.say", "c.announce", "c.assert", "c.will", "c.consider"):
            return part.shape != "ing" or parts[i - 1].shape == "ing"
        if not (part.kind == "actor" or part.kind[:2] in ("c.", "r.")):
            return False
        if part.kind in OPENERS or part.kind in ("c.to", "c.of", "c.loc"):
            return False
    return False
