"""Claims and sources made for tests."""

from __future__ import annotations

from typing import Any

from foedus.claims.record import Claim
from foedus.claims.roots import Source
from foedus.documents.origin import published_in
from foedus.documents.records import Document
from foedus.documents.segment import segment


def source(name: str, text: str, **fields: Any) -> Source:
    parts = segment(text)
    fields.setdefault("published", published_in(text, parts))
    return Source(Document(name, f"digest-{name}", text, **fields), parts)


def claim(
    where: Source, quote: str, triple: str, date: str = "", number: int = 1, **fields: Any
) -> Claim:
    """A claim on the first place of its words; `triple` reads "USA AID UKR"."""
    start = where.document.text.index(quote)
    kind = next(s.kind for s in where.segments if s.start <= start < s.end)
    actor, action, *target = triple.split()
    period = {"start": date, "end": date, "precision": "day"} if date else None
    plain: dict[str, Any] = {
        "id": f"{where.document.id}-{number:03}",
        "doc": where.document.id,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "segment": kind,
        "actor": actor.split("+"),
        "target": target,
        "action": action,
        "domain": ["force-posture"],
        "modality": "actual",
        "date": period or {"precision": "none"},
        "quantity": [],
    }
    return Claim.from_json(plain | fields)
