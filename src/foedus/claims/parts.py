"""From hits to parts of a sentence: one reading for each, names joined into groups.

English words may be verb or noun ("cut", "aid"); the words before decide. Names
that stand together with nothing but commas, "and" or titles between them are
one group: "Prime Minister Starmer and President Erdogan", "Anh, Pháp và Đức".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from foedus.claims.inflect import Shape
from foedus.claims.match import Form, Hit

_NOUN_BEFORE = re.compile(
    r"\b(?:an?|the|this|that|these|those|its|his|her|their|our|no|any|some|more|further|new|of|"
    r"every|each|all|another|first|last|next|joint|military|economic|nuclear|full|two|three|"
    r"many|several|such|own|other|heavy|fresh|recent|major|massive|trilateral|bilateral|direct|"
    r"high-level|deep|sweeping|annual|russian|american|european|'s|s'|\d[\d.,]*)\s+$",
    re.IGNORECASE,
)
_VERB_BEFORE = re.compile(
    r"\b(?:to|will|would|could|may|might|can|must|should|shall|not|n't|he|she|it|they|we|who|"
    r"which|also|then|had|has|have|jointly|further|help|is|are|was|were|been|being|be)\s+$",
    re.IGNORECASE,
)
_VI_NOUN_BEFORE = re.compile(
    r"\b(?:việc|sự|cuộc|các|những|một|gói|khoản|của|lệnh|mọi|nhiều|số|mức|đợt|vòng|kế hoạch|"
    r"quan hệ|đạt|được|đạt được|chương trình|hợp đồng|loạt|thêm|về|trong|vụ|mối|lời|chuyến|bản|"
    r"nguồn)\s+$",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"^(?:\s|,|/|and\b|or\b|và\b|cùng với\b|cùng\b|cũng như\b|lẫn\b|as well as\b|the\b|both\b|"
    r"cả\b|former\b|"
    r"cựu\b|new\b|tân\b|gồm\b|like\b|including\b|như\b|- )*$",
    re.IGNORECASE,
)
_TAKE_OBJECTS = frozenset(
    {
        "v.lift",
        "v.impose",
        "v.resume",
        "v.sign",
        "v.express",
        "v.give",
        "v.hold",
        "v.pull",
        "c.consider",
    }
)
_THIS = re.compile(r"\s(?:này|ấy|đó|kia|nói trên)\b")
_DETERMINER = re.compile(r"\b(?:an?|the|this|its|his|their|no|any|every)\s+$", re.IGNORECASE)
_NO_LINK = re.compile(r"[,;:.\d(]|[A-ZĐ]\w")
_PREPOSITIONS = frozenset({"c.to", "c.loc", "c.of", "c.by", "c.inf"})
_NEW = re.compile(r"\b(?:tân|cựu|the|new|former)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"^\s*(?:,|and\b|và\b|&|or\b|cùng\b)\s*(?:the\s)?[^\W\d_]")
_DASH_JOIN = re.compile(r"^\s?[-–—]\s?$")
_PLAIN_GAP = re.compile(r"^\s*$")


@dataclass(frozen=True, slots=True)
class Part:
    """A word or a group of names that the coder reads.

    Parameters
    ----------
    kind : class of the codebook, or "actor" for a group of names.
    members : the forms of the names of a group, in order.
    modifier : whether the group only qualifies a noun ("American troops", "vũ khí Mỹ").
    preposition : the text of a preposition right before a group, lower case; or empty.
    also : other classes of verb that the same word may have ("strike").
    """

    kind: str
    start: int
    end: int
    shape: Shape = "plain"
    members: tuple[Form, ...] = ()
    modifier: bool = False
    preposition: str = ""
    also: tuple[str, ...] = ()

    @property
    def is_verb(self) -> bool:
        """A verb of the codebook."""
        return self.kind.startswith(("v.", "a."))

    @property
    def is_noun(self) -> bool:
        """A noun of the codebook."""
        return self.kind.startswith("n.")


def parts_of(text: str, hits: Sequence[Hit], *, vietnamese: bool) -> list[Part]:
    """The parts of a sentence, in order of text, names grouped."""
    settled: list[Part] = []
    for hit in hits:
        settled.append(_settle(text, hit, vietnamese, settled[-1] if settled else None))
    kept = [
        part
        for part, before in zip(settled, [None, *settled], strict=False)
        if part.kind != "x.block"
        and not _proper(text, part, hits)
        and not (vietnamese and before and _inside_noun(before, part))
    ]
    grouped = _group(text, [_honorific(kept, i) for i in range(len(kept))])
    return [
        _placed(text, grouped, i, vietnamese) if part.kind == "actor" else part
        for i, part in enumerate(grouped)
    ]


def _inside_noun(before: Part, part: Part) -> bool:
    """A verb that belongs to the noun before it: "hợp đồng mua", "thỏa thuận bán"."""
    trading = part.kind in ("v.buy", "v.sell") and before.kind == "n.deal"
    return trading and part.start == before.end + 1


def _proper(text: str, part: Part, hits: Sequence[Hit]) -> bool:
    """No verb: behind an article ("the hosts"), or a name ("Meridian Press")."""
    if not part.is_verb or part.shape == "plain":
        return False
    if text[part.start - 1 : part.start] == "-":
        return True  # "Iranian-backed"
    if part.shape in ("base", "s", "ing") and _DETERMINER.search(
        text[max(0, part.start - 8) : part.start]
    ):
        return True
    if not text[part.start].isupper() or text[part.start : part.end].isupper():
        return False
    before = text[hits[0].start : part.start].rstrip()
    return (
        bool(before) and before[-1] not in ".:;!?\"“”'(•" and before[-12:].lower() != before[-12:]
    )


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


def _settle(text: str, hit: Hit, vietnamese: bool, before: Part | None) -> Part:
    forms = hit.forms
    for kind in ("x.block", "actor", "person", "place"):
        named = [form for form in forms if form.kind == kind]
        if named:
            members = () if kind == "x.block" else (named[0],)
            return Part(
                kind if kind in ("x.block", "place") else "actor",
                hit.start,
                hit.end,
                members=members,
                modifier=named[0].adjective,
            )
    form = _reading(text, hit, vietnamese)
    nouns = [f for f in forms if f.kind.startswith("n.")]
    taken = before is not None and before.end + 1 == hit.start and before.kind in _TAKE_OBJECTS
    if vietnamese and nouns and taken:
        form = nouns[0]  # "gỡ bỏ hạn chế": right behind such a verb stands its object
    if form.kind == "c.may" and text[hit.start].isupper() and before is not None:
        return Part("x.block", hit.start, hit.end)  # the month of May
    verbs = dict.fromkeys(f.kind for f in forms if f.kind.startswith("v."))
    also = tuple(kind for kind in verbs if kind != form.kind) if form.kind in verbs else ()
    return Part(form.kind, hit.start, hit.end, form.shape, also=also)


def _reading(text: str, hit: Hit, vietnamese: bool) -> Form:
    forms = hit.forms
    if len(forms) == 1:
        return forms[0]
    nouns = [f for f in forms if f.kind.startswith("n.")]
    others = [f for f in forms if not f.kind.startswith(("n.", "r."))]
    if not nouns or not others:
        return _first(forms)
    before = text[max(0, hit.start - 24) : hit.start]
    if vietnamese:
        pointed = _THIS.match(text[hit.end : hit.end + 12])
        opens = text[hit.start].isupper() or not before.strip() or before.rstrip()[-1] in ",;:("
        noun = pointed or _VI_NOUN_BEFORE.search(before) or (opens and nouns[0].kind == "n.deal")
        return nouns[0] if noun else _first(others)
    if all(f.shape in ("past", "participle", "ing") for f in others):
        return nouns[0] if _NOUN_BEFORE.search(before) else _first(others)
    if _VERB_BEFORE.search(before):
        return _first(others)
    if _NOUN_BEFORE.search(before) or before[-2:].strip()[-1:] in ("-", "”"):
        return nouns[0]
    behind = text[hit.end : hit.end + 12].lstrip().lower()
    starts_object = re.match(r"(?:an?|the|its|his|their|up|out|back|\d)\b", behind)
    return _first(others) if starts_object else nouns[0]


def _first(forms: Iterable[Form]) -> Form:
    """Cues before verbs before nouns; a past tense before a participle, as listed."""
    ranked = list(forms)
    return next((f for f in ranked if f.kind.startswith("c.")), ranked[0])


def _group(text: str, parts: Sequence[Part]) -> list[Part]:
    grouped: list[Part] = []
    skipped: list[Part] = []
    for part in parts:
        beside = grouped and grouped[-1].kind == "actor"
        if part.kind in ("r.title", "c.and") and beside and len(skipped) < 5:
            skipped.append(part)
            continue
        last = grouped[-1] if grouped else None
        placed = len(grouped) > 1 and grouped[-2].kind in ("c.loc", "c.to", "c.say")
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
    if _NEW.sub("", gap).strip() == "," and not _GOES_ON.match(text[part.end : part.end + 40]):
        return False  # a list ends with "and": "... of the US, China has answered"
    person_next = part.members[0].kind == "person" or bool(skipped)
    if placed and person_next and "," in gap and not re.search(r"\b(?:and|và)\b", gap):
        return False  # "In Washington, President Biden"
    for title in skipped:
        if title.kind == "r.title":
            gap = gap.replace(text[title.start : title.end], " ")
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
    return replace(part, modifier=modifier, preposition=_preposition(text, parts, i))


def _preposition(text: str, parts: Sequence[Part], i: int) -> str:
    """The preposition that governs a group: only titles and a few words may stand between."""
    here = parts[i].start
    if text[here - 1 : here] == "(":
        return "in"  # "Helsinki (Phần Lan)"
    for part in reversed(parts[:i]):
        gap = text[part.end : here]
        if part.kind == "r.title" and gap.count(" ") <= 2:
            here = part.start
            continue
        if part.kind in _PREPOSITIONS and gap.count(" ") <= 3:
            counted = part.kind == "c.of" and "," not in gap
            loose = _NO_LINK.search(gap) and not counted
            return "" if loose else text[part.start : part.end].lower()
        if part.kind == "n.place" and gap.count(" ") <= 1:
            here = part.start
            continue
        return ""
    return ""
