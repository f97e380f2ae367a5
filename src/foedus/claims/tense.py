"""What tense and aspect say of a date: what goes on now, and what has no definite time."""

from __future__ import annotations

import re

from foedus.claims.clauses import Clause
from foedus.claims.trigger import Trigger

_WEIGHED = frozenset({"c.consider", "c.plan", "c.reported"})
_WEIGHED_NOW = re.compile(r"ing$|\bđang\b|\bbeing\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have|'ve|’ve)\s+(?:(?:\w+ly|not|also|never|now)\s+)*(?:been\s+)?$")
"""The present perfect, which no definite past time of another clause can date."""
_PROGRESSIVE = re.compile(
    r"\b(?:is|are|am|'re|'s)\s+(?:(?:\w+ly|still|now|also|not)\s+)*(?P<being>being\s+)?$"
)
_WE = re.compile(r"\b(?:[Ww]e\s+(?:\w+ly\s+)?|[Cc]húng (?:ta|tôi)\s+)$")
_STILL = re.compile(
    r"\b(?:keeps?|continues? to|remains?|(?:has|have|is|are) yet to|(?:is|are) still)\s+$",
    re.IGNORECASE,
)
"""Verbs that say of an act that it goes on, or still has not come."""
_PLANS_NOW = re.compile(
    r"^(?:plans|intends|wants|hopes to|aims to|means to|seeks to|có kế hoạch|dự định|có ý định)$",
    re.IGNORECASE,
)
_STATEMENTS = frozenset({"v.support", "v.accuse", "v.request", "v.protest"})
"""Verbs whose present tense is the act itself ("Norway condemns ...")."""


def is_perfect(trigger: Trigger, text: str) -> bool:
    """Whether a verb stands in the present perfect."""
    return bool(_PERFECT.search(text[max(0, trigger.part.start - 24) : trigger.part.start]))


def goes_on_now(clause: Clause, trigger: Trigger, text: str) -> bool:
    """Whether something goes on, is weighed or is stated as the text is written."""
    before = clause.parts[: trigger.at]
    weighed = any(
        p.kind in _WEIGHED and _now(text[p.start : p.end], denied=_denied(clause, i))
        for i, p in enumerate(clause.parts)
    )
    if weighed or any(p.kind == "c.now" for p in before):
        return True
    if _STILL.search(text[max(0, trigger.part.start - 24) : trigger.part.start]):
        return True
    shape = trigger.part.shape
    if shape in ("base", "s") and text.endswith("still ", 0, trigger.part.start):
        return True
    auxiliary = _PROGRESSIVE.search(text[max(0, trigger.part.start - 24) : trigger.part.start])
    if auxiliary and (shape == "ing" or (auxiliary["being"] and shape == "participle")):
        return True
    stated = shape == "s" or (
        shape in ("base", "plain")
        and _WE.search(text[max(0, trigger.part.start - 20) : trigger.part.start])
    )
    return bool(stated) and trigger.part.kind in _STATEMENTS


def _now(cue: str, *, denied: bool) -> bool:
    """Whether a cue of weighing or planning stands in the present."""
    return bool(_WEIGHED_NOW.search(cue) or (_PLANS_NOW.match(cue) and not denied))


def _denied(clause: Clause, i: int) -> bool:
    return i > 0 and clause.parts[i - 1].kind == "c.neg"
