"""Policies side by side on the screen, and the same as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from foedus.case.records import Case
from foedus.ensemble.result import BASES, DifferenceRow, Estimate, GapRow
from foedus.ensemble.yearly import HEADLINE
from foedus.forecast.compare.records import Comparison
from foedus.report.catalogue import Catalogue, catalogue
from foedus.report.columns import WIDTH, Values, side_by_side
from foedus.report.plain import element_text, plain, unit_text
from foedus.report.strip_words import render_strips

NOTHING = 0.0005
"""A difference that three decimals would show as nothing."""

ASSUMED, IDENTIFIED = ("judgement", "levers"), ("data", "literature")


def comparison_json(found: Comparison) -> dict[str, Any]:
    """What ``--json`` prints."""
    hidden = {"case", "names"}
    records = {f.name: plain(getattr(found, f.name)) for f in fields(found) if f.name not in hidden}
    head = {"case": found.case.name, "policies": list(found.names), "basis_order": list(BASES)}
    return head | records | {"bad": dict(found.bad)}


def render_comparison(
    found: Comparison, lang: str, width: int = WIDTH, topics: tuple[str, ...] = ()
) -> Group:
    """Scenarios, variables, what the differences rest on, robustness; then topics by year."""
    t = catalogue(lang)
    day = t.numbers.day
    head = t("compare.head", as_of=day(found.as_of), horizon=day(found.horizon))
    return Group(
        Text(f"{t.of(found.case.title)}. {head}", style="bold"),
        *_scenarios(found, t, width),
        *variables_table(found, t, width),
        *(table for topic in topics for table in _by_year(found, topic, t, width)),
        *render_strips(found, t, width),
        *_basis(found, t, width),
        *_robustness(found, t, width),
        notes(found, t),
    )


def _scenarios(found: Comparison, t: Catalogue, width: int) -> Iterator[RenderableType]:
    # the other readings differ in the first class alone, which the last table shows
    reading = found.reading
    title = t("terminal.probabilities", reading=t.of(found.case.readings[reading].title))
    labels = _classes(found, reading, t)
    values = _columns(found, reading, t)
    yield from side_by_side(title, t("column.scenario"), labels, values, width)
    yield from _readings(found, t, width)


def _columns(found: Comparison, reading: str, t: Catalogue) -> list[Values]:
    levels = {(r.policy, r.scenario): r.estimate for r in found.scenarios if r.reading == reading}
    gaps = {(r.a, r.b, r.scenario): r.estimate for r in found.differences if r.reading == reading}
    out: list[Values] = [
        (policy, _cell(levels, (policy,), t.numbers.estimate)) for policy in found.names
    ]
    return out + [(f"{a} − {b}", _cell(gaps, (a, b), t.numbers.difference)) for a, b in found.pairs]


def _cell(
    cells: Mapping[Any, Estimate], place: tuple[str, ...], write: Callable[[Estimate], str]
) -> Callable[[str], str]:
    return lambda name: write(cells[(*place, name)]) if (*place, name) in cells else ""


def _classes(found: Comparison, reading: str, t: Catalogue) -> dict[str, str]:
    order = found.case.readings[reading].order
    return {name: f"{name} {t.of(found.case.scenarios[name].title)}" for name in order}


def _readings(found: Comparison, t: Catalogue, width: int) -> Iterator[RenderableType]:
    """The ambiguous class under every reading, never one number alone."""
    prefix = f"{found.case.ambiguous}-"
    labels = dict[str, str]()
    levels, gaps = dict[Any, Estimate](), dict[Any, Estimate]()
    for record in found.case.readings.values():
        name = next((n for n in record.order if n.startswith(prefix)), "")
        if name:
            labels[name] = t.of(record.title)
            levels |= {(r.policy, name): r.estimate for r in found.scenarios if r.scenario == name}
            gaps |= {(r.a, r.b, name): r.estimate for r in found.differences if r.scenario == name}
    values: list[Values] = [(p, _cell(levels, (p,), t.numbers.estimate)) for p in found.names]
    values += [(f"{a} − {b}", _cell(gaps, (a, b), t.numbers.difference)) for a, b in found.pairs]
    title = t("terminal.readings", scenario=found.case.ambiguous)
    yield from side_by_side(title, t("column.reading"), labels, values, width)


def variables_table(found: Comparison, t: Catalogue, width: int) -> Iterator[RenderableType]:
    """Means of the headline variables at the horizon, and their paired differences."""
    rows = [r for r in found.rows if r.variable in HEADLINE and r.day == found.horizon]
    labels = {_key(r): row_label(r, found.case, t) for r in rows}
    first = found.names[0]
    means = {_key(r): r.mean_a for r in rows}
    values: list[Values] = [(first, lambda key: t.numbers.value(means[key]))]
    for a, b in found.pairs:
        own = {_key(r): r for r in rows if r.b == b}
        values.append((b, _write(own, lambda r: t.numbers.value(r.mean_b))))
        values.append((f"{a} − {b}", _write(own, lambda r: gap_text(r.difference, t))))
    title = t("compare.variables", day=t.numbers.day(found.horizon))
    yield from side_by_side(title, t("column.variable"), labels, values, width)


def _by_year(found: Comparison, topic: str, t: Catalogue, width: int) -> Iterator[RenderableType]:
    """Differences of a topic's variables, a column a date."""
    for a, b in found.pairs:
        rows = [r for r in found.rows if r.topic == topic and r.b == b]
        labels = {_key(r): row_label(r, found.case, t) for r in rows}
        values: list[Values] = []
        for day in dict.fromkeys(r.day for r in rows):
            own = {_key(r): r for r in rows if r.day == day}
            values.append((when_text(day, t), _write(own, lambda r: gap_text(r.difference, t))))
        title = t("compare.by_year", topic=t(f"topic.{topic}"), a=a, b=b)
        yield from side_by_side(title, t("column.variable"), labels, values, width)


def when_text(day: date, t: Catalogue) -> str:
    """The year that a day ends, or the day itself."""
    last = day - timedelta(days=1)
    return str(last.year) if (last.month, last.day) == (12, 31) else t.numbers.day(day)


def _write(rows: Mapping[str, GapRow], write: Callable[[GapRow], str]) -> Callable[[str], str]:
    return lambda key: write(rows[key]) if key in rows else ""


def _key(row: GapRow) -> str:
    return f"{row.variable}[{row.label}]"


def row_label(row: GapRow, case: Case, t: Catalogue) -> str:
    """Name of a variable, its label and its unit."""
    record = case.variables[row.variable]
    return f"{t.of(record.label)}{element_text(row.label, t)} ({unit_text(row.unit, t)})"


def gap_text(e: Estimate, t: Catalogue) -> str:
    """A difference of quantities with its interval and its Monte-Carlo error.

    >>> gap_text(Estimate(-4.128, -10.2, -1.57, 0.336), catalogue("en"))
    '−4.13 [−10.2, −1.57] ±0.34'
    """
    if max(abs(e.value), abs(e.lo), abs(e.hi)) < NOTHING:
        return "0"
    number = t.numbers
    sign = "+" if e.value > 0 else ""
    return f"{sign}{number.value(e.value)} {number.span(e.lo, e.hi)} ±{number.value(e.mc_se)}"


def _basis(found: Comparison, t: Catalogue, width: int) -> Iterator[RenderableType]:
    rows = {(r.b, r.scenario): r for r in found.differences if r.reading == found.reading}
    labels = _classes(found, found.reading, t)
    values: list[Values] = [
        (f"{a} − {b}", _shares({name: rows[b, name] for name in labels if (b, name) in rows}, t))
        for a, b in found.pairs
    ]
    if values:
        yield from side_by_side(t("compare.basis"), t("column.scenario"), labels, values, width)


def _shares(rows: Mapping[str, DifferenceRow], t: Catalogue) -> Callable[[str], str]:
    def write(name: str) -> str:
        split = dict(zip(BASES, rows[name].basis, strict=True)) if name in rows else {}
        if not any(split.values()):
            return "–"
        parts = [sum(split[b] for b in group) for group in (IDENTIFIED, ASSUMED)]
        return " · ".join(t.numbers.percent(x) for x in (*parts, split["unattributed"]))

    return write


def _robustness(found: Comparison, t: Catalogue, width: int) -> Iterator[RenderableType]:
    if not found.robust:
        return
    rows = {row.policy: row for row in found.robust}
    n = t.numbers
    values: list[Values] = [
        (t("compare.loss"), lambda p: n.estimate(rows[p].loss)),
        (t("compare.regret"), lambda p: n.probability(rows[p].regret)),
        (t("compare.worst"), lambda p: n.probability(rows[p].worst_regret)),
        (t("compare.best"), lambda p: n.percent(rows[p].best)),
    ]
    for place, (limit, _) in enumerate(found.robust[0].satisfied):
        values.append((f"≤ {n.probability(limit, 2)}", _satisfied(found, place, t)))
    names = {name: name for name in found.names}
    bad = ", ".join(c if w == 1 else f"{c} × {w:g}" for c, w in found.bad)
    title = t("compare.robust", bad=bad)
    yield from side_by_side(title, t("column.policy"), names, values, width)


def _satisfied(found: Comparison, place: int, t: Catalogue) -> Callable[[str], str]:
    rows = {row.policy: row.satisfied[place][1] for row in found.robust}
    return lambda policy: t.numbers.percent(rows[policy])


def notes(found: Comparison, t: Catalogue) -> RenderableType:
    """What the numbers mean and what they rest on."""
    counts = t(
        "compare.draws",
        draws=found.draws,
        parameters=found.parameter_draws,
        effective=t.numbers.fixed(found.effective_draws, 0),
        seed=found.seed,
    )
    lines = [counts, t("compare.note")]
    lines.append(t("compare.assumed"))
    lines += [t("terminal.warning", what=warning) for warning in found.warnings]
    return Padding(Text("\n".join(lines)), (0, 1))
