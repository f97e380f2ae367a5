"""The words of the report: one TOML file a language, the same keys in each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.case.records import Text
from foedus.core.errors import UnknownName
from foedus.report.numbers import Numbers

LANGUAGES = ("en", "vi")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Texts and number formats of one language; call it with a key.

    >>> catalogue("en")("basis.data")
    'data'
    """

    lang: str
    entries: Mapping[str, str]
    numbers: Numbers

    def __call__(self, key: str, **fields: object) -> str:
        """The text of a key with its fields filled in; KeyError when there is none."""
        return self.entries[key].format(**fields)

    def word(self, family: str, name: str) -> str:
        """A word of a case (a unit, a state, a bloc) in the language, or as the case has it.

        >>> catalogue("vi").word("unit", "commands"), catalogue("en").word("unit", "elephants")
        ('bộ tư lệnh', 'elephants')
        """
        return self.entries.get(f"{family}.{name}", name)

    def of(self, text: Text) -> str:
        """The side of a bilingual text that this language wants.

        >>> catalogue("vi").of(Text("trust", "lòng tin"))
        'lòng tin'
        """
        return text.vi if self.lang == "vi" else text.en


@cache
def catalogue(lang: str) -> Catalogue:
    """The catalogue of a language; `UnknownName` when we have none."""
    if lang not in LANGUAGES:
        raise UnknownName("language", lang, LANGUAGES, where="--lang")
    text = files("foedus.report").joinpath("texts", f"{lang}.toml").read_text("utf-8")
    return Catalogue(lang, dict(_flat(tomllib.loads(text), "")), Numbers(lang))


def _flat(tree: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
