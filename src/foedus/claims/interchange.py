"""Claims in, from the JSON lines and CSV that `export` writes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from foedus.claims.export import COLUMNS, FORMULA, LISTS
from foedus.claims.record import Claim, ClaimFault
from foedus.core.errors import FoedusError

_NUMBERS = {"start": int, "end": int, "polarity": int, "confidence": float}


class ClaimFaults(FoedusError):
    """Every fault of a file of claims, together, so that one pass mends them all."""

    def __init__(self, faults: Sequence[FoedusError]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))


def read_any(path: Path) -> list[Claim]:
    """Claims of a .csv or JSON-lines file.

    Raises `ClaimFaults` with every fault, each by file and line.
    """
    return [claim for claim, _ in read_rows(path)]


def read_rows(path: Path) -> list[tuple[Claim, dict[str, Any]]]:
    """Claims with the whole row each came from; raises as `read_any` does."""
    found, faults = read_usable(path)
    if faults:
        raise ClaimFaults(faults)
    return [(claim, row) for claim, row, _ in found]


def read_usable(path: Path) -> tuple[list[tuple[Claim, dict[str, Any], str]], list[FoedusError]]:
    """Claims that can be used, each with its row and its place, and the faults of the others.

    Raises `ClaimFault` for a file that cannot be read at all.
    """
    found, faults = list[tuple[Claim, dict[str, Any], str]](), list[FoedusError]()
    seen: dict[str, str] = {}
    for where, row in _rows(path):
        try:
            if isinstance(row, FoedusError):
                raise row
            claim = Claim.from_json(row, where=where)
            if claim.id in seen:
                raise ClaimFault(f"id '{claim.id}' stands at {seen[claim.id]} too", where=where)
            seen[claim.id] = where
            found.append((claim, row, where))
        except FoedusError as fault:
            faults.append(fault)
    return found, faults


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any] | FoedusError]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise ClaimFault(f"cannot be read ({reason})", where=str(path)) from None
    yield from _csv_rows(path, text) if path.suffix.lower() == ".csv" else _json_rows(path, text)


def _json_rows(path: Path, text: str) -> Iterator[tuple[str, dict[str, Any] | FoedusError]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                yield where, json.loads(line)
            except ValueError as error:
                yield where, ClaimFault(f"not JSON ({error})", where=where)


def _csv_rows(path: Path, text: str) -> Iterator[tuple[str, dict[str, Any] | FoedusError]]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    missing = [c for c in COLUMNS[:12] if c not in (rows.fieldnames or ())]
    if missing:
        raise ClaimFault(f"no column {', '.join(missing)}", where=f"{path}:1")
    for row in rows:
        where = f"{path}:{rows.line_num}"
        try:
            yield where, _deep({k: v or "" for k, v in row.items() if k})
        except ValueError as error:
            yield where, ClaimFault(str(error), where=where)


def _deep(row: dict[str, str]) -> dict[str, Any]:
    """The JSON values of a row of CSV; extra columns are kept as they are."""
    plain: dict[str, Any] = dict(row)
    quote = row.get("quote", "")
    plain["quote"] = quote[1:] if quote.startswith("'") and FORMULA.match(quote) else quote
    for name in LISTS:
        plain[name] = [part.strip() for part in row.get(name, "").split(";") if part.strip()]
    for name, kind in _NUMBERS.items():
        cell = row.get(name, "").strip()
        try:
            plain[name] = kind(cell) if cell else None
        except ValueError:
            raise ValueError(f"`{name}` is '{cell}', not a number") from None
    precision = row.get("date_precision") or "none"
    ends = (row.get("date_start") or None, row.get("date_end") or None)
    plain["date"] = {"start": ends[0], "end": ends[1], "precision": precision}
    parts = [part for part in row.get("quantity", "").split(";") if part.strip()]
    plain["quantity"] = [_quantity(part) for part in parts]
    return plain


def _quantity(cell: str) -> dict[str, Any]:
    parts = cell.split("|")
    try:
        value, unit, of, bound = float(parts[0]), *parts[1:]
    except ValueError:
        raise ValueError(f"quantity '{cell}' is not value|unit|of|bound") from None
    return {"value": value, "unit": unit, "of": of, "bound": bound}
