"""One piece of arms told by an article: "a Patriot battery", "a Russian Il-38"."""

from __future__ import annotations

import re
from functools import lru_cache

from foedus.claims.measures import Measured, Units
from foedus.claims.record import Quantity

_QUALIFIED = (
    r"(?:(?!(?:of|and|or|to|for|the|in|on|at|by|with|as|is|was)\b)[A-Za-z][\w.’'/-]*\s){0,3}?"
)
_ENDS = (
    r"(?=[.,;:)]|\s(?:of|to|under|throughout|during|against|from|in|on|at|into|over|near|off|for|by|with|and|or|that|which|away|had|has|"
    r"was|is|will|would|through|towards?|back|once|twice|thrice|last|this|yesterday|after|before|"
    r"entered|crossed|violated|flew|fired|hit|struck)\b|\s*$)"
)
"""What may follow; another noun would make it a modifier: "a tank factory"."""
_GIVEN = r"(?=\s(?:it|he|she|they|we|that|which)\s)"
"""A definite piece that a relative clause tells of: "the battery it pledged"."""
_MODEL = r"(?:Il|Su|Tu|MiG|F|P|E|KC|RC|EP|MQ|RQ|Y|J|H|B)-\d+[A-Z]*"


@lru_cache(maxsize=8)
def _pattern(singular: str) -> re.Pattern[str]:
    """An article or "one of its", up to three qualifiers, and a piece in the singular."""
    return re.compile(
        rf"\b(?:(?:an?|one)\s|one of (?:its|their|our|the|his)\s){_QUALIFIED}"
        rf"(?:(?P<piece>(?:{singular})s?|(?:batteries))|(?P<model>(?-i:{_MODEL}))){_ENDS}"
        rf"|\bthe\s{_QUALIFIED}(?P<given>{singular}){_GIVEN}",
        re.IGNORECASE,
    )


def single_in(text: str, start: int, end: int, units: Units) -> list[Measured]:
    """Single pieces of arms in ``text[start:end]``, each a quantity of one.

    >>> from foedus.claims.measures import default_units
    >>> found = single_in("Spain sent a Patriot battery to Turkey.", 0, 39, default_units())
    >>> [(m.quantity.value, m.quantity.unit) for m in found]
    [(1.0, 'batteries')]
    """
    found = []
    for match in _pattern(units.singular).finditer(text, start, end):
        named = (match["piece"] or match["given"] or "").lower()
        unit = "aircraft" if match["model"] else units.names[named]
        if match[0].lower().startswith("one of") == (match["piece"] or "").endswith("s"):
            found.append(Measured(match.start(), match.end(), Quantity(1.0, unit, "", "exact")))
    return found
