"""Verbs in two words that their object may part: "turned the offer down", "called the talks off".

The codebook lists the phrase ("turn down"); from it the first word alone is learned
too, and read as the phrase where its particle follows within a few words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from foedus.claims.match import Form

PART = "x.split"
"""Kind of a first word alone."""
_PARTICLES = frozenset({"down", "off", "up", "out", "back", "away", "aside"})
_AMBIGUOUS = frozenset({"send back", "bring back", "take back", "go out", "fly out", "move out",
                        "order out"})  # fmt: skip
"""Phrases whose parted form mostly means the plain movement."""
_AUXILIARIES = frozenset({"is", "are", "was", "were", "be", "been", "has", "have", "had", "having"})
_GAP = re.compile(
    r"\s(?:(?!(?:to|for|with|on|at|in|by|and|or|but|from|into|of|after|before)\b|"
    r"that\s(?!(?:down|off|up|out|back|away|aside)\b))"
    r"[\w$€£%.,'’-]*[\w%'’]\s){1,4}?(?P<particle>down|off|up|out|back|away|aside)\b(?!-)"
)
"""An object of one to four words, then the particle."""


def first_words(forms: Iterable[Form]) -> Iterator[Form]:
    """The first words of the phrases of two words that may be parted.

    >>> [form.written for form in first_words([Form("turned down", "v.reject", "past")])]
    ['turned']
    """
    opened: defaultdict[str, list[tuple[str, Form]]] = defaultdict(list)
    for form in forms:
        first, gap, particle = form.written.partition(" ")
        plain = form.kind.startswith("v.") and form.language != "vi"
        if first in _AUXILIARIES or _is_ambiguous(form):
            continue
        if plain and gap and particle in _PARTICLES:
            opened[first].append((particle, form))
    for first, phrases in opened.items():
        yield Form(first, PART, language="en", particles=tuple(phrases))


def _is_ambiguous(form: Form) -> bool:
    stem = form.written[:3]
    return any(p[:3] == stem and form.written.endswith(p[-4:]) for p in _AMBIGUOUS)


def parted(text: str, end: int, form: Form) -> Form | None:
    """The phrase whose first word ends at `end` and whose particle follows its object.

    >>> [first] = first_words([Form("turned down", "v.reject", "past")])
    >>> parted("It turned the Polish offer down.", 9, first).kind
    'v.reject'
    """
    gap = _GAP.match(text, end, end + 60)
    if gap is None:
        return None
    return next((phrase for p, phrase in form.particles if p == gap["particle"]), None)
