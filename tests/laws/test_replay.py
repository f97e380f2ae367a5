"""A run as of a past day knows that day alone: whatever is dated later may change, and no number of
the run does. What stands in for a missing edition is counted and is the one exception."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.case.find import BACKTEST, POSTERIOR, find_case
from foedus.case.known import known_on
from foedus.case.load import load_case
from foedus.case.records import Case
from foedus.ensemble.request import make_request
from foedus.ensemble.result import RunResult
from foedus.report.knowledge import knowledge_json
from foedus.report.summary import summarise
from foedus.tables import Tables, load
from foedus.tables.cells import known_days
from foedus.tables.replay import replay
from foedus.update.gather import gather
from foedus.update.run import run_with

ROOT = find_case()
CASE, ALL = load_case(ROOT), load(ROOT)
DAYS = (date(2024, 11, 6), date(2026, 8, 1))
"""One on which editions are missing and a term of office is to come, one on which nothing stands
in for anything."""

TOLD = ("case_digest", "knew", "warnings", "evidence")
"""What a summary says of the files as they are: their digest, and how many rows were too late."""


def _run(case: Case, day: date) -> RunResult:
    request = make_request(case, as_of=day, draws=80, replicates=4)
    return run_with(case, request, gather(case))[0]


def _numbers(result: RunResult) -> dict[str, Any]:
    answer = summarise(result)
    paths = {
        f"{name}.{key}": array.values.tobytes()
        for name in ("quantiles", "means", "end", "terms")
        for key, array in getattr(result, name).data_vars.items()
    }
    return {key: value for key, value in answer.items() if key not in TOLD} | paths


def _lent(day: date, name: str) -> pd.MultiIndex:
    """Keys of the rows that stand in on a day."""
    key = list(ALL.schemas[name].key)
    seen, known = replay(ALL, day)[name], ALL.as_of(day)[name]
    mine, then = (pd.MultiIndex.from_frame(rows[key]) for rows in (seen, known))
    return mine[~mine.isin(then)]


def _later(day: date, name: str) -> list[bool]:
    """Of each row of a table whether the run may not know it."""
    rows, schema = ALL[name], ALL.schemas[name]
    days = known_days(rows, schema)
    if days is None:
        return [False] * len(rows)
    lent = pd.MultiIndex.from_frame(rows[list(schema.key)]).isin(_lent(day, name))
    return list((days > pd.Timestamp(day)) & ~lent)


Row = dict[str, str]


def _edit(path: Path, change: Callable[[int, Row], Row | None]) -> None:
    """Rewrite a file row by row; a row that becomes None goes."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names, rows = list(reader.fieldnames or ()), list(reader)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(new for k, row in enumerate(rows) if (new := change(k, row)) is not None)


def _moved(name: str, row: Row) -> Row:
    """A row of a table with other figures, still inside their ranges."""
    schema = ALL.schemas[name]
    out = dict(row)
    for column in schema.columns.values():
        if column.kind == "number" and column.name not in schema.key and row[column.name]:
            value = float(row[column.name])
            up, down = value * 1.1 + 0.01, value * 0.9 - 0.01
            out[column.name] = f"{up if up <= column.high else down:.4f}"
    return out


def _change_all_later(root: Path, day: date) -> int:
    """Change or remove whatever in a copy of the case is dated later; how many rows that were."""
    touched = 0

    def gone(late: bool) -> bool:
        nonlocal touched
        touched += late
        return late

    for name in ALL.names:
        late = _later(day, name)

        def move(k: int, row: Row, name: str = name, late: list[bool] = late) -> Row:
            return _moved(name, row) if gone(late[k]) else row

        _edit(root / f"tables/{name}.csv", move)
    for name, column in (
        ("lever_history", "from"),
        ("history", "from"),
        ("evidence", "published"),
        ("documents", "published"),
        ("opinions", "published"),
    ):

        def drop(_: int, row: Row, column: str = column) -> Row | None:
            when = row[column]
            return None if gone(bool(when) and date.fromisoformat(when[:10]) > day) else row

        _edit(root / f"{name}.csv", drop)
    begun = {term: record.start > day for term, record in CASE.terms.items()}

    def recode(_: int, row: Row) -> Row:
        return row | {term: "0.5" for term, late in begun.items() if gone(late)}

    _edit(root / "levers.csv", recode)
    for made in (POSTERIOR, BACKTEST):
        (root / made).unlink()
    return touched


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_nothing_dated_later_moves_a_number(day: date, tmp_path: Path) -> None:
    root = Path(shutil.copytree(ROOT, tmp_path / CASE.name))
    assert _change_all_later(root, day) > 50
    changed = load_case(root)
    assert changed.digest != CASE.digest
    then, now = _numbers(_run(CASE, day)), _numbers(_run(changed, day))
    assert [key for key in then if then[key] != now[key]] == []


def test_the_day_of_the_data_cut_is_the_default_run() -> None:
    assert make_request(CASE, as_of=CASE.data_cut) == make_request(CASE)
    assert make_request(CASE).known_on is None
    assert known_on(CASE, CASE.data_cut) is CASE


def test_a_replay_differs_from_looking_back_with_all_that_is_known_today() -> None:
    back = make_request(CASE, policies=["biden-from-2025"], draws=80, replicates=4)
    replayed = make_request(
        CASE, policies=["biden-from-2025"], as_of=back.as_of, draws=80, replicates=4
    )
    assert (back.known_on, replayed.known_on) == (None, back.as_of)
    assert any("looks back" in line for line in back.warnings)
    knew = _run(CASE, date(2025, 7, 1)).knew
    assert knew is not None
    assert knew.left_out > 500
    assert knew.lent > 0
    told = knowledge_json(knew)["tables"]["defence_expenditure"]
    assert (told["edition"], told["last"]) == ("NATO-2025-04", "2024")


@settings(deadline=None, max_examples=20)
@given(st.dates(date(2015, 1, 1), date(2026, 10, 31)))
def test_known_rows_end_with_the_day(day: date) -> None:
    then = known_on(CASE, day)
    assert then.data_cut == then.known_on == day
    assert all(c.start <= day for c in (*then.lever_history, *then.history))
    assert all(c.end is None or c.end <= day for c in then.history)
    assert all(c.published <= day for c in then.evidence.claims.values())
    assert all(o.published <= day for o in then.evidence.opinions.values())
    assert then.later["history.csv"] == sum(c.start > day for c in CASE.history)


@settings(deadline=None, max_examples=20)
@given(st.dates(date(2015, 1, 1), date(2026, 10, 31)))
def test_stand_ins_fill_holes_and_nothing_else(day: date) -> None:
    then, seen = ALL.as_of(day), replay(ALL, day)
    for name in ALL.names:
        lent = sum(seen.lent.get(name, {}).values())
        assert len(seen[name]) == len(then[name]) + lent
        assert seen.later[name] == len(ALL[name]) - len(seen[name])
    _check_effort(then, day)


def _check_effort(then: Tables, day: date) -> None:
    """No stand-in covers a figure of the day, or speaks of a year that nobody spoke of."""
    rows, lent = then["defence_expenditure"], _lent(day, "defence_expenditure")
    rows = rows[rows["definition"] != "sipri"]
    cells = set(zip(rows["iso3"], rows["year"], strict=True))
    years = set(rows["year"])
    for iso3, year, edition, _ in lent:
        assert (iso3, year) not in cells
        assert year < day.year or year in years or (day.month, day.day) == (12, 31)
        assert edition not in then.editions("defence_expenditure")
