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
        replace(folder / f"{name}.csv", table.to_csv(index=False, float_format="%.6g"))
    for name, rows in {"scores": result.effort, "questions": result.questions}.items():
        replace(folder / f"{name}.csv", rows.to_csv(index=False, float_format="%.6g"))
    replace(folder / "backtest.json", json.dumps(as_json(result), indent=1, allow_nan=False))


def as_json(result: BacktestResult) -> Json:
    """Everything but single forecasts and questions, numbers as numbers."""
    return {
        "case": result.case,
        "digest": result.digest,
        "winner": result.winner,
        "baselines": list(BASELINES),
        "tables": {name: rows_of(table) for name, table in result.every_table().items()},
    }


def rows_of(table: pd.DataFrame) -> list[Json]:
    """Rows of a table as plain values; what is not a number is None."""
    return [{str(k): _plain(v) for k, v in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and not math.isfinite(value) else value


def replace(path: Path, text: str) -> None:
    """Write a file so that it is there whole or as it was before."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
