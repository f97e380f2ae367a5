"""Indicators as a table: where each stands, what it points to, and whether it is admitted."""

from __future__ import annotations

from foedus.ensemble.result import ENOUGH, RunResult, Sign
from foedus.report.catalogue import Catalogue
from foedus.report.table import Cell, Column, Table, table

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
            cells = (ratio.given, ratio.otherwise, ratio.value, ratio.error)
            rows.append((*head, policy, *cells, int(sign.admitted)))
        if not sign.ratios:
            rows.append((*head, "", None, None, None, None, 0))
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
        Column("p_red_given", t("column.p_red_given"), "probability"),
        Column("p_red_otherwise", t("column.p_red_otherwise"), "probability"),
        Column("log_ratio", t("column.log_ratio"), "value"),
        Column("error", t("column.mc_se"), "value"),
        Column("admitted", t("column.admitted"), "count"),
    ]  # fmt: skip
    return table("indicators", t("table.indicators"), heads, rows, t("note.indicators"))


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
