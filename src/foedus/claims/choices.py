"""What a hit may be in a sentence of a language: its forms, sorted once for every place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from foedus.claims.match import Form
from foedus.claims.phrasal import PART

_NAMED = ("x.block", "actor", "person", "place")
"""Kinds that go before any word, the strongest first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The forms of a hit, sorted once for every place where it stands."""

    named: Form | None
    """The strongest name, which goes before any word."""
    first: Form
    nouns: tuple[Form, ...]
    others: tuple[Form, ...]
    """Neither nouns nor references."""
    verbs: tuple[str, ...]
    order: Form | None
    """The verb of signing, which with a number of things means to order them."""
    split: Form | None
    """The first word of phrases that their object may part."""


@cache
def choice_of(found: tuple[Form, ...], vietnamese: bool) -> Choice | None:
    """The forms that may stand in a sentence of a language; None where there are none."""
    fitting = tuple(f for f in found if _fits(f, vietnamese))
    forms = tuple(f for f in fitting if f.kind != PART) or fitting
    if not forms:
        return None
    return Choice(
        named=next((form for kind in _NAMED for form in forms if form.kind == kind), None),
        first=first_of(forms),
        nouns=tuple(f for f in forms if f.kind.startswith("n.")),
        others=tuple(f for f in forms if not f.kind.startswith(("n.", "r."))),
        verbs=tuple(dict.fromkeys(f.kind for f in forms if f.kind.startswith("v."))),
        order=next((f for f in forms if f.kind == "v.sign"), None),
        split=next((f for f in fitting if f.kind == PART), None),
    )


def _fits(form: Form, vietnamese: bool) -> bool:
    """Whether a form belongs to a language: "do" is a verb in English, a cause in Vietnamese.

    Names and English nouns ("drone") are at home in both.
    """
    if not form.language or form.kind == "x.block":
        return True
    return form.language == "vi" or form.kind[0] == "n" if vietnamese else form.language == "en"


def first_of(forms: Sequence[Form]) -> Form:
    """Cues before verbs before nouns; a past tense before a participle, as listed."""
    return next((f for f in forms if f.kind.startswith("c.")), forms[0])
