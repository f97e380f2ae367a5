"""Who says what: the sayers of a sentence and the clauses they vouch for.

A sayer before its words reaches the rest of the sentence ("Esper said that ...",
"theo ..."); one behind them reaches back ("..., officials said"). Analysts,
newspapers and unnamed sources are sayers by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from foedus.claims.actors import Codes
from foedus.claims.clauses import Clause
from foedus.claims.referents import Reading
from foedus.claims.subjects import subject

_SOURCE = ("theo", "according to", "in the view of", "by the count of", "qua lời", "dẫn lời")
_RELAYS = re.compile(r"báo|tin\b|truyền hình|press|media|newspaper|source", re.IGNORECASE)
_THINKS = re.compile(
    r"(?:think|thought|believe|argue|reckon|suspect|fear|tin|nghĩ|cho rằng|cho là|nhận định)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sayer:
    """Somebody who says something in clause `n`, at character `at`."""

    n: int
    at: int
    codes: Codes
    name: str
    whole: bool
    """Whether it vouches for the whole sentence."""

    def reaches(self, n: int, at: int) -> bool:
        """Whether a trigger at character `at` of clause `n` is among its words."""
        return self.whole or self.n < n or (self.n == n and self.at < at)


def tells(sayer: Sayer, text: str) -> bool:
    """Whether a sayer tells, and does not only think."""
    return not _THINKS.match(text, sayer.at)


def judges(sayer: Sayer) -> bool:
    """Whether an expert speaks, who foresees; press and sources only relay."""
    return bool(sayer.name) and not _RELAYS.search(sayer.name)


def sayers_of(clauses: Sequence[Clause], read: Reading) -> list[Sayer]:
    """The sayers of a sentence, in order of text: outermost first."""
    found = []
    whole_of = subject(clauses[0], len(clauses[0].parts), read) if clauses else ()
    for n, clause in enumerate(clauses):
        for i, part in enumerate(clause.parts):
            if part.kind not in ("c.say", "c.announce"):
                continue
            word = read.text[part.start : part.end].lower()
            source = word in _SOURCE
            codes, name = _behind(clause, i, read) if source else _before(clause, i, read)
            if not codes and not name and not source and word.isascii():  # "said Trump"
                codes, name = _behind(clause, i, read)
            last = (
                n > 0
                and clause.opened == "mark"
                and not any(p.is_verb or p.is_noun for p in clause.parts[i + 1 :])
                and (n == len(clauses) - 1 or clauses[n + 1].opened == "mark")
            )
            if whole_of and last and _bare(clause, i, read.text):
                codes = whole_of  # "Britain will ..., its ambassador announced"
            if codes or name:
                found.append(Sayer(n, part.start, codes, name, source or last))
            break
    return found


def _bare(clause: Clause, i: int, text: str) -> bool:
    """Whether a title without a name, of "its" or "their" country, speaks."""
    kinds = {p.kind for p in clause.parts[:i]}
    owned = text[clause.start : clause.end].lower().lstrip().startswith(("its ", "their ", "his "))
    return owned and "actor" not in kinds


def _before(clause: Clause, i: int, read: Reading) -> tuple[Codes, str]:
    for part in reversed(clause.parts[:i]):
        if part.kind == "r.src":
            return (), read.text[part.start : part.end]
    return subject(clause, i, read), ""


def _behind(clause: Clause, i: int, read: Reading) -> tuple[Codes, str]:
    for part in clause.parts[i + 1 :]:
        if part.kind == "r.src":
            return (), read.text[part.start : part.end]
        if part.kind == "actor":
            return read.stands_for(part), ""
        if part.is_verb:
            break
    return (), ""
