"""Coded records of a case: `documents.csv` and `evidence.csv`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from foedus.case.csv_file import Row, read_rows
from foedus.case.evidence_records import Amount, CaseDocument, CodedClaim
from foedus.case.faults import suggestion
from foedus.case.field import NO_DAY, Field
from foedus.case.records import Place
from foedus.case.text_file import Folder
from foedus.core.codebook import (
    ACTIONS,
    BOUNDS,
    DOMAINS,
    MODALITIES,
    PRECISIONS,
    SOURCE_CLASSES,
    Bound,
    Domain,
    Precision,
)

DOCUMENTS, CLAIMS = "documents.csv", "evidence.csv"
_DOCUMENT = (
    "key", "title_en", "title_vi", "publisher", "language", "published", "source_class", "origin",
)  # fmt: skip
_CLAIM = (
    "id", "doc", "published", "start", "end", "precision", "actor", "target", "action", "domain",
    "modality", "polarity", "quantity", "speaker", "event", "root", "source_class", "origin",
    "summary_en", "summary_vi",
)  # fmt: skip
_LONGEST: Mapping[Precision, int] = {"day": 31, "month": 31, "quarter": 92}
"""Days that a period of this precision has at most."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a record may refer to."""

    documents: Mapping[str, CaseDocument]
    codes: Collection[str]
    sources: Collection[str]
    data_cut: date


def read_documents(
    folder: Folder, sources: Collection[str], data_cut: date
) -> dict[str, CaseDocument]:
    """Documents and registers by key; none when the case has no such file."""
    if not folder.has(DOCUMENTS):
        if folder.has(CLAIMS):
            folder.faults.add(Place(DOCUMENTS, 0), "no such file", f"{CLAIMS} needs it")
        return {}
    rows = read_rows(folder, DOCUMENTS, _DOCUMENT, key=["key"])
    return {row["key"].text(): _document(row, sources, data_cut) for row in rows}


def _document(row: Row, sources: Collection[str], data_cut: date) -> CaseDocument:
    languages: tuple[Literal["en", "vi"], ...] = ("en", "vi")
    return CaseDocument(
        key=row["key"].text(),
        title=row.both("title"),
        publisher=row["publisher"].text(),
        language=row["language"].one_of(languages),
        published=row["published"].day(high=data_cut) if row["published"].given else None,
        source_class=row["source_class"].one_of(SOURCE_CLASSES),
        origin=row["origin"].keys_of("source", sources),
        place=row.place,
    )


def read_claims(folder: Folder, known: Known) -> dict[str, CodedClaim]:
    """Records by id, in the order in which they became known."""
    if not folder.has(CLAIMS):
        return {}
    rows = read_rows(folder, CLAIMS, _CLAIM, key=["id"], filled=False)
    claims = [_claim(row, known) for row in rows]
    _check_roots(rows, claims)
    return {claim.id: claim for claim in sorted(claims, key=lambda claim: claim.published)}


def _claim(row: Row, known: Known) -> CodedClaim:
    start, end, precision = _period(row)
    polarity: tuple[Literal["1", "-1"], ...] = ("1", "-1")
    claim = CodedClaim(
        id=row["id"].text(),
        doc=row["doc"].name_of("document", known.documents),
        published=row["published"].day(high=known.data_cut),
        start=start,
        end=end,
        precision=precision,
        actor=_codes(row["actor"], known.codes),
        target=_codes(row["target"], known.codes),
        action=row["action"].one_of(ACTIONS),
        domain=_domains(row["domain"]),
        modality=row["modality"].one_of(MODALITIES),
        polarity=1 if row["polarity"].one_of(polarity) == "1" else -1,
        quantity=_amounts(row["quantity"]),
        speaker=_parts(row["speaker"]),
        event=row["event"].text(),
        root=row["root"].text(),
        source_class=row["source_class"].one_of(SOURCE_CLASSES),
        origin=row["origin"].keys_of("source", known.sources),
        summary=row.both("summary"),
        place=row.place,
    )
    _check_times(row, claim, known.documents)
    return claim


def _period(row: Row) -> tuple[date | None, date | None, Precision]:
    precision = row["precision"].one_of(PRECISIONS)
    if precision == "none":
        for name in ("start", "end"):
            if row[name].given:
                row[name].wrong("given, though precision is none", "leave start and end empty")
        return None, None, precision
    start = row["start"].day()
    end = row["end"].day(start) if row["end"].given else start
    if start != NO_DAY and (end - start).days >= _LONGEST.get(precision, 1 << 20):
        what = f"{start} to {end} is longer than a {precision}"
        row["precision"].wrong(what, "choose a coarser one")
    return start, end, precision


def _check_times(row: Row, claim: CodedClaim, documents: Mapping[str, CaseDocument]) -> None:
    """What happened was not known before it began, nor before its document was there."""
    if NO_DAY in (claim.published, claim.start):
        return
    happened = claim.modality in ("actual", "negated", "historical")
    if happened and claim.start and claim.start > claim.published:
        what = f"{claim.modality}, but begins on {claim.start}, after {claim.published}"
        row["start"].wrong(what, "mend a date, or code it as announced")
    document = documents.get(claim.doc)
    if document and document.published and claim.published < document.published:
        what = f"{claim.published} is before its document of {document.published}"
        row["published"].wrong(what, "give the day of the document, or a later one")


def _check_roots(rows: list[Row], claims: list[CodedClaim]) -> None:
    first: dict[str, CodedClaim] = {}
    for row, claim in zip(rows, claims, strict=True):
        other = first.setdefault(claim.root, claim)
        if claim.root and other.source_class != claim.source_class:
            what = f"root '{claim.root}' is '{other.source_class}' in line {other.place.line}"
            row["source_class"].wrong(what, "a root has one class; rename one of the roots")


def _parts(field: Field) -> tuple[str, ...]:
    text = field.text(required=False)
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _codes(field: Field, known: Collection[str]) -> tuple[str, ...]:
    codes = _parts(field)
    for code in codes:
        if known and code not in known:
            near = suggestion(code, known)
            # a foreign state is no slip: say where to list it
            hint = near if near.startswith("did") else "list it in `outside` of kernels.toml"
            field.faults.add(field.place, f"unknown actor '{code}'", hint)
    return codes


def _domains(field: Field) -> tuple[Domain, ...]:
    if not field.given:
        field.wrong("empty", f"name one or more of {', '.join(DOMAINS)}")
    return tuple(_part(field, text).one_of(DOMAINS) for text in _parts(field))


def _amounts(field: Field) -> tuple[Amount, ...]:
    """``5000|troops|ordered out|about;…``, the form in which claims are written as CSV."""
    return tuple(_amount(field, text) for text in _parts(field))


def _amount(field: Field, text: str) -> Amount:
    cells = [cell.strip() for cell in text.split("|")]
    if len(cells) != 4:
        field.wrong(f"'{text}' has {len(cells)} parts, not 4", "write value|unit|of|bound")
        return Amount(0.0, "", "exact", "")
    value, unit, of, bound = (_part(field, cell) for cell in cells)
    bounds: tuple[Bound, ...] = BOUNDS
    return Amount(value.number(), unit.text(), bound.one_of(bounds), of.text(required=False))


def _part(field: Field, text: str) -> Field:
    return Field(field.name, text, field.place, field.faults)
