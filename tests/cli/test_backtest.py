"""`foedus backtest`: what it refuses, and what it prints of a result."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from foedus.cli.main import main
from foedus.forecast.backtest.findings import read_findings
from foedus.forecast.backtest.result import BacktestResult

FORECASTERS = (
    "minimal", "minimal_literal", "stacked", "last value", "pooled drift", "country trend",
    "line to the pledge", "ETS", "ARIMA", "reference class",
)  # fmt: skip


def small(*_: object, **__: object) -> BacktestResult:
    rows = pd.DataFrame(
        [
            {
                "mode": mode, "forecaster": name, "origin": origin, "horizon": 1, "ally": "POL",
                "crossed": origin == 2020, "crps": 0.1 + k / 100, "log": 0.1, "pit": 0.4,
                "cover50": True, "cover90": True,
            }
            for mode in ("restated", "real time")
            for k, name in enumerate(FORECASTERS)
            for origin in (2020, 2021)
        ]
    )  # fmt: skip
    part = pd.DataFrame(
        {
            "crps": [0.1, 0.2, 0.3], "cover90": True, "horizon": 1, "ally": "usa", "origin": 2020,
            "forecaster": ["last value", "last quarters", "own mean"],
        }
    )  # fmt: skip
    one = pd.DataFrame({"year": [2025], "low": [19.0]})
    parts = dict.fromkeys(("forces", "aid", "tone"), part)
    tables = dict.fromkeys(("counts", "counts-ahead", "weights", "held"), one)
    asked = pd.DataFrame(
        {
            "kind": "cut", "months": 6, "origin": ["2020-01-01", "2021-01-01"],
            "came": [True, False],
            "form": [0.4, 0.1], "base": 0.2, "brier form": [0.36, 0.01],
            "brier base": [0.64, 0.04],
            "log form": 0.3, "log base": 0.5,
        }
    )  # fmt: skip
    return BacktestResult("case", "abc", rows, parts, tables, asked)


def test_a_file_in_place_of_the_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "taken"
    target.write_text("mine", encoding="utf-8")
    assert main(["backtest", "--out", str(target)]) == 2
    assert "is a file; name a folder" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "mine"


def test_it_prints_tables_or_json_and_writes_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foedus.forecast.backtest.run.backtest", small)
    assert main(["backtest", "--out", str(tmp_path / "a")]) == 0
    printed = capsys.readouterr().out
    assert "Better of the two minimal forms under real-time vintages: minimal" in printed
    assert main(["backtest", "--out", str(tmp_path / "a"), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown == json.loads((tmp_path / "a" / "backtest.json").read_text("utf-8"))
    assert shown["winner"] == "minimal"
    assert (tmp_path / "a" / "effort-real-time.csv").exists()


def test_written_into_a_case_its_reports_find_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foedus.forecast.backtest.run.backtest", small)
    case = tmp_path / "mine"
    assert main(["init", str(case)]) == 0
    (case / "backtest.json").unlink()
    assert main(["backtest", str(case), "--out", str(tmp_path / "a"), "--write"]) == 0
    assert "read by the reports of this case" in capsys.readouterr().out
    found = read_findings(case)
    assert found is not None
    assert found.winner == "minimal"


def test_a_broken_back_test_is_named_before_a_run_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "mine"
    assert main(["init", str(case)]) == 0
    (case / "backtest.json").write_text("{", encoding="utf-8")
    assert main(["run", str(case), "--draws", "100", "--out", str(tmp_path / "out")]) == 2
    assert "is no back-test; make it again" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
