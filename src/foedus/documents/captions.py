"""Captions of pictures, told by their credit."""

from __future__ import annotations

import re

from foedus.documents.lines import Page

_AGENCY = (
    r"(?:AFP|AP|Reuters|Getty(?: Images)?|TTXVN|VNA|EPA|Kyodo|Yonhap|Xinhua|Tass|TASS|Sputnik|DPA)"
)
_OPENING = re.compile(
    r"^(?:Ảnh(?: minh họa| tư liệu)?|Chú thích ảnh|(?:File )?Photo|Pictured|Image)\s?[:.]\s*",
    re.I,
)
_WORD = r"(?:Ảnh|Nguồn ảnh|Photo|Photograph|Image|Picture|Credit)"
_CREDIT = re.compile(
    rf"[\s.;,]*\((?:{_WORD}|Nguồn|Photo by|Source)\s?:?[^()]{{1,60}}\)[\s|.]*$"
    rf"|[\s.;,]+{_WORD}\s?:\s?[^.:]{{1,60}}[\s|.]*$"
    r"|[\s.;,]+(?:Pool|File|Handout|Courtesy) photo[\s|.]*$"
    rf"|[\s.;(,/-]+{_AGENCY}(?: (?:File )?Photo|/[\w .’'-]{{3,40}})?[)\s|.]*$",
    re.IGNORECASE,
)
_BAR = re.compile(r"^[|\s]+")
_LONGEST = 400
_BYLINE = re.compile(r"^[(*\s]*(?:theo|nguồn|via|source|tổng hợp)\b", re.IGNORECASE)


def mark_captions(page: Page) -> None:
    """Label lines that credit a picture; bars of a table around the words stay furniture."""
    for index, line in enumerate(page.lines):
        if not page.free(index) or len(line.text) > _LONGEST or _BYLINE.match(line.text):
            continue
        credit = _CREDIT.search(line.text)
        opening = _OPENING.match(line.text)
        if not opening and not (credit and credit.start() > 20):
            continue
        bar = _BAR.match(line.text)
        if bar and credit:
            span = (line.start + bar.end(), line.start + credit.start())
            page.mark(index, "caption", "credits a picture", span=span)
        else:
            page.mark(index, "caption", "credits a picture")
