"""`foedus explain`: from the folder of a run back to documents and sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.cli.main import main
from foedus.ensemble.result import RunResult
from foedus.update.record import Ledger, ledger_text

Done = tuple[RunResult, Ledger]


@pytest.fixture
def folder(done: Done, tmp_path: Path) -> Path:
    (tmp_path / "evidence.json").write_text(ledger_text(done[1]), "utf-8")
    return tmp_path


def explained(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["explain", str(folder), *words]) == 0
    return capsys.readouterr().out


def test_shares_and_steps_lead_from_before_to_after(
    folder: Path, capsys: pytest.CaptureFixture[str], done: Done
) -> None:
    found = json.loads(explained(folder, capsys, "S1-weak", "--json"))
    assert found["steps"][-1]["p"] == pytest.approx(found["after"], abs=1e-5)
    total = sum(step["shift"] for step in found["steps"])
    assert sum(step["share"] for step in found["steps"]) == pytest.approx(total, abs=1e-3)
    assert [step["known"] for step in found["steps"]] == sorted(s["known"] for s in found["steps"])
    ways = {row["event"]: row["variables"] for row in found["ways"]}
    posts = next(e for e in found["events"] if e["kernel"] == "command-agreed")
    assert ways[posts["id"]][0] == "command.agreed"
    assert ways[posts["id"]][-1] == "command.jfc"
    mean = next(m for m in found["means"] if m["variable"] == "command.jfc")
    assert mean["after"] > mean["before"]


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("by", ["document", "sentence"])
def test_it_can_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str], lang: str, by: str
) -> None:
    words = ["--policy", "restored-commitment", "--by", by, "--lang", lang]
    text = explained(folder, capsys, "S1-weak", *words)
    assert "restored-commitment" in text
    assert "agency" in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["S9"], "unknown class 'S9'"),
        (["S1-weak", "--policy", "nobody"], "--policy: unknown policy 'nobody'"),
    ],
)
def test_unknown_names(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    assert main(["explain", str(folder), *words]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("text", [None, "{", '{"format": 2, "ledger": {}}'])
def test_no_ledger_or_a_damaged_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None
) -> None:
    if text is not None:
        (tmp_path / "evidence.json").write_text(text, "utf-8")
    assert main(["explain", str(tmp_path)]) == 2
    line = capsys.readouterr().err.strip()
    assert "evidence.json" in line
    assert "\n" not in line
