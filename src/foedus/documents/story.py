"""Whether two texts tell one story: shared names, numbers and runs of words.

Thresholds stand between tellings known to be one story (of the smaller text,
either 0.75 to 0.89 of the names and 0.28 to 0.35 of the word pairs, or 0.46 of the
names and 0.83 of the figures) and 171 pairs of stories on one subject (word pairs to
0.31 with names to 0.46; figures to 0.83 with names to 0.33).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from foedus.documents.tokens import containment, names, numbers, shingles

_YEAR = re.compile(r"(?:19|20)\d\d$")
_LONGEST = 15_000
"""Characters compared: beyond, any two texts of one field share much of their wording."""
_FEW_FIGURES, _OTHER_FIGURES = 3, 0.3
"""Texts with three figures and less than a third of them in common report different things."""
_WORDING, _NAMES = 0.2, 0.6
_FACTS, _FACT_NAMES, _FEWEST = 0.6, 0.4, 5


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What of a text is compared; years are no figures, every story of a time shares them."""

    names: frozenset[str]
    figures: frozenset[str]
    pairs: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Fingerprint:
        """The fingerprint of the first pages of a text."""
        head = text[:_LONGEST]
        return cls(names(head), figures(text), shingles(head, 2))


def rare_tokens(text: str) -> frozenset[str]:
    """Figures and names of several words: what few texts share by chance.

    >>> sorted(rare_tokens("Yesterday, Mark Rutte counted 12,000 soldiers."))
    ['12000', 'Mark Rutte']
    """
    head = text[:_LONGEST]
    return figures(text) | {name for name in names(head) if " " in name}


def figures(text: str) -> frozenset[str]:
    """Numbers of the first pages of a text that are no years."""
    return frozenset(n for n in numbers(text[:_LONGEST]) if not _YEAR.match(n))


def other_figures(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two texts with figures enough have too few in common: a cheap test before all.

    >>> other_figures(frozenset("123"), frozenset("456"))
    True
    """
    return min(len(a), len(b)) >= _FEW_FIGURES and containment(a, b) < _OTHER_FIGURES


def same_story(a: Fingerprint, b: Fingerprint) -> str:
    """Why two texts tell one story, in words; empty when they do not.

    >>> first = Fingerprint.of("On Monday Mark Rutte met Ishiba in Tokyo on 8 April 2025.")
    >>> same_story(first, first)
    'the same wording'
    """
    by_names, by_figures = containment(a.names, b.names), containment(a.figures, b.figures)
    if other_figures(a.figures, b.figures):
        return ""
    if containment(a.pairs, b.pairs) >= _WORDING and by_names >= _NAMES:
        return "the same wording"
    shared = len(a.figures & b.figures)
    if shared >= _FEWEST and by_figures >= _FACTS and by_names >= _FACT_NAMES:
        return f"{shared} figures and most names in common"
    return ""
