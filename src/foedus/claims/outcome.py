"""What came of reading one file: a document with its segments and claims, or one line of fault."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from sys import intern
from typing import Any

from pydantic import TypeAdapter

from foedus.claims.code import Coded, Trace, code_document
from foedus.claims.lexicon import load_lexicon
from foedus.core.errors import FoedusError
from foedus.documents.read import read_segmented
from foedus.documents.records import Document, Segment


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file read: `document` is None where `fault` says why."""

    path: str
    name: str
    fault: str = ""
    document: Document | None = None
    segments: tuple[Segment, ...] = ()
    coded: tuple[Coded, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The outcome as JSON values, for the journal of a batch."""
        plain: dict[str, Any] = _SHAPE.dump_python(self, mode="json")
        for row, coded in zip(plain["coded"], self.coded, strict=True):
            row["claim"] = coded.claim.to_json()
        return plain

    def without_reasons(self) -> Outcome:
        """The same without the rules behind each claim, which take half of its memory."""
        bare = (replace(coded, trace=Trace(())) for coded in self.coded)
        return replace(self, coded=tuple(bare))

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Outcome:
        """The outcome that `to_json` wrote; equal codes are one object, for memory's sake."""
        for row in plain["coded"]:
            claim = row["claim"]
            claim["date"] = _dated(claim["date"])
            claim["doc"], claim["coder"] = intern(claim["doc"]), intern(claim["coder"])
            for name in ("actor", "target", "speaker"):
                claim[name] = [intern(code) for code in claim[name]]
        return _SHAPE.validate_python(plain)


def outcome_of(path: Path, name: str) -> Outcome:
    """Read, segment and code one file; whatever stops it is told, and the batch goes on.

    A fault of ours is told as such: ten thousand documents must not wait for the one that
    meets it, and a resumed run would meet it again.
    """
    try:
        document, segments = read_segmented(path, name=name)
        made = code_document(document, segments, load_lexicon())
    except FoedusError as fault:
        return Outcome(str(path), name, fault=str(fault))
    except Exception as error:
        ours = f"{path}: a fault of the coder, {error!r}; please report it with this file"
        return Outcome(str(path), name, fault=ours)
    return Outcome(str(path), name, "", document, tuple(segments), tuple(made))


def _dated(plain: dict[str, Any]) -> dict[str, Any] | None:
    return plain if plain["precision"] != "none" else None


_SHAPE = TypeAdapter(Outcome)
