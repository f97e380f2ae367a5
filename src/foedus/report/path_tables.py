"""Paths as tables: quantiles at the ends of years, for the files and below each figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from foedus.ensemble.result import RunResult
from foedus.report.catalogue import Catalogue
from foedus.report.series import Band, Path, bands, paths, year_ends
from foedus.report.table import Cell, Column, Table, table


def path_tables(result: RunResult, t: Catalogue) -> list[Table]:
    """All recorded quantiles and means at the ends of years and at the horizon."""
    return [all_quantiles(result, t), all_means(result, t)]


def all_quantiles(result: RunResult, t: Catalogue) -> Table:
    """One row for each variable, label, policy and year."""
    rows: list[tuple[Cell, ...]] = []
    for name in map(str, result.quantiles.data_vars):
        unit = unit_of(result, name)
        for label in labels_of(result, name):
            for band in bands(result, name, label):
                rows += [(name, label, unit, *row) for row in _band_rows(band, band.policy)]
    heads = [Column(k, t(f"column.{k}")) for k in ("variable", "label", "unit", "policy")]
    heads += [Column("date", t("column.date"), "date"), *_quantile_columns(result, t)]
    return table("quantiles", t("table.quantiles"), heads, rows, t("note.band"))


def all_means(result: RunResult, t: Catalogue) -> Table:
    """One row for each mean, policy and year."""
    rows: list[tuple[Cell, ...]] = [
        (name, path.policy, path.dates[k], float(path.values[k]))
        for name in map(str, result.means.data_vars)
        for path in paths(result, name)
        for k in year_ends(path.dates)
    ]
    heads = [Column(k, t(f"column.{k}")) for k in ("variable", "policy")]
    heads += [Column("date", t("column.date"), "date"), Column("mean", t("column.mean"), "value")]
    return table("means", t("table.means"), heads, rows, t("note.means"))


def band_table(
    result: RunResult, t: Catalogue, title: str, given: Sequence[Band], names: dict[str, str]
) -> Table:
    """The numbers under a fan chart: the shared past once, then each policy."""
    rows: list[tuple[Cell, ...]] = []
    for k, band in enumerate(given):
        for row in _band_rows(band, names[band.policy]):
            past = isinstance(row[1], date) and row[1] <= result.as_of
            if past and k == 0:
                rows.append((t("figure.all_policies"), *row[1:]))
            elif not past:
                rows.append(row)
    heads = [Column("policy", t("column.policy")), Column("date", t("column.date"), "date")]
    return table("", title, [*heads, *_quantile_columns(result, t)], rows)


def path_table(
    t: Catalogue, title: str, given: Iterable[tuple[str, Sequence[Path]]], names: dict[str, str]
) -> Table:
    """The numbers under a chart of shares: named flags by policy at the ends of years."""
    rows: list[tuple[Cell, ...]] = [
        (name, names[path.policy], path.dates[k], float(path.values[k]))
        for name, group in given
        for path in group
        for k in year_ends(path.dates)
    ]
    heads = [Column("what", t("column.what")), Column("policy", t("column.policy"))]
    heads += [Column("date", t("column.date"), "date"), Column("mean", t("column.mean"), "value")]
    return table("", title, heads, rows)


def labels_of(result: RunResult, name: str) -> tuple[str, ...]:
    """Labels of an indexed variable; one empty label for a scalar."""
    index = result.case.variables[name].index if name in result.case.variables else ""
    return result.case.sets[index] if index else ("",)


def unit_of(result: RunResult, name: str) -> str:
    """Unit of a variable as the case states it; empty when it does not know the name."""
    return result.case.variables[name].unit if name in result.case.variables else ""


def _band_rows(band: Band, name: str) -> list[tuple[Cell, ...]]:
    return [
        (name, band.dates[k], *(float(x) for x in band.values[k])) for k in year_ends(band.dates)
    ]


def _quantile_columns(result: RunResult, t: Catalogue) -> list[Column]:
    levels = [round(100 * float(q)) for q in result.quantiles["quantile"].values]
    return [
        Column(f"q{n:02d}", t("column.median") if n == 50 else f"{n} %", "value") for n in levels
    ]
