"""An explanation on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from foedus.report.catalogue import Catalogue, catalogue
from foedus.report.contexts import TableView, view
from foedus.report.evidence_lines import change_text
from foedus.report.evidence_own import faults_view, own_left_view, own_view
from foedus.report.evidence_tables import left_table
from foedus.report.explanation import Explanation
from foedus.report.explanation_views import (
    events_view,
    opinions_view,
    pools_view,
    steps_view,
    ways_view,
)


def render(found: Explanation, lang: str = "en") -> Group:
    """Tables for the screen: who moved the class, through what, and what was left out."""
    t, ledger = catalogue(lang), found.ledger
    views = [
        steps_view(found, t),
        events_view(ledger, t),
        ways_view(found, t),
        own_view(ledger, t),
        own_left_view(ledger, t),
        view(left_table(ledger, t), t.numbers),
        pools_view(ledger, t),
        opinions_view(ledger, t),
        faults_view(ledger, t),
    ]
    return Group(*_head(found, t), *(part for one in views for part in _shown(one)))


def _head(found: Explanation, t: Catalogue) -> Iterator[RenderableType]:
    ledger, column, n = found.ledger, found.ledger.columns[found.column], t.numbers
    head = t(
        "explain.head",
        scenario=column.scenario,
        policy=column.policy,
        reading=column.reading,
        before=n.probability(ledger.before[found.column]),
        after=n.probability(ledger.after[found.column]),
        history=ledger.history_to,
        as_of=ledger.as_of,
    )
    yield Text(head, style="bold")
    if found.attribution.steps:
        yield Text(change_text(ledger, found.column, t))
    else:
        yield Text(t("explain.nothing" if ledger.reports else "explain.none"))


def _shown(table: TableView) -> Iterator[RenderableType]:
    """A table with its note; nothing for one without a row."""
    if not table.rows:
        return
    grid = Grid(box=box.SIMPLE_HEAD, title=table.title, title_justify="left", title_style="bold")
    for text, numeric in table.heads:
        grid.add_column(
            text, justify="right" if numeric else "left", no_wrap=numeric, overflow="fold"
        )
    for row in table.rows:
        grid.add_row(*(Text(cell) for cell in row))
    yield grid
    if table.note:
        yield Padding(Text(table.note), (0, 1))
