"""Files of a run: what is in them, and that they agree with each other."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import json
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import xarray as xr

from foedus.core.errors import BadOption, UnknownName
from foedus.ensemble.result import RunResult
from foedus.report.export import write_run
from foedus.report.manifest import policy_digest
from foedus.report.material import Material
from foedus.report.summary import summary_text

COMMAND = ("foedus", "run", "--draws", "60000")


@pytest.fixture(scope="module")
def folder(result: RunResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    material = Material(mechanisms={"M05": ("effort",)}, command=COMMAND)
    return write_run(result, tmp_path_factory.mktemp("out") / "run", material=material)


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_all_files_are_there(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "summary.json", "results.nc", "tables", "tables.xlsx", "figures", "report.html",
        "references.bib", "manifest.json",
    }  # fmt: skip


def test_summary_is_the_same_at_every_writing(
    folder: Path, result: RunResult, tmp_path: Path
) -> None:
    again = write_run(result, tmp_path / "again", "vi")
    first = (folder / "summary.json").read_bytes()
    assert first == (again / "summary.json").read_bytes() == summary_text(result).encode()


def test_manifest_names_what_was_run(folder: Path, result: RunResult) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    digests = manifest["digests"]
    assert digests["summary"] == hashlib.sha256((folder / "summary.json").read_bytes()).hexdigest()
    assert digests["case"] == result.case.digest
    assert len(digests["data"]) == len(digests["code"]) == 64
    assert manifest["command"] == list(COMMAND)
    assert manifest["seconds"] == {"load": 0.2, "simulate": 4.1}
    assert manifest["versions"]["numpy"] == np.__version__
    assert manifest["policies"].keys() == set(result.policies)


def test_policy_digest_depends_on_content_not_on_place(result: RunResult) -> None:
    policy = result.case.policies["restored-commitment"]
    moved = dataclasses.replace(policy, place=dataclasses.replace(policy.place, line=99))
    change = dataclasses.replace(policy.changes[0], value=0.3)
    changed = dataclasses.replace(policy, changes=(change,))
    assert policy_digest(moved) == policy_digest(policy)
    assert policy_digest(changed) != policy_digest(policy)


@pytest.mark.parametrize("group", ["quantiles", "means", "end"])
def test_arrays_come_back(folder: Path, result: RunResult, group: str) -> None:
    given: xr.Dataset = getattr(result, group)
    with xr.open_dataset(folder / "results.nc", group=group, engine="h5netcdf") as read:
        assert read.attrs["case_digest"] == result.case.digest
        assert read.sizes == given.sizes
        for name, array in given.data_vars.items():
            np.testing.assert_allclose(read[name].values, array.values, rtol=1e-6)
            assert read[name].attrs["units"]


def test_arrays_carry_units_and_names(folder: Path) -> None:
    with xr.open_dataset(folder / "results.nc", group="quantiles", engine="h5netcdf") as read:
        assert read["europe.effort"].attrs["units"] == "% GDP"
        assert read["europe.effort"].attrs["long_name"] == "allied effort"
        assert read["time"].values[-1] == np.datetime64("2029-01-20")


def test_csv_holds_full_precision(folder: Path, result: RunResult) -> None:
    rows = rows_of(folder, "scenarios")
    assert len(rows) == len(result.scenarios)
    for row, given in zip(rows, result.scenarios, strict=True):
        assert (row["policy"], row["scenario"]) == (given.policy, given.scenario)
        assert float(row["p"]) == pytest.approx(given.estimate.value, rel=1e-8)


def test_csv_of_paths_gives_the_end_of_every_year(folder: Path, result: RunResult) -> None:
    rows = [r for r in rows_of(folder, "quantiles") if r["variable"] == "europe.effort"]
    days = [r["date"] for r in rows if r["policy"] == result.policies[0]]
    assert days == [f"{year}-01-01" for year in range(2015, 2030)] + ["2029-01-20"]
    last = result.quantiles["europe.effort"].isel(policy=0, time=-1, quantile=2)
    assert float(rows[15]["q50"]) == pytest.approx(float(last), rel=1e-6)


def test_statements_name_their_mechanism(folder: Path) -> None:
    rows = {row["statement"]: row["mechanism"] for row in rows_of(folder, "statements")}
    assert len(rows) == 54
    assert rows["M05"] == "effort"
    assert rows["M06"] == ""


def test_workbook_explains_then_holds_every_table(folder: Path, result: RunResult) -> None:
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    files = {path.stem for path in (folder / "tables").iterdir()}
    assert book.sheetnames[0] == "Read me"
    assert set(book.sheetnames[1:]) == files
    for name in book.sheetnames[1:]:
        assert book[name].freeze_panes == "A2"
    sheet = book["scenarios"]
    assert [cell.value for cell in sheet[1]][4:] == [
        "probability", "5 %", "95 %", "Monte-Carlo error",
    ]  # fmt: skip
    assert sheet["E2"].value == pytest.approx(result.scenarios[0].estimate.value)


def test_figures_are_those_of_the_page(folder: Path) -> None:
    page = (folder / "report.html").read_text("utf-8")
    drawings = list((folder / "figures").glob("*.svg"))
    assert len(drawings) > 35
    for path in drawings:
        assert f'id="figure-{path.stem}"' in page
        assert path.read_text("utf-8") in page


def test_unknown_language_leaves_nothing(result: RunResult, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="language"):
        write_run(result, tmp_path / "run", "de")
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_run_stays_unless_asked(folder: Path, result: RunResult) -> None:
    with pytest.raises(BadOption, match="earlier run"):
        write_run(result, folder)
