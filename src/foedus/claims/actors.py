"""Who a name, a title or a pronoun stands for, on the date of the claim.

A person acts for the body whose office they hold that day; outside every term
they act for nobody. A title or pronoun without a name stands for whom the text
spoke of last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from foedus.claims.lexicon import Lexicon
from foedus.claims.match import Form
from foedus.claims.part import Part

Codes = tuple[str, ...]
_HEADS = frozenset(
    {"president", "administration", "congress", "tổng thống", "chính quyền", "spokeswoman",
     "spokesman", "người phát ngôn"}
)  # fmt: skip
"""Titles that, without a name, mean the government that the text is mostly about."""


_MANY = frozenset(
    {"leaders", "ministers", "defence ministers", "foreign ministers", "các nhà lãnh đạo",
     "các bộ trưởng", "lãnh đạo các nước"}
)  # fmt: skip
"""Titles of many that, without a name, are the members of the body spoken of."""
_PAIR = 2
_THINGS = 6
"""How many things the memory keeps."""
_FOUR = frozenset({"JPN", "KOR", "AUS", "NZL"})
"""NATO's partners in the Indo-Pacific, whom "the four" are where all are named."""
_AGGREGATES = frozenset({"EUR", "ALLY"})
_MEN = re.compile(r"hai (?:người|ông|tổng thống|nhà lãnh đạo|vị)|two (?:men|presidents|leaders)")


@dataclass(slots=True)
class Memory:
    """Whom the text spoke of last; changes as sentences are read."""

    subject: Codes = ()
    person: Codes = ()
    pair: Codes = ()
    people: Codes = ()
    """The bodies of the last two persons, whom "the two presidents" stands for."""
    state: Codes = ()
    speaker: Codes = ()
    bodies: Codes = ()
    topic: Codes = ()
    """Whom the heading, or the opening of the paragraph, is about."""
    home: Codes = ()
    """Whose statement the text is."""
    official: bool = False
    things: tuple[str, ...] = ()
    """Classes of the things spoken of in the last sentences, the latest last."""
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def main(self) -> Codes:
        """Whom the text has spoken of most."""
        return tuple(code for code, _ in self.counts.most_common(1))

    def saw(self, things: Iterable[str]) -> None:
        """Note the things of a sentence."""
        self.things = (*self.things, *things)[-_THINGS:]

    def heard(self, codes: Codes, *, person: bool, subject: bool) -> None:
        """Note a mention."""
        if not codes:
            return
        self.counts.update(codes)
        if self.official and not self.home and len(codes) == 1:
            self.home = codes
        self.bodies = tuple(c for c in codes if c in ("NATO", "EU"))[:1] or self.bodies
        if len(codes) == 1:
            self.pair = (*self.state, *codes) if self.state and self.state != codes else self.pair
            self.state = codes
        if person:
            self.people = (*self.person, *codes) if self.person not in ((), codes) else self.people
            self.people = codes if len(codes) == _PAIR else self.people
            self.person = codes
        if subject:
            self.subject = codes


def codes_of(part: Part, lexicon: Lexicon, day: date | None, bodies: Codes = ()) -> Codes:
    """The codes of a group of names on a day, without repetition (None: at any time).

    A name of several bodies (Brussels) is the one among `bodies`, whom the text named last.
    """
    found = (code for form in part.members for code in _form_codes(form, lexicon, day, bodies))
    codes = tuple(dict.fromkeys(found))
    members = tuple(code for code in codes if code not in _AGGREGATES)
    return members if len(members) >= _PAIR else codes  # "European powers such as A and B"


def has_person(part: Part) -> bool:
    """Whether a person stands in the group."""
    return any(form.kind == "person" for form in part.members)


def _form_codes(form: Form, lexicon: Lexicon, day: date | None, bodies: Codes) -> Iterable[str]:
    if form.kind in ("actor", "place"):
        actor = lexicon.actors[form.entry]
        if actor.kind == "context":
            return bodies or actor.codes[:1]
        return actor.codes
    terms = lexicon.persons[form.entry].terms
    if day is None:
        return [terms[-1][0]]
    return [code for code, first, last in terms if first <= day < last][:1]


def anaphor(part: Part, text: str, memory: Memory) -> Codes:
    """Whom a pronoun or a bare title stands for; empty where the text gives no clue."""
    word = text[part.start : part.end].lower()
    if part.kind == "r.alliance":
        return ("NATO",)
    if part.kind == "r.four":
        return ("IP4",) if "IP4" in memory.counts or memory.counts.keys() >= _FOUR else ()
    if part.kind == "r.both":
        return (memory.people if _MEN.search(word) else ()) or memory.pair
    if word in ("chúng ta", "chúng tôi", "we", "us", "our", "i", "phái đoàn của chúng ta"):
        return memory.home or memory.speaker or memory.main
    if part.kind == "r.person":
        return memory.person or memory.subject
    if word in _MANY and memory.bodies:
        return ("ALLY",) if memory.bodies == ("NATO",) else memory.bodies
    if part.kind == "r.title":
        return memory.home or (memory.main if word in _HEADS else memory.subject or memory.state)
    ours = memory.home if word.startswith("the ") else ()
    return ours or memory.subject or memory.state
