"""Claims that repeat the act of the one before with other parties, without naming it.

"Poland followed suit", "Đan Mạch cũng vậy"; or a verb left out: "Canada taxed
American whisky and Mexico American corn".
"""

from __future__ import annotations

from collections.abc import Sequence

from foedus.claims.actors import Codes
from foedus.claims.clauses import Clause
from foedus.claims.record import Claim
from foedus.claims.referents import Reading
from foedus.claims.sentence import Sentence

Echo = tuple[Codes, Codes, bool]
"""Actor, target, and whether the act is said not to be done."""


def echoed(sentence: Sentence, n: int, past: Sequence[Claim]) -> Echo | None:
    """Who does likewise in clause `n`, and to whom; None where nobody does."""
    clause = sentence.clauses[n]
    if sentence.triggers[n] or not past:
        return None
    last, gapped = past[-1], clause.opened == "gap"
    if not gapped and not any(p.kind == "c.same" for p in clause.parts):
        return None
    names = _names(clause, sentence.read)
    actor = names[0] if names else ()
    if not actor or actor == last.actor:
        return None
    swapped = last.actor if set(actor) & set(last.target) else last.target
    target = names[1] if gapped and len(names) > 1 else swapped
    return actor, target, any(p.kind == "c.neg" for p in clause.parts)


def _names(clause: Clause, read: Reading) -> list[Codes]:
    return [codes for part in clause.parts if (codes := read.stands_for(part))]
