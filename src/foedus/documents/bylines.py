"""Bylines and agency marks: who signs a story and whose report it retells."""

from __future__ import annotations

import re
from typing import NamedTuple

from foedus.documents.lines import Line
from foedus.documents.tokens import UPPER

_AGENCIES = (
    "AFP|Reuters|AP|Associated Press|Tass|TASS|RIA Novosti|Sputnik|Interfax|Kyodo|Yonhap|Xinhua|"
    "Tân Hoa xã|TTXVN|VNA|dpa|DPA|ANSA|EFE|Bloomberg|BBC|CNN|The Hill|Politico|Axios|"
    "New York Times|Washington Post|Wall Street Journal|Financial Times|Guardian|Al Jazeera|RT|"
    "Newsweek|Foreign Policy|Foreign Affairs|The Diplomat|Nikkei(?: Asia)?|Le Monde|Der Spiegel"
)
_NAMED = rf"{UPPER}[\w.'’&-]*(?: (?:of |the )?{UPPER}[\w.'’&-]*){{0,4}}"
_AFTER = re.compile(
    rf"^\W*(?:theo|nguồn|via|source|sources|lược dịch từ|dịch từ)\s*:?\s*"
    rf"(?P<marks>{_NAMED}(?:\s*[/,&]\s*{_NAMED})*)\W*$",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    rf"^(?P<author>{_NAMED})\s*\W?\(\s*(?:theo|tổng hợp|via|dịch)?\s*:?\s*(?P<marks>[^()]*)\)\W*$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"^{UPPER}[\w .,/'’-]{{2,60}}?\((?P<marks>[A-Z][\w ./&-]{{1,40}})\)\s*[-–—]\s"
)
_SIGNED = re.compile(
    r"^(?:(?:by|bài|tác giả|thực hiện|người dịch|biên dịch)\s*:?\s+)?"
    rf"(?P<author>{_NAMED})(?:\*|, [^.]{{3,50}})?$"
)
_REPORTING = re.compile(r"^\((?:Reporting|Writing|Editing|Additional reporting) by [^)]+\)$", re.I)
_LONGEST = 90
"""Characters of a line that signs and does nothing else."""
_OFFICE = re.compile(r"^(?:by|bài|tác giả)\b", re.IGNORECASE)


class Byline(NamedTuple):
    """The signature of a story and the agencies whose report it retells; either may be empty."""

    author: str
    agencies: tuple[str, ...]


def byline_of(line: Line) -> Byline | None:
    """The byline in a line, None where it holds none.

    >>> byline_of(Line("Việt Dũng *(Theo AFP/Reuters)*", 0, 0))
    Byline(author='Việt Dũng', agencies=('AFP', 'Reuters'))
    >>> byline_of(Line("Theo AFP/Reuters", 0, 0))
    Byline(author='', agencies=('AFP', 'Reuters'))
    """
    text = line.text.strip("*_ ")
    dateline = _DATELINE.match(text)
    if dateline:
        return Byline("", _split(dateline["marks"]))
    if len(text) > _LONGEST:
        return None
    if _REPORTING.match(text):
        return Byline("", ())
    match = _AFTER.match(text) or _INSIDE.match(text.replace("*", ""))
    if match:
        author = match.groupdict().get("author") or ""
        return Byline(author.strip(), _split(match["marks"]))
    return _signature(text)


def _signature(text: str) -> Byline | None:
    """A name alone on its line: two to five capitalised words, or one after 'By'."""
    signed = _SIGNED.match(text)
    if not signed or text.isupper():
        return None
    author = re.sub(r"^(?:By|Bài|Tác giả)\s*:?\s+", "", signed["author"])
    few = 2 <= len(author.split()) <= 5
    return Byline(author, ()) if few or _OFFICE.match(text) else None


def _split(marks: str) -> tuple[str, ...]:
    plain = marks.strip()
    if plain.casefold() in {"tổng hợp", "", "t/h"}:
        return ()
    return tuple(part.strip() for part in re.split(r"\s*[/,&]\s*", plain) if part.strip())


def known_agency(text: str) -> bool:
    """Whether a mark names a news agency or paper of the list.

    >>> known_agency("AFP"), known_agency("Nguyễn Văn A")
    (True, False)
    """
    return bool(re.fullmatch(_AGENCIES, text))
