"""What a quotation speaks of, in either language: the bridge between tellings in two languages.

`codebook/concepts.csv` lists the field's nouns and verbs with their Vietnamese
and English words. A translation model was set aside: it would be a thousand
times slower and could not say why it found two claims alike.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
from importlib.resources import files


@cache
def _terms() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """One pattern over all words, longest first, and the concepts of each word."""
    text = files("foedus.claims").joinpath("codebook/concepts.csv").read_text("utf-8")
    known: defaultdict[str, list[str]] = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        for term in (*row["vi"].split(";"), *row["en"].split(";")):
            known[term].append(row["concept"])
    longest = sorted(known, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    return pattern, {term: tuple(names) for term, names in known.items()}


def concepts(text: str) -> frozenset[str]:
    """Concepts that a text names.

    >>> concepts("Mỹ rút 12.000 binh sĩ") == concepts("to withdraw 12,000 troops")
    True
    """
    pattern, known = _terms()
    return frozenset(name for term in pattern.findall(text.lower()) for name in known[term])
