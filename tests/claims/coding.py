"""Short texts coded for a test."""

from __future__ import annotations

from datetime import date

from foedus.claims.code import code_document
from foedus.claims.lexicon import load_lexicon
from foedus.claims.record import Claim
from foedus.claims.trace import Coded
from foedus.documents.records import Document, Language, Period, Segment

VIETNAMESE = set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")


def coded(text: str, day: str = "2025-06-16") -> list[Coded]:
    """The claims of a text of one main segment, published on a day ("": on none)."""
    language: Language = "vi" if VIETNAMESE & set(text.lower()) else "en"
    published = Period.day(date.fromisoformat(day)) if day else None
    document = Document("t", "digest", text, language, None, published)
    return code_document(document, [Segment("main", 0, len(text))], load_lexicon())


def claims(text: str, day: str = "2025-06-16") -> list[Claim]:
    """The claims without their traces."""
    return [each.claim for each in coded(text, day)]


def only(text: str, day: str = "2025-06-16") -> Claim:
    """The one claim of a text."""
    found = claims(text, day)
    assert len(found) == 1, [(c.quote, c.action) for c in found]
    return found[0]


def triple(claim: Claim) -> str:
    """A claim as "USA,GBR AID UKR"."""
    return " ".join([",".join(claim.actor), claim.action, ",".join(claim.target)]).strip()


def triples(text: str, day: str = "2025-06-16") -> list[str]:
    """The triples of a text."""
    return [triple(claim) for claim in claims(text, day)]
