"""The claim record: one statement in one place, as read from and written to disk.

The fields and their codes are those of the codebook (docs: evidence). A claim
quotes its document exactly: ``document.text[start:end] == quote``. Reading
checks every field and names the file and line of what is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from foedus.core.codebook import Action, Bound, Domain, Modality
from foedus.core.errors import FoedusError
from foedus.documents.records import Period, SegmentKind


class ClaimFault(FoedusError):
    """A claim record on disk that cannot be used."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, its unit ("USD bn", "% GDP", "troops"), what it is of and how it is bounded."""

    value: float
    unit: str
    of: str = ""
    bound: Bound = "exact"


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody did, will do, might do or did not do something to somebody; the words are quoted.

    Parameters
    ----------
    start, end : offsets of the quote in code points of the document's NFC text.
    actor, target : codes of states and bodies; either may be empty.
    polarity : -1 where a forecast, hypothesis or judgement is that the act will *not* happen.
    speaker : who says so, outermost first; empty where the author does.
    date : None where the text gives no date.
    event, root : labels of the clustering step; empty before it.
    confidence : the coder's own probability that the record is right, 0 to 1.
    """

    id: str
    doc: str
    quote: str
    start: int
    end: int
    segment: SegmentKind
    actor: tuple[str, ...]
    target: tuple[str, ...]
    action: Action
    domain: tuple[Domain, ...]
    modality: Modality
    polarity: Literal[1, -1] = 1
    speaker: tuple[str, ...] = ()
    date: Period | None = None
    quantity: tuple[Quantity, ...] = ()
    event: str = ""
    root: str = ""
    coder: str = ""
    confidence: float = 0.5

    def to_json(self) -> dict[str, Any]:
        """The record as plain JSON values, in the order of the codebook."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        for name in ("actor", "target", "domain", "speaker"):
            plain[name] = list(plain[name])
        plain["date"] = _date_to_json(self.date)
        plain["quantity"] = [
            {"value": q.value, "unit": q.unit, "of": q.of, "bound": q.bound} for q in self.quantity
        ]
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any], *, where: str = "") -> Claim:
        """A checked record from JSON values; a fault is a `ClaimFault` at `where`.

        >>> try:
        ...     Claim.from_json({"id": "c1", "doc": 7}, where="claims.jsonl:1")
        ... except ClaimFault as fault:
        ...     print(str(fault)[:50])
        claims.jsonl:1: doc: Input should be a valid strin
        """
        if not isinstance(plain, Mapping):
            raise ClaimFault("not a JSON object", where=where)
        known = {name: plain[name] for name in cls.__slots__ if plain.get(name) is not None}
        known["date"] = _date_from_json(plain.get("date"))
        try:
            claim = _SHAPE.validate_python(known)
        except ValidationError as error:
            raise ClaimFault(_said(error), where=where) from None
        if not 0 <= claim.start < claim.end or claim.end - claim.start != len(claim.quote):
            raise ClaimFault(f"quote does not fill {claim.start} to {claim.end}", where=where)
        return claim


def read_claims(path: Path) -> list[Claim]:
    """Claims of a JSON-lines file; an unusable line is a `ClaimFault` with its number."""
    return list(_lines(path))


def write_claims(path: Path, claims: Iterable[Claim]) -> None:
    """One claim a line, UTF-8, in the order given."""
    text = "".join(json.dumps(c.to_json(), ensure_ascii=False) + "\n" for c in claims)
    path.write_text(text, encoding="utf-8")


def _lines(path: Path) -> Iterator[Claim]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimFault(f"cannot be read ({error})", where=str(path)) from None
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                plain = json.loads(line)
            except ValueError as error:
                raise ClaimFault(f"not JSON ({error})", where=where) from None
            yield Claim.from_json(plain, where=where)


def _said(error: ValidationError) -> str:
    faults = [f"{'.'.join(map(str, f['loc']))}: {f['msg']}" for f in error.errors()]
    return "; ".join(faults)


def _date_to_json(period: Period | None) -> dict[str, str | None]:
    if period is None:
        return {"start": None, "end": None, "precision": "none"}
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "precision": period.precision,
    }


def _date_from_json(plain: Any) -> Any:
    dated = isinstance(plain, Mapping) and plain.get("precision") != "none"
    return plain if dated else None


_SHAPE = TypeAdapter(Claim)
