"""What the model would watch: the public values that tell most of each class, as a table."""

from __future__ import annotations

from collections.abc import Mapping

from foedus.ensemble.result import BestSign, RunResult
from foedus.ensemble.watch import PUBLIC
from foedus.report.catalogue import Catalogue
from foedus.report.plain import element_text
from foedus.report.sign_tables import RATIO, ratio_cells, ratio_of
from foedus.report.table import Cell, Column, Table, table

NAME = "best_signs"
SURE = 3.0
"""Standard errors above zero that a ratio must lie: one chance in a thousand a sign."""


def best_sign_tables(result: RunResult, t: Catalogue) -> list[Table]:
    """The table; none when the run did not ask."""
    return [best_signs(result, t)] if result.best_signs else []


def best_signs(result: RunResult, t: Catalogue) -> Table:
    """One row for each class, lead and sign, the best first."""
    rows: list[tuple[Cell, ...]] = [
        (
            s.policy, s.scenario, s.months, s.variable, s.label, PUBLIC[s.variable],
            ">" if s.above else "<=", s.limit, s.found, s.held_out, *ratio_cells(s.ratio),
        )
        for s in result.best_signs
    ]  # fmt: skip
    heads = [
        *(Column(k, t(f"column.{k}")) for k in ("policy", "scenario")),
        Column("months", t("column.months"), "count"),
        *(Column(k, t(f"column.{k}")) for k in ("variable", "label")),
        Column("averaged", t("column.averaged"), "count"),
        Column("sense", t("column.sense")),
        Column("limit", t("column.limit"), "value"),
        *(Column(k, t(f"column.{k}"), "value") for k in ("found", "held_out")),
        *(Column(k, t(f"column.{k}"), kind) for k, kind in RATIO.items()),
    ]
    return table(NAME, t("table.best_signs"), heads, rows, t("note.best_signs"))


def best_sign_of(cells: Mapping[str, str]) -> BestSign:
    """A row of the table, read from its CSV file."""
    return BestSign(
        cells["policy"], cells["scenario"], int(float(cells["months"])), cells["variable"],
        cells["label"], float(cells["limit"]), cells["sense"] == ">", float(cells["found"]),
        float(cells["held_out"]), ratio_of(cells),
    )  # fmt: skip


def confirmed(sign: BestSign) -> bool:
    """Whether the draws held out bear a sign out; strictly, for some fifty are looked at."""
    return sign.ratio.value > SURE * sign.ratio.error


def sign_text(sign: BestSign, result: RunResult, t: Catalogue) -> str:
    """``US forces in Europe > 80.7``; a state by its name, a yes-or-no by yes or no."""
    record = result.case.variables[sign.variable]
    name = _subject(sign, result, t)
    if record.states:
        states = [t.entries.get(f"state.{state}", state) for state in record.states]
        kept = states[int(sign.limit) + 1 :] if sign.above else states[: int(sign.limit) + 1]
        return f"{name}: {' / '.join(kept)}"
    if record.kind == "flag":
        return f"{name}: {t('signs.yes' if sign.above else 'signs.no')}"
    if record.kind == "level" and PUBLIC[sign.variable] == 1:
        return f"{name} {'≥' if sign.above else '≤'} {int(sign.limit) + sign.above}"
    limit = t.numbers.value(round(sign.limit, 3))
    unit = t.entries.get(f"unit.{record.unit}", record.unit)
    return f"{name} {'>' if sign.above else '≤'} {limit} ({unit})"


def _subject(sign: BestSign, result: RunResult, t: Catalogue) -> str:
    """Name of the variable, with that of its element, and the months that it is a mean of."""
    case = result.case
    known = case.dyads.get(sign.label) or case.actors.get(sign.label)
    element = f", {t.of(known.name)}" if known else element_text(sign.label, t)
    months = PUBLIC[sign.variable]
    mean = "" if months == 1 else t("signs.mean_of", months=months)
    return f"{t.of(case.variables[sign.variable].label)}{element}{mean}"
