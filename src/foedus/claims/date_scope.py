"""Which of the time expressions of a sentence can date one of its clauses.

A time that frames the sentence dates all its clauses; one in a clause of its own
kind ("after ...", "who ...", "vì ...") dates that clause only, and such a clause
takes none from outside. A phrase without a verb behind a clause belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from foedus.claims.attribution import Sayer
from foedus.claims.clauses import Clause
from foedus.claims.dates import Dated
from foedus.claims.trigger import Trigger
from foedus.core.codebook import Action

_APART = frozenset({"rel", "when", "cause", "if"})
"""Clauses with a time of their own."""
_SPEECH: frozenset[Action] = frozenset({"REQUEST", "ACCUSE", "THREATEN", "PROTEST"})
"""Acts of words: what is demanded or blamed has another time than the words."""
_MEANWHILE = re.compile(r"(?:when|as|while|khi)\b", re.IGNORECASE)
_BESIDE, _NEAR = 3, 10
"""Characters between a time and a clause beside it; how far back a comma may stand."""
_COMMA = re.compile(r",(?: \w+(?: of)?)? ?$")
_PARTED = re.compile(r"(?:[;:\n]|\s[–—-]\s?|—)$")
_TOLD_OF = re.compile(
    r"\s*(?:(?:an?|the) \w+ )?(?:announced|taken|signed|made|struck|adopted|ordered|agreed|"
    r"launched|proposed|declared|"
    r"imposed|concluded|được (?:công bố|ký|đưa ra|thông qua|áp đặt|ban hành))\b",
    re.IGNORECASE,
)
"""A participle that goes on with what was named: "the suspension, announced in May"."""
_LEVEL = 90
"""How far behind a level of spending its year may stand."""


_BY = re.compile(
    r"\b(?:by|until|before|from|within|trước|đến|tới|từ|kể từ)\b(?: the| end| of| cuối| năm)*\s*$",
    re.IGNORECASE,
)


class Timed(Protocol):
    """What a sentence must tell to be dated."""

    clauses: list[Clause]
    dated: list[Dated]
    sayers: list[Sayer]


def own(sentence: Timed, n: int, trigger: Trigger) -> list[Dated]:
    """Times in clause `n`, none of them in the content of what is said there."""
    clause = sentence.clauses[n]
    here = (d for d in sentence.dated if clause.start <= d.start < clause.end)
    found = [d for d in here if not _of_report(sentence, d, trigger)]
    if trigger.act.action not in _SPEECH or trigger.nominal:
        return found
    content = next((p.start for p in clause.parts[trigger.at + 1 :] if p.is_verb), clause.end)
    return [d for d in found if d.start < content]


def framing(sentence: Timed, n: int, trigger: Trigger, text: str) -> list[Dated]:
    """Times before clause `n` that reach it: into a clause apart only the one right before."""
    clauses, dated = sentence.clauses, sentence.dated
    clause = clauses[n]
    before = [d for d in dated if d.start < clause.start]
    if n and apart(clause, dated, text) and not _goes_on(clause, text):
        near = clause.opened != "cause"
        return [d for d in before[-1:] if near and clause.start - d.end <= _BESIDE]
    return [
        d
        for d in before
        if not apart(_home(clauses, d), dated, text) and not _of_report(sentence, d, trigger)
    ]


def apart(clause: Clause, dated: Sequence[Dated], text: str) -> bool:
    """Whether a clause has a time of its own; "four years later" opens none, "when" joins two."""
    if clause.opened not in _APART or not clause.verbs:
        return False
    if clause.opened == "when" and _MEANWHILE.match(text, clause.start):
        return False
    return not any(d.start < clause.start < d.end for d in dated)


def behind(sentence: Timed, n: int, trigger: Trigger, text: str) -> list[Dated]:
    """Times in the phrases without a verb that follow clause `n`."""
    clauses = sentence.clauses
    end = clauses[n].end
    for follower in clauses[n + 1 :]:
        parted = bool(_PARTED.search(text[max(0, follower.start - _NEAR) : follower.start]))
        told = bool(_TOLD_OF.match(text, follower.start))
        if (follower.verbs and not told) or parted or follower.opened in ("but", "if"):
            break
        end = follower.end
    if trigger.nominal and trigger.thing == "n.spending":
        end = max(end, clauses[n].end + _LEVEL)
    return [d for d in sentence.dated if clauses[n].end <= d.start < end]


def _goes_on(clause: Clause, text: str) -> bool:
    """Whether a relative clause behind a comma goes on with the tale: ", 98 of which fell"."""
    return clause.opened == "rel" and bool(
        _COMMA.search(text[max(0, clause.start - _NEAR) : clause.start])
    )


def _of_report(sentence: Timed, dated: Dated, trigger: Trigger) -> bool:
    """Whether a time is that of a paper's or an expert's words, not of what they tell."""
    return any(
        s.name and sentence.clauses[s.n].start <= dated.start < s.at < trigger.part.start
        for s in sentence.sayers
    )


def _home(clauses: Sequence[Clause], dated: Dated) -> Clause:
    """The clause of a time; of one joined by "and", the clause that it is joined to."""
    at = next((i for i, c in reversed(list(enumerate(clauses))) if c.start <= dated.start), 0)
    while at and clauses[at].opened == "and":
        at -= 1
    return clauses[at]


def is_deadline(inside: Sequence[Dated], text: str) -> bool:
    """Whether the time of a pledge is the one that it looks to: "by March 2026"."""
    return any(
        _BY.search(text[max(0, d.start - 16) : d.start])
        or _BY.search(text[d.start : d.start + 10].split(" ")[0])
        for d in inside
    )
