"""Files of claims, coded by hand or by `foedus read` and edited: each row checked by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from foedus.case.records import Case, Text
from foedus.claims.interchange import read_usable
from foedus.claims.lexicon import load_lexicon
from foedus.claims.record import Claim
from foedus.claims.roots import Source
from foedus.core.codebook import SOURCE_CLASSES, SourceClass
from foedus.core.errors import BadOption, FoedusError
from foedus.update.coded import report_of
from foedus.update.gather import Gathered
from foedus.update.reports import Document, Report

UNSOURCED: SourceClass = "commentary"
"""Class of a claim whose file does not name one: the same as of an unmarked document."""


@dataclass(frozen=True, slots=True)
class Files:
    """Documents that were read beside the files of claims, by id."""

    sources: Mapping[str, Source]
    documents: Mapping[str, Document]


def read_files(paths: Sequence[Path], case: Case, as_of: date, beside: Files) -> Gathered:
    """Reports and documents of files of claims, and a line for each row that cannot be used."""
    codes = _codes(case) if paths else frozenset()
    found = [_read_file(path, case, as_of, beside, codes) for path in paths]
    return Gathered(
        tuple(report for part in found for report in part.reports),
        {key: document for part in found for key, document in part.documents.items()},
        faults=tuple(fault for part in found for fault in part.faults),
    )


def _codes(case: Case) -> frozenset[str]:
    """Codes of actors that the coder or the case knows."""
    coder = {code for actor in load_lexicon().actors for code in actor.codes}
    kernels = case.evidence.kernels.values()
    return frozenset(coder | set(case.actors)).union(*(k.actor | k.target for k in kernels))


def _read_file(
    path: Path, case: Case, as_of: date, beside: Files, codes: frozenset[str]
) -> Gathered:
    try:
        usable, faults = read_usable(path)
    except FoedusError as fault:
        return Gathered(faults=(str(fault),))
    known = {claim.event for claim in case.evidence.claims.values()}
    reports, documents, wrong = list[Report](), dict[str, Document](), list[str]()
    for claim, row, where in usable:
        try:
            _check(claim, codes, beside.sources, where)
            document = beside.documents.get(claim.doc) or _document(claim, row, as_of, where)
        except FoedusError as fault:
            wrong.append(str(fault))
            continue
        documents.setdefault(claim.doc, document)
        event = claim.event if claim.event in known or not claim.event else f"{path}:{claim.event}"
        source = beside.sources.get(claim.doc)
        agencies = sorted(source.agencies) if source else ()
        reports.append(report_of(claim, document, where, event=event, agencies=agencies))
    return Gathered(tuple(reports), documents, faults=(*map(str, faults), *wrong))


def _check(claim: Claim, codes: frozenset[str], sources: Mapping[str, Source], where: str) -> None:
    for code in (*claim.actor, *claim.target):
        if code not in codes:
            raise BadOption(
                f"no actor has the code '{code}'", where=where, remedy="see `foedus lexicon`"
            )
    source = sources.get(claim.doc)
    if source and source.document.text[claim.start : claim.end] != claim.quote:
        raise BadOption(
            f"document '{claim.doc}' has other words from {claim.start} to {claim.end}",
            where=where,
            remedy="code it again with `foedus read`",
        )


def _document(claim: Claim, row: dict[str, Any], as_of: date, where: str) -> Document:
    """The document that a row of claims tells of; columns beyond the codebook's may say more."""
    kind = row.get("source_class") or UNSOURCED
    if kind not in SOURCE_CLASSES:
        raise BadOption(
            f"'{kind}' is no class of sources",
            where=where,
            remedy=f"known: {', '.join(SOURCE_CLASSES)}",
        )
    published = _published(row, where)
    return Document(
        claim.doc,
        Text(claim.doc, claim.doc),
        str(row.get("publisher") or ""),
        published or as_of,
        cast("SourceClass", kind),
        own=True,
        undated=published is None,
    )


def _published(row: dict[str, Any], where: str) -> date | None:
    stated = str(row.get("published") or "")
    try:
        return date.fromisoformat(stated) if stated else None
    except ValueError:
        raise BadOption(
            f"published '{stated}' is not a date", where=where, remedy="write 2026-05-01"
        ) from None
