"""Tables of inputs, and the figures that were observed."""

from __future__ import annotations

import dataclasses
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from foedus.case.load import load_case
from foedus.case.records import Case
from foedus.ensemble.result import Estimate, RunResult
from foedus.report.case_tables import lever_at, levers, parameters, policies
from foedus.report.catalogue import catalogue
from foedus.report.likelihood import likelihood_word
from foedus.report.numbers import Numbers
from foedus.report.observed import COUNT_EDITIONS, Observed, observe

T = catalogue("en")


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(Path(str(files("foedus") / "cases" / "us-alliances")))


def series(found: tuple[Observed, ...], variable: str, name: str = "") -> Observed:
    return next(o for o in found if o.variable == variable and name in (o.series, ""))


def test_observed_figures_are_those_of_the_newest_edition(case: Case) -> None:
    found = observe(case, date(2026, 11, 1))
    effort = series(found, "europe.effort")
    assert effort.series == "NATO-2026-07"
    assert dict(zip(effort.dates, effort.values, strict=True))[date(2024, 12, 31)] == 1.96
    assert {o.series for o in found if o.variable == "nato.at2"} == set(COUNT_EDITIONS)
    counts = series(found, "nato.at2", "NATO-2026-07")
    assert dict(zip(counts.dates, counts.values, strict=True))[date(2025, 12, 31)] == 28


def test_nothing_published_later_is_shown(case: Case) -> None:
    found = observe(case, date(2025, 6, 1))
    assert all(o.series not in COUNT_EDITIONS for o in found)
    assert all(day <= date(2025, 6, 1) for o in found for day in o.dates)


def test_forces_are_counted_once(case: Case) -> None:
    forces = series(observe(case, date(2026, 11, 1)), "forces.permanent")
    last = dict(zip(forces.dates, forces.values, strict=True))[date(2025, 12, 31)]
    assert last == pytest.approx(67.9, abs=0.05)


def test_a_case_without_tables_has_no_observed_figures(result: RunResult) -> None:
    assert observe(result.case, result.as_of) == ()


def test_levers_follow_history_then_policy(case: Case) -> None:
    after = date(2027, 6, 1)
    assert lever_at(case, "restored-commitment", "u9", after) == pytest.approx(0.9)
    assert lever_at(case, "restored-commitment", "u7", after) == pytest.approx(
        lever_at(case, "trump-2-continued", "u7", after)
    )
    assert lever_at(case, "biden-from-2025", "u1", after) == pytest.approx(0.35)


def test_lever_table_has_a_column_for_each_policy(result: RunResult) -> None:
    found = levers(result, T)
    row = next(row for row in found.rows if row[0] == "u3")
    assert row[-2:] == (0.95, 0.2)
    assert [column.key for column in found.columns][-2:] == list(result.policies)


def test_policy_table_tells_what_changes(result: RunResult) -> None:
    rows = {row[0]: row[-1] for row in policies(result, T).rows}
    assert rows == {"trump-2-continued": "", "restored-commitment": "u3 = 0.20 (2027-01)"}


def test_parameter_table_has_a_row_for_each_label(result: RunResult) -> None:
    rows = parameters(result, T).rows
    assert len(rows) == sum(len(p.priors) for p in result.case.parameters.values())
    assert all(row[3] for row in rows)
    assert not any(row[4] for row in rows)


def test_parameter_table_tells_what_the_data_moved(result: RunResult) -> None:
    first, second = list(result.case.parameters.values())[:2]
    keys = [(p.name, next(iter(p.labels), "")) for p in (first, second)]
    fitted = dict(zip(keys, ("0.5 ± 0.06", "prior"), strict=True))
    made = parameters(dataclasses.replace(result, fitted=fitted), T)
    assert [row[4] for row in made.rows if row[4]] == ["0.5 ± 0.06", "prior"]
    assert "hardly moved" in made.note


@pytest.mark.parametrize(
    ("p", "word"),
    [(0.0499, "almost no chance"), (0.05, "very unlikely"), (0.5, "roughly even chance"),
     (0.703, "likely"),
     (0.951, "almost certain")],
)  # fmt: skip
def test_words_follow_the_scale(p: float, word: str) -> None:
    assert likelihood_word(p, T) == word


def test_numbers_never_round_to_certainty() -> None:
    en = Numbers("en")
    assert en.probability(0.99999) == ">.999"
    assert en.probability(0.00001) == "<.001"
    assert en.estimate(Estimate(0.0, 0.0, 0.0, 0.0)) == "0 [0, 0] ±0"


def test_lost_numbers_are_shown_as_lost(result: RunResult) -> None:
    lost = Estimate(float("nan"), float("nan"), float("nan"), float("nan"))
    assert Numbers("vi").estimate(lost) == "– [–; –] ±–"
    row = dataclasses.replace(result.scenarios[0], estimate=lost)
    assert Numbers("en").probability(row.estimate.value) == "–"
