"""The back-test of the case as files: its tables as they were made, names for machines."""

from __future__ import annotations

import pandas as pd

from foedus.forecast.backtest.findings import Findings
from foedus.report.table import Cell, Column, Table, table

PREFIX = "backtest-"


def path_of(name: str) -> str:
    """File of one table within the run folder; none for no name.

    >>> path_of("tried"), path_of("")
    ('tables/backtest-tried.csv', '')
    """
    return f"tables/{PREFIX}{name}.csv" if name else ""


def tested_tables(found: Findings) -> list[Table]:
    """Every table that has rows, in full."""
    return [_whole(name, frame) for name, frame in found.tables.items() if len(frame)]


def _whole(name: str, frame: pd.DataFrame) -> Table:
    numbers = set(frame.select_dtypes("number").columns)
    heads = [
        Column(str(key), str(key), "value" if key in numbers else "text") for key in frame.columns
    ]
    rows = [[_cell(cell) for cell in row] for row in frame.itertuples(index=False, name=None)]
    return table(PREFIX + name, f"{PREFIX}{name}", heads, rows)


def _cell(cell: object) -> Cell:
    if isinstance(cell, str | int | float):
        return None if pd.isna(cell) else cell
    return None if cell is None else str(cell)
