"""What two tellings of one story share: names, numbers and runs of words.

Names are runs of capitalised words; numbers are read without their separators
(12,000 and 12.000 are one). Case and diacritics of words are kept: in
Vietnamese a word without its tone is another word.
"""

from __future__ import annotations

import re

_LATIN = map(chr, [*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)])
UPPER = "[" + "".join(letter for letter in _LATIN if letter.isupper()) + "]"
"""Capital Latin letters, as a class of a regular expression; ranges would let small ones in."""
_NAME = re.compile(rf"\b{UPPER}[\w’'-]*(?:[ -]{UPPER}[\w’'-]*)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d{3})+(?![\d])|\d+(?:[.,]\d+)?")
_WORD = re.compile(r"[^\W\d_]+")
_OPENING = 12
"""Characters before a name in which the end of a sentence must stand to open it."""
_GROUPS = re.compile(r"[.,](?=\d{3}(?:\D|$))")


def numbers(text: str) -> frozenset[str]:
    """Numbers of two digits and more, written plainly.

    >>> sorted(numbers("12,000 of 34.500, at 1,36 percent in 5 years"))
    ['1.36', '12000', '34500']
    """
    plain = (_GROUPS.sub("", n).replace(",", ".") for n in _NUMBER.findall(text))
    return frozenset(n for n in plain if len(n) > 1)


def names(text: str) -> frozenset[str]:
    """Capitalised runs that do not merely open a sentence.

    >>> sorted(names("Hôm qua, Mark Rutte tới Tokyo."))
    ['Mark Rutte', 'Tokyo']
    """
    found = set()
    for match in _NAME.finditer(text):
        before = text[max(0, match.start() - _OPENING) : match.start()].rstrip(" \"'“”‘*(")[-1:]
        if before not in (".", "!", "?", "\n", "") or " " in match[0]:
            found.add(match[0])
    return frozenset(found)


def words(text: str) -> list[str]:
    """Words in lower case, in order, without numbers."""
    return [word.lower() for word in _WORD.findall(text)]


def shingles(text: str, length: int) -> frozenset[str]:
    """Runs of `length` words.

    >>> sorted(shingles("Mỹ rút quân", 2))
    ['mỹ rút', 'rút quân']
    """
    run = words(text)
    return frozenset(" ".join(run[i : i + length]) for i in range(len(run) - length + 1))


def containment(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the smaller set that the other holds; 0 when one is empty.

    >>> containment(frozenset("ab"), frozenset("bcd"))
    0.5
    """
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
