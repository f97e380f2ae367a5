"""What a heading or the opening of a sentence says a passage is about: "Về Ukraine", "On Russia".

The other party of an act is often named there and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.claims.actors import Codes
from foedus.claims.clauses import Clause
from foedus.claims.referents import Reading

_OPENING = re.compile(
    r"\W*(?:Về|Đối với|Trong vấn đề|Trong quan hệ với|Trong chính sách (?:đối )?với|Liên quan đến|"
    r"On|As for|Regarding|As regards|With regard to|Turning to|When it comes to)\b"
)
_ABOUT = frozenset(
    {"về", "đối với", "với", "tại", "ở", "trong", "on", "toward", "towards", "over", "with",
     "against", "in", "for"}
)  # fmt: skip
_LONGEST = 140
"""Longest heading, in characters."""


def hear_topic(clauses: Sequence[Clause], start: int, end: int, read: Reading) -> None:
    """Let the memory note whom a heading, or an opening phrase, is about."""
    text = read.text
    heading = _is_heading(text, start, end)
    if heading:
        read.memory.topic = ()
    if not clauses or not (heading or _OPENING.match(text, start, end)):
        return
    about = [
        codes
        for part in (p for c in (clauses if heading else clauses[:1]) for p in c.parts)
        if part.kind == "actor" and part.preposition in _ABOUT and (codes := read.stands_for(part))
    ]
    read.memory.topic = about[-1] if about else read.memory.topic


def topic_of(read: Reading, actor: Codes) -> Codes:
    """Whom the passage is about, but for who acts."""
    return tuple(code for code in read.memory.topic if code not in actor)


def _is_heading(text: str, start: int, end: int) -> bool:
    """Whether a short line without a full stop stands by itself."""
    alone = text[end : end + 1] in ("\n", "") and "\n" in text[max(0, start - 2) : start]
    return alone and end - start < _LONGEST and text[end - 1 : end] not in (".", "!", "”", '"', ";")
