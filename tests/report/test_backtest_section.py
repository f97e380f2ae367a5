"""The page of the back-test from a small made-up result, in both languages."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from foedus.forecast.backtest.result import BASELINES, BacktestResult
from foedus.report.catalogue import LANGUAGES, catalogue
from foedus.report.sections.backtest import SHOWN, backtest, name_of

ORIGINS = (2020, 2021, 2022, 2023)


def made_up() -> BacktestResult:
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
    return BacktestResult("case", "0" * 64, pd.DataFrame(rows), {"tone": tone}, {"counts": counts})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_every_forecaster_and_interval(lang: str) -> None:
    t = catalogue(lang)
    section = backtest(made_up(), t)
    scores = section.tables[0]
    assert [row[1] for row in scores.rows] == [name_of(name, t) for name in SHOWN]
    assert section.tables[1].rows[0][:3] == ("2025", "28", "")
    (figure,) = section.figures
    assert "<svg" in figure.svg
    assert {row[1] for row in figure.table.rows} >= {name_of(b, t) for b in BASELINES}
    assert name_of("minimal", t) in section.intro[1]
    assert all(len(row) == len(part.heads) for part in section.tables for row in part.rows)
