"""The section of the back-test from a small made-up result, in both languages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from foedus.case.find import find_case
from foedus.ensemble.result import RunResult
from foedus.forecast.backtest.findings import (
    Findings,
    inputs_digest,
    read_findings,
    write_findings,
)
from foedus.forecast.backtest.result import BASELINES, BacktestResult
from foedus.report.catalogue import LANGUAGES, catalogue
from foedus.report.html import build_page
from foedus.report.sections.backtest import backtest, headline
from foedus.report.sections.backtest_tables import SHOWN, name_of

ORIGINS = (2020, 2021, 2022, 2023)


def made_up() -> Findings:
    rng = np.random.default_rng(1)
    rows = [
        {
            "mode": mode, "forecaster": name, "origin": origin, "horizon": 1, "ally": ally,
            "crossed": origin == 2020, "crps": 0.1 + 0.01 * k + 0.01 * rng.random(), "log": 0.0,
            "pit": rng.random(), "cover50": True, "cover90": True,
        }
        for mode in ("restated", "real time")
        for k, name in enumerate(SHOWN)
        for origin in ORIGINS
        for ally in ("POL", "DEU", "EURCAN")
    ]  # fmt: skip
    tone = pd.DataFrame(
        {
            "crps": [0.7, 0.8], "cover90": [True, False], "horizon": 1, "ally": "POL-USA",
            "forecaster": ["relaxation", "own mean"], "origin": "2022-01",
        }
    )  # fmt: skip
    count = {"year": [2025], "low": [19], "median": [21], "high": [24]}
    counts = pd.DataFrame(count | {"NATO-2026-07": [28], "NATO-2025-08": [np.nan]})
    asked = pd.DataFrame(
        {
            "kind": "cut", "months": 6, "origin": ["2020-01-01", "2021-01-01"],
            "came": [True, False], "form": [0.4, 0.1], "base": 0.2,
            "brier form": [0.36, 0.01], "brier base": [0.64, 0.04], "log form": 0.3,
            "log base": 0.5,
        }
    )  # fmt: skip
    given = {"tone": tone}
    result = BacktestResult("case", "", pd.DataFrame(rows), given, {"counts": counts}, asked)
    return Findings(result.winner, "", result.every_table())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_every_forecaster_and_interval(lang: str) -> None:
    t = catalogue(lang)
    section = backtest(made_up(), t)
    scores = section.tables[0]
    assert [row[0] for row in scores.rows] == [name_of(name, t) for name in SHOWN]
    figure, band = section.figures
    assert band.table.rows[0][:3] == ("2025", "28", "")
    assert "<svg" in figure.svg
    assert "<svg" in band.svg
    assert {row[0] for row in figure.table.rows} >= {name_of(b, t) for b in BASELINES}
    assert name_of("minimal", t) in section.intro[1]
    assert all(len(row) == len(part.heads) for part in section.tables for row in part.rows)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_words_of_the_shipped_back_test_are_in_the_language(lang: str) -> None:
    found = read_findings(find_case())
    assert found is not None
    t = catalogue(lang)
    section = backtest(found, t)
    assert len(section.tables) == 2
    assert len(section.folded) == 8
    if lang == "vi":
        words = {cell for table in section.folded[1:4] for row in table.rows for cell in row[:3]}
        english = set(catalogue("en").entries.values())
        assert not {w for w in words if w in english and any(c.isalpha() for c in w)}
    assert name_of(found.winner, t) in headline(found, t)


def test_a_stale_one_says_so_first_and_gives_no_headline(result: RunResult) -> None:
    t = catalogue("en")
    write_findings(made_up(), result.case)
    try:
        page = build_page(result)
        (section,) = (s for s in page.sections if s.slug == "backtest")
        assert section.intro[0] == t("backtest.stale")
        told = headline(made_up(), t)
        assert told not in page.validity.intro
        made = replace(made_up(), made_from=inputs_digest(result.case))
        write_findings(made, result.case)
        page = build_page(result)
        assert told in page.validity.intro
        assert t("backtest.stale") not in [x for s in page.sections for x in s.intro]
    finally:
        (result.case.root / "backtest.json").unlink()


def test_a_case_without_one_has_no_section(result: RunResult) -> None:
    assert "backtest" not in {section.slug for section in build_page(result).sections}
