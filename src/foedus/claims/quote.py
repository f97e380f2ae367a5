"""The words of a claim: its clause with what follows and has no act of its own."""

from __future__ import annotations

from foedus.claims.sentence import Sentence
from foedus.claims.trigger import Trigger
from foedus.claims.turns import is_content

_EDGE = ' \n\t,;:–—-.•*"“”'


def quote_of(sentence: Sentence, n: int, trigger: Trigger, text: str) -> tuple[int, int]:
    """The clause, with its content and with what follows and has no act of its own."""
    clause = sentence.clauses[n]
    start, end = clause.start, clause.end
    for m in range(n + 1, len(sentence.clauses)):
        follower = sentence.clauses[m]
        if m == n + 1 and is_content(text, follower, trigger):
            end = follower.end
            continue
        if sentence.triggers[m] or follower.verbs or follower.opened != "mark":
            break
        end = follower.end
    return trimmed(start, end, text)


def trimmed(start: int, end: int, text: str) -> tuple[int, int]:
    """A stretch of text without white space and marks at its ends."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end
