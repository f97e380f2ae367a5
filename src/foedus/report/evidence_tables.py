"""The ledger of a run's evidence as tables: the same for the page, CSV and Excel."""

from __future__ import annotations

from collections import Counter

from foedus.report.catalogue import Catalogue
from foedus.report.evidence_lines import player_title, side
from foedus.report.table import Column, Kind, Table, table
from foedus.update.record import Attribution, Ledger


def evidence_tables(ledger: Ledger, t: Catalogue) -> list[Table]:
    """Every table that has a row, in the order a reader wants them."""
    found = [
        attribution_table(ledger, ledger.attributions[0], t),
        attribution_table(ledger, ledger.attributions[1], t),
        event_table(ledger, t),
        left_table(ledger, t),
        opinion_table(ledger, t),
        rate_table(ledger, t),
        report_table(ledger, t),
    ]
    return [one for one in found if one.rows]


def attribution_table(ledger: Ledger, attribution: Attribution, t: Catalogue) -> Table:
    """Every part by every column: long, for those who compute on."""
    shares = {s.player: s for s in attribution.shares}
    rows = [
        (
            number + 1,
            step.known,
            step.player,
            player_title(ledger, step.player, t),
            column.policy,
            column.reading,
            column.scenario,
            step.p[k],
            step.shift[k],
            step.se[k],
            step.effective,
            shares[step.player].shift[k] if step.player in shares else None,
            shares[step.player].se[k] if step.player in shares else None,
        )
        for number, step in enumerate(attribution.steps)
        for k, column in enumerate(ledger.columns)
    ]
    heads = [
        _column(t, "number", "count"), _column(t, "known"), _column(t, "key"),
        _column(t, attribution.by), *(Column(k, t(f"column.{k}")) for k in _CLASS),
        _column(t, "p", "probability"), _column(t, "shift", "signed"), _column(t, "se", "value"),
        _column(t, "effective", "count"), _column(t, "share", "signed"),
        _column(t, "share_se", "value"),
    ]  # fmt: skip
    name = "evidence" if attribution.by == "document" else "evidence_sentences"
    return table(name, t(f"explain.table_{attribution.by}"), heads, rows, t("explain.order_note"))


_CLASS = ("policy", "reading", "scenario")


def event_table(ledger: Ledger, t: Catalogue) -> Table:
    """Events with the simulator's probability before and after."""
    rows = [
        (
            side(e.label, t),
            t(f"touch.{e.touch}"),
            e.first[:7],
            e.last[:7],
            e.before,
            e.after,
            e.factor,
            e.roots,
            "; ".join(e.documents),
        )
        for e in ledger.events
    ]
    heads = [
        _column(t, "event"), _column(t, "touch"), _column(t, "first"), _column(t, "last"),
        _column(t, "before", "probability"), _column(t, "after", "probability"),
        _column(t, "factor", "value"), _column(t, "roots", "count"), _column(t, "documents"),
    ]  # fmt: skip
    return table("evidence_events", t("explain.events"), heads, rows, t("explain.events_note"))


def left_table(ledger: Ledger, t: Catalogue) -> Table:
    """Reasons for which reports of the case were left out, with how many and one of them.

    Those of a user's documents are told one by one, see `evidence_own`.
    """
    left = [row for row in ledger.reports if row.why and not row.own]
    count = Counter(row.why for row in left)
    first = {row.why: side(row.text, t) for row in reversed(left)}
    rows = [(t(f"why.{why}"), n, first[why]) for why, n in count.most_common()]
    heads = [_column(t, "why"), _column(t, "count", "count"), _column(t, "example")]
    return table("evidence_left_out", t("explain.left"), heads, rows)


def opinion_table(ledger: Ledger, t: Catalogue) -> Table:
    """Forecasts of others beside the model's own number."""
    rows = [
        (
            row.published,
            side(row.who, t),
            side(row.question, t),
            row.horizon,
            row.p,
            row.rank,
            row.own,
            row.score,
            row.set_prior,
            row.origin,
        )
        for row in ledger.opinions
    ]
    heads = [
        _column(t, "published"), _column(t, "who"), _column(t, "question"),
        _column(t, "horizon"), _column(t, "theirs", "probability"), _column(t, "rank", "count"),
        _column(t, "own", "probability"), _column(t, "score", "value"), _column(t, "set_prior"),
        _column(t, "origin"),
    ]  # fmt: skip
    return table("opinions", t("explain.opinions"), heads, rows, t("explain.opinions_note"))


def rate_table(ledger: Ledger, t: Catalogue) -> Table:
    """How far each class of sources was believed."""
    rows = [
        (t(f"source_class.{r.source_class.replace(' ', '_')}"), r.sensitivity, r.false_alarm,
         r.recheck)
        for r in ledger.rates
    ]  # fmt: skip
    rates = (_column(t, key, "probability") for key in ("sensitivity", "false_alarm", "recheck"))
    heads = [_column(t, "source_class"), *rates]
    return table("evidence_rates", t("explain.rates"), heads, rows, t("explain.rates_note"))


def report_table(ledger: Ledger, t: Catalogue) -> Table:
    """Every report, with the event it is counted for or why it is not."""
    labels = {e.id: side(e.label, t) for e in ledger.events}
    rows = [
        (
            row.known,
            row.id,
            row.doc,
            side(row.text, t),
            row.modality,
            row.action,
            row.root,
            labels.get(row.event, ""),
            t(f"why.{row.why}") if row.why else "",
            row.place,
        )
        for row in ledger.reports
    ]
    keys = ("known", "key", "document", "sentence", "modality", "action", "root", "event", "why")
    heads = [*(_column(t, key) for key in keys), _column(t, "place")]
    return table("evidence_reports", t("explain.reports"), heads, rows)


def _column(t: Catalogue, key: str, kind: Kind = "text") -> Column:
    return Column(key, t(f"explain.column_{key}"), kind)
