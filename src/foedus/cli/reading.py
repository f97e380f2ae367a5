"""The work behind `foedus read`: a batch with its journal, corrections, files and pages."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from foedus.claims.batch import read_all
from foedus.claims.cluster import cluster
from foedus.claims.code import Trace
from foedus.claims.corrections import Correction, correct, read_corrections
from foedus.claims.export import FORMATS
from foedus.claims.journal import Journal
from foedus.claims.outcome import Outcome
from foedus.claims.record import Claim
from foedus.claims.roots import Source
from foedus.cli.pages import write_pages
from foedus.cli.sheet import Sheet
from foedus.core.errors import BadOption, FoedusError
from foedus.documents.read import find


@dataclass(frozen=True, slots=True)
class Job:
    """What the user asked for; `reasons` keeps the rules behind each claim in memory."""

    docs: Sequence[Path]
    out: Path | None
    form: str
    html: Path | None
    corrections: Path | None
    workers: int
    resume: bool
    reasons: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """Claims with events and roots, the documents they come from, and one line a fault."""

    claims: list[Claim]
    traces: dict[str, Trace]
    sources: list[Source]
    faults: list[str]

    def to_json(self, *, explain: bool) -> dict[str, Any]:
        """Documents, claims and faults as JSON values."""
        claims = [claim.to_json() for claim in self.claims]
        if explain:
            for plain in claims:
                trace = self.traces.get(plain["id"])
                plain["rules"] = list(trace.fired) if trace else []
                plain["ignored"] = list(trace.ignored) if trace else []
        sheet = documents_sheet(self)
        rows = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
        return {"documents": rows, "claims": claims, "faults": self.faults}


def run(job: Job) -> Result:
    """Read every document, code, cluster, correct, write; what was read is never lost."""
    decisions = read_corrections(job.corrections) if job.corrections else []
    paths = list(find(job.docs))
    if not paths:
        raise BadOption("no document", where=str(job.docs[0]), remedy="name files or a folder")
    result = _result(_read(job, paths), decisions)
    if job.out and result.sources:
        _write(job.out, FORMATS[job.form](result.claims, _digests(result.sources)))
        Journal.beside(job.out, resume=True).close()
    if job.html:
        write_pages(job.html, result.claims, result.traces, result.sources)
    return result


def documents_sheet(result: Result) -> Sheet:
    """One row a document."""
    count = Counter(claim.doc for claim in result.claims)
    rows = [
        (
            s.document.id,
            s.document.language,
            s.document.published.start.isoformat() if s.document.published else None,
            s.document.source_class,
            len(s.segments),
            count[s.document.id],
            "; ".join(s.document.doubts),
        )
        for s in result.sources
    ]
    columns = ("document", "language", "date", "source class", "segments", "claims", "doubts")
    return Sheet("Documents", columns, rows)


def claims_sheet(result: Result) -> Sheet:
    """One row a claim, in short."""
    rows = [
        (c.id, _act(c), c.modality, c.date.start.isoformat() if c.date else None, c.event, c.quote)
        for c in result.claims
    ]
    columns = ("claim", "act", "modality", "date", "event", "quote")
    return Sheet("Claims", columns, rows)


def _act(claim: Claim) -> str:
    """Who does what to whom."""
    return f"{' '.join(claim.actor) or '?'} {claim.action} {' '.join(claim.target)}".rstrip()


def explained(result: Result) -> str:
    """Each claim with its segment, the rules that fired and what they overruled."""
    parts = []
    sources = {source.document.id: source for source in result.sources}
    for claim in result.claims:
        trace = result.traces.get(claim.id)
        part = sources[claim.doc].segment_of(claim)
        why = part.reason if part else ""
        parts.append(f"{claim.id} [{claim.segment}: {why}] {_act(claim)} ({claim.modality})")
        parts.append(f"  “{claim.quote}”")
        parts.append(f"  event {claim.event}, root {claim.root}, confidence {claim.confidence:.2f}")
        parts += [f"  + {rule}" for rule in (trace.fired if trace else (f"by {claim.coder}",))]
        parts += [f"  - {rule}" for rule in (trace.ignored if trace else ())]
    return "\n".join(parts)


def _read(job: Job, paths: Sequence[Path]) -> list[Outcome]:
    """Outcomes of all files, those of a stopped run included."""
    journal = Journal.beside(job.out, resume=job.resume) if job.out else None
    done = journal.done() if journal else {}
    wanted = {str(path) for path in paths}
    fresh: dict[str, Outcome] = {}
    with _bar(len(paths), len(wanted & done.keys())) as advance:
        for outcome in read_all(paths, workers=job.workers, done=done):
            if journal:
                journal.append(outcome)
            else:
                fresh[outcome.path] = outcome
            advance()
    written = (o for o in journal.outcomes() if o.path in wanted) if journal else fresh.values()
    kept = {o.path: o if job.reasons else o.without_reasons() for o in written}
    return [kept[str(path)] for path in paths if str(path) in kept]


def _result(outcomes: list[Outcome], decisions: Sequence[Correction]) -> Result:
    sources = [Source(o.document, o.segments) for o in outcomes if o.document]
    coded = [c for o in outcomes for c in o.coded]
    texts = {s.document.id: s.document.text for s in sources}
    corrected = correct([c.claim for c in coded], decisions, texts, _digests(sources))
    faults = [o.fault for o in outcomes if o.fault] + [
        f"{lost.where}: its words or document are not here; decision '{lost.decision}' not applied"
        for lost in corrected.unmatched
    ]
    outcomes.clear()  # ten thousand of them take as much memory as their claims
    coders = {c.claim.coder for c in coded}
    by_hand = {c.id for c in corrected.claims if c.coder not in coders}
    traces = {c.claim.id: c.trace for c in coded if c.trace.fired and c.claim.id not in by_hand}
    return Result(cluster(corrected.claims, sources), traces, sources, faults)


def _digests(sources: Sequence[Source]) -> dict[str, str]:
    return {s.document.id: s.document.sha256 for s in sources}


def _write(path: Path, pieces: Iterable[str]) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        part.replace(path)
    except OSError as error:
        reason = (error.strerror or "cannot be written").lower()
        raise FoedusError(reason, where=str(path), remedy="choose another --out") from None


@contextmanager
def _bar(total: int, before: int) -> Iterator[Any]:
    """A bar on the terminal; nothing where the output is not one."""
    console = Console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    shown = sys.stderr.isatty() and total > 1
    with Progress(*columns, console=console, transient=True, disable=not shown) as progress:
        task = progress.add_task("reading", total=total, completed=before)
        yield lambda: progress.advance(task)
