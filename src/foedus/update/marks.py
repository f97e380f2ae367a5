"""Who signs: papers and agencies by name, as publishers' lines and labels of roots have them."""

from __future__ import annotations

import re

from foedus.documents.bylines import known_agency

_PARTS = re.compile(r"[,/&;()]|\b(?:through|via|after|and|copied by|copied on)\b", re.IGNORECASE)


def marks_of(publisher: str, root: str) -> tuple[str, ...]:
    """Papers and agencies in a publisher's line, and agencies in the label of a root.

    >>> marks_of("AFP, through ARY News", "reuters-2026-02-09")
    ('afp', 'ary news', 'reuters')
    >>> marks_of("The Harbour Times", "AFP/Reuters via story")
    ('harbour times', 'afp', 'reuters')
    """
    names = (name.strip(" .").casefold().removeprefix("the ") for name in _PARTS.split(publisher))
    signs = (*root.split(" via ")[0].split("/"), root.split("-")[0])
    agencies = (sign.casefold() for sign in signs if _agency(sign))
    return tuple(dict.fromkeys(name for name in (*names, *agencies) if name))


def _agency(sign: str) -> bool:
    return any(known_agency(form) for form in (sign, sign.upper(), sign.title()))
