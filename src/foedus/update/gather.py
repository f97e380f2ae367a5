"""The evidence of a run: the case's own, and what a user adds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from foedus.case.records import Case
from foedus.core.digest import digest_of
from foedus.update.reports import Document, Report, built_in, case_documents


@dataclass(frozen=True)
class Gathered:
    """Reports in the order of their days, with their documents.

    watched : whether the case's own evidence is among them, so that its silences speak too.
    faults : what could not be used, one line each, with file and line.
    """

    reports: tuple[Report, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    watched: bool = False
    faults: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Digest of all that is reported, wherever its files lie."""
        plain = [{**asdict(report), "place": ""} for report in self.reports]
        return digest_of([plain, self.watched])


def gather(case: Case, own: Gathered | None = None, *, builtin: bool = True) -> Gathered:
    """The case's evidence (unless left out) and a user's, together.

    A user's document or report that is named like another is renamed.
    """
    mine = _distinct(own or Gathered(), case)
    reports: Sequence[Report] = [*(built_in(case.evidence) if builtin else ()), *mine.reports]
    return Gathered(
        tuple(sorted(reports, key=lambda r: (r.known, r.own, r.id if r.own else ""))),
        {**(case_documents(case.evidence) if builtin else {}), **mine.documents},
        builtin and bool(case.evidence.claims),
        mine.faults,
    )


def _distinct(own: Gathered, case: Case) -> Gathered:
    """The user's, under names that neither the case nor another file of claims has."""
    moved = {key: f"own {key}" for key in own.documents if key in case.evidence.documents}
    documents = {moved.get(k, k): replace(d, key=moved.get(k, k)) for k, d in own.documents.items()}
    seen, reports = Counter(case.evidence.claims.keys()), list[Report]()
    for report in own.reports:
        seen[report.id] += 1
        name = f"{report.id} ~{seen[report.id]}" if seen[report.id] > 1 else report.id
        reports.append(replace(report, id=name, doc=moved.get(report.doc, report.doc)))
    return replace(own, reports=tuple(reports), documents=documents)
