"""Who acts and on whom: subject and object of a trigger.

The subject is the last name before the verb that no preposition governs; then
names that only qualify a noun ("American weapons"), then "of" phrases. A clause
without one inherits: a relative clause from the name before it, any other from
the clause before, a sentence from the text. In the passive the agent follows
"by" or stands between "bị" and the verb.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from foedus.claims.actions import Trigger
from foedus.claims.actors import Codes, Memory, anaphor, codes_of, has_person
from foedus.claims.clauses import Clause
from foedus.claims.parts import Part
from foedus.claims.record import Action

Coder = Callable[[Part], Codes]
_OF = frozenset({"of", "của", "thuộc", "'s", "s'", "từ phía"})
_WHERE = frozenset({"in", "at", "near", "around", "inside", "across", "outside", "tại", "ở", "gần",
                    "quanh", "trên", "trong", "khắp", "off", "over", "from within"})  # fmt: skip
_BY = frozenset({"by", "bởi"})
_TOGETHER: frozenset[Action] = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_PLACED: frozenset[Action] = frozenset({"RETREAT", "MOBILIZE", "ASSAULT", "COERCE"})
_ALONE: frozenset[str] = frozenset({"n.spending", "n.pledge", "n.industry", "n.draft"})


@dataclass(slots=True)
class Reading:
    """What the parts of one sentence stand for, as far as it has been read."""

    text: str
    memory: Memory
    code: Coder

    def stands_for(self, part: Part) -> Codes:
        """The codes of a group, pronoun or title; () for any other part."""
        if part.kind == "actor":
            return self.code(part)
        if part.kind.startswith("r.") and part.kind != "r.src":
            return anaphor(part, self.text, self.memory)
        return ()


def subject(clause: Clause, at: int, read: Reading) -> Codes:
    """The codes of the subject of the part at `at`, within the clause alone."""
    ranked = []
    for i, part in enumerate(clause.parts[:at]):
        rank = _subject_rank(part)
        if rank is not None and (codes := read.stands_for(part)):
            ranked.append((rank, -i, codes))
    return min(ranked)[2] if ranked else ()


def _subject_rank(part: Part) -> int | None:
    if part.kind == "actor":
        if part.preposition in _OF:
            return 2
        if part.preposition:
            return 4 if part.preposition in _WHERE else None
        return 1 if part.modifier else 0
    if part.kind in ("r.person", "r.thing", "r.both", "r.alliance"):
        return 0
    return 3 if part.kind == "r.title" else None


def inherited(clauses: Sequence[Clause], n: int, subjects: Sequence[Codes], read: Reading) -> Codes:
    """The subject of a clause that names none."""
    if clauses[n].opened == "rel" and n:
        for part in reversed(clauses[n - 1].parts):
            if part.kind == "actor" and (codes := read.stands_for(part)):
                return codes
    before = next((codes for codes in reversed(subjects[:n]) if codes), ())
    return before or _loose(clauses[:n], read)


def _loose(clauses: Sequence[Clause], read: Reading) -> Codes:
    """A name in an earlier clause that no verb took."""
    for clause in reversed(clauses):
        for part in clause.parts:
            if part.kind == "actor" and part.preposition not in _WHERE:
                return read.stands_for(part)
    return ()


def agent(clause: Clause, trigger: Trigger, read: Reading) -> Codes:
    """Who does it in a passive clause."""
    for i, part in enumerate(clause.parts):
        if part.kind == "actor" and part.preposition in _BY and i > trigger.at:
            return read.stands_for(part)
    for i in range(trigger.at - 1, 0, -1):
        if clause.parts[i - 1].kind == "c.pass" and clause.parts[i].kind == "actor":
            return read.stands_for(clause.parts[i])
    return ()


def target(clause: Clause, trigger: Trigger, actor: Codes, read: Reading) -> Codes:
    """Whom it is done to, within the clause."""
    action = trigger.act.action
    ranked = []
    for i, part in enumerate(clause.parts[trigger.at + 1 :]):
        rank = _target_rank(part, action)
        codes = tuple(c for c in read.stands_for(part) if c not in actor) if rank is not None else ()
        if rank is not None and codes:
            ranked.append((rank, i, codes))
    if action == "MOBILIZE" and trigger.thing in _ALONE:
        return ()
    return min(ranked)[2] if ranked else ()


def _target_rank(part: Part, action: Action) -> int | None:
    if part.kind in ("r.person", "r.thing", "r.both", "r.alliance"):
        return 1
    if part.kind != "actor":
        return None
    if part.preposition in _BY:
        return None
    if part.preposition in _WHERE:
        return 1 if action in _PLACED else 3
    if action == "MOBILIZE":
        return 0 if part.preposition else None
    return 2 if part.modifier else 0


def together(trigger: Trigger, codes: Codes) -> bool:
    """Whether a joint subject does it with one another."""
    return trigger.act.action in _TOGETHER and len(codes) > 1


def between(clause: Clause, read: Reading) -> Codes:
    """The pair of an event named by a noun: "talks between A and B", "giữa A và B"."""
    for part in clause.parts:
        if part.kind == "actor" and part.preposition in ("between", "giữa", "among"):
            return read.stands_for(part)
    return ()


def mentions(clause: Clause, read: Reading) -> None:
    """Let the memory hear every name of a clause, its first plain one as subject."""
    taken = False
    for part in clause.parts:
        if part.kind != "actor":
            continue
        codes = read.stands_for(part)
        plain = not part.preposition and not part.modifier
        read.memory.heard(codes, person=has_person(part), subject=plain and not taken)
        taken = taken or plain
        if len(codes) == 2:
            read.memory.pair = codes


def codes_reader(lexicon_codes: Callable[[Part], Codes]) -> Coder:
    """A coder of groups that remembers what it has read."""
    return lexicon_codes


__all__ = ["Reading", "agent", "between", "codes_of", "inherited", "mentions", "subject", "target"]
