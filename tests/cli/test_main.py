"""The command as a whole: help, versions, exit statuses, and what it must not import."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

import foedus
from foedus.cli import check, init, show
from foedus.cli.main import main

HEAVY = ("jax", "numpy", "pandas", "xarray", "altair", "pydantic", "scipy")


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    bare = capsys.readouterr().out
    assert main(["--help"]) == 0
    assert capsys.readouterr().out.split() == bare.split()
    assert "check" in bare


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"foedus {foedus.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chekc"], "No such command 'chekc'. Did you mean 'check'?; see `foedus --help`"),
        (["check", "--jsn"], "No such option: --jsn"),
        (["init"], "Missing argument 'DIR'; see `foedus --help`"),
        (["show", "--lang", "fr"], "Invalid value for '--lang': 'fr' is not one of 'en', 'vi'"),
        (["check", "nowhere"], "unknown case 'nowhere'; known: us-alliances"),
        (
            ["check", "./nowhere"],
            "nowhere: no such folder; `foedus init DIR` makes one",
        ),
    ],
)
def test_misuse_is_one_line_and_status_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(message)
    assert err.count("\n") == 1


def test_ctrl_c_is_one_line_and_status_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("foedus.case.load.load_case", stop)
    assert main(["check"]) == 130
    assert capsys.readouterr().err == "stopped\n"


def test_a_bug_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("foedus.case.load.load_case", fail)
    with pytest.raises(ZeroDivisionError):
        main(["check"])


@pytest.mark.parametrize("command", ["init", "check", "show"])
def test_every_command_has_help_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--help"]) == 0
    assert "Example: foedus" in capsys.readouterr().out


@pytest.mark.parametrize("example", [init.EXAMPLE, check.EXAMPLE, show.EXAMPLE])
def test_the_examples_run(
    example: str,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("example"))
    for line in example.removeprefix("Example: ").split(" && "):
        program, *arguments = line.split()
        assert program == "foedus"
        assert main(arguments) == 0
    assert capsys.readouterr().out


def test_a_terminal_without_vietnamese_letters() -> None:
    run = [sys.executable, "-m", "foedus.cli.main", "show", "actors", "--lang", "vi"]
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    table = subprocess.run(run, env=env, capture_output=True, text=True, check=True)
    assert "Hoa K?" in table.stdout
    rows = subprocess.run([*run, "--json"], env=env, capture_output=True, text=True, check=True)
    assert json.loads(rows.stdout)[0]["name"] == "Hoa Kỳ"


def test_the_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; import foedus.cli.main as cli; cli.main(['--help']); "
        f"print([m for m in {HEAVY} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
