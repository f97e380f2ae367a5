"""One class explained: who moved it, through which events, and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from foedus.core.errors import UnknownName
from foedus.report.catalogue import Catalogue, catalogue
from foedus.report.evidence_lines import most_moved, player_title, side
from foedus.update.record import Attribution, EventRow, Ledger, ReportRow, WayRow


@dataclass(frozen=True, slots=True)
class Explanation:
    """A ledger with the column and the attribution that were asked for."""

    ledger: Ledger
    column: int
    attribution: Attribution


def explanation(
    ledger: Ledger, scenario: str = "", policy: str = "", by: str = "document"
) -> Explanation:
    """Choose a class and a policy; empty for the first policy and its most moved class.

    Raises `UnknownName` for a class or a policy that the run does not have.
    """
    policies = dict.fromkeys(c.policy for c in ledger.columns)
    chosen = policy or next(iter(policies))
    if chosen not in policies:
        raise UnknownName("policy", chosen, policies, where="--policy")
    mine = [k for k, c in enumerate(ledger.columns) if c.policy == chosen]
    names = dict.fromkeys(ledger.columns[k].scenario for k in mine)
    if scenario and scenario not in names:
        raise UnknownName("class", scenario, names)
    found = [k for k in mine if ledger.columns[k].scenario == scenario]
    column = found[0] if found else most_moved(ledger, mine)
    attribution = next(a for a in ledger.attributions if a.by == by)
    return Explanation(ledger, column, attribution)


def as_json(found: Explanation) -> dict[str, Any]:
    """The same as JSON types."""
    ledger, k = found.ledger, found.column
    policy = ledger.columns[k].policy
    shares = {s.player: (s.shift[k], s.se[k]) for s in found.attribution.shares}
    return {
        **asdict(ledger.columns[k]),
        "as_of": ledger.as_of,
        "history_to": ledger.history_to,
        "before": ledger.before[k],
        "after": ledger.after[k],
        "trajectories": ledger.trajectories,
        "effective": ledger.effective,
        "by": found.attribution.by,
        "exact": found.attribution.exact,
        "steps": [
            {
                "player": step.player,
                "known": step.known,
                "p": step.p[k],
                "shift": step.shift[k],
                "se": step.se[k],
                "effective": step.effective,
                "share": shares.get(step.player, (None, None))[0],
                "share_se": shares.get(step.player, (None, None))[1],
            }
            for step in found.attribution.steps
        ],
        "events": [asdict(event) for event in ledger.events],
        "ways": [asdict(row) for row in ways(found)],
        "means": [asdict(row) for row in ledger.means if row.policy == policy],
        "opinions": [asdict(row) for row in ledger.opinions],
        "left_out": [asdict(row) for row in ledger.reports if row.why],
        "rates": [asdict(row) for row in ledger.rates],
        "faults": list(ledger.faults),
    }


def ways(found: Explanation) -> list[WayRow]:
    """Ways from events to the class."""
    scenario = found.ledger.columns[found.column].scenario
    return [row for row in found.ledger.ways if row.scenario == scenario]


def render(found: Explanation, lang: str = "en") -> Group:
    """Tables for the screen."""
    t = catalogue(lang)
    parts = [*_head(found, t), *_steps(found, t), *_events(found, t), *_ways(found, t)]
    return Group(*parts, *_left(found, t))


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
    if not found.attribution.steps:
        yield Text(t("explain.nothing"))


def _steps(found: Explanation, t: Catalogue) -> Iterator[RenderableType]:
    attribution, k, n = found.attribution, found.column, t.numbers
    if not attribution.steps:
        return
    keys = ("known", attribution.by, "p", "shift", "effective", "share")
    grid = _grid(t("explain.order"), t, keys, numeric=4)
    shares = {s.player: s for s in attribution.shares}
    for step in attribution.steps:
        share = shares.get(step.player)
        error = f" ±{n.fixed(share.se[k], 2)}" if share and not attribution.exact else ""
        grid.add_row(
            step.known,
            player_title(found.ledger, step.player, t),
            n.probability(step.p[k]),
            f"{n.signed(step.shift[k])} ±{n.fixed(step.se[k], 2)}",
            n.fixed(step.effective, 0),
            f"{n.signed(share.shift[k])}{error}" if share else "",
        )
    yield grid
    yield Padding(Text(t("explain.order_note")), (0, 1))


def _events(found: Explanation, t: Catalogue) -> Iterator[RenderableType]:
    if not found.ledger.events:
        return
    grid = _grid(
        t("explain.events"), t, ("event", "months", "before", "after", "factor", "roots"), 4
    )
    for event in found.ledger.events:
        grid.add_row(*_event_row(event, t))
    yield grid
    yield Padding(Text(t("explain.events_note")), (0, 1))


def _event_row(event: EventRow, t: Catalogue) -> tuple[str, ...]:
    n = t.numbers
    mark = "" if event.touch == "when" else f" ({t(f'touch.{event.touch}')})"
    return (
        f"{side(event.label, t)}{mark}",
        f"{event.first[:7]} – {event.last[:7]}",
        n.probability(event.before),
        n.probability(event.after),
        n.value(event.factor),
        str(event.roots),
    )


def _ways(found: Explanation, t: Catalogue) -> Iterator[RenderableType]:
    rows = ways(found)
    if not rows:
        return
    labels = {e.id: side(e.label, t) for e in found.ledger.events}
    grid = _grid(t("explain.ways"), t, ("event", "way"), 0)
    for row in dict.fromkeys((labels[r.event], way_text(found, r, t)) for r in rows):
        grid.add_row(*row)
    yield grid


def way_text(found: Explanation, row: WayRow, t: Catalogue) -> str:
    """Variables on the way, each with its mean at the horizon before and after."""
    n, policy = t.numbers, found.ledger.columns[found.column].policy
    means = {
        m.variable: m for m in found.ledger.means if (m.event, m.policy) == (row.event, policy)
    }
    parts = []
    for name in row.variables:
        mean = means.get(name)
        shown = f" {n.value(mean.before)} ⇒ {n.value(mean.after)}" if mean else ""
        parts.append(f"{name}{shown}")
    return " → ".join(parts)


def _left(found: Explanation, t: Catalogue) -> Iterator[RenderableType]:
    left = [row for row in found.ledger.reports if row.why]
    if not left:
        return
    grid = _grid(t("explain.left"), t, ("why", "count", "example"), 0)
    first: dict[str, ReportRow] = {}
    for row in left:
        first.setdefault(row.why, row)
    for why, count in Counter(row.why for row in left).most_common():
        grid.add_row(t(f"why.{why}"), str(count), side(first[why].text, t))
    yield grid


def _grid(title: str, t: Catalogue, keys: tuple[str, ...], numeric: int) -> Grid:
    """A table whose last `numeric` columns stand to the right."""
    grid = Grid(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold")
    for place, key in enumerate(keys):
        right = place >= len(keys) - numeric
        grid.add_column(
            t(f"explain.column_{key}"), justify="right" if right else "left", no_wrap=right
        )
    return grid
