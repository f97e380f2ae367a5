"""What is settled although its words look ahead: sums given since, shares, a government's plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.claims.clauses import Clause
from foedus.claims.scopes import is_past
from foedus.claims.trigger import Trigger

_OFFICE = re.compile(
    r"(?:và |còn )?(?:chính phủ|nội các|bộ quốc phòng|bộ ngoại giao|bộ tài chính) "
    r"|(?:[\w']+ ){0,3}(?:government|cabinet|ministry)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?:kể )?từ (?:khi|năm|tháng|ngày)|kể từ|since\b", re.IGNORECASE)
_SUM = re.compile(r"\d[\d.,]* (?:nghìn |thousand )?(?:tỷ|triệu|billion|million)", re.IGNORECASE)
_AID = re.compile(r"(?:hỗ trợ|viện trợ|\baid\b|\bassistance\b)", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:chiếm|accounts? for|makes? up|made up)\b", re.IGNORECASE)
_KEPT = re.compile(
    r"\b(?:duy trì|giữ|giữ vững|maintain\w*|preserv\w*) (?:(?:được |sự |the |an? )*)$",
    re.IGNORECASE,
)


def stands(clause: Clause, trigger: Trigger, text: str) -> bool:
    """Whether what sounds like a promise is told as it is: kept, or a share of a budget.

    "maintain the consensus", "what is earmarked for arms makes up half".
    """
    kept = _KEPT.search(text, clause.start, trigger.part.start)
    return bool(kept or _SHARE.search(text, trigger.part.end, clause.end))


def given_since(clauses: Sequence[Clause], n: int, trigger: Trigger, text: str) -> bool:
    """Whether a sum of aid is the total up to now: "has pledged 60 billion in aid since 2022"."""
    clause, part = clauses[n], trigger.part
    if trigger.act.action != "AGREE" or not is_past(trigger, text):
        return False
    aid = _SUM.search(text, part.end, clause.end) and _AID.search(text, part.start, clause.end)
    after = clauses[n + 1].start if n + 1 < len(clauses) else clause.end
    since = _SINCE.match(text, after) or _SINCE.search(text, part.end, clause.end)
    return bool(aid and since)


def of_an_office(clause: Clause, trigger: Trigger, text: str) -> bool:
    """Whether a government is the subject: what it will do itself is its plan, no forecast."""
    return trigger.part.is_verb and bool(_OFFICE.match(text, clause.start, trigger.part.start))
