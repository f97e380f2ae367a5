"""A sensitivity analysis as tables: variance shares, the screening, mechanisms left out."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.forecast.sensitivity.records import Outcome, Sensitivity
from foedus.report.catalogue import Catalogue
from foedus.report.table import Cell, Column, Kind, Table, table


def sensitivity_tables(found: Sensitivity, t: Catalogue) -> list[Table]:
    """All three, with everything that the analysis holds."""
    return [variance_shares(found, t), screening(found, t), left_out(found, t)]


def variance_shares(found: Sensitivity, t: Catalogue) -> Table:
    """One row for each way, outcome and group."""
    rows = [
        (
            row.by, *_outcome(row.outcome), row.index.group, row.index.first,
            row.index.first_error, row.index.total, row.index.total_error,
        )
        for row in found.indices
    ]  # fmt: skip
    columns = (
        Column("by", t("column.grouped_by")),
        *_outcome_columns(t),
        Column("group", t("column.group")),
        *_numbers(t, "value", "first", "first_error", "total", "total_error"),
    )
    return table("variance_shares", t("table.variance_shares"), columns, rows)


def screening(found: Sensitivity, t: Catalogue) -> Table:
    """One row for each parameter and lever, where it moves a class most."""
    rows = []
    for row in found.screen:
        value, error = row.effects[found.outcomes.index(row.where)]
        rows.append((row.name, row.basis, *_outcome(row.where), value, error))
    columns = (
        Column("parameter", t("column.parameter")),
        Column("basis", t("column.basis")),
        *_outcome_columns(t),
        *_numbers(t, "probability", "mu_star", "mu_star_error"),
    )
    return table("screening", t("table.screening"), columns, rows)


def left_out(found: Sensitivity, t: Catalogue) -> Table:
    """One row for each mechanism held at the reference path."""
    rows = [
        (
            row.mechanism, row.equation, *_outcome(row.where), row.change, row.mc_se,
            row.gap_change, row.gap_se, row.moved, row.verdict,
        )
        for row in found.left_out
    ]  # fmt: skip
    columns = (
        Column("mechanism", t("column.mechanism")),
        Column("equation", t("column.equation")),
        *_outcome_columns(t),
        *_numbers(t, "signed", "change", "change_error", "gap", "gap_error"),
        *_numbers(t, "percent", "moved"),
        Column("verdict", t("sensitivity.verdict")),
    )
    return table("left_out", t("table.left_out"), columns, rows)


def _outcome(outcome: Outcome) -> tuple[Cell, ...]:
    return outcome.policy, outcome.reading, outcome.name


def _outcome_columns(t: Catalogue) -> Sequence[Column]:
    return [Column(key, t(f"column.{key}")) for key in ("policy", "reading", "outcome")]


def _numbers(t: Catalogue, kind: Kind, *keys: str) -> Sequence[Column]:
    return [Column(key, t(f"sensitivity.{key}"), kind) for key in keys]
