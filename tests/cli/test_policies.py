"""`foedus compare`, `whatif`, `sensitivity` and `discover` from the command line, small."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.cli import compare, discover, sensitivity, whatif
from foedus.cli.main import main

SMALL = ["--draws", "80", "--replicates", "4"]


COMMANDS = {
    "compare": compare.EXAMPLE,
    "whatif": whatif.EXAMPLE,
    "sensitivity": sensitivity.EXAMPLE,
    "discover": discover.EXAMPLE,
}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_ends_in_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert f"Example: foedus {command}" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_the_examples_run(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for line in COMMANDS[command].removeprefix("Example: ").split(" && "):
        assert main(line.split()[1:]) == 0


def test_compare_fits_the_screen_and_says_what_is_assumed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    policies = ["-p", "trump-2-continued", "-p", "european-pillar", "-p", "hard-retrenchment"]
    assert main(["compare", *SMALL, *policies, "--topic", "aid", "--lang", "vi"]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 100
    assert "trump-2-continued − hard-retrenchment" in " ".join(out.split())
    assert "Độ vững" in out
    assert "giả định" in out


def test_a_finished_run_answers_like_a_fresh_comparison(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """By year, with regret and a strip: from the folder alone, number for number."""
    folder = str(tmp_path / "run")
    assert main(["run", *SMALL, "--out", folder]) == 0
    capsys.readouterr()
    asked = ["--topic", "trust", "--strip", "s1_core", "--bad", "S2a,O4=2", "--json"]
    assert main(["compare", folder, *asked]) == 0
    kept = json.loads(capsys.readouterr().out)
    assert main(["compare", *SMALL, *asked]) == 0
    fresh = json.loads(capsys.readouterr().out)
    assert kept["robust"] == fresh["robust"]
    assert kept["bad"] == {"S2a": 1.0, "O4": 2.0}
    assert [r["day"] for r in kept["rows"]] == [r["day"] for r in fresh["rows"]]
    for one, other in zip(kept["rows"], fresh["rows"], strict=True):
        assert one["difference"] == pytest.approx(other["difference"], abs=1e-7)
    assert len(kept["strips"]) == len(fresh["strips"]) > 0
    assert {row["threshold"] for row in kept["strips"]} == {"s1_core"}
    for one, other in zip(kept["strips"], fresh["strips"], strict=True):
        assert one["estimate"] == pytest.approx(other["estimate"], abs=1e-7)
    assert main(["compare", folder, "--strip", "s1_core", "--lang", "vi"]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 100
    assert "đứng đầu ở" in " ".join(out.split())
    assert main(["compare", folder, "--strip", "s1_cor"]) == 2
    assert "s1_core" in capsys.readouterr().err


def test_whatif_in_words_and_saved(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    asked = ["--withdraw", "DEU:10@2027-06", "--set", "trade.level=3@2027-01..2027-12"]
    assert main(["whatif", *SMALL, *asked, "--save", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["words"][1] == "10,000 permanent US personnel leave Germany by June 2027"
    assert "from 1 January 2027 to 31 December 2027" in found["words"][0]
    assert any("US forces in Europe" in answer for answer in found["answers"])
    assert path.read_text("utf-8").count("[[clamp]]") == 8 * 3 + 1
    assert main(["whatif", *SMALL, *asked, "--save", str(path)]) == 2
    assert "exists" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compare", "--topic", "weather"], "unknown topic"),
        (["compare", "--bad", "S9"], "unknown class"),
        (["compare", "-p", "biden", "-p", "trump-2-continued"], "end on different days"),
        (["whatif", "--set", "u3=7@2027-06"], "--set u3=7@2027-06"),
        (["whatif", "--pledge", "much", "--save", "x.txt"], "cannot be read"),
        (["sensitivity", "--base", "100"], "power of 2"),
        (["sensitivity", "--scenario", "S9"], "unknown outcome"),
        (["discover", "S9"], "unknown class"),
    ],
)
def test_bad_input_is_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert said in shown.err


@pytest.mark.slow
def test_sensitivity_keeps_its_pieces(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    small = ["--part", "sobol", "--by", "basis", "--base", "256", "--replicates", "4"]
    assert main(["sensitivity", *small, "--out", str(tmp_path), "--lang", "vi"]) == 0
    out = capsys.readouterr().out
    assert "Tỷ phần phương sai của S1-weak" in out
    assert max(map(len, out.splitlines())) <= 100
    assert len(list(tmp_path.rglob("*.npy"))) == 3
