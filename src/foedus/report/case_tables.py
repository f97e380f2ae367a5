"""What went into a run as tables: policies, levers, parameters, thresholds, sources, statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from foedus.case.records import Case, Prior
from foedus.ensemble.result import RunResult
from foedus.report.catalogue import Catalogue
from foedus.report.series import horizon_of
from foedus.report.table import Cell, Column, Table, table


def case_tables(
    result: RunResult, t: Catalogue, mechanisms: Mapping[str, Sequence[str]]
) -> list[Table]:
    """Every input table, in the order of the report."""
    return [
        policies(result, t),
        levers(result, t),
        thresholds(result.case, t),
        parameters(result, t),
        statements(result.case, t, mechanisms),
        sources(result.case, t),
    ]


def policies(result: RunResult, t: Catalogue) -> Table:
    """The policies of the run, each with what it changes."""
    rows: list[tuple[Cell, ...]] = []
    for name in result.policies:
        policy = result.case.policies.get(name)
        if policy is None:  # given as a file, not part of the case
            rows.append((name, name, "", None, "", ""))
            continue
        changes = ", ".join(
            f"{c.lever} = {t.numbers.value(c.value)} ({c.start:%Y-%m})" for c in policy.changes
        )
        clamps = ", ".join(f"{c.variable} = {c.value} ({c.start:%Y-%m})" for c in policy.clamps)
        what = "; ".join(part for part in (policy.column, changes, clamps) if part)
        kind = t(f"kind.{policy.kind}")
        rows.append((name, t.of(policy.title), kind, policy.start, policy.base, what))
    heads = _heads(t, "policy", "title", "kind")
    heads += [Column("start", t("column.start"), "date"), *_heads(t, "base", "changes")]
    return table("policies", t("table.policies"), heads, rows)


def levers(result: RunResult, t: Catalogue) -> Table:
    """Every lever with its value at the horizon under each policy."""
    case, day = result.case, horizon_of(result)
    heads = [*_heads(t, "lever", "title", "zero", "one")]
    heads += [Column(name, name, "value") for name in result.policies]
    rows = [
        (
            lever.id,
            t.of(lever.label),
            lever.zero,
            lever.one,
            *(lever_at(case, name, lever.id, day) for name in result.policies),
        )
        for lever in case.levers.values()
    ]
    return table("levers", t("table.levers"), heads, rows, t("note.levers"))


def lever_at(case: Case, policy: str, lever: str, day: date) -> float | None:
    """Coded value of a lever under a policy on a day; None when nothing sets it."""
    if policy == "history":
        columns = case.levers[lever].columns
        opened = [term for term in case.terms.values() if term.start <= day and term.id in columns]
        last = max(opened, key=lambda term: term.start, default=None)
        value = columns[last.id] if last else None
        since = last.start if last else date.min
        for change in case.lever_history:
            if change.lever == lever and since <= change.start <= day:
                value = change.value
        return value
    if policy not in case.policies:
        return None
    record = case.policies[policy]
    value = lever_at(case, record.base, lever, day)
    if record.column and record.column_from and day >= record.column_from:
        value = case.levers[lever].columns.get(record.column, value)
    for change in record.changes:
        if change.lever == lever and change.start <= day:
            value = change.value
    return value


def thresholds(case: Case, t: Catalogue) -> Table:
    """The numbers that decide the classes."""
    rows = [
        (item.name, item.value, item.unit, t(f"basis.{item.basis}"), t.of(item.meaning))
        for item in case.thresholds.values()
    ]
    heads = [
        Column("threshold", t("column.threshold")),
        Column("value", t("column.value"), "value"),
    ]
    return table(
        "thresholds", t("table.thresholds"), [*heads, *_heads(t, "unit", "basis", "meaning")], rows
    )


def parameters(result: RunResult, t: Catalogue) -> Table:
    """Every parameter, one row a label, with prior, what was fitted, basis and source."""
    rows: list[tuple[Cell, ...]] = []
    for item in result.case.parameters.values():
        mechanism, _, name = item.name.partition(".")
        source, basis = source_title(result.case, item.source), t(f"basis.{item.basis}")
        rest = (item.unit, basis, item.by, source, item.meaning)
        for label, prior in zip(item.labels or ("",), item.priors, strict=True):
            moved = result.fitted.get((item.name, label), "")
            moved = t("column.prior") if moved == "prior" else moved
            rows.append((mechanism, name, label, write_prior(prior), moved, *rest))
    names = ["mechanism", "parameter", "label", "prior", "fitted"]
    names += ["unit", "basis", "by", "source", "meaning"]
    note = f"{t('note.prior')} {t('note.fitted')}" if result.fitted else t("note.prior")
    return table("parameters", t("table.parameters"), _heads(t, *names), rows, note)


def write_prior(prior: Prior) -> str:
    """A prior as the case file writes it.

    >>> write_prior(Prior("LogNormal", (0.25, 0.5)))
    'LogNormal(0.25, 0.5)'
    """
    return f"{prior.family}({', '.join(f'{x:g}' for x in prior.arguments)})"


def source_title(case: Case, key: str) -> str:
    """Publisher and title of a source; the text itself when it is no key."""
    source = case.sources.get(key)
    return f"{source.publisher}, {source.title}" if source else key


def statements(case: Case, t: Catalogue, mechanisms: Mapping[str, Sequence[str]]) -> Table:
    """Causal statements of the documents and the mechanisms that carry them."""
    rows = [
        (key, t.of(note.statement), note.sign, note.where, ", ".join(mechanisms.get(key, ())))
        for key, note in case.statements.items()
    ]
    heads = _heads(t, "statement", "meaning", "sign", "where", "mechanism")
    return table("statements", t("table.statements"), heads, rows)


def sources(case: Case, t: Catalogue) -> Table:
    """Public origins of every figure."""
    rows = [(s.key, s.publisher, s.title, s.edition, s.terms) for s in case.sources.values()]
    heads = _heads(t, "source", "publisher", "title", "edition", "terms")
    return table("sources", t("table.sources"), heads, rows)


def _heads(t: Catalogue, *names: str) -> list[Column]:
    return [Column(name, t(f"column.{name}")) for name in names]
