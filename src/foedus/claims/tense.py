"""What tense and aspect say of a date: what goes on now, and what has no definite time."""

from __future__ import annotations

import re

from foedus.claims.clauses import Clause
from foedus.claims.trigger import Trigger

_WEIGHED_NOW = re.compile(r"ing$|\bđang\b|\bbeing\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have|'ve|’ve)\s+(?:(?:\w+ly|not|also|never|now)\s+)*(?:been\s+)?$")
"""The present perfect, which no definite past time of another clause can date."""
_PROGRESSIVE = re.compile(
    r"\b(?:is|are|am|'re|'s)\s+(?:(?:\w+ly|still|now|also|not)\s+)*(?P<being>being\s+)?$"
)
_WE = re.compile(r"\b[Ww]e\s+(?:\w+ly\s+)?$")
_STATEMENTS = frozenset({"v.support", "v.accuse", "v.request", "v.protest"})
"""Verbs whose present tense is the act itself ("Norway condemns ...")."""


def is_perfect(trigger: Trigger, text: str) -> bool:
    """Whether a verb stands in the present perfect."""
    return bool(_PERFECT.search(text[max(0, trigger.part.start - 24) : trigger.part.start]))


def goes_on_now(clause: Clause, trigger: Trigger, text: str) -> bool:
    """Whether something goes on, is weighed or is stated as the text is written."""
    before = clause.parts[: trigger.at]
    weighed = any(
        p.kind in ("c.consider", "c.plan") and _WEIGHED_NOW.search(text[p.start : p.end])
        for p in clause.parts
    )
    if weighed or any(p.kind == "c.now" for p in before):
        return True
    shape = trigger.part.shape
    auxiliary = _PROGRESSIVE.search(text[max(0, trigger.part.start - 24) : trigger.part.start])
    if auxiliary and (shape == "ing" or (auxiliary["being"] and shape == "participle")):
        return True
    stated = shape == "s" or (
        shape == "base" and _WE.search(text[max(0, trigger.part.start - 20) : trigger.part.start])
    )
    return bool(stated) and trigger.part.kind in _STATEMENTS
