"""Differences of variables between policies by year, as a table and read back from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from foedus.ensemble.result import BASES, Estimate, GapRow, RunResult
from foedus.report.catalogue import Catalogue
from foedus.report.table import Cell, Column, Table, table

NAME = "yearly"


def gap_tables(result: RunResult, t: Catalogue) -> list[Table]:
    """The table of differences by year; none where one policy ran."""
    return [yearly(result, t)] if result.gaps else []


def yearly(result: RunResult, t: Catalogue) -> Table:
    """One row for each pair of policies, variable, label and day."""
    rows: list[tuple[Cell, ...]] = []
    for row in result.gaps:
        e = row.difference
        head = (row.a, row.b, row.topic, row.variable, row.label, row.unit, row.day)
        numbers = (row.mean_a, row.mean_b, e.value, e.lo, e.hi, e.mc_se, row.low, row.high)
        rows.append((*head, *numbers, *(row.basis or (None,) * len(BASES))))
    words = ("policy_a", "policy_b", "topic", "variable", "label", "unit")
    values = ("mean_a", "mean_b", "diff", "lo", "hi", "mc_se", "low", "high")
    heads = [
        *(Column(k, t(f"column.{k}")) for k in words),
        Column("date", t("column.date"), "date"),
        *(Column(k, t(f"column.{k}"), "value") for k in values),
        *(Column(name, t(f"basis.{name}"), "percent") for name in BASES),
    ]
    return table(NAME, t("table.yearly"), heads, rows, t("note.yearly"))


def gap_of(cells: Mapping[str, str]) -> GapRow:
    """A row of the table, read from its CSV file."""
    number = {k: float(cells[k]) for k in ("mean_a", "mean_b", "low", "high")}
    estimate = Estimate(*(float(cells[k]) for k in ("diff", "lo", "hi", "mc_se")))
    basis = tuple(float(cells[name]) for name in BASES) if cells[BASES[0]] else ()
    return GapRow(
        cells["policy_a"], cells["policy_b"], cells["topic"], cells["variable"], cells["label"],
        cells["unit"], date.fromisoformat(cells["date"]), number["mean_a"], number["mean_b"],
        estimate, number["low"], number["high"], basis,
    )  # fmt: skip
