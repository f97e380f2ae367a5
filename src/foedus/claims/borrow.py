"""Acts whose thing stands in the clause before: "frigates, delivered in May".

A relative clause or a participle acts on the noun that it follows; a verb that
repeats the one before, with a number alone, on the same: "Romania bought 54".
A verb with a pronoun or nothing in the place of its object acts on the thing that
the text spoke of last: "Ukraine got it", "đơn hàng ... Đức đã hoãn".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from foedus.claims.clauses import Clause
from foedus.claims.part import Part
from foedus.claims.trigger import Acts, Trigger
from foedus.claims.voice import is_passive

_LOOSE = frozenset({"rel", "that", "mark"})
_PRO_DROP = frozenset(
    {"v.give", "v.get", "v.send", "v.stop", "v.resume", "v.sign", "v.buy", "v.sell", "v.cut",
     "v.lift", "v.pull", "v.cancel", "v.move", "v.impose", "v.fall", "v.shelved"}
)  # fmt: skip
"""Verbs whose object the text may leave to be understood."""
_IT = re.compile(
    r"\s(?:it|them|those|these|one|ones|none|some|more|another|both|all|most|half|\d[\d.,]*|"
    r"two|three|four|five|six|ten|a dozen)(?! of\b)"
    r"(?=\s*(?:$|[.,;:!?)”\"]|\s[a-z]{1,5}\b))",
    re.IGNORECASE,
)
"""What stands in English for a thing told before."""
_LEFT_OUT = re.compile(
    r"\s*(?:$|[.,;:!?)”\"]|"
    r"(?:nó|chúng|số này|số đó|loại này|phần này|rồi|xong|hết|lại|nốt|dần|ngay|"
    r"nhanh|sớm|đủ|thêm|cho|sang|tới|đến|vào|từ|hồi|trong|trước|sau|ngày|tháng|năm|tuần|hôm|quý|"
    r"khi|vì|do|để|như|theo)\b|"
    r"(?:cả |toàn bộ |hơn |gần |khoảng )?\d[\d.,]*(?: (?:chiếc|quả|khẩu|xe|cỗ|tỷ|triệu|nghìn))?"
    r"(?=\s*(?:$|[.,;:!?)”\"]|\s\w+ (?:tổng số|số|năm|tháng)\b)))",
    re.IGNORECASE,
)
"""What follows a Vietnamese verb whose object is left out or only counted."""
_PRONOUNS = re.compile(
    r"(?:\b(?:it|they|them|this|that|these|those|none|both|all|some|half|most|one|nó|chúng)|"
    r"\b(?:số|lô|khoản|phần|gói|kế hoạch|ý tưởng|quyết định|đề xuất|điều|việc) (?:này|đó|ấy|trên)|"
    r"^\W*(?:and |but |rồi |và |nhưng )?\d[\d.,]*|^\W*)"
    r"(?:\s(?:has|have|had|is|are|was|were|will|would|may|might|could|can|be|been|being|not|never|"
    r"soon|now|later|also|already|đã|sẽ|đang|chưa|không|vẫn|cũng|còn|bị|được|có thể|từng|"
    r"dự kiến))*\s*$",
    re.IGNORECASE,
)
"""What a passive has for a subject where the thing was told before."""


def borrowed_act(
    clauses: Sequence[Clause],
    told: Sequence[Sequence[Trigger]],
    things: Sequence[str],
    acts: Acts,
    text: str,
) -> Trigger | None:
    """The act of the last of `clauses`, with a thing from before.

    Parameters
    ----------
    told : the acts of the earlier clauses.
    things : classes of the things of earlier sentences, the latest last.
    """
    clause = clauses[-1]
    at = next((i for i, part in enumerate(clause.parts) if part.is_verb), None)
    if at is None:
        return None
    return _in_sentence(clauses, at, told, acts, text) or _understood(
        clauses, at, things, acts, text
    )


def antecedent_act(
    clauses: Sequence[Clause], found: Sequence[Trigger], acts: Acts
) -> Sequence[Trigger]:
    """The acts of a relative clause, the first read with the noun that it tells of.

    "The treaty, which Moscow abandoned": leaving a treaty, not an ally.
    """
    if len(clauses) == 1 or not found or clauses[-1].opened not in ("rel", "that"):
        return found
    first = found[0]
    kept = first.thing != "*" or first.passive or first.part.kind == "v.pledge"
    if kept or not clauses[-2].parts:
        return found
    last = clauses[-2].parts[-1]
    act = acts.get((first.part.kind, last.kind)) if last.is_noun else None
    return [replace(first, act=act, thing=last.kind), *found[1:]] if act else found


def _in_sentence(
    clauses: Sequence[Clause], at: int, told: Sequence[Sequence[Trigger]], acts: Acts, text: str
) -> Trigger | None:
    clause = clauses[-1]
    if len(clauses) == 1:
        return None
    part = clause.parts[at]
    last = next((found[-1] for found in reversed(told) if found), None)
    if last and last.part.kind == part.kind:
        return replace(last, at=at, part=part, passive=is_passive(clause, at, text), rivals=())
    if clause.opened not in _LOOSE or not _follows_noun(clauses[-2], clause, at):
        return None
    return _on_noun(clauses[-2], clause, at, acts, text)


def _understood(
    clauses: Sequence[Clause], at: int, things: Sequence[str], acts: Acts, text: str
) -> Trigger | None:
    """The act on the thing spoken of last, where a pronoun or nothing stands for it."""
    clause = clauses[-1]
    part = clause.parts[at]
    if part.kind not in _PRO_DROP or part.shape == "ing":
        return None
    passive = is_passive(clause, at, text)
    if passive and not _PRONOUNS.search(text, clause.start, part.start):
        return None
    if not passive and not (_has_subject(clause, at) and _without_object(clause, part, text)):
        return None
    near = [p.kind for c in clauses for p in c.parts if p.is_noun and p.start < part.start]
    for thing in reversed([*things, *near]):
        for kind in (part.kind, *part.also):
            if act := acts.get((kind, thing)):
                return Trigger(at, replace(part, kind=kind), act, thing, passive)
    return None


def _without_object(clause: Clause, part: Part, text: str) -> bool:
    """Whether the thing that a verb acts on is left out, or a pronoun stands for it."""
    if part.shape == "plain":
        return _LEFT_OUT.match(text, part.end, clause.end) is not None
    relative = clause.opened in ("rel", "that") and not text[part.end : clause.end].strip(" ,.;")
    return relative or _IT.match(text, part.end, clause.end) is not None


def _has_subject(clause: Clause, at: int) -> bool:
    """Whether somebody is named before a verb who may do what it says."""
    return any(
        (p.kind == "actor" and not p.preposition) or p.kind in ("r.thing", "r.person", "r.both")
        for p in clause.parts[:at]
    )


def _follows_noun(before: Clause, clause: Clause, at: int) -> bool:
    """Whether a clause only tells more of a noun: a participle opens it, or a relative word."""
    participle = at == 0 and clause.parts[0].shape in ("past", "participle")
    return bool(before.parts) and (participle or clause.opened in ("rel", "that"))


def _on_noun(before: Clause, clause: Clause, at: int, acts: Acts, text: str) -> Trigger | None:
    part = clause.parts[at]
    own = any(p.kind == "actor" for p in clause.parts[:at])
    passive = is_passive(clause, at, text) or (not own and part.shape in ("past", "participle"))
    for kind in (part.kind, *part.also):
        for noun in _nouns(before):
            if act := acts.get((kind, noun.kind)):
                return Trigger(at, replace(part, kind=kind), act, noun.kind, passive)
    return None


def _nouns(clause: Clause) -> list[Part]:
    return [part for part in reversed(clause.parts) if part.is_noun][:2]
