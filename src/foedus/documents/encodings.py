"""Bytes to NFC text: UTF-8, UTF-16, windows-1258 and windows-1252, else refused.

A statistical detector was set aside: for short Vietnamese texts it answers with Turkish or
Thai code pages, and it cannot tell a damaged UTF-8 file from another encoding.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from foedus.documents.faults import DocumentFault

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_TONE_AFTER_VOWEL = re.compile("[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY][\u0300\u0301\u0303\u0309\u0323]")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_TCVN3 = re.compile(r"[a-zA-Z][µ¸¶·¹¨»¾¼½Æ©Ç®Ë«¬­ßñãäêëîïôöø×Ø÷](?:[a-zA-Z]|\b)|\b®[a-zA-ZÀ-ÿ]")
_UNICODE_ONLY = re.compile("[ĂăĐđƠơƯư\u1ea0-\u1ef9]")
"""Vietnamese letters that an old font shows as others: a text with them is Unicode."""
_WORD = re.compile(r"\w+")
_BAD_SHARE = 0.01
"""More than one control character in a hundred: not a text."""
_OLD_FONT_SHARE = 0.15
"""Words with a letter of the old Vietnamese fonts; in French or German text it stays below 0.1."""


def decode(data: bytes, *, where: str) -> str:
    r"""NFC text of a file with line feeds only and no byte-order mark.

    Raises `DocumentFault` on binary data, on damaged UTF-8 and on TCVN3.

    >>> decode("Việt Nam".encode("utf-16"), where="a.txt")
    'Việt Nam'
    >>> decode("Viê\u0323t Nam".encode("cp1258"), where="a.txt")
    'Việt Nam'
    """
    text = _decoded(data, where).removeprefix("\ufeff")
    return normal(text, where=where)


def normal(text: str, *, where: str) -> str:
    """NFC with line feeds only; refuses what is no text and what an old font makes unreadable."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(_CONTROL.findall(plain)) > _BAD_SHARE * len(plain):
        raise DocumentFault(
            "binary data, not a text", where=where, remedy="convert it to .txt, .md, .html or .pdf"
        )
    if _is_tcvn3(plain):
        raise DocumentFault(
            "text in the old TCVN3 (ABC) font encoding",
            where=where,
            remedy="convert it to Unicode first, with a converter such as UniKey",
        )
    return _CONTROL.sub(" ", plain).replace("\f", "\n").replace("\u00ad", "")


def _decoded(data: bytes, where: str) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strictly(data, name, where)
    wide = _wide(data)
    if wide:
        return _strictly(data, wide, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged(data, error.start, where)
    return _single_byte(data)


def _strictly(data: bytes, name: str, where: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise DocumentFault(
            f"damaged {name} at byte {error.start}", where=where, remedy="fetch the file again"
        ) from None


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of Latin text is zero."""
    head = data[:4000]
    if len(head) >= 8:
        if head[1::2].count(0) > len(head) // 5 and not head[::2].count(0):
            return "utf-16-le"
        if head[::2].count(0) > len(head) // 5 and not head[1::2].count(0):
            return "utf-16-be"
    return ""


def _refuse_damaged(data: bytes, at: int, where: str) -> None:
    """Refuse a file most of whose non-ASCII letters are good UTF-8: it is damaged, not other."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(letter > "\x7f" for letter in text) - bad
    if good > 2 * bad:
        raise DocumentFault(f"damaged UTF-8 at byte {at}", where=where, remedy="fetch it again")


def _single_byte(data: bytes) -> str:
    """windows-1258 when its tone marks stand after vowels, else windows-1252."""
    vietnamese = data.decode("cp1258", errors="replace")
    tones = len(_TONE.findall(vietnamese))
    if tones and len(_TONE_AFTER_VOWEL.findall(vietnamese)) > 0.8 * tones:
        return vietnamese
    return data.decode("cp1252", errors="replace")


def _is_tcvn3(text: str) -> bool:
    head = text[:20_000]
    if _UNICODE_ONLY.search(head):
        return False
    words = len(_WORD.findall(head))
    return words > 0 and len(_TCVN3.findall(head)) > _OLD_FONT_SHARE * words
