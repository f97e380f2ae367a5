"""The scenario table on the screen: within the columns of the screen, in two languages.

The same numbers as plain data are `as_json`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from foedus.ensemble.result import BASES, DifferenceRow, RunResult, ScenarioRow
from foedus.report.catalogue import Catalogue, catalogue
from foedus.report.columns import WIDTH, Values, side_by_side
from foedus.report.evidence_lines import evidence_lines
from foedus.report.scenario_tables import ambiguous_id, scenario_title
from foedus.report.series import horizon_of
from foedus.report.summary import summarise
from foedus.update.record import Ledger


def as_json(result: RunResult, evidence: Ledger | None = None) -> dict[str, Any]:
    """What ``--json`` prints: the content of summary.json."""
    return summarise(result, evidence)


def render(
    result: RunResult, lang: str = "en", width: int = WIDTH, evidence: Ledger | None = None
) -> Group:
    """The whole answer for a rich console: head, probabilities, readings, basis, notes.

    `width` is that of the screen, in columns; what does not fit goes to a next table.
    """
    t = catalogue(lang)
    first = next(iter(result.case.readings))
    return Group(
        _head(result, t),
        *_probabilities(result, t, first, width),
        *evidence_lines(evidence, t),
        *_parts(result, t, width),
        *_readings(result, t, width),
        *_basis(result, t, first, width),
        _notes(result, t),
    )


def _head(result: RunResult, t: Catalogue) -> RenderableType:
    day = t.numbers.day
    what = t("terminal.head", as_of=day(result.as_of), horizon=day(horizon_of(result)))
    return Text(f"{t.of(result.case.title)}. {what}", style="bold")


def _probabilities(
    result: RunResult, t: Catalogue, reading: str, width: int
) -> Iterator[RenderableType]:
    order = [row.scenario for row in result.scenarios if row.policy == result.policies[0]]
    known = {row.scenario for row in result.scenarios if row.reading == reading}
    classes = [name for name in dict.fromkeys(order) if name in known]
    title = t("terminal.probabilities", reading=t.of(result.case.readings[reading].title))
    values = [_policy_values(result, t, policy, reading) for policy in result.policies]
    values += _difference_values(result, t, reading)
    yield from side_by_side(title, t("column.scenario"), _labels(result, t, classes), values, width)


def _parts(result: RunResult, t: Catalogue, width: int) -> Iterator[RenderableType]:
    classes = list(dict.fromkeys(row.scenario for row in result.parts))
    if not classes:
        return
    rows = {(row.policy, row.scenario): row for row in result.parts}
    values = [(policy, _estimates(rows, policy, t)) for policy in result.policies]
    yield from side_by_side(
        t("table.parts"), t("column.scenario"), _labels(result, t, classes), values, width
    )


def _estimates(
    rows: dict[tuple[str, str], ScenarioRow], policy: str, t: Catalogue
) -> Callable[[str], str]:
    def write(name: str) -> str:
        row = rows.get((policy, name))
        return t.numbers.estimate(row.estimate) if row else ""

    return write


def _policy_values(result: RunResult, t: Catalogue, policy: str, reading: str) -> Values:
    rows = {(r.policy, r.scenario): r for r in result.scenarios if r.reading == reading}
    return policy, _estimates(rows, policy, t)


def _difference_values(result: RunResult, t: Catalogue, reading: str) -> Iterator[Values]:
    for a, b in _pairs(result):
        rows = {
            row.scenario: row
            for row in result.differences
            if (row.a, row.b, row.reading) == (a, b, reading)
        }
        yield f"{a} − {b}", _differences(rows, t)


def _pairs(result: RunResult) -> list[tuple[str, str]]:
    return list(dict.fromkeys((row.a, row.b) for row in result.differences))


def _differences(rows: dict[str, DifferenceRow], t: Catalogue) -> Callable[[str], str]:
    return lambda name: t.numbers.difference(rows[name].estimate) if name in rows else ""


def _readings(result: RunResult, t: Catalogue, width: int) -> Iterator[RenderableType]:
    """The ambiguous class under every reading, side by side: never one number alone."""
    titles = {r: t.of(record.title) for r, record in result.case.readings.items()}
    ids = {name: r for r in titles if (name := ambiguous_id(result, r))}
    rows = {(row.policy, row.scenario): row for row in result.scenarios}
    values: list[Values] = [(p, _estimates(rows, p, t)) for p in result.policies]
    for a, b in _pairs(result):
        found = {r.scenario: r for r in result.differences if (r.a, r.b) == (a, b)}
        values.append((f"{a} − {b}", _differences(found, t)))
    title = t("terminal.readings", scenario=result.case.ambiguous)
    labels = {name: titles[reading] for name, reading in ids.items()}
    yield from side_by_side(title, t("column.reading"), labels, values, width)
    if not ids:
        return
    ranks = "; ".join(f"{titles[r]} {_rank(result, t, r)}" for r in ids.values())
    yield Padding(Text(t("terminal.ranks", scenario=result.case.ambiguous, list=ranks)), (0, 1))


def _rank(result: RunResult, t: Catalogue, reading: str) -> str:
    shares = result.ranking.get(reading, {})
    return " / ".join(t.numbers.percent(shares[p]) for p in result.policies if p in shares)


def _labels(result: RunResult, t: Catalogue, classes: Sequence[str]) -> dict[str, str]:
    return {name: f"{name} {scenario_title(result, name, t)}" for name in classes}


def _basis(result: RunResult, t: Catalogue, reading: str, width: int) -> Iterator[RenderableType]:
    """Share of variance by basis, in one cell a class so that policies stand side by side."""
    classes = list(dict.fromkeys(r.scenario for r in result.scenarios if r.reading == reading))
    cells: dict[str, dict[str, str]] = {p: {} for p in result.policies}
    for row in result.scenarios:
        if row.reading == reading:
            cells[row.policy][row.scenario] = _shares(row.basis, t)
    for gap in result.differences:
        if gap.reading == reading:
            column = cells.setdefault(f"{gap.a} − {gap.b}", {})
            column[gap.scenario] = _shares(gap.basis, t)
    names = " · ".join(t(f"basis.{name}") for name in BASES)
    values: list[Values] = [(heading, _lookup(found)) for heading, found in cells.items()]
    title = f"{t('table.basis')}: {names} (%)"
    yield from side_by_side(title, t("column.scenario"), _labels(result, t, classes), values, width)


def _shares(basis: Sequence[float], t: Catalogue) -> str:
    return " · ".join(t.numbers.fixed(100 * share, 0) for share in basis) if any(basis) else "–"


def _lookup(cells: dict[str, str]) -> Callable[[str], str]:
    return lambda name: cells.get(name, "")


def _notes(result: RunResult, t: Catalogue) -> RenderableType:
    whole = t.numbers.fixed
    origin = (
        t("validity.prior")
        if result.parameters_from == "prior"
        else t("validity.posterior", digest=result.parameters_from[:12])
    )
    counts = t(
        "terminal.draws",
        draws=result.draws,
        parameters=result.parameter_draws,
        replicates=result.replicates,
        effective=whole(result.effective_draws, 0),
        seed=result.seed,
    )
    lines = [origin, counts, t("note.estimate"), t("note.basis")]
    lines += [t("terminal.warning", what=warning) for warning in result.warnings]
    return Padding(Text("\n".join(lines)), (0, 1))
