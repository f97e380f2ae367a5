"""A user's evidence: documents, read and coded here, and files of claims coded elsewhere.

What cannot be used is told in one line with its file and line, and the run goes on without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from foedus.case.records import Case, Text
from foedus.claims.batch import read_all
from foedus.claims.cluster import cluster
from foedus.claims.outcome import Outcome
from foedus.claims.roots import Source
from foedus.core.errors import BadOption
from foedus.documents import records
from foedus.documents.formats import BY_SUFFIX
from foedus.documents.read import find
from foedus.update.claim_files import Files, read_files
from foedus.update.coded import report_of
from foedus.update.gather import Gathered
from foedus.update.reports import Document

CLAIMS = frozenset({".jsonl", ".csv"})


def own_evidence(paths: Sequence[Path], case: Case, *, as_of: date, workers: int = 1) -> Gathered:
    """Reports of documents and claim files, folders searched through.

    Where a file has claims of a document that is there too, they take the place of what the
    coder would make of it. Raises `BadOption` for a path that does not exist or holds nothing
    to read.
    """
    texts, files = _sorted_out(paths)
    outcomes = sorted(read_all(texts, workers=workers), key=lambda o: o.name)
    sources = {o.name: Source(o.document, o.segments) for o in outcomes if o.document}
    documents = {name: _document(source.document, as_of) for name, source in sources.items()}
    given = read_files(files, case, as_of, Files(sources, documents))
    coded = {report.doc for report in given.reports}
    read = _coded([o for o in outcomes if o.name not in coded], sources, documents)
    faults = (o.fault for o in outcomes if o.fault)
    return Gathered(
        (*read.reports, *given.reports),
        {**documents, **given.documents},
        faults=(*faults, *given.faults, *_unread(paths)),
    )


def _sorted_out(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Documents, and files of claims, each once however often it is named."""
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
    return _once(texts), _once(files)


def _unread(paths: Sequence[Path]) -> Iterator[str]:
    """A line for each file of a folder that is of no known form; hidden ones are nobody's."""
    inside = (p for path in paths if path.is_dir() for p in sorted(path.rglob("*")) if p.is_file())
    for path in inside:
        if path.suffix.lower() not in {*CLAIMS, *BY_SUFFIX} and not path.name.startswith("."):
            fault = BadOption("not read", where=str(path), remedy="save it as text, HTML or PDF")
            yield str(fault)


def _once(paths: Sequence[Path]) -> list[Path]:
    return list({path.resolve(): path for path in reversed(paths)}.values())[::-1]


def _coded(
    outcomes: Sequence[Outcome], sources: dict[str, Source], documents: dict[str, Document]
) -> Gathered:
    """What the coder finds, in events and roots across documents."""
    read = [o for o in outcomes if o.document]
    claims = cluster([c.claim for o in read for c in o.coded], [sources[o.name] for o in read])
    path = {o.name: o.path for o in read}
    reports = (
        report_of(
            claim,
            documents[claim.doc],
            f"{path[claim.doc]}, character {claim.start}",
            event=f"read:{claim.event}",
            agencies=sorted(sources[claim.doc].agencies),
        )
        for claim in claims
    )
    return Gathered(tuple(reports))


def _document(document: records.Document, as_of: date) -> Document:
    published = document.published.end if document.published else None
    publisher = document.publisher or ""
    title = f"{document.id} ({publisher})" if publisher else document.id
    return Document(
        document.id,
        Text(title, title),
        publisher,
        published or as_of,
        document.source_class,
        own=True,
        note="; ".join(document.doubts),
        undated=published is None,
    )
