"""Acts whose thing stands in the clause before: "frigates, delivered in May".

A relative clause or a participle acts on the noun that it follows; a verb that
repeats the one before, with a number alone, on the same: "Romania bought 54".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedus.claims.clauses import Clause
from foedus.claims.part import Part
from foedus.claims.trigger import Acts, Trigger
from foedus.claims.voice import is_passive

_LOOSE = frozenset({"rel", "that", "mark"})


def borrowed_act(
    clauses: Sequence[Clause], told: Sequence[Sequence[Trigger]], acts: Acts, text: str
) -> Trigger | None:
    """The act of the last of `clauses`, with a thing from before; `told` are the earlier acts."""
    clause = clauses[-1]
    at = next((i for i, part in enumerate(clause.parts) if part.is_verb), None)
    if at is None or len(clauses) == 1:
        return None
    part = clause.parts[at]
    last = next((found[-1] for found in reversed(told) if found), None)
    if last and last.part.kind == part.kind:
        return replace(last, at=at, part=part, passive=is_passive(clause, at, text), rivals=())
    if clause.opened not in _LOOSE or not _follows_noun(clauses[-2], clause, at):
        return None
    return _on_noun(clauses[-2], clause, at, acts, text)


def _follows_noun(before: Clause, clause: Clause, at: int) -> bool:
    """Whether a clause only tells more of a noun: a participle opens it, or a relative word."""
    participle = at == 0 and clause.parts[0].shape in ("past", "participle")
    return bool(before.parts) and (participle or clause.opened in ("rel", "that"))


def _on_noun(before: Clause, clause: Clause, at: int, acts: Acts, text: str) -> Trigger | None:
    part = clause.parts[at]
    own = any(p.kind == "actor" for p in clause.parts[:at])
    passive = is_passive(clause, at, text) or (not own and part.shape in ("past", "participle"))
    for kind in (part.kind, *part.also):
        for noun in _nouns(before):
            if act := acts.get((kind, noun.kind)):
                return Trigger(at, replace(part, kind=kind), act, noun.kind, passive)
    return None


def _nouns(clause: Clause) -> list[Part]:
    return [part for part in reversed(clause.parts) if part.is_noun][:2]
