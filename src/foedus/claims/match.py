"""Every name and word of the codebook in a text, found in one pass.

The text is folded to bare letters (case and diacritics off, length kept), one
Aho-Corasick automaton runs over it, and each hit is verified against the true
letters: exactly for words, with case for names ("Nga" is Russia, "nga" is not).
A Vietnamese phrase of two syllables or more may differ in one letter's
diacritics: scanned pages lose them ("đinh chỉ" for "đình chỉ", "Lâu Năm Góc").
Of overlapping hits the leftmost longest wins.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from foedus.claims.inflect import Shape


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One written form of a lexicon entry; two are equal when they are one object.

    Parameters
    ----------
    written : the form as listed; lower case unless it is a name.
    kind : class of the codebook ("v.cut", "n.aid", "c.neg") or "actor", "person", "x.block".
    entry : index of the actor or person, -1 for a word.
    name : whether its capitals count.
    blurred : whether one wrong diacritic is forgiven.
    adjective : whether it qualifies ("American").
    seat : whether it is a place of government ("Washington"), which may be just a place.
    language : of a word of the codebook, "en" or "vi"; empty for names.
    particles : of a first word alone (kind "x.split"), the phrases it opens, by their particle.
    """

    written: str
    kind: str
    shape: Shape = "plain"
    entry: int = -1
    name: bool = False
    blurred: bool = False
    adjective: bool = False
    seat: bool = False
    language: str = ""
    particles: tuple[tuple[str, Form], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of text and every form that it may be."""

    start: int
    end: int
    forms: tuple[Form, ...]


_PHRASES = 32_768
"""Phrases whose true forms are remembered: few are written in many ways."""


@lru_cache(maxsize=65536)
def _bare(letter: str) -> str:
    low = letter.lower()
    plain = unicodedata.normalize("NFD", "d" if low == "đ" else low)[:1]
    return {"’": "'", "‘": "'", "–": "-", "—": "-", "ı": "i"}.get(plain, plain)


class _Folds(dict[int, str]):
    """A translation table that fills itself."""

    def __missing__(self, code: int) -> str:
        letter = _bare(chr(code))
        self[code] = letter
        return letter


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Bare lower-case letters, one for each character.

    >>> fold("Lầu Năm Góc")
    'lau nam goc'
    """
    return text.translate(_FOLDS)


class Matcher:
    """An automaton over the forms of a lexicon."""

    def __init__(self, forms: Iterable[Form]) -> None:
        groups: defaultdict[str, list[Form]] = defaultdict(list)
        for form in forms:
            groups[fold(form.written)].append(form)
        self._automaton: ahocorasick.Automaton[int] = ahocorasick.Automaton()
        for key in groups:
            self._automaton.add_word(key, len(key))
        self._automaton.make_automaton()
        self._true = lru_cache(_PHRASES)(lambda here: _true_forms(groups[fold(here)], here))

    def hits(self, text: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Hits in ``text[start:end]``, left to right, none overlapping another."""
        kept: list[Hit] = []
        last = start
        for first, past, forms in sorted(self._verified(text[start:end])):
            if first + start >= last:
                last = start - past
                kept.append(Hit(first + start, last, forms))
        return kept

    def _verified(self, piece: str) -> Iterator[tuple[int, int, tuple[Form, ...]]]:
        """First letter, end counted downwards and true forms, so that they sort longest first."""
        folded = fold(piece)
        edged = f" {folded} "  # a letter of it stands one to the right
        for last, length in self._automaton.iter(folded):
            first, after = last - length + 1, last + 1
            if edged[first].isalnum() and edged[first + 1].isalnum():
                continue  # inside a word
            if edged[after].isalnum() and edged[after + 1].isalnum():
                continue
            if true := self._true(piece[first:after]):
                yield first, -after, true


def _lower(text: str) -> str:
    """Lower case, one letter for each: "İ" has a lower form of two."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower()[:1] for c in text)


def _true_forms(forms: Sequence[Form], here: str) -> tuple[Form, ...]:
    lower = _lower(here)
    exact = tuple(f for f in forms if _same(f, here, lower))
    if exact:
        return exact
    return tuple(f for f in forms if f.blurred and _nearly(f, here, lower))


def _same(form: Form, here: str, lower: str) -> bool:
    if form.name:
        return here == form.written or (
            here == form.written.upper() and (len(here) > 2 or not here.isascii())
        )
    return lower.replace("’", "'") == form.written


_SMALL_WORDS = ("cũng ", "nơi ", "sự ", "để ", "có ", "từ ", "còn ", "vì ", "là ", "và ", "cho ")
_SHORT_NAMES = (
    "Nga ",
    "Anh ",
    "Đức ",
    "Pháp ",
    "Mỹ ",
    "Nhật ",
    "Hàn ",
    "Úc ",
    "Bỉ ",
    "Séc ",
    "Áo ",
)
"""Names of one syllable, which differ from common words in a diacritic."""


def _nearly(form: Form, here: str, lower: str) -> bool:
    read = here if form.name else lower
    if read.startswith(_SMALL_WORDS) or (not form.name and here.startswith(_SHORT_NAMES)):
        return False  # "also" is no misread "cùng", "Nga về" no misread "ngả về"
    return sum(a != b for a, b in zip(read, form.written, strict=False)) == 1
