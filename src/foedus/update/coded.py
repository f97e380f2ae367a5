"""A claim of the coder's, or of a file, in the form in which reports are weighed."""

from __future__ import annotations

from collections.abc import Iterable

from foedus.case.evidence_records import Amount
from foedus.case.records import Text
from foedus.claims.record import Claim
from foedus.update.marks import marks_of
from foedus.update.reports import Document, Report


def report_of(
    claim: Claim, document: Document, place: str, *, event: str, agencies: Iterable[str] = ()
) -> Report:
    """The report that a claim of a user's document makes.

    `event` is its label, told apart from labels of other files; `agencies` sign the document.
    """
    quote = f"“{' '.join(claim.quote.split())}”"
    root = claim.root or claim.doc
    signed = marks_of(", ".join((document.publisher, *agencies)), root)
    return Report(
        id=claim.id if claim.id.startswith(claim.doc) else f"{claim.doc} {claim.id}",
        doc=claim.doc,
        known=document.day,
        start=claim.date.start if claim.date else None,
        end=claim.date.end if claim.date else None,
        precision=claim.date.precision if claim.date else "none",
        actor=claim.actor,
        target=claim.target,
        action=claim.action,
        domain=claim.domain,
        modality=claim.modality,
        quantity=tuple(Amount(q.value, q.unit, q.bound, q.of) for q in claim.quantity),
        event=event,
        root=root,
        source_class=document.source_class,
        text=Text(quote, quote),
        confidence=claim.confidence,
        place=place,
        own=True,
        speaker=claim.speaker,
        marks=signed,
    )
