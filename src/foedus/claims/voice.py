"""Active or passive: by the form of an English verb, by "bị" and "được" in Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.claims.clauses import Clause
from foedus.claims.part import Part

_BE = re.compile(
    r"\b(?:is|are|was|were|been|being|be|gets?|got)\s+(?:(?:[a-z]+ly|also|then|now|once|again|not|"
    r"never|further|first|even)\s+)*$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^\s+(?:(?!to\b|and\b|or\b|that\b|any\b|all\b|the\b|an?\b|every\b)[a-z]+\s+){0,4}?by\b(?!\s+(?:\w+ing|video|phone|telephone|half|nearly|about|"
    r"(?:the )?end|next|an? (?:third|quarter|half|fifth)|\d)\b)",
    re.IGNORECASE,
)
_AGENTS = frozenset({"actor", "place", "c.of", "c.and"})
"""What may stand between "bị" and its verb, with nouns and titles: who does it."""


def is_passive(clause: Clause, i: int, text: str) -> bool:
    """Whether a verb is in the passive voice."""
    part = clause.parts[i]
    if part.shape in ("past", "participle"):
        be = has_be(text[max(clause.start, part.start - 24) : part.start])
        return be or bool(_BY.match(text[part.end : part.end + 40]))
    return part.shape == "plain" and borne_at(clause.parts, i) is not None


def has_be(before: str) -> bool:
    """Whether a form of "be" stands right before a verb, but for adverbs."""
    return bool(_BE.search(before))


def borne_at(parts: Sequence[Part], at: int) -> int | None:
    """Where "bị" or "được" stands that makes the verb at `at` passive: only its agent between."""
    for i in range(at - 1, -1, -1):
        part = parts[i]
        if part.kind == "c.pass":
            return i
        if not (part.kind in _AGENTS or part.is_noun or part.kind.startswith("r.")):
            return None
    return None
