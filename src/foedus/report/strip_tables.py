"""Strips as tables: every class at every value of every threshold, and the ranking at each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from foedus.case.records import Case
from foedus.ensemble.result import RunResult, StripRow
from foedus.ensemble.strip import names_of
from foedus.report.catalogue import Catalogue
from foedus.report.scenario_tables import own_class
from foedus.report.table import Column, Table, table


class Judged(Protocol):
    """What strips are shown of: a run, or a comparison of policies."""

    @property
    def case(self) -> Case: ...
    @property
    def policies(self) -> tuple[str, ...]: ...
    @property
    def strips(self) -> tuple[StripRow, ...]: ...
    @property
    def ranking(self) -> Mapping[str, Mapping[str, float]]: ...


def strip_tables(result: RunResult, t: Catalogue) -> list[Table]:
    """The table of strips; none when the run has none."""
    return [strips(result, t)] if result.strips else []


def strips(result: RunResult, t: Catalogue) -> Table:
    """One row for each threshold, value, policy, reading and class."""
    rows = [
        (
            row.threshold,
            row.value,
            int(row.value == result.case.thresholds[row.threshold].value),
            row.policy,
            row.reading,
            row.scenario,
            row.estimate.value,
            row.estimate.lo,
            row.estimate.hi,
            row.estimate.mc_se,
            row.ranks_first,
        )
        for row in result.strips
    ]
    heads = [
        Column("threshold", t("column.threshold")),
        Column("value", t("column.value"), "value"),
        Column("in_force", t("column.in_force"), "count"),
        *(Column(k, t(f"column.{k}")) for k in ("policy", "reading", "scenario")),
        *(Column(k, t(f"column.{k}"), "probability") for k in ("p", "lo", "hi", "mc_se")),
        Column("ranks_first", t("column.ranks_first"), "percent"),
    ]
    return table("strips", t("table.strips"), heads, rows, t("note.strips"))


def most_moved(result: Judged, threshold: str) -> tuple[str, str]:
    """Reading and class that a threshold moves most under the first policy.

    Only classes whose own predicate names it count: what is left over moves with every one.
    """
    ends: dict[tuple[str, str], list[float]] = {}
    for row in result.strips:
        if (row.threshold, row.policy) == (threshold, result.policies[0]) and names_threshold(
            result.case, row.scenario, threshold
        ):
            ends.setdefault((row.reading, row.scenario), []).append(row.estimate.value)
    # rounded, so that of two classes that mirror each other it is always the first
    return max(ends, key=lambda key: round(max(ends[key]) - min(ends[key]), 6))


def names_threshold(case: Case, scenario: str, threshold: str) -> bool:
    """Whether a class's own predicate leans on a threshold, through definitions too."""
    texts = {name: record.expression for name, record in case.definitions.items()}
    return threshold in names_of(case.scenarios[scenario].expression, texts)


def line_of(result: Judged, threshold: str, policy: str, which: tuple[str, str]) -> list[StripRow]:
    """Rows of one class along a strip, by rising value."""
    wanted = (threshold, policy, *which)
    found = [r for r in result.strips if (r.threshold, r.policy, r.reading, r.scenario) == wanted]
    return sorted(found, key=lambda row: row.value)


def shown_thresholds(result: Judged) -> list[str]:
    """Thresholds that have a strip, in the order of the case."""
    return list(dict.fromkeys(row.threshold for row in result.strips))


def ranking_ends(result: Judged, reading: str, policy: str) -> tuple[StripRow, StripRow] | None:
    """Where, moving one threshold, the ambiguous class leads least and most often."""
    own = own_class(result.case, reading)
    rows = [
        row
        for row in result.strips
        if (row.policy, row.reading, row.scenario) == (policy, reading, own)
    ]
    if not rows:
        return None
    return min(rows, key=lambda r: r.ranks_first), max(rows, key=lambda r: r.ranks_first)


def widest(result: RunResult) -> tuple[StripRow, StripRow] | None:
    """Ends of the strip that moves the ambiguous class most, in any reading, first policy."""
    own = {reading: own_class(result.case, reading) for reading in result.case.readings}
    strips = [
        (line[0], line[-1])
        for name in shown_thresholds(result)
        for reading, scenario in own.items()
        if scenario and (line := line_of(result, name, result.policies[0], (reading, scenario)))
    ]

    def span(ends: tuple[StripRow, StripRow]) -> float:
        return abs(ends[1].estimate.value - ends[0].estimate.value)

    return max(strips, key=span, default=None)
