"""Records as plain data for JSON, and small texts that several tables share."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from foedus.report.catalogue import Catalogue


def plain(value: Any) -> Any:
    """A record, or anything made of records, as dictionaries, lists, numbers and texts.

    Dates become ISO texts, numbers that are none become null.

    >>> plain({"day": date(2027, 1, 1), "gap": (0.5, math.nan)})
    {'day': '2027-01-01', 'gap': [0.5, None]}
    """
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def unit_text(unit: str, t: Catalogue) -> str:
    """A unit in the language of a catalogue, or as the case writes it."""
    return t.entries.get(f"unit.{unit}", unit)


def element_text(label: str, t: Catalogue) -> str:
    """What is written behind a variable for one of its labels; empty for a scalar.

    >>> from foedus.report.catalogue import catalogue
    >>> element_text("East", catalogue("vi")), element_text("", catalogue("vi"))
    (', nhóm Đông', '')
    """
    return f", {t.entries.get(f'bloc.{label}', label)}" if label else ""
