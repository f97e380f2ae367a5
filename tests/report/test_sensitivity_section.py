"""The sensitivity analysis of a run: kept in its folder, shown on its page and in tables."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from foedus.core.errors import BadOption
from foedus.ensemble.result import RunResult
from foedus.forecast.sensitivity.file import FILE, read_sensitivity
from foedus.forecast.sensitivity.records import (
    GAP,
    PAST,
    REST,
    Index,
    IndexRow,
    LeaveOutRow,
    Outcome,
    ScreenRow,
    Sensitivity,
)
from foedus.report.export import write_run
from foedus.report.html import build_page
from foedus.report.material import Material

LEVEL, DIFFERENCE = Outcome("trump-2-continued", "weak", "S2a"), Outcome(GAP, "weak", "S2a")


@pytest.fixture(scope="module")
def found(real_result: RunResult) -> Sensitivity:
    """An analysis as the model might leave it: the difference has no index."""
    policies = real_result.policies[:2]
    shares = {
        "u4": (0.6, 0.1),
        "institution.lambda_ref": (0.02, 0.3),
        REST: (0.3, 0.1),
        PAST: (0, 0),
    }
    return Sensitivity(
        case=real_result.case.name,
        policies=policies,
        as_of=date(2026, 11, 1),
        fitted=True,
        outcomes=(LEVEL, DIFFERENCE),
        screen=(
            ScreenRow("u4", "levers", ((0.2, 0.01), (0.4, 0.02)), 0.4, DIFFERENCE, kept=True),
            ScreenRow("arms.kappa_w", "judgement", ((0, 0), (0, 0)), 0.0, LEVEL, kept=False),
        ),
        indices=tuple(
            IndexRow("parameter", LEVEL, Index(name, total / 2, 0.1, total, error))
            for name, (total, error) in shares.items()
        ),
        variances=(0.01, 0.0),
        left_out=(
            LeaveOutRow("arms", "E8", 0.0, 0.0, LEVEL, 0.0, 0.0, DIFFERENCE, 0.0, "decorative"),
        ),
        base=1024,
        replicates=4,
        paths=12,
        futures=32,
        draws=4000,
        seed=2026,
    )


@pytest.fixture(scope="module")
def folder(
    real_result: RunResult, found: Sensitivity, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    target = tmp_path_factory.mktemp("out") / "moved"
    return write_run(real_result, target, "en", material=Material(sensitivity=found))


def test_it_is_read_back_from_the_folder_of_the_run(folder: Path, found: Sensitivity) -> None:
    assert read_sensitivity(folder) == found
    assert read_sensitivity(folder / "tables") is None


def test_a_damaged_file_is_told_in_one_line(folder: Path, tmp_path: Path) -> None:
    text = (folder / FILE).read_text("utf-8")
    (tmp_path / FILE).write_text(text[: len(text) // 2], "utf-8")
    with pytest.raises(BadOption, match="run again") as raised:
        read_sensitivity(tmp_path)
    assert "\n" not in str(raised.value)


def test_tables_hold_every_number(folder: Path, found: Sensitivity) -> None:
    tables = {
        name: list(
            csv.DictReader((folder / "tables" / f"{name}.csv").read_text("utf-8").split("\n"))
        )
        for name in ("variance_shares", "screening", "left_out")
    }
    assert [float(r["total"]) for r in tables["variance_shares"]] == [0.6, 0.02, 0.3, 0.0]
    assert [r["parameter"] for r in tables["screening"]] == ["u4", "arms.kappa_w"]
    assert (tables["screening"][0]["policy"], tables["screening"][0]["mu_star"]) == (GAP, "0.4")
    assert tables["left_out"][0]["verdict"] == "decorative"


@pytest.mark.parametrize(
    ("lang", "lever", "said"),
    [("en", "Aid to Ukraine", "decorative"), ("vi", "Viện trợ cho Ukraine", "chênh lệch")],
)
def test_the_page_says_what_the_answer_hangs_on(
    real_result: RunResult, found: Sensitivity, lang: str, lever: str, said: str
) -> None:
    page = build_page(real_result, lang, Material(sensitivity=found))
    (section,) = (s for s in page.sections if s.slug == "sensitivity")
    spoken = [line for line in section.intro if "u4" in line]
    assert len(spoken) == 1
    assert lever in spoken[0]
    assert "lambda_ref" not in spoken[0]  # its share cannot be told from nothing
    assert len(section.tables) == 1  # no table of groups that the analysis does not have
    assert section.tables[0].rows[0][0] == "u4"
    assert len(section.tables[0].heads) == 2  # the difference has no index, and no column
    cells = {cell for table in section.folded for row in table.rows for cell in row}
    assert said in cells
    assert "arms.kappa_w" not in cells


def test_a_run_without_an_analysis_has_no_section(real_result: RunResult) -> None:
    page = build_page(real_result, "en", Material())
    assert "sensitivity" not in {section.slug for section in page.sections}
