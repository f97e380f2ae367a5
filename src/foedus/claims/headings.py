"""What stands at the head of a paragraph: the day of an entry, the announcement of a scenario.

A chronology heads its entries with a day ("28/2.", "3 March."): that day dates the entry.
"""

from __future__ import annotations

import re

from foedus.claims.date_grammar import Clock
from foedus.claims.dates import dates_in
from foedus.documents.records import Period

_HEAD = re.compile(
    r"\s*(?:[•*-]\s*)?(?:\d{1,2}/\d{1,2}(?:/\d{4})?|\d{1,2} [A-Z][a-z]+(?: \d{4})?|"
    r"[A-Z][a-z]+ \d{1,2}(?:, \d{4})?|Ngày \d{1,2}/\d{1,2}(?:/\d{4})?)\s*[.:–—-](?=\s|$)"
)
_SCENARIO = re.compile(r"\b(?:kịch bản|tình huống|scenario)\b", re.IGNORECASE)
_SCENARIO_HEAD = re.compile(
    r"\W*(?:the )?(?:\w+ )?(?:kịch bản|scenario)(?: \w+){0,3}:", re.IGNORECASE
)
_OUTLOOK = re.compile(r"\b(?:sẽ|will|would)\b", re.IGNORECASE)


def tells_scenario(text: str, start: int, end: int) -> bool:
    """Whether the paragraph at `start` tells what may come under a scenario.

    >>> tells_scenario("The second scenario: a shock will bring them back.", 0, 50)
    True
    """
    stop = text.find("\n", start, end)
    line = text[start : stop if stop >= 0 else end]
    told = bool(_SCENARIO.search(line[:400])) and bool(_OUTLOOK.search(line))
    return told or bool(_SCENARIO_HEAD.match(line))


def heading(text: str, start: int, end: int, clock: Clock) -> tuple[Period | None, int]:
    """The day that heads the entry at `start`, if any, and where the sentence proper begins."""
    match = _HEAD.match(text, start, end)
    if not match:
        return None, start
    found = dates_in(text, start, match.end(), clock)
    return (found[0].period if found else None), match.end()
