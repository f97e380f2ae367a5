"""The parts of a sentence: words read one way, names joined into groups.

Names that stand together with nothing but commas, "and" or titles between them
are one group: "Prime Minister Starmer and President Erdogan", "Anh, Pháp và
Đức". A group knows the preposition before it and whether it only qualifies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from foedus.claims.match import Hit
from foedus.claims.part import Part
from foedus.claims.readings import settled_parts

_JOIN = re.compile(
    r"^(?:\s|,|/|and\b|or\b|nor\b|an?\b|và\b|cùng với\b|cùng\b|cũng như\b|lẫn\b|"
    r"as well as\b|the\b|both\b|"
    r"cả\b|former\b|"
    r"cựu\b|new\b|tân\b|gồm\b|like\b|including\b|như\b|- )*$",
    re.IGNORECASE,
)
_NO_LINK = re.compile(r"[,;:.\d(]|[A-ZĐ]\w")
_TIME = re.compile(
    r"\b(?:decades?|years?|months?|weeks?|days?|hours?|time|night|ngày|tuần|tháng|năm|lúc)\s",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset({"c.to", "c.loc", "c.of", "c.by", "c.inf"})
_NEW = re.compile(r"\b(?:tân|cựu|the|new|former)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"^\s*(?:,|and\b|và\b|&|or\b|cùng\b)\s*(?:the\s)?[^\W\d_]")
_FIRST_NAME = re.compile(r"\s[A-Z][\w.-]+\s$")
_COMMA_AND = re.compile(r"^,\s(?:and|or|và)\s(?:the\s)?$")
"""Between two names alone, where a list would have no comma: a clause begins."""
_DASH_JOIN = re.compile(r"^\s?[-–—]\s?$")
_PLAIN_GAP = re.compile(r"^\s*$")


def parts_of(text: str, hits: Sequence[Hit], *, vietnamese: bool) -> list[Part]:
    """The parts of a sentence, in order of text, names grouped."""
    kept = settled_parts(text, hits, vietnamese=vietnamese)
    grouped = _group(text, [_honorific(kept, i) for i in range(len(kept))])
    return [
        _placed(text, grouped, i, vietnamese) if part.kind == "actor" else part
        for i, part in enumerate(grouped)
    ]


def _honorific(parts: Sequence[Part], i: int) -> Part:
    """The words "ông" and "bà" before a name are titles, not pronouns."""
    part = parts[i]
    follows = i + 1 < len(parts) and parts[i + 1].kind == "actor"
    joined = i > 0 and parts[i - 1].kind == "c.and" and part.kind in ("n.envoy", "n.force")
    if joined and follows:
        return replace(part, kind="r.title")
    if part.kind == "r.alliance" and follows and parts[i + 1].start == part.end + 1:
        return replace(part, kind="n.coop")  # "liên minh Mỹ - Nhật" is no NATO
    if part.kind == "r.person" and follows and parts[i + 1].start == part.end + 1:
        return replace(part, kind="r.title")
    return part


def _group(text: str, parts: Sequence[Part]) -> list[Part]:
    grouped: list[Part] = []
    skipped: list[Part] = []
    for part in parts:
        beside = grouped and grouped[-1].kind == "actor"
        joins = part.kind in ("r.title", "c.and") or text[part.start : part.end] == "nor"
        if joins and beside and len(skipped) < 5:
            skipped.append(part)
            continue
        last = grouped[-1] if grouped else None
        governor = grouped[-2].kind if len(grouped) > 1 else ""
        placed = governor in ("c.loc", "c.to", "c.say", "n.talks")
        if (
            last
            and part.kind == "actor"
            and last.kind == "actor"
            and _joined(text, last, skipped, part, placed=placed)
        ):
            members = (*last.members, *part.members)
            grouped[-1] = replace(last, end=part.end, members=members, modifier=part.modifier)
        else:
            grouped += [*skipped, part]
        skipped = []
    return grouped + skipped


def _joined(text: str, last: Part, skipped: Sequence[Part], part: Part, *, placed: bool) -> bool:
    gap = text[last.end : part.start]
    listed = len(last.members) > 1
    if not listed and _COMMA_AND.match(gap):
        return False  # "got jets from Oslo, and Paris condemned ..."
    if (
        not listed
        and _NEW.sub("", gap).strip() == ","
        and not _GOES_ON.match(text[part.end : part.end + 40])
    ):
        return False  # a list ends with "and": "... of the US, China has answered"
    person_next = part.members[0].kind == "person" or bool(skipped)
    apart = placed or not _GOES_ON.match(text[part.end : part.end + 40])
    if apart and person_next and "," in gap and not re.search(r"\b(?:and|và)\b", gap):
        return False  # "In Washington, President Biden", "Receiving Mark Rutte, Trump ..."
    for title in skipped:
        if title.kind == "r.title":
            gap = gap.replace(text[title.start : title.end], " ")
    if part.members[0].kind == "person":
        gap = _FIRST_NAME.sub(" ", gap)  # "Ukrainian President Volodymyr Zelenskiy"
    if _DASH_JOIN.match(gap):
        return True
    if not _JOIN.match(gap):
        return False
    loose = _PLAIN_GAP.match(gap) is not None
    person = part.members[0].kind == "person" or last.members[-1].kind == "person"
    return not loose or person or bool(skipped)


def _placed(text: str, parts: Sequence[Part], i: int, vietnamese: bool) -> Part:
    """A group with its preposition and whether it is only a modifier."""
    part = parts[i]
    before = parts[i - 1] if i else None
    after = parts[i + 1] if i + 1 < len(parts) else None
    modifier = part.modifier
    if vietnamese:
        noun = before and (before.is_noun or before.is_verb) and before.end + 1 == part.start
        modifier = bool(noun)
    elif modifier and after and after.kind == "r.title" and after.start <= part.end + 12:
        modifier = False
    preposition = _preposition(text, parts, i)
    if modifier == part.modifier and not preposition:
        return part
    return replace(part, modifier=modifier, preposition=preposition)


def _preposition(text: str, parts: Sequence[Part], i: int) -> str:
    """The preposition that governs a group: only titles and a few words may stand between."""
    here = parts[i].start
    if text[here - 1 : here] == "(":
        return "in"  # "Helsinki (Phần Lan)"
    by_name = parts[i].members[0].kind == "person"
    for part in reversed(parts[:i]):
        gap = text[part.end : here]
        gap = _FIRST_NAME.sub(" ", gap) if by_name else gap  # "with Volodymyr Zelenskiy"
        if part.kind == "r.title" and gap.count(" ") <= 2:
            here = part.start
            continue
        if part.kind in _PREPOSITIONS and gap.count(" ") <= 3:
            counted = part.kind == "c.of" and "," not in gap
            if _TIME.search(gap):
                return ""  # "For a decade Congress ..."
            loose = _NO_LINK.search(gap) and not counted
            return "" if loose else text[part.start : part.end].lower()
        if part.kind == "n.place" and gap.count(" ") <= 1:
            here = part.start
            continue
        return ""
    return ""
