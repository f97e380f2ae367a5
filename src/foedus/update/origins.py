"""Whose word a report carries: what a user's document shares with others counts once.

Inside the case, and inside a folder that was read together, roots are labelled. A user's document
knows nothing of the labels of the case, so reports of one happening are compared: by who signs
them (agency, paper), by who is quoted on which day, and by their wording. Doubt is settled against
counting twice: a text that only retells has no root of its own where another tells the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from foedus.case.records import Text
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
    """Reports of one happening, in their order, each of the user's under the root it shares.

    The user's are grouped first, each with all that share a root with it; a group then goes under
    the root of the case that one of it shares. So the order in which documents come changes
    nothing, and a user's document never makes one root of two of the case.
    """
    given = [r for r in reports if not r.own]
    root = {r.id: r.root for r in reports}
    for group in _groups([r for r in reports if r.own]):
        first = min(group, key=lambda r: (r.known, r.id))
        shared = next(_of_case(group, given), first)
        root |= {member.id: shared.root for member in group}
    for report in reports:
        alone = sum(name == root[report.id] for name in root.values()) == 1
        if report.own and alone and _only_retells(report):
            # of the case, else the earliest with news of its own, else the earliest of such texts
            source = min(reports, key=lambda r: (_only_retells(r), r.own, r.known, r.id))
            root[report.id] = root[source.id]
    return [replace(r, root=root[r.id]) for r in reports]


def _only_retells(report: Report) -> bool:
    return report.own and report.source_class in RETELLS and not report.speaker


def _groups(own: Sequence[Report]) -> list[list[Report]]:
    """The user's reports in groups that a chain of shared roots ties together."""
    groups: list[list[Report]] = []
    for report in own:
        near = [g for g in groups if any(any(sign(report, r) for sign in SIGNS) for r in g)]
        groups = [g for g in groups if g not in near]
        groups.append([report, *(r for g in near for r in g)])
    return groups


def _of_case(group: Sequence[Report], given: Sequence[Report]) -> Iterator[Report]:
    """Reports of the case that share a root with one of a group, the surest sign first."""
    return (o for sign in SIGNS for o in given if any(sign(report, o) for report in group))


def _one_label(a: Report, b: Report) -> bool:
    return a.root == b.root


def _one_sign(a: Report, b: Report) -> bool:
    """Whether one paper or agency signs both."""
    return not set(a.marks).isdisjoint(b.marks)


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
        for one in _wordings(a.text)
        for two in _wordings(b.text)
    )


@lru_cache(maxsize=4096)
def _wordings(text: Text) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(words(side)) for side in dict.fromkeys((text.en, text.vi)))


SIGNS = (_one_label, _one_sign, _one_statement, _worded_alike)
"""What tells that two reports of one happening have one root, the surest first."""
