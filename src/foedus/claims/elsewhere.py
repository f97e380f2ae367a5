"""The other party of an act where its clause names none: nearby, or of an earlier claim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.claims.actors import Codes
from foedus.claims.clauses import Clause
from foedus.claims.part import Part
from foedus.claims.record import Claim
from foedus.claims.referents import WHERE, Reading
from foedus.claims.sentence import Progress, Sentence
from foedus.claims.sides import TOGETHER
from foedus.claims.trigger import Trigger
from foedus.core.codebook import Action

_REACTIONS: frozenset[Action] = frozenset({"ACCUSE", "SUPPORT", "THREATEN", "PROTEST", "SANCTION"})
_INITIATIVES: frozenset[Action] = frozenset(
    {"SANCTION", "RETREAT", "MOBILIZE", "ASSAULT", "COERCE", "AID", "REQUEST", "REJECT"}
)
_JUDGEMENTS: frozenset[Action] = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_DEEDS: frozenset[Action] = frozenset({"SANCTION", "RETREAT", "ASSAULT", "COERCE", "REJECT"})
_ASKED = _DEEDS | {"REQUEST", "ACCUSE", "AGREE", "THREATEN", "MOBILIZE"}
"""What may be turned down: what was done, asked, said or offered."""
_DEED = re.compile(
    r"\s+(?:(?:the|this|that) (?:\w+ )?(?:move|plan|decision|offer|step|order|measure|"
    r"withdrawal|pause|deal|pullout|cut|tariffs?|proposal)\b(?! (?:by|of|in|to|on)\b)|"
    r"(?:it|that|this|them|the (?:idea|demand|request|call|charge|claim|accusation|ultimatum))\b"
    r"(?! (?:by|of|in|to|on|from)\b)|"
    r"(?:\w+ )?(?:quyết định|kế hoạch|động thái|bước đi|đề nghị|biện pháp|lệnh|đề xuất|lời kêu gọi|"
    r"yêu cầu|cáo buộc|văn bản|phát biểu|tối hậu thư|văn kiện) (?:này|ấy|đó|trên|nói trên)\b|"
    r"(?:điều|chuyện|việc) (?:này|đó|ấy)\b)",
    re.IGNORECASE,
)
_SAID = re.compile(r"offer|idea|demand|request|call|claim|charge|proposal|đề|kêu gọi|yêu cầu")
_PARLIAMENT = re.compile(
    r"\b(?:Congress|Senate|House of Representatives|[Pp]arliament|lawmakers|Hạ viện|Thượng viện|"
    r"[Qq]uốc hội)\b"
)
_LOOK_BACK = 8
"""How many earlier claims may tell who the other party is."""


def nearby(
    clauses: Sequence[Clause], n: int, trigger: Trigger, actor: Codes, read: Reading
) -> Codes:
    """Another name of the same sentence, the nearest to the trigger."""
    if trigger.act.action in TOGETHER:
        return ()
    ranked = []
    around = [n, n - 1, n + 1]
    for m in around:
        if not 0 <= m < len(clauses) or (m != n and "if" in (clauses[m].opened, clauses[n].opened)):
            continue
        if m > n and clauses[m].opened in ("and", "but"):
            continue  # another subject's act
        for part in clauses[m].parts:
            if part.kind == "actor" and part.preposition not in WHERE:
                codes = tuple(c for c in read.stands_for(part) if c not in actor)
                if codes:
                    ranked.append((abs(part.start - trigger.part.start), codes))
    return min(ranked)[1] if ranked else ()


def judged(progress: Progress, sentence: Sentence, n: int, trigger: Trigger) -> Codes:
    """Who did what is judged by a definite noun: "called the move a mistake", "quyết định ấy"."""
    if trigger.act.action not in _JUDGEMENTS:
        return ()
    end = sentence.clauses[n].end
    told = _DEED.match(progress.document.text[trigger.part.end : end])
    if not told:
        return ()
    asked = trigger.act.action == "REJECT" or _SAID.search(told[0]) is not None
    return _author(progress.past, sentence.subjects[n], told[0].strip(), asked=asked)


def _author(past: Sequence[Claim], own: Codes, word: str, *, asked: bool) -> Codes:
    """Who did, asked or said what is judged; "it" stays what was judged before."""
    recent = [c for c in reversed(past[-2 * _LOOK_BACK :]) if c.actor]
    recent = [c for c in recent if c.actor != own] if asked else recent
    deed = next((c for c in recent if c.action in (_ASKED if asked else _DEEDS)), None)
    if deed is None:
        return ()
    earlier = {c.actor for c in recent[recent.index(deed) + 1 :]}
    goes_on = word == "it" and deed.action in _JUDGEMENTS and deed.target in earlier
    return deed.target if goes_on else deed.actor


def at_home(
    sentence: Sentence, n: int, trigger: Trigger, behind: Sequence[Part], text: str
) -> bool:
    """Whether a parliament forbids, and no other state's name says whom: its own government."""
    if trigger.act.action != "REJECT" or trigger.thing != "*" or trigger.passive:
        return False
    clause, own = sentence.clauses[n], sentence.subjects[n]
    people = (p for p in behind if p.kind == "actor" and p.preposition not in WHERE)
    named = {code for part in people for code in sentence.read.stands_for(part)}
    foreign = bool(named) and not named & set(own)
    speaks = _PARLIAMENT.search(text, clause.start, trigger.part.start) is not None
    return bool(own) and speaks and not foreign


def told_deed(past: Sequence[Claim]) -> Claim | None:
    """The deed just told, which a passive of a bare thing goes on with: "the goods stopped"."""
    last = past[-1] if past else None
    return last if last and last.action in _DEEDS and last.actor and last.target else None


def partner(codes: Codes, action: Action, made: Sequence[Claim]) -> Codes:
    """The other party of the latest claim about these codes: the same act first."""
    if not codes:
        return ()
    recent = list(reversed(made[-_LOOK_BACK:]))
    if action in _REACTIONS:
        for claim in recent[:3]:
            if claim.action in _INITIATIVES and claim.actor and not set(claim.actor) & set(codes):
                return claim.actor
    alike = [c for c in reversed(made) if c.action == action]
    for claim in (*alike, *recent):
        other = _other(claim, codes)
        if other:
            return other
    return ()


def _other(claim: Claim, codes: Codes) -> Codes:
    sides = (claim.actor, claim.target) if claim.target else (claim.actor[:1], claim.actor[1:])
    for mine, other in (sides, sides[::-1]):
        if set(mine) & set(codes):
            return tuple(c for c in other if c not in codes)
    return ()
