"""Claims in and out: JSON lines, CSV, and JSON in the manner of PLOVER.

JSON lines hold the record of the codebook as it is. CSV holds the same fields
in flat columns, for a spreadsheet: lists are parted by `;`, a quantity is
written ``value|unit|of|bound``. PLOVER's own files have no modality, speaker or
root, so that form is for export only.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from foedus.claims.record import Claim, ClaimFault
from foedus.core.errors import FoedusError

COLUMNS = (
    "id", "doc", "quote", "start", "end", "segment", "actor", "target", "action", "domain",
    "modality", "polarity", "speaker", "date_start", "date_end", "date_precision", "quantity",
    "event", "root", "coder", "confidence", "sha256",
)  # fmt: skip
_LISTS = ("actor", "target", "domain", "speaker")
_NUMBERS = {"start": int, "end": int, "polarity": int, "confidence": float}
_FORMULA = re.compile(r"'*[=+\-@\t]")
"""What a spreadsheet would execute: such a cell is written with an apostrophe before it."""


class ClaimFaults(FoedusError):
    """Every fault of a file of claims, together, so that one pass mends them all."""

    def __init__(self, faults: Sequence[FoedusError]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))


def to_jsonl(claims: Iterable[Claim], digests: Mapping[str, str] | None = None) -> str:
    """One claim a line; `digests` adds the SHA-256 of each document by id."""
    return "".join(f"{json.dumps(_plain(c, digests), ensure_ascii=False)}\n" for c in claims)


def to_csv(claims: Iterable[Claim], digests: Mapping[str, str] | None = None) -> str:
    """A header and one claim a row, with a byte-order mark, without which Excel spoils Vietnamese.

    >>> to_csv([]).startswith("\\ufeffid,doc,quote")
    True
    """
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    rows.writeheader()
    rows.writerows(_flat(_plain(claim, digests)) for claim in claims)
    return "\ufeff" + out.getvalue()


def to_plover(claims: Iterable[Claim], digests: Mapping[str, str] | None = None) -> str:
    """A JSON array of events with PLOVER's names: source, target, event, context, text.

    What PLOVER has no place for stands under `foedus`.
    """
    return json.dumps([_plover(_plain(c, digests)) for c in claims], ensure_ascii=False, indent=1)


FORMATS = {"jsonl": to_jsonl, "csv": to_csv, "plover": to_plover}


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


def _plain(claim: Claim, digests: Mapping[str, str] | None) -> dict[str, Any]:
    plain = claim.to_json()
    if digests and claim.doc in digests:
        plain["sha256"] = digests[claim.doc]
    return plain


def _flat(plain: dict[str, Any]) -> dict[str, str]:
    """One row of CSV."""
    date = plain["date"]
    row = {name: str(plain.get(name, "")) for name in COLUMNS}
    row.update({name: ";".join(plain[name]) for name in _LISTS})
    row.update({f"date_{k}": date[k] or "" for k in ("start", "end", "precision")})
    row["quantity"] = ";".join(
        f"{q['value']}|{q['unit']}|{q['of']}|{q['bound']}" for q in plain["quantity"]
    )
    return {k: f"'{v}" if _FORMULA.match(v) and k == "quote" else v for k, v in row.items()}


def _deep(row: dict[str, str]) -> dict[str, Any]:
    """The JSON values of a row of CSV; extra columns are kept as they are."""
    plain: dict[str, Any] = dict(row)
    quote = row.get("quote", "")
    plain["quote"] = quote[1:] if quote.startswith("'") and _FORMULA.match(quote) else quote
    for name in _LISTS:
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


def _plover(plain: dict[str, Any]) -> dict[str, Any]:
    """An event with PLOVER's names for what it knows."""
    return {
        "id": plain["id"],
        "date": plain["date"]["start"],
        "source": [{"code": code} for code in plain["actor"]],
        "target": [{"code": code} for code in plain["target"]],
        "event": plain["action"],
        "eventText": plain["quote"],
        "mode": "",
        "context": "; ".join(plain["domain"]),
        "text": plain["quote"],
        "textInfo": {"document": plain["doc"], "start": plain["start"], "end": plain["end"]},
        "coder": plain["coder"],
        "foedus": {
            name: plain[name]
            for name in ("segment", "modality", "polarity", "speaker", "date", "quantity")
        }
        | {name: plain[name] for name in ("event", "root", "confidence")},
    }
