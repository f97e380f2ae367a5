"""What explains a class, as text in tables: the same on the screen and on the page."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.report.catalogue import Catalogue
from foedus.report.contexts import TableView
from foedus.report.evidence_lines import player_title, questions_of, side
from foedus.report.explanation import Explanation
from foedus.report.plain import unit_text
from foedus.update.match import BASES
from foedus.update.record import EventRow, Ledger, WayRow


def heads(
    t: Catalogue, text: tuple[str, ...], numeric: tuple[str, ...]
) -> tuple[tuple[str, bool], ...]:
    """Headings of columns, those of text before those of numbers."""
    named = [(t(f"explain.column_{key}"), False) for key in text]
    return (*named, *((t(f"explain.column_{key}"), True) for key in numeric))


def steps_view(found: Explanation, t: Catalogue) -> TableView:
    """In order of arrival: probability after each part, what it changed, and its share."""
    attribution, k, n = found.attribution, found.column, t.numbers
    shares = {s.player: s for s in attribution.shares}
    rows = []
    for number, step in enumerate(attribution.steps):
        share = shares.get(step.player)
        rows.append(
            (
                step.known,
                f"{number + 1} {player_title(found.ledger, step.player, t)}",
                n.probability(step.p[k]),
                f"{n.signed(step.shift[k])} ±{n.error(step.se[k])}",
                n.fixed(step.effective, 0),
                f"{n.signed(share.shift[k])} ±{n.error(share.se[k])}" if share else "",
            )
        )
    keys = ("p", "shift", "effective", "share")
    title = t(f"explain.order_{attribution.by}")
    return TableView(
        title, heads(t, ("known", attribution.by), keys), tuple(rows), t("explain.order_note")
    )


def events_view(ledger: Ledger, t: Catalogue) -> TableView:
    """Events, those that move scenarios first, with who tells of each."""
    ordered = sorted(ledger.events, key=lambda e: e.touch in BASES)
    rows = tuple(_event(ledger, event, t) for event in ordered)
    named = heads(t, ("event", "months", "told_by"), ("before", "after", "factor", "roots"))
    return TableView(t("explain.events"), named, rows, t("explain.events_note"))


def _event(ledger: Ledger, event: EventRow, t: Catalogue) -> tuple[str, ...]:
    n = t.numbers
    first, last = event.first[:7], event.last[:7]
    return (
        event_label(event, t),
        first if first == last else f"{first} – {last}",
        "; ".join(told_by(ledger, event, t)),
        n.probability(event.before),
        n.probability(event.after),
        n.value(event.factor),
        str(event.roots),
    )


def event_label(event: EventRow, t: Catalogue) -> str:
    """Kind of event, and what is said of it where that is not that it happened."""
    mark = "" if event.touch == "when" else f" ({t(f'touch.{event.touch}')})"
    return f"{side(event.label, t)}{mark}"


def told_by(ledger: Ledger, event: EventRow, t: Catalogue) -> Iterator[str]:
    """Documents that tell of an event, each once; who denies and who copies is marked."""
    docs, roots = set[tuple[str, bool]](), set[tuple[str, bool]]()
    for report in (r for r in ledger.reports if r.event == event.id):
        denies = report.modality == "negated"
        if (report.doc, denies) in docs:
            continue
        copies = (report.root, denies) in roots
        marks = [t(f"explain.{m}") for m, on in (("denies", denies), ("copies", copies)) if on]
        yield f"{report.doc} ({', '.join(marks)})" if marks else report.doc
        docs.add((report.doc, denies))
        roots.add((report.root, denies))


def ways_view(found: Explanation, t: Catalogue) -> TableView:
    """Variables on the way from each event to the class."""
    labels = {e.id: event_label(e, t) for e in found.ledger.events}
    rows = dict.fromkeys((labels[r.event], way_text(found, r, t)) for r in found.ways)
    note = t("explain.ways_note") if rows else ""
    return TableView(t("explain.ways"), heads(t, ("event", "way"), ()), tuple(rows), note)


def way_text(found: Explanation, row: WayRow, t: Catalogue) -> str:
    """Variables on the way, each with its mean at the horizon before and after."""
    n, ledger = t.numbers, found.ledger
    policy = ledger.columns[found.column].policy
    means = {m.variable: m for m in ledger.means if (m.event, m.policy) == (row.event, policy)}
    parts = []
    for name in row.variables:
        mean, known = means.get(name), ledger.variables.get(name)
        shown = f" {n.value(mean.before)} ⇒ {n.value(mean.after)}" if mean else ""
        unit = f" ({unit_text(known.unit, t)})" if shown and known and known.unit else ""
        parts.append(f"{side(known.label, t) if known else name}{shown}{unit}")
    return " → ".join(parts)


def opinions_view(ledger: Ledger, t: Catalogue) -> TableView:
    """Forecasts of others on what the model has a number for, beside that number."""
    n = t.numbers
    rows = tuple(
        (
            f"{side(row.who, t)}, {row.published}",
            side(row.question, t),
            row.horizon,
            t("explain.barred", parameter=row.set_prior) if row.set_prior else "",
            n.probability(row.p) if row.p is not None else t("explain.rank", rank=row.rank or 0),
            n.probability(row.own) if row.own is not None else "",
            n.value(row.score) if row.score is not None else "",
        )
        for row in ledger.opinions
        if row.own is not None
    )
    others = sum(row.own is None for row in ledger.opinions)
    note = t("explain.opinions_note")
    if others:
        note += " " + t("explain.opinions_others", n=others)
    named = heads(t, ("who", "question", "horizon", "use"), ("theirs", "own", "score"))
    return TableView(t("explain.opinions"), named, rows, note)


def pools_view(ledger: Ledger, t: Catalogue) -> TableView:
    """Sources on one question together, weighed by their records, beside the model's number."""
    asked = questions_of(ledger, t)
    n = t.numbers
    rows = tuple(
        (
            asked.get((pool.about, pool.horizon), pool.about),
            pool.horizon,
            pool.since,
            str(pool.n),
            n.probability(pool.pooled),
            n.probability(pool.own) if pool.own is not None else "",
        )
        for pool in ledger.pools
        if pool.own is not None
    )
    named = heads(t, ("question", "horizon", "since"), ("sources", "pooled", "own"))
    origins = "; ".join(dict.fromkeys(row.origin for row in ledger.opinions if row.kind == "crowd"))
    note = f"{t('explain.pools_note')} {t('explain.opinions_origin', origins=origins)}"
    return TableView(t("explain.pools"), named, rows, note)
