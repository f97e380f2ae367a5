"""What ships with a case: it reads back, knows when it is stale, refuses what is not its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from foedus.case.find import BACKTEST, case_files
from foedus.case.load import load_case
from foedus.case.records import Case
from foedus.core.errors import BadOption, FoedusError
from foedus.forecast.backtest.findings import (
    Findings,
    inputs_digest,
    read_findings,
    write_findings,
)
from foedus.forecast.backtest.run import PARTS, TABLES

GIVEN = {"counts": pd.DataFrame({"year": [2025, 2026], "seen": [28.0, None]})}


@pytest.fixture
def copy(case: Case, tmp_path: Path) -> Case:
    for path in case_files(case.root):
        place = tmp_path / "mine" / path.relative_to(case.root)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    return load_case(tmp_path / "mine")


def test_it_reads_back(copy: Case) -> None:
    write_findings(Findings("minimal", inputs_digest(copy), GIVEN), copy)
    found = read_findings(copy.root)
    assert found is not None
    assert found.winner == "minimal"
    assert not found.stale(copy)
    pd.testing.assert_frame_equal(found.tables["counts"], GIVEN["counts"], check_dtype=False)


def test_a_changed_table_makes_it_stale_and_a_changed_text_does_not(copy: Case) -> None:
    given = Findings("minimal", inputs_digest(copy), {})
    with (copy.root / "policies" / "notes.toml").open("w", encoding="utf-8") as file:
        file.write("# a remark")
    assert not given.stale(copy)
    with (copy.root / "tables" / "tariffs.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert given.stale(copy)


def test_it_is_no_part_of_what_identifies_the_case(copy: Case) -> None:
    (copy.root / BACKTEST).unlink()
    without = load_case(copy.root).digest
    write_findings(Findings("minimal", "", {}), copy)
    assert load_case(copy.root).digest == without


def test_a_case_without_one_has_none(tmp_path: Path) -> None:
    assert read_findings(tmp_path) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99, "winner": "", "made_from": ""}'])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / BACKTEST).write_text(text, "utf-8")
    with pytest.raises(FoedusError, match="is no back-test; make it again"):
        read_findings(tmp_path)


def test_a_folder_that_cannot_be_written_is_named(
    copy: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("foedus.forecast.backtest.findings.replace", refuse)
    with pytest.raises(BadOption, match="cannot be written"):
        write_findings(Findings("minimal", "", {}), copy)


def test_the_built_in_case_ships_a_fresh_one(case: Case) -> None:
    found = read_findings(case.root)
    assert found is not None
    assert not found.stale(case)
    assert {*PARTS, "tried", "held", "events", "weights"} <= set(found.tables)
    assert {"effort-real-time", "skill-real-time"} <= set(found.tables)
    assert set(TABLES) - {"coefficients", "counts-ahead", "outlook"} <= set(found.tables)
