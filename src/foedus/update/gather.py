"""The evidence of a run: the case's own, and what a user adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

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
    """The case's evidence (unless left out) and a user's, together."""
    mine = own or Gathered()
    reports: Sequence[Report] = [*(built_in(case.evidence) if builtin else ()), *mine.reports]
    return Gathered(
        tuple(sorted(reports, key=lambda r: (r.known, r.own))),
        {**(case_documents(case.evidence) if builtin else {}), **mine.documents},
        builtin and bool(case.evidence.claims),
        mine.faults,
    )
