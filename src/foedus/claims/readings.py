"""One reading for each hit: a name, a verb, a noun or a cue.

English words may be verb or noun ("cut", "aid"), Vietnamese ones too ("viện
trợ"): the words before decide, and in Vietnamese the verb whose object it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from foedus.claims.choices import Choice, choice_of, first_of
from foedus.claims.match import Form, Hit
from foedus.claims.part import Part
from foedus.claims.phrasal import parted

_NOUN_BEFORE = re.compile(
    r"\b(?:an?|the|this|that|these|those|its|his|her|their|our|no|any|some|more|further|new|of|"
    r"every|each|all|another|first|last|next|joint|military|economic|nuclear|full|two|three|"
    r"many|several|such|own|other|heavy|fresh|recent|major|massive|trilateral|bilateral|direct|"
    r"high-level|deep|sweeping|annual|russian|american|european|'s|s'|\d[\d.,]*)\s+$",
    re.IGNORECASE,
)
_VERB_BEFORE = re.compile(
    r"\b(?:to|will|would|could|may|might|can|must|should|shall|not|n't|he|she|it|they|we|who|"
    r"which|also|then|now|had|has|have|jointly|further|help|is|are|was|were|been|being|be)\s+$",
    re.IGNORECASE,
)
_VI_NOUN_BEFORE = re.compile(
    r"\b(?:việc|sự|cuộc|các|những|một|gói|khoản|của|lệnh|mọi|nhiều|số|mức|đợt|vòng|kế hoạch|"
    r"quan hệ|đạt|được|đạt được|chương trình|hợp đồng|loạt|thêm|về|trong|vụ|mối|lời|chuyến|bản|"
    r"theo|khung|nguồn)\s+$",
    re.IGNORECASE,
)
_TAKE_OBJECTS = frozenset(
    {"v.lift", "v.impose", "v.resume", "v.sign", "v.express", "v.give", "v.hold", "v.pull",
     "v.stop", "v.cut", "v.cancel", "v.raise", "v.get", "v.draw", "v.launch", "v.deal",
     "c.consider"}
)  # fmt: skip
_VI_OWNED = re.compile(r"^\s+(?:của|từ phía)\b")
_THIS = re.compile(r"\s(?:này|ấy|đó|kia|nói trên)\b")
_DETERMINER = re.compile(r"\b(?:an?|the|this|its|his|their|no|any|every)\s+$", re.IGNORECASE)
_BEHIND_PREPOSITION = re.compile(
    r"\b(?:of|in|at|with|for|from|on|by|into|about|over|after|against|without|under|through|per)"
    r"\s+$",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:\b(?:an?|the|its|his|their|our)|[\w]['’]s)\s+$", re.IGNORECASE)
_SENT_AWAY = re.compile(r"\s(?:out of|home|to leave|back from|away from)\b")
"""What makes an order of a number of people one to go: "orders 6,000 soldiers out of"."""
_NAME_BEFORE = re.compile(r"\b[A-Z][\w.-]*[a-rt-z.]\s$")
_NAME_BEHIND = re.compile(r"\s(?:up\s|off\s|down\s)?[A-Z][a-z]+")
_DETERMINED = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Hh]is|[Tt]heir|[Tt]his|\w['’]s)\s+"
    r"(?:(?!to\b|and\b|or\b|that\b|of\b)[a-z-]*[a-rt-z]\s+){1,2}$"
)
"""Before a base form: a noun phrase in the singular, whose verb would end in -s."""


_COUNTED = re.compile(r"\s(?:[a-z]+\s){0,2}(?:\d|two|three|four|five|six|a dozen)")
_STARTS_OBJECT = re.compile(r"(?:an?|the|its|his|their|up|out|back|\d+)\b")


def settled_parts(text: str, hits: Sequence[Hit], *, vietnamese: bool) -> list[Part]:
    """One part for each hit that means something, names not yet grouped."""
    settled: list[Part] = []
    for hit in hits:
        if choice := choice_of(hit.forms, vietnamese):
            before = settled[-1] if settled else None
            settled.append(_settle(text, hit, choice, vietnamese, before))
    return [
        part
        for part, before in zip(settled, [None, *settled], strict=False)
        if part.kind != "x.block"
        and not _proper(text, part, hits)
        and not (vietnamese and before and _inside_noun(before, part))
    ]


def _settle(text: str, hit: Hit, choice: Choice, vietnamese: bool, before: Part | None) -> Part:
    if named := choice.named:
        kind = "actor" if named.kind == "person" else named.kind
        members = () if kind == "x.block" else (named,)
        return Part(kind, hit.start, hit.end, members=members, modifier=named.adjective)
    if choice.split and (phrase := parted(text, hit.end, choice.split)):
        return Part(phrase.kind, hit.start, hit.end, phrase.shape)
    if choice.first is choice.split:
        return Part("x.block", hit.start, hit.end)
    taken = before is not None and before.end + 1 == hit.start and before.kind in _TAKE_OBJECTS
    if vietnamese and choice.nouns and taken:
        form = choice.nouns[0]  # "gỡ bỏ hạn chế": right behind such a verb stands its object
    else:
        form = _reading(text, hit, choice, vietnamese)
    if form.kind == "c.should" and text[hit.start : hit.end] == "Should" and before is None:
        return Part("c.if", hit.start, hit.end)  # "Should Beijing invade ..."
    if form.kind == "c.may" and text[hit.start].isupper() and before is not None:
        return Part("x.block", hit.start, hit.end)  # the month of May
    verbs = choice.verbs if form.kind in choice.verbs else ()
    also = tuple(kind for kind in verbs if kind != form.kind) if len(verbs) > 1 else ()
    return Part(form.kind, hit.start, hit.end, form.shape, also=also)


def _reading(text: str, hit: Hit, choice: Choice, vietnamese: bool) -> Form:
    ahead = text[hit.end : hit.end + 60]
    if choice.order and _COUNTED.match(ahead) and not _SENT_AWAY.search(ahead):
        return choice.order
    nouns, others = choice.nouns, choice.others
    if not nouns or not others:
        return choice.first
    before = text[max(0, hit.start - 24) : hit.start]
    if vietnamese:
        pointed = _THIS.match(text[hit.end : hit.end + 12])
        opens = text[hit.start].isupper() or not before.strip() or before.rstrip()[-1] in ",;:("
        owned = _VI_OWNED.match(text[hit.end : hit.end + 9])
        noun = (
            pointed
            or owned
            or _VI_NOUN_BEFORE.search(before)
            or (opens and nouns[0].kind == "n.deal")
        )
        return nouns[0] if noun else first_of(others)
    if all(f.shape in ("past", "participle", "ing") for f in others):
        return nouns[0] if _NOUN_BEFORE.search(before) else first_of(others)
    if _VERB_BEFORE.search(before) or _acts_on_name(text, hit, others):
        return first_of(others)
    if _NOUN_BEFORE.search(before) or before[-2:].strip()[-1:] in ("-", "”"):
        return nouns[0]
    behind = text[hit.end : hit.end + 12].lstrip().lower()
    return first_of(others) if _STARTS_OBJECT.match(behind) else nouns[0]


def _acts_on_name(text: str, hit: Hit, verbs: Sequence[Form]) -> bool:
    """Whether a word stands between two names, as a verb in -s does: "Israel strikes Iran"."""
    between = _NAME_BEFORE.search(text, max(0, hit.start - 24), hit.start)
    return (
        between is not None
        and _NAME_BEHIND.match(text, hit.end) is not None
        and any(f.shape == "s" for f in verbs)
    )


def _proper(text: str, part: Part, hits: Sequence[Hit]) -> bool:
    """No verb: behind an article ("the hosts"), or a name ("Meridian Press")."""
    if not part.is_verb or part.shape == "plain":
        return False
    if text[part.start - 1 : part.start] == "-":
        return True  # "Iranian-backed"
    if _qualifies(text, part):
        return True
    if not text[part.start].isupper() or text[part.start : part.end].isupper():
        return False
    before = text[hits[0].start : part.start].rstrip()
    return (
        bool(before) and before[-1] not in ".:;!?\"“”'(•" and before[-12:].lower() != before[-12:]
    )


def _qualifies(text: str, part: Part) -> bool:
    """Whether a form of a verb stands in a noun phrase: "the hosts", "its digital tax"."""
    near = text[max(0, part.start - 8) : part.start]
    if part.shape in ("base", "s", "ing"):
        far = text[max(0, part.start - 48) : part.start]
        inside = part.shape == "base" and _DETERMINED.search(far) and not _VERB_BEFORE.search(far)
        noun = part.shape == "base" and _BEHIND_PREPOSITION.search(far)
        return bool(_DETERMINER.search(near) or inside or noun)
    by = text[part.end : part.end + 4] == " by "
    return bool(_OWNED.search(near)) and not by  # "the promised tanks"


def _inside_noun(before: Part, part: Part) -> bool:
    """A verb that belongs to the noun before it: "hợp đồng mua", "thỏa thuận bán"."""
    trading = part.kind in ("v.buy", "v.sell") and before.kind == "n.deal"
    return trading and part.start == before.end + 1
