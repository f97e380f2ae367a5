"""The words of the codebook and every form they may stand in.

`words.csv` lists English verbs in their base form, of which the first word is
inflected; an English form behind "=" and every Vietnamese one stand as written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from foedus.claims.inflect import Shape, plural, verb_forms
from foedus.claims.match import Form
from foedus.claims.tables import Tables

LANGUAGES = ("vi", "en")
_FIXED = frozenset({"v.praise"})
"""Classes whose English forms are whole phrases, not inflected."""
EXACT = "="
"""Marks a form of an English verb that is not inflected: "=downed" is a verb, "down" is none."""


def words_of(tables: Tables, irregular: Mapping[str, tuple[str, str]]) -> Iterator[Form]:
    """Every form of every word of the codebook; faults go to the tables."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for row in tables.rows("words.csv", ("class", "lang", "forms")):
        kind, language = row["class"], row["lang"]
        tables.need(language in LANGUAGES, row.where, f"unknown language '{language}'")
        tables.need(kind[:2] in ("v.", "n.", "a.", "c.", "r.", "x."), row.where, f"class '{kind}'")
        tables.need(bool(row.forms("forms")), row.where, "no forms")
        for form in row.forms("forms"):
            key = kind, language, form if kind == "x.block" else form.lower()
            seen[key] += 1
            once = seen[key] == 1
            tables.need(once, row.where, f"'{form}' stands twice in {kind}")
            yield from _word_forms(form, kind, language, irregular)


def _word_forms(
    form: str, kind: str, language: str, irregular: Mapping[str, tuple[str, str]]
) -> Iterator[Form]:
    if kind == "x.block":
        yield Form(form, kind, name=True)
        return
    low = form.lower()
    if low.startswith(EXACT):
        yield Form(low[1:], kind, _exact_shape(low[1:]), language=language)
        return
    blurred = " " in form and not form.isascii() and kind != "c.light"
    if language == "vi" or kind[0] in "acx" or kind in _FIXED:
        yield Form(low, kind, blurred=blurred, language=language)
    elif kind[0] == "v":
        for written, shape in verb_forms(low, irregular):
            yield Form(written, kind, shape, language=language)
    else:
        yield Form(low, kind, language=language)
        if kind[0] == "n" and not low.endswith("s"):
            yield Form(plural(low), kind, language=language)


def _exact_shape(phrase: str) -> Shape:
    """The grammatical form of a phrase that is not inflected, by its first word."""
    verb = phrase.split()[0]
    if verb.endswith("ing"):
        return "ing"
    return "past" if verb.endswith(("ed", "t", "n")) else "base"
