"""One form for what is reported, whether the case brings it or a document of the user's does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from foedus.case.evidence_records import Amount, CodedClaim, Evidence
from foedus.case.records import Text
from foedus.core.codebook import Action, Domain, Modality, Precision, SourceClass
from foedus.update.marks import marks_of


@dataclass(frozen=True, slots=True)
class Document:
    """Where reports stand. `own` marks the user's, as against those of the case.

    known : None for a register, whose records carry days of their own.
    undated : it gives no date, and is taken as known on the day of the forecast.
    note : doubts about it.
    """

    key: str
    title: Text
    publisher: str
    known: date | None
    source_class: SourceClass
    own: bool = False
    note: str = ""
    undated: bool = False

    @property
    def day(self) -> date:
        """The day on which it is known; a register has none."""
        if self.known is None:
            raise ValueError(f"{self.key} is a register")
        return self.known


@dataclass(frozen=True, slots=True)
class Report:
    """One claim, ready to be weighed.

    known : the day on which it could be known; a run as of an earlier day refuses it.
    start, end : days that it speaks of; None where it gives none.
    text : the claim in words: our summary, or the user's document quoted.
    confidence : probability that the coding is right, 1 for the case's own records.
    place : file and line, or document and offset.
    speaker : who says so, outermost first; empty where the author does.
    marks : papers and agencies that sign it, in small letters.
    """

    id: str
    doc: str
    known: date
    start: date | None
    end: date | None
    precision: Precision
    actor: tuple[str, ...]
    target: tuple[str, ...]
    action: Action
    domain: tuple[Domain, ...]
    modality: Modality
    quantity: tuple[Amount, ...]
    event: str
    root: str
    source_class: SourceClass
    text: Text
    confidence: float
    place: str
    own: bool = False
    speaker: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def affirms(self) -> bool:
        """False for a denial."""
        return self.modality != "negated"


def built_in(evidence: Evidence) -> Iterator[Report]:
    """The records that a case brings, in the order of their days."""
    documents = evidence.documents
    return (_of_case(claim, documents[claim.doc].publisher) for claim in evidence.claims.values())


def case_documents(evidence: Evidence) -> Mapping[str, Document]:
    """The documents of those records."""
    return {
        d.key: Document(d.key, d.title, d.publisher, d.published, d.source_class)
        for d in evidence.documents.values()
    }


def _of_case(claim: CodedClaim, publisher: str) -> Report:
    return Report(
        id=claim.id,
        doc=claim.doc,
        known=claim.published,
        start=claim.start,
        end=claim.end,
        precision=claim.precision,
        actor=claim.actor,
        target=claim.target,
        action=claim.action,
        domain=claim.domain,
        modality=claim.modality,
        quantity=claim.quantity,
        event=claim.event,
        root=claim.root,
        source_class=claim.source_class,
        text=claim.summary,
        confidence=1.0,
        place=str(claim.place),
        speaker=claim.speaker,
        marks=marks_of(publisher, claim.root),
    )
