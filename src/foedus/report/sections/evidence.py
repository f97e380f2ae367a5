"""The evidence section: what was reported, what it moved, what was left out and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from foedus.report.catalogue import Catalogue
from foedus.report.charts.arrivals import Arrived, arrivals_chart
from foedus.report.charts.style import svg
from foedus.report.contexts import Figure, Section, TableView, view
from foedus.report.evidence_lines import TELLS, change_text, ledger_counts
from foedus.report.evidence_own import faults_view, own_left_view, own_view
from foedus.report.evidence_tables import left_table, opinion_table, rate_table
from foedus.report.explanation import Explanation, explanation
from foedus.report.explanation_views import events_view, pools_view, steps_view, ways_view
from foedus.report.scenario_tables import scenario_title
from foedus.report.sections.drawing import Drawing
from foedus.update.record import Ledger, Step

MOVED = 0.05
"""Change of log-odds from which a document is numbered in the figure."""
CLAIMS = 60
"""Most claims that the page lists one by one; all are in the files."""


def evidence(drawing: Drawing, ledger: Ledger) -> Section:
    """What moved a class and how, the user's own documents, opinions, what was left out."""
    t = drawing.t
    intro = [t("evidence.intro"), t("evidence.counts", **ledger_counts(ledger, t))]
    found = explanation(ledger) if ledger.attributions[0].steps else None
    none = t("explain.nothing" if ledger.reports else "explain.none")
    intro.append(change_text(ledger, found.column, t) if found else none)
    if ledger.faults:
        intro.append(t("evidence.faults_page", n=len(ledger.faults)))
    shown = [_steps(drawing, found)] if found else []
    shown += [events_view(ledger, t), *([ways_view(found, t)] if found else [])]
    shown += [own_view(ledger, t), own_left_view(ledger, t), faults_view(ledger, t)]
    shown += [pools_view(ledger, t)]
    return Section(
        "evidence",
        t("section.evidence"),
        tuple(intro),
        tuple(one for one in shown if one.rows),
        (_figure(drawing, found),) if found else (),
        tuple(one for one in _folded(ledger, t) if one.rows),
    )


def _folded(ledger: Ledger, t: Catalogue) -> list[TableView]:
    """What a reader may look up: claims, reasons, opinions, rates."""
    files = "tables/{}.csv".format
    found = list[TableView]()
    if 0 < len(ledger.attributions[1].steps) <= CLAIMS:
        found.append(steps_view(explanation(ledger, by="sentence"), t))
    more = [left_table(ledger, t), opinion_table(ledger, t), rate_table(ledger, t)]
    return found + [view(one, t.numbers, files(one.name)) for one in more]


def _steps(drawing: Drawing, found: Explanation) -> TableView:
    """In order of arrival, for the class that moved most under the first policy."""
    t, k = drawing.t, found.column
    n, column = t.numbers, found.ledger.columns[k]
    title = t(
        "explain.section_steps",
        scenario=_title(drawing, column.scenario),
        policy=drawing.names[column.policy],
        before=n.probability(found.ledger.before[k]),
        after=n.probability(found.ledger.after[k]),
    )
    return replace(steps_view(found, t), title=title)


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
            any(_moved(step, k) for k in columns.values()),
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


def _moved(step: Step, k: int) -> bool:
    """Whether a document moved a class by something, and by more than chance would."""
    return abs(step.shift[k]) >= max(MOVED, TELLS * step.se[k])


def _title(drawing: Drawing, scenario: str) -> str:
    return f"{scenario} {scenario_title(drawing.result, scenario, drawing.t)}"
