"""The subject of a clause: named in it, or inherited.

The subject is the last name before the verb that no preposition governs; then
names that only qualify a noun ("American weapons"), then "of" phrases. A clause
without one inherits: a relative clause from the name before it, any other from
the clause before, a sentence from the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from foedus.claims.actors import Codes
from foedus.claims.clauses import Clause
from foedus.claims.part import Part
from foedus.claims.referents import FROM, OF, WHERE, Reading

_PAIR = 2
_OWNER = 2
"""Rank of a name that only owns the subject."""
_ARMED = frozenset({"n.force", "n.weapon"})
_OFFICES = frozenset({"the ministry", "the government", "its government", "bộ này"})
_PRONOUNS = frozenset({"r.person", "r.thing", "r.both", "r.alliance", "r.four"})


def subject(clause: Clause, at: int, read: Reading) -> Codes:
    """The codes of the subject of the part at `at`, within the clause alone."""
    ranked: list[tuple[int, int, Codes]] = []
    for i, part in enumerate(clause.parts[:at]):
        rank = _subject_rank(part)
        if part.kind == "r.title" and (seat := _seat_of(clause.parts[i + 1 : at])):
            return read.stands_for(seat)  # "parliament in Ankara"
        if rank is not None and (codes := _sayer(clause, i, ranked) or read.stands_for(part)):
            ranked.append((rank, -i, codes))
    plain = any(rank < _OWNER for rank, *_ in ranked)
    found = (() if plain else _local(clause.parts[:at], read)) or _best(ranked, clause, read)
    return tuple(dict.fromkeys((*found, *_company(clause, read)))) if found else ()


def _sayer(clause: Clause, i: int, ranked: Sequence[tuple[int, int, Codes]]) -> Codes:
    """Who says what follows, for whom a pronoun behind stands: "US officials say they want"."""
    before = [p.kind for p in clause.parts[:i]]
    if clause.parts[i].kind not in ("r.thing", "r.person") or "c.say" not in before:
        return ()
    told = before.index("c.say")
    return next((codes for rank, at, codes in ranked if rank < _OWNER and -at < told), ())


def _best(ranked: Sequence[tuple[int, int, Codes]], clause: Clause, read: Reading) -> Codes:
    """The subject of the best rank; with it, whose the thing before "and" is."""
    if not ranked:
        return ()
    _, back, codes = min(ranked)
    return tuple(dict.fromkeys((*_coupled(clause.parts[:-back], read), *codes))) if back else codes


def _coupled(before: Sequence[Part], read: Reading) -> Codes:
    """Whose soldiers or arms stand before "and": "American B-52s and Japanese F-35s"."""
    near = before[-4:]
    kinds = [p.kind for p in near]
    if "c.and" not in kinds or not any(p.kind in _ARMED for p in near):
        return ()
    if kinds[-3:] == ["actor", kinds[-2], "c.and"] and near[-2].kind in _ARMED:
        return read.stands_for(near[-3])  # "American B-52s and ..."
    if kinds[-3:] == ["actor", "c.and", kinds[-1]] and near[-1].kind in _ARMED:
        return read.stands_for(near[-3])  # "tàu Mỹ và tàu ..."
    return ()


def _local(parts: Sequence[Part], read: Reading) -> Codes:
    """Whose government a bare title is: "In Warsaw, the ministry ..."."""
    seat = next((p for p in parts if p.kind == "actor" and p.preposition in WHERE), None)
    if seat is None or not any(_is_office(p, read.text) and p.start > seat.end for p in parts):
        return ()
    return read.stands_for(seat)


def _is_office(part: Part, text: str) -> bool:
    """Whether a part names an office without its state."""
    return part.kind == "r.title" or text[part.start : part.end].lower() in _OFFICES


def _seat_of(parts: Sequence[Part]) -> Part | None:
    """The state that a title right before it belongs to, by a preposition."""
    if len(parts) > 1 and parts[0].kind in ("c.loc", "c.of", "c.to") and parts[1].kind == "actor":
        return parts[1] if parts[1].preposition else None
    return None


def _company(clause: Clause, read: Reading) -> Codes:
    """Whom the subject acts along with: "together with Canada"."""
    for i, (one, two) in enumerate(pairwise(clause.parts)):
        if one.kind == "c.along" and two.kind == "actor":
            return read.stands_for(two)
        if i and one.kind == "c.and" and two.kind == "r.alliance":
            return read.stands_for(clause.parts[i - 1])  # "Tokyo và khối"
    return ()


def company_before(clauses: Sequence[Clause], n: int, read: Reading) -> Codes:
    """Whom the subject of clause `n` acts along with, named first: "Together with Germany, ..."."""
    parts = clauses[n - 1].parts if n else []
    first = len(parts) == _PAIR and (n == 1 or not clauses[n - 2].parts)
    if first and parts[0].kind in ("c.along", "c.and") and parts[1].kind == "actor":
        return read.stands_for(parts[1])
    return ()


def _subject_rank(part: Part) -> int | None:
    if part.kind == "actor":
        if part.preposition in OF or part.preposition in FROM or part.preposition == "by":
            return _OWNER
        if part.preposition:
            return None
        return 1 if part.modifier else 0
    if part.kind in _PRONOUNS:
        return 0
    return 3 if part.kind == "r.title" else None


def inherited(clauses: Sequence[Clause], n: int, subjects: Sequence[Codes], read: Reading) -> Codes:
    """The subject of a clause that names none."""
    behind = subjects[n + 1] if n + 1 < len(clauses) and clauses[n + 1].opened == "mark" else ()
    if behind and clauses[n].opened == "when":
        return behind
    if clauses[n].opened == "rel" and n:
        for part in reversed(clauses[n - 1].parts):
            if part.kind == "actor" and (codes := read.stands_for(part)):
                return codes
    if n and clauses[n].opened == "but" and subjects[n - 1]:
        return subjects[n - 1]  # "Một quan chức Đức thì chê ...": a topic and its comment
    if topic := _interrupted(clauses, n, subjects):
        return topic
    earlier = [
        (c.verbs, codes)
        for c, codes in zip(clauses[:n], subjects, strict=False)
        if codes and not _is_denied(c)
    ]
    acting = [codes for verbs, codes in earlier if verbs]  # a list of names has no subject
    before = (acting or [codes for _, codes in earlier] or [()])[-1]
    if not before and behind:
        return behind  # "Speaking on the lawn, Trump ..."
    return before or _loose(clauses[:n], read)


def _is_denied(clause: Clause) -> bool:
    """Whether a clause only says who did not: "It was Ankara, not Budapest, that ..."."""
    return [p.kind for p in clause.parts] == ["c.neg", "actor"]


def _interrupted(clauses: Sequence[Clause], n: int, subjects: Sequence[Codes]) -> Codes:
    """A subject cut off from its verb: "Kyiv, she added, had torn up"."""
    if not n or clauses[n].opened not in ("mark", "that"):
        return ()
    for m in range(n - 1, -1, -1):
        clause, said = clauses[m], any(p.kind == "c.say" for p in clauses[m].parts)
        aside = m < n - 1 or said or not subjects[m]
        if not clause.verbs and subjects[m] and clause.parts[0].kind in ("actor", "r.title"):
            return subjects[m] if m < n - 1 or clauses[n].opened == "mark" else ()
        told = any(p.is_verb for p in clause.parts)
        if told or not aside or (m < n - 1 and not said and subjects[m]):
            return ()
    return ()


def _loose(clauses: Sequence[Clause], read: Reading) -> Codes:
    """A name in an earlier clause that no verb took."""
    for clause in reversed(clauses):
        for part in clause.parts:
            if part.kind == "actor" and part.preposition not in WHERE:
                return read.stands_for(part)
    return ()
