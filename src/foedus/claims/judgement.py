"""Judgements told by the build of a sentence: evaluation, identification, consequence, purpose.

"X has become a key tool of Y", "to help X is also to help Y" and "this sends the message
that X" hold X up to be judged, and "to do X, Y must ..." asks what X would need: none of
them says that X was done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.claims.clauses import Clause
from foedus.claims.scopes import is_past
from foedus.claims.trigger import Trigger

_ROLE_EN = (
    r"tool|instrument|lever|pillar|cornerstone|linchpin|gateway|catalyst|driver|factor|bulwark"
    r"|backbone|obstacle|litmus test|stumbling block|bargaining chip"
)
_ROLE_VI = (
    "công cụ|nhân tố|yếu tố|trụ cột|đòn bẩy|động lực|cửa ngõ|nền tảng|rào cản|trở ngại|phép thử"
    "|chất xúc tác|điểm tựa|con bài"
)
_BEST_EN = r"(?:most (?:important|effective|suitable|serious|dangerous)|best|surest|worst) \w+"
_BEST_VI = "(?:thích hợp|phù hợp|quan trọng|lý tưởng|hiệu quả|then chốt|hợp lý|nghiêm trọng)"
_EVALUATES = re.compile(
    rf"\b(?:is|are|was|were|remains?|becomes?|became|become) (?:(?:a|an|the|one of the) )?"
    rf"(?:(?:[\w-]+ ){{0,2}}(?:{_ROLE_EN})s?\b|{_BEST_EN})"
    rf"|\b(?:là|trở thành) (?:một |những |các )?(?:{_ROLE_VI})\b"
    rf"|\blà (?:\w+ ){{1,5}}{_BEST_VI} nhất\b",
    re.IGNORECASE,
)
_SAME = re.compile(r"\b(?:cũng|chính|tức) là $|\b(?:is|was) (?:also|itself|in effect) to $")
_MESSAGE = re.compile(
    r"\b(?:send|sends|sent|sending) (?:a|the) (?:\w+ )?(?:message|signal)\b"
    r"|\b(?:gửi|phát|truyền)(?: đi)? (?:một )?(?:thông điệp|tín hiệu)"
    r"(?! (?:tới|cho|đến|chúc|chia|của|cảm))",
    re.IGNORECASE,
)
_POSES = re.compile("đặt ra (?:yêu cầu|đòi hỏi)", re.IGNORECASE)
_NAMED = re.compile(r"(?:việc|sự) ", re.IGNORECASE)
_WHOEVER = re.compile(
    r"\bno matter (?:who|what|which)\b|\bwhoever\b|\b(?:dù|bất kể|cho dù)\b[^,]*\b(?:ai|nào|gì)\b",
    re.IGNORECASE,
)
_IN_ORDER = re.compile(
    r"(?:to|in order to|so as to|để|nhằm) "
    r"(?!đáp|đối|ứng|phản|bù|respond|react|answer|counter|offset|compensate|make up)",
    re.IGNORECASE,
)
"""A purpose; what is answered was done: "To offset the withdrawal, Berlin must ..."."""
_USES = re.compile(r"\b(?:trong việc|in \w+ing|for \w+ing)\b", re.IGNORECASE)


def is_judged(clauses: Sequence[Clause], n: int, trigger: Trigger, text: str) -> bool:
    """Whether the build of the sentence makes the deed of clause `n` a judgement."""
    clause = clauses[n]
    start = trigger.part.start
    told = (p for p in clause.parts[trigger.at :] if p.is_verb)
    if any(_SAME.search(text, clause.start, p.start) for p in told):
        return True
    if _POSES.match(text, start) and not any(p.kind == "actor" for p in clause.parts[: trigger.at]):
        return True
    role = _EVALUATES.search(text, clause.start, clause.end)
    if role:
        used = role.end() <= start and not is_past(trigger, text)
        return used or _is_named(clause, trigger, text)
    if _goes_on(clauses, n, trigger, text):
        return True
    return _is_message(clauses, n, trigger, text) or _is_timeless(clauses, n, trigger, text)


def for_the_sake_of(clauses: Sequence[Clause], n: int, trigger: Trigger, text: str) -> bool:
    """Whether a deed is the purpose in front of a duty: "To sign a deal, Rome must ..."."""
    if not _IN_ORDER.match(text, clauses[n].start):
        return False
    if trigger.nominal or any(p.is_verb for p in clauses[n].parts[: trigger.at]):
        return False
    after = (clause for clause in clauses[n + 1 :] if clause.opened == "mark")
    duty = next(after, None)
    return duty is not None and any(p.kind == "c.should" for p in duty.parts)


def _is_message(clauses: Sequence[Clause], n: int, trigger: Trigger, text: str) -> bool:
    """Whether a deed is said to send a message, or is the message, with no sender before it."""
    sends = n - 1 if n and clauses[n].opened == "that" else n
    clause = clauses[sends]
    said = _MESSAGE.search(text, clause.start, clause.end)
    if not said or (clause.parts and clause.parts[0].kind in ("actor", "r.title")):
        return False
    return _is_named(clauses[n], trigger, text) or said.end() <= trigger.part.start


def _is_timeless(clauses: Sequence[Clause], n: int, trigger: Trigger, text: str) -> bool:
    """Whether a deed holds "no matter who governs": a rule, not an event."""
    if not n or clauses[n].opened != "mark" or is_past(trigger, text):
        return False
    return bool(_WHOEVER.search(text, clauses[n - 1].start, clauses[n - 1].end))


def _is_named(clause: Clause, trigger: Trigger, text: str) -> bool:
    """Whether a deed is named, not told: "the withdrawal", "Việc rút quân"."""
    return trigger.nominal or bool(_NAMED.match(text, clause.start))


def _goes_on(clauses: Sequence[Clause], n: int, trigger: Trigger, text: str) -> bool:
    """Whether a clause goes on with uses: "the best partner in reaching Asia, gaining ..."."""
    if not n or trigger.at or clauses[n].opened not in ("mark", "and") or is_past(trigger, text):
        return False
    before = clauses[n - 1]
    role = _EVALUATES.search(text, before.start, before.end)
    return role is not None and bool(_USES.search(text, role.end(), before.end))
