"""A user's evidence: documents, read and coded here, and files of claims coded elsewhere.

What cannot be used is told in one line with its file and line, and the run goes on without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

from foedus.case.evidence_records import Amount
from foedus.case.records import Case, Text
from foedus.claims.batch import read_all
from foedus.claims.cluster import cluster
from foedus.claims.interchange import read_usable
from foedus.claims.lexicon import load_lexicon
from foedus.claims.outcome import Outcome
from foedus.claims.record import Claim
from foedus.claims.roots import Source
from foedus.core.codebook import SOURCE_CLASSES, SourceClass
from foedus.core.errors import BadOption, FoedusError
from foedus.documents import records
from foedus.documents.read import find
from foedus.update.gather import Gathered
from foedus.update.reports import Document, Report

CLAIMS = frozenset({".jsonl", ".csv"})
UNDATED = "no date of its own: taken as known on the day of the forecast"
UNSOURCED: SourceClass = "commentary"
"""Class of a claim whose file does not name one: the same as of an unmarked document."""


def own_evidence(paths: Sequence[Path], case: Case, *, as_of: date, workers: int = 1) -> Gathered:
    """Reports of documents and claim files, folders searched through.

    Raises `BadOption` for a path that does not exist or holds nothing to read.
    """
    texts, files = _sorted_out(paths)
    outcomes = list(read_all(texts, workers=workers))
    found = [_from_documents(outcomes, as_of)]
    known = {o.document.id: o.document.text for o in outcomes if o.document}
    codes = _codes(case) if files else frozenset()
    found += [_from_claims(path, as_of, known, codes) for path in files]
    return Gathered(
        tuple(report for part in found for report in part.reports),
        {key: document for part in found for key, document in part.documents.items()},
        faults=tuple(fault for part in found for fault in part.faults),
    )


def _sorted_out(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Documents, and files of claims."""
    texts, files = list[Path](), list[Path]()
    for path in paths:
        if not path.exists():
            raise BadOption("no such file or folder", where=f"--evidence {path}")
        if path.is_dir():
            files += sorted(p for p in path.rglob("*") if p.suffix.lower() in CLAIMS)
            texts += find([path])
        else:
            (files if path.suffix.lower() in CLAIMS else texts).append(path)
    if not texts and not files:
        raise BadOption(
            "nothing to read",
            where=f"--evidence {paths[0]}",
            remedy="name documents (.txt .md .html .pdf), claims (.jsonl .csv) or their folder",
        )
    return texts, files


def _from_documents(outcomes: Sequence[Outcome], as_of: date) -> Gathered:
    read = [o for o in outcomes if o.document]
    sources = [Source(o.document, o.segments) for o in read if o.document]
    claims = cluster([c.claim for o in read for c in o.coded], sources)
    documents = {s.document.id: _document(s.document, as_of) for s in sources}
    reports = [
        _report(claim, documents[claim.doc], f"{claim.doc}:{claim.start}") for claim in claims
    ]
    faults = tuple(o.fault for o in outcomes if o.fault)
    return Gathered(tuple(reports), documents, faults=faults)


def _document(document: records.Document, as_of: date) -> Document:
    published = document.published.end if document.published else None
    title = document.id
    return Document(
        document.id,
        Text(title, title),
        document.publisher or "",
        published or as_of,
        document.source_class,
        own=True,
        note="; ".join((*document.doubts, *(() if published else (UNDATED,)))),
    )


def _codes(case: Case) -> frozenset[str]:
    """Codes of actors that the coder or the case knows."""
    coder = {code for actor in load_lexicon().actors for code in actor.codes}
    kernels = case.evidence.kernels.values()
    return frozenset(coder | set(case.actors)).union(*(k.actor | k.target for k in kernels))


def _from_claims(
    path: Path, as_of: date, texts: Mapping[str, str], codes: frozenset[str]
) -> Gathered:
    usable, faults = read_usable(path)
    reports, documents, wrong = list[Report](), dict[str, Document](), list[str]()
    for claim, row, where in usable:
        try:
            _check(claim, codes, texts, where)
            document = _document_of(claim, row, as_of, where)
        except FoedusError as fault:
            wrong.append(str(fault))
            continue
        documents.setdefault(claim.doc, document)
        reports.append(_report(claim, document, where))
    return Gathered(tuple(reports), documents, faults=(*map(str, faults), *wrong))


def _check(claim: Claim, codes: frozenset[str], texts: Mapping[str, str], where: str) -> None:
    for code in (*claim.actor, *claim.target):
        if code not in codes:
            raise BadOption(
                f"no actor has the code '{code}'", where=where, remedy="see `foedus lexicon`"
            )
    text = texts.get(claim.doc)
    if text is not None and text[claim.start : claim.end] != claim.quote:
        raise BadOption(
            f"document '{claim.doc}' has other words from {claim.start} to {claim.end}",
            where=where,
            remedy="code it again with `foedus read`",
        )


def _document_of(claim: Claim, row: dict[str, Any], as_of: date, where: str) -> Document:
    """The document that a row of claims tells of; columns beyond the codebook's may say more."""
    kind = row.get("source_class") or UNSOURCED
    if kind not in SOURCE_CLASSES:
        raise BadOption(
            f"'{kind}' is no class of sources",
            where=where,
            remedy=f"known: {', '.join(SOURCE_CLASSES)}",
        )
    known, note = _known(claim, row, as_of, where)
    return Document(
        claim.doc, Text(claim.doc, claim.doc), "", known, cast("SourceClass", kind), True, note
    )


def _known(claim: Claim, row: dict[str, Any], as_of: date, where: str) -> tuple[date, str]:
    stated = str(row.get("published") or "")
    if not stated:
        return as_of, UNDATED
    try:
        return date.fromisoformat(stated), ""
    except ValueError:
        raise BadOption(
            f"published '{stated}' is not a date", where=where, remedy="write 2026-05-01"
        ) from None


def _report(claim: Claim, document: Document, place: str) -> Report:
    quote = " ".join(claim.quote.split())
    return Report(
        id=claim.id if claim.id.startswith(claim.doc) else f"{claim.doc} {claim.id}",
        doc=claim.doc,
        known=cast("date", document.known),
        start=claim.date.start if claim.date else None,
        end=claim.date.end if claim.date else None,
        precision=claim.date.precision if claim.date else "none",
        actor=claim.actor,
        target=claim.target,
        action=claim.action,
        domain=claim.domain,
        modality=claim.modality,
        quantity=tuple(Amount(q.value, q.unit, q.bound, q.of) for q in claim.quantity),
        event=claim.event,
        root=claim.root or claim.doc,
        source_class=document.source_class,
        text=Text(f"“{quote}”", f"“{quote}”"),
        confidence=claim.confidence,
        place=place,
        own=True,
    )
