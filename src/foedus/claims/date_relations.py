"""How times of one text relate: which completes, leaves or lies before another."""

from __future__ import annotations

import re

from foedus.claims.clauses import Clause
from foedus.claims.dates import Dated
from foedus.documents.records import Period

_LONG_AGO = re.compile(
    r"\b(?:Cold War|chiến tranh lạnh|trong nhiều thập kỷ|qua hàng thập kỷ|in the (?:19)?[5-9]0s|"
    r"thập niên (?:19)?[5-9]0|last century|thế kỷ trước|Liên Xô|Soviet Union)\b",
    re.IGNORECASE,
)
_STUDIED_FROM = 2014
_BESIDE = 2
"""Characters between two time expressions that are one."""


def is_history(when: Period | None, text: str, *clauses: Clause) -> bool:
    """Whether a claim is about a time before the period studied, by its clauses' words.

    The opening of a sentence frames the whole: "Trong suốt thời kỳ Chiến tranh lạnh, ...".
    """
    if when is not None:
        return when.end.year < _STUDIED_FROM
    return any(_LONG_AGO.search(text, clause.start, clause.end) for clause in clauses)


def repeats(each: Dated, last: Dated) -> bool:
    """Whether a wider time only completes the one right before it: "end of May this year"."""
    near = 0 <= each.start - last.end <= _BESIDE
    wider = each.period.start <= last.period.start and last.period.end <= each.period.end
    return near and wider and each.period.precision != last.period.precision


def leaves(period: Period, term: Period) -> bool:
    """Whether a text that was about a term goes on to another time: not to history, not ahead."""
    if period.precision == "term" or period.end.year < _STUDIED_FROM:
        return False
    return period.end.year < term.start.year or period.start.year > term.end.year
