"""What the parts of a sentence stand for, and the prepositions that place them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from foedus.claims.actors import Codes, Memory, anaphor, has_person
from foedus.claims.clauses import Clause
from foedus.claims.part import Part

OF = frozenset({"of", "của", "thuộc", "'s", "s'", "từ phía"})
FROM = frozenset({"from", "từ"})
WHERE = frozenset({"in", "at", "near", "around", "inside", "across", "outside", "tại", "ở", "gần",
                   "quanh", "trên", "trong", "khắp", "off", "over", "from within"})  # fmt: skip
_PAIR = 2


@dataclass(slots=True)
class Reading:
    """What the parts of one sentence stand for, as far as it has been read."""

    text: str
    memory: Memory
    code: Callable[[Part], Codes]

    def stands_for(self, part: Part) -> Codes:
        """The codes of a group, pronoun or title; () for any other part."""
        if part.kind in ("actor", "place"):
            return self.code(part)
        if part.kind.startswith("r.") and part.kind != "r.src":
            return anaphor(part, self.text, self.memory)
        return ()


def mentions(clause: Clause, read: Reading) -> None:
    """Let the memory hear every name of a clause, its first plain one as subject."""
    taken = False
    for part in clause.parts:
        if part.kind != "actor":
            continue
        codes = read.stands_for(part)
        plain = not part.preposition and not part.modifier and clause.opened != "rel"
        if part.preposition in WHERE and part.members[-1].seat:
            continue  # "in Vilnius": where, not who
        read.memory.heard(codes, person=has_person(part), subject=plain and not taken)
        taken = taken or plain
        if len(codes) == _PAIR:
            read.memory.pair = codes
