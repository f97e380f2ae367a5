"""What went in: policies; how to cite; glossary; then assumptions, mechanisms, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import foedus
from foedus.ensemble.result import RunResult
from foedus.report.case_tables import levers, parameters, policies, sources, statements, thresholds
from foedus.report.catalogue import Catalogue
from foedus.report.contexts import Section, TableView, view
from foedus.report.series import horizon_of
from foedus.report.table import Cell, Table, table

TERMS = (
    "class", "reading", "policy", "lever", "draw", "interval", "mc", "basis", "effective",
    "effort", "tone",
)  # fmt: skip


def inputs(
    result: RunResult, t: Catalogue, mechanisms: Mapping[str, Sequence[str]]
) -> list[Section]:
    """The sections after the figures, in the order of the page."""
    return [
        _policies(result, t),
        _cite(result, t),
        _glossary(t),
        _assumptions(result, t),
        _mechanisms(result, t, mechanisms),
        _sources(result, t),
    ]


def _policies(result: RunResult, t: Catalogue) -> Section:
    known = [policy for name in result.policies if (policy := result.case.policies.get(name))]
    terms = tuple((t.of(policy.title), t.of(policy.summary)) for policy in known)
    tables = (policies(result, t), levers(result, t))
    shown = tuple(view(item, t.numbers) for item in tables if item.rows)
    return Section("policies", t("section.policies"), tables=shown, terms=terms)


def _assumptions(result: RunResult, t: Catalogue) -> Section:
    """Thresholds in the open, parameters folded by mechanism."""
    whole, file = parameters(result, t), "tables/parameters.csv"
    groups = groupby(sorted(whole.rows, key=lambda row: str(row[0])), key=lambda row: str(row[0]))
    folded = [
        view(table(name, f"{name} ({len(found)})", whole.columns[1:], found), t.numbers, file)
        for name, rows in groups
        if (found := _merged([row[1:] for row in rows]))
    ]
    limits = thresholds(result.case, t)
    return Section(
        "assumptions",
        t("section.assumptions"),
        (t("section.assumptions_intro"), whole.note),
        tables=(view(limits, t.numbers),) if limits.rows else (),
        folded=tuple(folded),
    )


def _merged(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Rows that differ only in their label (the second cell) as one row with all labels."""
    labels: dict[tuple[Cell, ...], list[str]] = {}
    for name, label, *rest in rows:
        labels.setdefault((name, *rest), []).append(str(label))
    return [(key[0], " ".join(found), *key[1:]) for key, found in labels.items()]


def _mechanisms(
    result: RunResult, t: Catalogue, mechanisms: Mapping[str, Sequence[str]]
) -> Section:
    given = statements(result.case, t, mechanisms)
    return Section(
        "mechanisms",
        t("section.mechanisms"),
        (t("section.mechanisms_intro"),),
        folded=_some(given, t),
    )


def _sources(result: RunResult, t: Catalogue) -> Section:
    given = _some(sources(result.case, t), t, "tables/sources.csv")
    return Section("sources", t("section.sources"), folded=given)


def _some(given: Table, t: Catalogue, file: str = "") -> tuple[TableView, ...]:
    return (view(given, t.numbers, file),) if given.rows else ()


def _cite(result: RunResult, t: Catalogue) -> Section:
    text = t(
        "cite.report",
        title=t.of(result.case.title),
        horizon=t.numbers.day(horizon_of(result)),
        as_of=t.numbers.day(result.as_of),
        version=foedus.__version__,
        case=f"{result.case.name} {result.case.digest[:12]}",
        seed=result.seed,
    )
    return Section("cite", t("section.cite"), (text, t("cite.repeat")))


def _glossary(t: Catalogue) -> Section:
    terms = tuple((t(f"glossary.{term}_term"), t(f"glossary.{term}_text")) for term in TERMS)
    return Section("glossary", t("section.glossary"), terms=terms)
