"""Indicators as a table: where each stands, what it points to, and whether it is admitted."""

from __future__ import annotations

from collections.abc import Mapping

from foedus.ensemble.result import ENOUGH, LogRatio, RunResult, Sign
from foedus.report.catalogue import Catalogue
from foedus.report.table import Cell, Column, Kind, Table, table

RATIO: Mapping[str, Kind] = {
    "p_red_given": "probability",
    "p_red_otherwise": "probability",
    "log_ratio": "value",
    "ratio_error": "value",
    "expected_ratio": "value",
    "cases": "count",
}
"""Columns of a ratio read before the decision; those read ahead of the run begin with `AHEAD`."""

AHEAD = "ahead_"

Z90 = 1.645
"""Standard errors on each side of a 90 % interval."""


def sign_tables(result: RunResult, t: Catalogue) -> list[Table]:
    """The table of indicators; none when the run has none."""
    return [signs(result, t)] if result.signs else []


def signs(result: RunResult, t: Catalogue) -> Table:
    """One row for each indicator and policy; one without a policy where it points to no class."""
    rows: list[tuple[Cell, ...]] = []
    for sign in result.signs:
        record = result.case.indicators[sign.id]
        known = (sign.known.day, sign.known.source) if sign.known else (None, "")
        head = (
            sign.id, t.of(record.title), sign.value, sign.lo, sign.hi, record.unit, sign.colour,
            *sign.shares, *known, " ".join(record.points_to), record.series,
        )  # fmt: skip
        for policy, ratio in sign.ratios.items():
            cells = (*ratio_cells(ratio), *ratio_cells(sign.ahead[policy]))
            rows.append((*head, policy, *cells, int(sign.admitted)))
        if not sign.ratios:
            rows.append((*head, "", *(None,) * (2 * len(RATIO)), 0))
    heads = [
        Column("indicator", t("column.indicator")), Column("title", t("column.title")),
        Column("value", t("column.value"), "value"), Column("lo", t("column.lo"), "value"),
        Column("hi", t("column.hi"), "value"), Column("unit", t("column.unit")),
        Column("colour", t("column.colour")),
        Column("share_green", t("column.share_green"), "percent"),
        Column("share_red", t("column.share_red"), "percent"),
        Column("known", t("column.known"), "date"),
        Column("source", t("column.source")), Column("points_to", t("column.points_to")),
        Column("series", t("column.series")), Column("policy", t("column.policy")),
        *(Column(k, t(f"column.{k}"), kind) for k, kind in RATIO.items()),
        *(Column(AHEAD + k, t("column.ahead", what=t(f"column.{k}")), kind)
          for k, kind in RATIO.items()),
        Column("admitted", t("column.admitted"), "count"),
    ]  # fmt: skip
    return table("indicators", t("table.indicators"), heads, rows, t("note.indicators"))


def ratio_cells(ratio: LogRatio) -> tuple[Cell, ...]:
    """A ratio in the order of `RATIO`."""
    return (
        ratio.given, ratio.otherwise, ratio.value, ratio.error, ratio.expected, ratio.cases
    )  # fmt: skip


def ratio_of(cells: Mapping[str, str], prefix: str = "") -> LogRatio:
    """A ratio read from the CSV file of the table; `prefix` is empty or `AHEAD`."""
    given, otherwise, value, error, expected, cases = (float(cells[prefix + k]) for k in RATIO)
    return LogRatio(value, error, given, otherwise, expected, cases)


def verdict(sign: Sign, t: Catalogue) -> str:
    """Whether a sign is admitted, and if not, why."""
    if not sign.ratios:
        return t("signs.no_class")
    ratio = next(iter(sign.ratios.values()))
    reasons = [] if ratio.value > ENOUGH else [t("signs.weak")]
    reasons += [] if sign.public else [t("signs.not_public")]
    if reasons:
        return t("signs.fails", why=", ".join(reasons))
    unsure = ratio.value - Z90 * ratio.error < ENOUGH
    return t("signs.unsure" if unsure else "signs.admitted")
