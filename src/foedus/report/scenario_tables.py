"""The answer as tables: classes, parts, differences, basis, ranking."""

from __future__ import annotations

from collections.abc import Iterable

from foedus.case.records import Case
from foedus.ensemble.result import BASES, Estimate, RunResult, ScenarioRow
from foedus.report.catalogue import Catalogue
from foedus.report.table import Cell, Column, Table, table


def scenario_tables(result: RunResult, t: Catalogue) -> list[Table]:
    """Every table of probabilities, in the order a reader wants them."""
    return [
        scenarios(result, t),
        parts(result, t),
        differences(result, t),
        basis(result, t),
        ranking(result, t),
    ]


def scenarios(result: RunResult, t: Catalogue) -> Table:
    """All classes under every policy and reading."""
    rows = [
        (
            row.policy,
            row.reading,
            row.scenario,
            scenario_title(result, row.scenario, t),
            *_cells(row.estimate),
        )
        for row in result.scenarios
    ]
    heads = [*_heads(t, "policy", "reading", "scenario", "title"), *_estimate_columns(t)]
    return table("scenarios", t("table.scenarios"), heads, rows, t("note.estimate"))


def parts(result: RunResult, t: Catalogue) -> Table:
    """Parts of classes and variants, which no reading changes."""
    rows = [
        (row.policy, row.scenario, scenario_title(result, row.scenario, t), *_cells(row.estimate))
        for row in result.parts
    ]
    heads = [*_heads(t, "policy", "scenario", "title"), *_estimate_columns(t)]
    return table("parts", t("table.parts"), heads, rows, t("note.estimate"))


def differences(result: RunResult, t: Catalogue) -> Table:
    """Paired differences between policies: same draws, same chances."""
    rows = [
        (
            row.a,
            row.b,
            row.reading,
            row.scenario,
            scenario_title(result, row.scenario, t),
            *_cells(row.estimate),
        )
        for row in result.differences
    ]
    names = ("policy_a", "policy_b", "reading", "scenario", "title")
    heads = [*_heads(t, *names), *_estimate_columns(t, "signed")]
    return table("differences", t("table.differences"), heads, rows, t("note.difference"))


def basis(result: RunResult, t: Catalogue) -> Table:
    """Share of the variance over parameter draws by basis, probabilities then differences."""
    rows: list[tuple[Cell, ...]] = [
        (row.policy, "", row.reading, row.scenario, *row.basis) for row in result.scenarios
    ]
    rows += [(row.a, row.b, row.reading, row.scenario, *row.basis) for row in result.differences]
    heads = _heads(t, "policy", "policy_b", "reading", "scenario")
    heads += [Column(name, t(f"basis.{name}"), "percent") for name in BASES]
    return table("basis", t("table.basis"), heads, rows, t("note.basis"))


def ranking(result: RunResult, t: Catalogue) -> Table:
    """How often the ambiguous class ranks first among the scenarios of the documents."""
    rows = [
        (policy, reading, share)
        for reading, shares in result.ranking.items()
        for policy, share in shares.items()
    ]
    heads = _heads(t, "policy", "reading")
    heads.append(Column("ranks_first", t("column.ranks_first"), "percent"))
    return table("ranking", t("table.ranking"), heads, rows, t("note.ranking"))


def ambiguous_rows(result: RunResult, policy: str) -> list[ScenarioRow]:
    """The ambiguous class of one policy, once for each reading, in the order of readings."""
    return [
        result.row(policy, reading, scenario)
        for reading in result.case.readings
        if (scenario := ambiguous_id(result, reading)) is not None
    ]


def ambiguous_id(result: RunResult, reading: str) -> str | None:
    """The class that stands for the ambiguous scenario under a reading (``S1-weak``)."""
    return own_class(result.case, reading)


def own_class(case: Case, reading: str) -> str | None:
    """The same, of a case."""
    stem, order = case.ambiguous, case.readings[reading].order
    return next((name for name in order if name == stem or name.startswith(f"{stem}-")), None)


def scenario_title(result: RunResult, scenario: str, t: Catalogue) -> str:
    """Title of a class in the language; its id when the case has no such record."""
    record = result.case.scenarios.get(scenario)
    return t.of(record.title) if record else scenario


def policy_title(result: RunResult, policy: str, t: Catalogue) -> str:
    """Title of a policy in the language; its name when the case has no such record."""
    record = result.case.policies.get(policy)
    return t.of(record.title) if record else policy


def _cells(e: Estimate) -> tuple[Cell, ...]:
    return (e.value, e.lo, e.hi, e.mc_se)


def _heads(t: Catalogue, *names: str) -> list[Column]:
    return [Column(name, t(f"column.{name}")) for name in names]


def _estimate_columns(t: Catalogue, kind: str = "probability") -> Iterable[Column]:
    if kind == "signed":
        yield Column("diff", t("column.diff"), "signed")
        yield Column("lo", t("column.lo"), "signed")
        yield Column("hi", t("column.hi"), "signed")
    else:
        yield Column("p", t("column.p"), "probability")
        yield Column("lo", t("column.lo"), "probability")
        yield Column("hi", t("column.hi"), "probability")
    yield Column("mc_se", t("column.mc_se"), "probability")
