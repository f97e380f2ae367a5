"""A back-test as files: every table as CSV, the scores of every forecast, one JSON summary."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pandas as pd

from foedus.forecast.backtest.result import BASELINES, BacktestResult

Json = dict[str, Any]


def write(result: BacktestResult, folder: Path) -> None:
    """Write all tables and the summary; a file is replaced only when its successor is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in result.every_table().items():
        _replace(folder / f"{name}.csv", table.to_csv(index=False, float_format="%.6g"))
    _replace(folder / "scores.csv", result.effort.to_csv(index=False, float_format="%.6g"))
    _replace(folder / "backtest.json", json.dumps(as_json(result), indent=1, allow_nan=False))


def as_json(result: BacktestResult) -> Json:
    """Everything but the rows of single forecasts, numbers as numbers."""
    return {
        "case": result.case,
        "digest": result.digest,
        "winner": result.winner,
        "baselines": list(BASELINES),
        "tables": {name: _rows(table) for name, table in result.every_table().items()},
    }


def _rows(table: pd.DataFrame) -> list[Json]:
    return [{str(k): _plain(v) for k, v in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _replace(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
