"""Relations as tables: every measure by administration, and the coded acts behind them."""

from __future__ import annotations

from foedus.case.relations import SIDES
from foedus.ensemble.result import RunResult
from foedus.forecast.relations.records import Relation
from foedus.forecast.relations.relation import Relations
from foedus.report.catalogue import Catalogue
from foedus.report.table import Cell, Column, Table, table


def relation_tables(result: RunResult, found: Relations, t: Catalogue) -> list[Table]:
    """Both tables; none when the case names no measure."""
    return [measures(result, found, t), acts(result, found, t)] if found.measures else []


def measures(result: RunResult, found: Relations, t: Catalogue) -> Table:
    """One row for each measure and term."""
    rows: list[tuple[Cell, ...]] = []
    for relation in found.measures:
        last = list(relation.levels)[-1]
        for term, level in relation.levels.items():
            own = relation if term == last else None
            numbers = (level.value, level.lo, level.hi, level.count)
            rows.append((*_head(relation, t), term, *numbers, *_change(own)))
    heads = [
        *_columns(t, "dyad", "side", "measure", "title", "unit", "seen", "source", "term"),
        Column("value", t("column.value"), "value"),
        Column("lo", t("column.lo"), "value"),
        Column("hi", t("column.hi"), "value"),
        Column("count", t("column.count"), "count"),
        Column("change", t("column.change"), "value"),
        Column("change_lo", t("column.lo"), "value"),
        Column("change_hi", t("column.hi"), "value"),
        Column("step", t("column.step"), "date"),
        Column("step_lo", t("column.earliest"), "date"),
        Column("step_hi", t("column.latest"), "date"),
    ]
    return table("relations", t("table.relations"), heads, rows, t("note.relations"))


def _head(relation: Relation, t: Catalogue) -> tuple[Cell, ...]:
    m = relation.measure
    return m.dyad, m.side, m.measure, t.of(m.label), m.unit, relation.seen, relation.source


def _change(relation: Relation | None) -> tuple[Cell, ...]:
    """Change and step, which stand in the row of the last term."""
    change = relation.change if relation else None
    step = relation.step if relation else None
    cells: tuple[Cell, ...] = (change.value, change.lo, change.hi) if change else (None,) * 3
    return (*cells, *((step.day, step.earliest, step.latest) if step else (None,) * 3))


def acts(result: RunResult, found: Relations, t: Catalogue) -> Table:
    """One row for each dyad, side and term with a coded act."""
    rows: list[tuple[Cell, ...]] = []
    for dyad in result.case.dyads:
        for side in SIDES:
            for term, counted in found.acts.get((dyad, side), {}).items():
                last = counted.last
                cells = (last.start, t.of(last.summary), last.origin) if last else (None, "", "")
                rows.append((dyad, side, term, counted.together, counted.apart, *cells))
    heads = [
        *_columns(t, "dyad", "side", "term"),
        Column("together", t("column.together"), "count"),
        Column("apart", t("column.apart"), "count"),
        Column("date", t("column.last_act"), "date"),
        *_columns(t, "what", "source"),
    ]
    return table("acts", t("table.acts"), heads, rows, t("note.acts"))


def _columns(t: Catalogue, *names: str) -> list[Column]:
    return [Column(name, t(f"column.{name}")) for name in names]
