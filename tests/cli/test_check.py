"""`foedus check`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.case.load import load_case
from foedus.case.records import Case
from foedus.cli import checkers
from foedus.cli.main import main
from foedus.core.errors import CaseFault, CaseFaults, PlanError

Edit = Callable[[str, str, str], Path]


def test_a_sound_case(minimal_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(minimal_case)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("minimal: no fault: 6 actors, 2 dyads, 2 levers, 3 parameters, ")
    assert err == ""


def test_the_built_in_case_has_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith("us-alliances: no fault: ")


def test_every_fault_is_a_line_on_stderr(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit("dyads.csv", "USA-RUS,USA,RUS", "USA-RUS,USA,RSU")
    root = edit("levers.csv", "0.1,0.3,0.7", "0.1,3,0.7")
    assert main(["check", str(root)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "dyads.csv:3: unknown actor 'RSU'; did you mean 'RUS'?",
        "levers.csv:2: first: 3 lies outside [0, 1]; write a number in [0, 1]",
    ]


def test_json_of_a_sound_case(minimal_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(minimal_case), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["digest"] == load_case(minimal_case).digest
    assert report["counts"]["actors"] == 6
    assert report["faults"] == []


def test_json_of_a_faulty_case(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    root = edit("dyads.csv", "USA-RUS,USA,RUS", "USA-RUS,USA,RSU")
    assert main(["check", str(root), "--json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["faults"] == [
        {"where": "dyads.csv:3", "what": "unknown actor 'RSU'", "remedy": "did you mean 'RUS'?"}
    ]
    assert err == ""


def test_tables_are_checked_too(minimal_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (minimal_case / "tables" / "stray.csv").write_text("year,value\n")
    assert main(["check", str(minimal_case)]) == 2
    assert "tables/stray.csv" in capsys.readouterr().err


def test_tables_are_checked_even_when_the_case_cannot_be_read(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    root = edit("sources.csv", "coding,this project", "coding,")
    (root / "tables" / "stray.csv").write_text("year,value\n")
    assert main(["check", str(root)]) == 2
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == [
        "sources.csv",
        "tables/stray.csv",
    ]


def test_every_checker_is_heard(
    minimal_case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def several(case: Case) -> None:
        raise CaseFaults([CaseFault("one"), CaseFault("two", where=case.name)])

    def single(case: Case) -> None:
        raise PlanError("two writers", where="war.state", remedy="keep one")

    monkeypatch.setattr(checkers, "CASE_CHECKERS", [several, single])
    assert main(["check", str(minimal_case)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "one",
        "minimal: two",
        "war.state: two writers; keep one",
    ]


def test_a_folder_with_the_name_of_a_built_in_case_must_be_told_apart(
    minimal_case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    minimal_case.rename(minimal_case.parent / "us-alliances")
    monkeypatch.chdir(minimal_case.parent)
    assert main(["check", "us-alliances"]) == 2
    assert capsys.readouterr().err == (
        "us-alliances: both a built-in case and a folder here; "
        "write ./us-alliances for the folder, or leave CASE out for the built-in one\n"
    )
    assert main(["check", "./us-alliances"]) == 0
    assert capsys.readouterr().out.startswith("minimal: no fault")
