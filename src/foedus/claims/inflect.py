"""Inflected forms of English words, so that the codebook lists base forms only.

Only the first word of a phrase is inflected ("pull out", "pulled out"). The
rules are the spelling rules of regular verbs and nouns; the rest is the data
file of irregular verbs, which also holds verbs that double a consonant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

Shape = Literal["base", "s", "past", "participle", "ing", "plain"]
"""Grammatical form of a match; "plain" where the language or the class has none."""

Irregular = Mapping[str, tuple[str, str]]
_VOWELS = "aeiou"


def verb_forms(phrase: str, irregular: Irregular) -> Iterator[tuple[str, Shape]]:
    """Every form of a verb phrase with its shape; a form may come with two shapes.

    >>> [form for form, _ in verb_forms("pull out", {})]
    ['pull out', 'pulls out', 'pulled out', 'pulled out', 'pulling out']
    """
    verb, _, rest = phrase.partition(" ")
    tail = f" {rest}" if rest else ""
    past, participle = irregular.get(verb, (_past(verb),) * 2)
    yield verb + tail, "base"
    yield third_person(verb) + tail, "s"
    yield past + tail, "past"
    yield participle + tail, "participle"
    yield _ing(verb, past) + tail, "ing"


def third_person(word: str) -> str:
    """The s-form of a verb, which is also the regular plural of a noun.

    >>> third_person("supply"), third_person("clash"), third_person("visit")
    ('supplies', 'clashes', 'visits')
    """
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def plural(phrase: str) -> str:
    """The plural of a noun phrase, by its last word.

    >>> plural("arms deal")
    'arms deals'
    """
    head, gap, last = phrase.rpartition(" ")
    return head + gap + third_person(last)


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"


def _ing(verb: str, past: str) -> str:
    if past.endswith("ed") and len(past) > len(verb) + 2 and past[-3] == past[-4]:
        return past[:-2] + "ing"  # the consonant that the past doubles
    if verb in ("cut", "hit", "quit", "set", "put", "get", "begin", "sit", "shut", "overrun"):
        return verb + verb[-1] + "ing"
    if verb.endswith("e") and not verb.endswith(("ee", "ye")):
        return verb[:-1] + "ing"
    return verb + "ing"
