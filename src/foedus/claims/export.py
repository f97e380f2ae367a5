"""Claims out: JSON lines, CSV, and JSON in the manner of PLOVER.

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
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from foedus.claims.record import Claim

COLUMNS = (
    "id", "doc", "quote", "start", "end", "segment", "actor", "target", "action", "domain",
    "modality", "polarity", "speaker", "date_start", "date_end", "date_precision", "quantity",
    "event", "root", "coder", "confidence", "sha256",
)  # fmt: skip
LISTS = ("actor", "target", "domain", "speaker")
FORMULA = re.compile(r"'*[=+\-@\t]")
"""What a spreadsheet would execute: such a cell is written with an apostrophe before it."""


def to_jsonl(claims: Iterable[Claim], digests: Mapping[str, str] | None = None) -> Iterator[str]:
    """One claim a line; `digests` adds the SHA-256 of each document by id."""
    return (f"{json.dumps(_plain(c, digests), ensure_ascii=False)}\n" for c in claims)


def to_csv(claims: Iterable[Claim], digests: Mapping[str, str] | None = None) -> Iterator[str]:
    """A header and one claim a row, with a byte-order mark, without which Excel spoils Vietnamese.

    >>> next(to_csv([]))[:13]
    '\ufeffid,doc,quote'
    """
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    rows.writeheader()
    yield "\ufeff" + out.getvalue()
    for claim in claims:
        out.seek(0)
        out.truncate()
        rows.writerow(_flat(_plain(claim, digests)))
        yield out.getvalue()


def to_plover(claims: Iterable[Claim], digests: Mapping[str, str] | None = None) -> Iterator[str]:
    """A JSON array of events with PLOVER's names: source, target, event, context, text.

    What PLOVER has no place for stands under `foedus`.
    """
    before = "["
    for claim in claims:
        yield f"{before}\n{json.dumps(_plover(_plain(claim, digests)), ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


FORMATS = {"jsonl": to_jsonl, "csv": to_csv, "plover": to_plover}
"""Writers of each form; they yield it in pieces, since a large batch does not fit in one text."""


def _plain(claim: Claim, digests: Mapping[str, str] | None) -> dict[str, Any]:
    plain = claim.to_json()
    if digests and claim.doc in digests:
        plain["sha256"] = digests[claim.doc]
    return plain


def _flat(plain: dict[str, Any]) -> dict[str, str]:
    """One row of CSV."""
    date = plain["date"]
    row = {name: str(plain.get(name, "")) for name in COLUMNS}
    row.update({name: ";".join(plain[name]) for name in LISTS})
    row.update({f"date_{k}": date[k] or "" for k in ("start", "end", "precision")})
    row["quantity"] = ";".join(
        f"{q['value']}|{q['unit']}|{q['of']}|{q['bound']}" for q in plain["quantity"]
    )
    return {k: f"'{v}" if FORMULA.match(v) and k == "quote" else v for k, v in row.items()}


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
