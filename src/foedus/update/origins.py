"""Whose word a report carries: what a user's document shares with others counts once.

Inside the case, and inside a folder that was read together, roots are labelled. A user's document
knows nothing of the labels of the case, so reports of one happening are compared: by who signs
them (agency, paper), by who is quoted on which day, and by their wording. Doubt is settled against
counting twice: a text that only retells has no root of its own where another tells the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.core.codebook import SourceClass
from foedus.documents.tokens import words
from foedus.update.reports import Report

RETELLS: frozenset[SourceClass] = frozenset({"commentary", "aggregator", "generated text"})
"""Classes that gather no news: what they tell they have from somebody."""
ALIKE, FEWEST = 0.6, 6
"""Share of words in common, and least number of words, from which wording is taken over."""
NEAR = 1
"""Days between two mentions of one statement; time zones lie between them."""


def rooted(reports: Sequence[Report]) -> list[Report]:
    """Reports of one happening, in their order, each of the user's under the root it shares."""
    found = list[Report]()
    for report in reports:
        shared = next(_shared(report, found), None) if report.own else None
        found.append(replace(report, root=shared.root) if shared else report)
    return found


def _shared(report: Report, others: Sequence[Report]) -> Iterator[Report]:
    """Those before it that have the same root, the surest first."""
    yield from (o for o in others if o.root == report.root)
    yield from (o for o in others if set(o.marks) & set(report.marks))
    yield from (o for o in others if _one_statement(report, o))
    yield from (o for o in others if _worded_alike(report, o))
    if report.source_class in RETELLS and not report.speaker:
        yield from others[:1]


def _one_statement(a: Report, b: Report) -> bool:
    """Whether one body said both, on one day as far as they tell."""
    if not said_by(a) & said_by(b):
        return False
    if a.start is None or b.start is None or {a.precision, b.precision} != {"day"}:
        return True
    return abs(a.start - b.start).days <= NEAR


def said_by(report: Report) -> frozenset[str]:
    """The innermost speaker; of an order, a threat or a release the one who makes it.

    Whoever reports an order reports the word of who gave it, unless another is quoted for it.
    """
    if report.speaker:
        return frozenset(report.speaker[-1:])
    own_word = report.modality in ("announced", "threatened")
    released = report.source_class == "official statement"
    return frozenset(report.actor if own_word or released else ())


def _worded_alike(a: Report, b: Report) -> bool:
    return any(
        min(len(one), len(two)) >= FEWEST and len(one & two) >= ALIKE * len(one | two)
        for one in _wordings(a)
        for two in _wordings(b)
    )


def _wordings(report: Report) -> Iterator[frozenset[str]]:
    yield from (frozenset(words(text)) for text in {report.text.en, report.text.vi})
