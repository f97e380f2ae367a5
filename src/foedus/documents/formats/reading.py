"""What a format gives: the text, and what the file itself says about its origin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reading:
    """NFC text with what the file's own metadata states; None where it states nothing."""

    text: str
    published: date | None = None
    publisher: str | None = None
