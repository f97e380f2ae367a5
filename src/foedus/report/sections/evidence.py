"""The evidence section: what was reported, what it moved, what was left out and why."""

from __future__ import annotations

from datetime import date

from foedus.report.charts.arrivals import Arrived, arrivals_chart
from foedus.report.charts.style import svg
from foedus.report.contexts import Figure, Section, TableView, view
from foedus.report.evidence_lines import (
    ledger_counts,
    player_title,
)
from foedus.report.evidence_tables import event_table, left_table, opinion_table, rate_table
from foedus.report.explanation import Explanation, explanation
from foedus.report.scenario_tables import scenario_title
from foedus.report.sections.drawing import Drawing
from foedus.update.record import Ledger

MOVED = 0.05
"""Change of log-odds from which a document is numbered in the figure."""


def evidence(drawing: Drawing, ledger: Ledger) -> Section:
    """Texts, the table and figure of arrivals, events, what was left out, opinions, rates."""
    t = drawing.t
    intro = [t("evidence.intro"), t("evidence.counts", **ledger_counts(ledger, t))]
    found = explanation(ledger) if ledger.attributions[0].steps else None
    if found is None:
        intro.append(t("explain.nothing"))
    more = [event_table(ledger, t), left_table(ledger, t), opinion_table(ledger, t)]
    more.append(rate_table(ledger, t))
    return Section(
        "evidence",
        t("section.evidence"),
        tuple(intro),
        (_steps(drawing, found),) if found else (),
        (_figure(drawing, found),) if found else (),
        tuple(view(one, t.numbers) for one in more if one.rows),
    )


def _steps(drawing: Drawing, found: Explanation) -> TableView:
    """In order of arrival, for the class that moved most under the first policy."""
    t, k = drawing.t, found.column
    n, column = t.numbers, found.ledger.columns[k]
    shares = {s.player: s for s in found.attribution.shares}
    keys = ("number", "known", "document", "p", "shift", "effective", "share")
    heads = tuple((t(f"explain.column_{key}"), key not in keys[1:3]) for key in keys)
    rows = tuple(
        (
            str(number + 1),
            step.known,
            player_title(found.ledger, step.player, t),
            n.probability(step.p[k]),
            f"{n.signed(step.shift[k])} ±{n.fixed(step.se[k], 2)}",
            n.fixed(step.effective, 0),
            n.signed(shares[step.player].shift[k]) if step.player in shares else "",
        )
        for number, step in enumerate(found.attribution.steps)
    )
    title = t(
        "explain.section_steps",
        scenario=_title(drawing, column.scenario),
        policy=drawing.names[column.policy],
        before=n.probability(found.ledger.before[k]),
        after=n.probability(found.ledger.after[k]),
    )
    return TableView(title, heads, rows, t("explain.order_note"))


def _figure(drawing: Drawing, found: Explanation) -> Figure:
    """The same class under every policy as documents arrive."""
    t, ledger = drawing.t, found.ledger
    chosen = ledger.columns[found.column]
    columns = {
        c.policy: k
        for k, c in enumerate(ledger.columns)
        if (c.reading, c.scenario) == (chosen.reading, chosen.scenario)
    }
    arrived = [
        Arrived(
            date.fromisoformat(step.known),
            number + 1,
            {policy: step.p[k] for policy, k in columns.items()},
            abs(step.shift[found.column]) >= MOVED,
        )
        for number, step in enumerate(found.attribution.steps)
    ]
    before = {policy: ledger.before[k] for policy, k in columns.items()}
    names = {policy: drawing.names[policy] for policy in columns}
    plot = arrivals_chart(arrived, before, names, drawing.colours, t("figure.probability"))
    title = t("explain.figure", scenario=_title(drawing, chosen.scenario))
    n = t.numbers
    heads = (
        (t("explain.column_number"), True),
        (t("explain.column_known"), False),
        *((name, True) for name in names.values()),
    )
    rows = tuple(
        (str(a.number), a.day.isoformat(), *(n.probability(a.p[policy]) for policy in columns))
        for a in arrived
    )
    numbers = TableView(title, heads, rows)
    caption = t("explain.figure_caption")
    return Figure("evidence", title, svg(plot, t.lang), caption, numbers)


def _title(drawing: Drawing, scenario: str) -> str:
    return f"{scenario} {scenario_title(drawing.result, scenario, drawing.t)}"
