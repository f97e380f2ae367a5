"""What became of a user's own documents: what was taken, what was left and why, what is damaged."""

from __future__ import annotations

from foedus.report.catalogue import Catalogue
from foedus.report.contexts import TableView
from foedus.report.evidence_lines import doubts_of, own_documents, side
from foedus.report.explanation_views import heads
from foedus.update.record import Ledger, ReportRow


def own_view(ledger: Ledger, t: Catalogue) -> TableView:
    """The user's documents with what of them counts; doubts about them."""
    rows = tuple(
        (
            document.known,
            side(document.title, t),
            t(f"source_class.{document.source_class.replace(' ', '_')}"),
            "; ".join(doubts_of(document, t)),
            str(document.counted),
            str(document.left),
        )
        for document in own_documents(ledger)
    )
    named = heads(t, ("known", "document", "source_class", "doubts"), ("counted", "left"))
    return TableView(t("explain.yours"), named, rows, t("explain.yours_note"))


def own_left_view(ledger: Ledger, t: Catalogue) -> TableView:
    """Every claim of the user's documents that moves nothing, with the reason."""
    rows = tuple(
        (row.doc, side(row.text, t), why_text(row, t), row.place)
        for row in ledger.reports
        if row.own and row.why
    )
    named = heads(t, ("document", "sentence", "why", "place"), ())
    return TableView(t("explain.yours_left"), named, rows)


def why_text(row: ReportRow, t: Catalogue) -> str:
    """Why a report is left out: the kernel's own reason where it has one."""
    return side(row.detail, t) if row.detail.en else t(f"why.{row.why}")


def faults_view(ledger: Ledger, t: Catalogue) -> TableView:
    """What could not be used, one line each with file and line."""
    rows = tuple((fault,) for fault in ledger.faults)
    return TableView(t("explain.faults"), heads(t, ("fault",), ()), rows, t("explain.faults_note"))
