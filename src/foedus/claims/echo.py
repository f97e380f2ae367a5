"""Claims that repeat the act of the one before with other parties, without naming it.

"Poland followed suit", "Đan Mạch cũng vậy"; or a verb left out: "Canada taxed
American whisky and Mexico American corn".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.claims.actors import Codes
from foedus.claims.clauses import Clause
from foedus.claims.record import Claim
from foedus.claims.referents import Reading
from foedus.claims.sentence import Sentence
from foedus.claims.sides import TOGETHER

_AUXILIARY = r"(?:has|have|had|did|does|do|will|would)"
_STRANDED = re.compile(rf"\b{_AUXILIARY}(?:n['’]t| not)?(?: so| too| either| yet)?[\s.,;:!?”\"']*$")
_INVERTED = re.compile(rf"\W*(?:and )?(?:as|so|nor|neither) {_AUXILIARY}\b", re.IGNORECASE)
_OPENING = 7
"""Characters before the first name or pronoun of a clause that says no more."""
_WITH = frozenset({"with", "với"})
Echo = tuple[Codes, Codes, bool]
"""Actor, target, and whether the act is said not to be done."""


def echoed(sentence: Sentence, n: int, past: Sequence[Claim]) -> Echo | None:
    """Who does likewise in clause `n`, and to whom; None where nobody does."""
    clause = sentence.clauses[n]
    if sentence.triggers[n] or not past:
        return None
    last, gapped = past[-1], clause.opened == "gap"
    if other := _with_another(clause, last, sentence):
        return last.actor, other, any(p.kind == "c.neg" for p in clause.parts)
    stranded = _stranded(clause, sentence.read.text)
    if not (gapped or stranded or any(p.kind == "c.same" for p in clause.parts)):
        return None
    names = _names(clause, sentence.read)
    actor = names[0] if names else ()
    not_done = any(p.kind == "c.neg" for p in clause.parts)
    if not actor or (actor == last.actor and not (stranded and not_done)):
        return None
    swapped = last.actor if set(actor) & set(last.target) else last.target
    target = names[1] if gapped and len(names) > 1 else swapped
    return actor, target, not_done


def _with_another(clause: Clause, last: Claim, sentence: Sentence) -> Codes:
    """With whom else the same was done: "spoke with Putin and, separately, with Zelenskiy"."""
    parts = [p for p in clause.parts if p.kind not in ("c.and", "c.but", "c.neg", "r.title")]
    only = [p.kind for p in parts] == ["c.to", "actor"] and parts[1].preposition in _WITH
    near = last.start >= sentence.clauses[0].start and last.action in TOGETHER
    if not (only and near):
        return ()
    codes = sentence.read.stands_for(parts[1])
    return codes if not set(codes) & {*last.actor, *last.target} else ()


def _stranded(clause: Clause, text: str) -> bool:
    """Whether an auxiliary stands without its verb: "Spain has not", "as did Italy"."""
    words = text[clause.start : clause.end]
    if (
        clause.verbs
        or clause.opened in ("rel", "that", "if")
        or any(p.is_noun for p in clause.parts)
    ):
        return False
    if not clause.parts or clause.parts[0].start > clause.start + _OPENING:
        return False  # "I hope they don't"
    return bool(_STRANDED.search(words) or _INVERTED.match(words))


def _names(clause: Clause, read: Reading) -> list[Codes]:
    return [codes for part in clause.parts if (codes := read.stands_for(part))]
