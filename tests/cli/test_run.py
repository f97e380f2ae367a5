"""`foedus run`: from the command line to a folder; every fault in a line, nothing written."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from foedus.case.find import find_case
from foedus.case.load import load_case
from foedus.cli.main import main
from foedus.cli.names import run_name
from foedus.ensemble.request import make_request

SMALL = ["--draws", "120", "--replicates", "4"]
FILES = {"report.html", "summary.json", "results.nc", "tables.xlsx", "manifest.json"}
Copy = Callable[[str, str, str], Path]


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    folder: Path

    @property
    def summary(self) -> dict[str, Any]:
        text: dict[str, Any] = json.loads((self.folder / "summary.json").read_text("utf-8"))
        return text


def command(*arguments: str) -> tuple[int, str]:
    with redirect_stdout(io.StringIO()) as out:
        status = main(["run", *arguments])
    return status, out.getvalue()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = tmp_path_factory.mktemp("run") / "deep" / "first"
    return Done(*command(*SMALL, "--out", str(folder)), folder)


@pytest.fixture(scope="module")
def as_json(tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = tmp_path_factory.mktemp("run") / "second"
    more = ["--seed", "7", "--policy", "restored-commitment", "--shock", "ceasefire@2027-03"]
    return Done(*command(*SMALL, *more, "--json", "--lang", "vi", "--out", str(folder)), folder)


def test_the_table_is_printed_and_the_folder_named(done: Done) -> None:
    assert done.status == 0
    assert "Transactional alliance" in done.out
    assert str(done.folder / "report.html") in done.out.replace("\n", "")


def test_the_folder_is_whole(done: Done) -> None:
    assert {p.name for p in done.folder.iterdir()} >= FILES
    assert list((done.folder / "tables").glob("*.csv"))
    assert list((done.folder / "figures").glob("*.svg"))
    assert not list(done.folder.parent.glob(".*"))  # nothing half-made is left
    manifest = json.loads((done.folder / "manifest.json").read_text("utf-8"))
    assert manifest["kind"] == "foedus run"


def test_the_report_is_written_again_in_the_other_language(
    done: Done, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(done.folder), "--lang", "vi"]) == 0
    page = (done.folder / "report-vi.html").read_text("utf-8")
    assert '<html lang="vi">' in page
    assert "report-vi.html" in capsys.readouterr().out
    assert main(["report", str(done.folder), "--case", str(done.folder)]) == 2
    assert main(["report", str(done.folder.parent)]) == 2
    assert "no folder of a run" in capsys.readouterr().err


def test_strips_of_a_run_are_shown(done: Done, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["strips", "--only", "s1_core", "--only", "S1-core", "--only", "trump-2-continued"]
    assert main(["show", str(done.folder), *asked, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["value"] for row in rows] == [0.5, 0.7, 0.8, 0.85, 0.9, 0.95]
    assert [row["in_force"] for row in rows] == [0, 0, 0, 1, 0, 0]


def test_the_summary_is_that_of_the_request(done: Done) -> None:
    summary = done.summary
    assert (summary["draws"], summary["parameter_draws"], summary["seed"]) == (120, 30, 2026)
    assert list(summary["policies"]) == sorted(["trump-2-continued", "restored-commitment"])
    assert summary["as_of"] == "2026-11-01"
    assert summary["horizon"] == "2029-01-20"


def test_json_is_what_is_printed_and_nothing_else(as_json: Done) -> None:
    assert as_json.status == 0
    printed = json.loads(as_json.out)
    assert printed == as_json.summary
    assert printed["shocks"] == ["ceasefire@2027-03-01"]
    assert list(printed["policies"]) == ["restored-commitment"]


def test_another_seed_gives_other_numbers(done: Done, as_json: Done) -> None:
    name = "restored-commitment"
    assert done.summary["policies"][name] != as_json.summary["policies"][name]
    assert done.summary["effective_draws"] != as_json.summary["effective_draws"]


def test_the_report_is_in_the_language_asked_for(done: Done, as_json: Done) -> None:
    english = (done.folder / "report.html").read_text("utf-8")
    vietnamese = (as_json.folder / "report.html").read_text("utf-8")
    assert '<html lang="en"' in english
    assert '<html lang="vi"' in vietnamese
    assert "Khôi phục cam kết" in vietnamese


# --- faults --------------------------------------------------------------------------------------


def refused(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> str:
    """The one line of a run that is refused and leaves nothing behind."""
    before = sorted(folder.parent.iterdir()) if folder.parent.exists() else []
    assert main(["run", *arguments, *SMALL, "--out", str(folder)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1, err
    assert (sorted(folder.parent.iterdir()) if folder.parent.exists() else []) == before
    return err.rstrip("\n")


OPTIONS = [
    (["--policy", "trump2-continued"], "unknown policy 'trump2-continued'; did you mean 'trump-2-"),
    (["--policy", "restored"], "unknown policy 'restored'; "),
    (["--as-of", "yesterday"], "--as-of: 'yesterday' is not a date; write 2027-06-01 or 2027-06"),
    (["--as-of", "2027-02-30"], "--as-of: '2027-02-30' is not a date"),
    (["--as-of", "2013-12-31"], "--as-of: 2013-12-31 is not between the start of the case"),
    (["--as-of", "2029-01-20"], "--as-of: 2029-01-20 is not between the start"),
    (["--effort", "best"], "--effort: unknown form of effort 'best'; known: minimal, minimal_lite"),
    (["--shock", "ceasefire@2030-01"], "shock 'ceasefire@2030-01': 2030-01-01 is outside the case"),
    (["--shock", "peace"], "unknown shock 'peace'"),
    (["--policy", "no-such.toml"], "no-such.toml"),
    (["--seed", "-4"], "--seed: seed -4; choose 0 or more"),
    (["--seed", "abc"], "Invalid value for '--seed'"),
    (["--workers", "0"], "Invalid value for '--workers'"),
    (["-p", "biden", "-p", "trump-2"], "--policy: policies end on different days: biden ends"),
    (["--cluster", "nonsense"], "--cluster: no scheduler answers at nonsense"),
    (["nowhere"], "unknown case 'nowhere'; known: us-alliances"),
]


@pytest.mark.parametrize(("arguments", "message"), OPTIONS)
def test_faults_of_options(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(capsys, tmp_path / "run", *arguments).startswith(message)


def test_a_folder_that_is_no_run_is_never_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work", "utf-8")
    for more in ([], ["--overwrite"]):
        message = refused(capsys, mine, *more)
        assert message == f"{mine}: is there already and is no run folder; name another --out"
    assert [p.name for p in mine.iterdir()] == ["thesis.txt"]


def test_an_earlier_run_stays_unless_it_is_to_be_replaced(
    done: Done, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (done.folder / "summary.json").read_bytes()
    message = refused(capsys, done.folder)
    assert message.startswith(f"{done.folder}: holds an earlier run; name another --out")
    assert (done.folder / "summary.json").read_bytes() == before


@pytest.fixture
def broken(tmp_path: Path) -> Copy:
    """A copy of the built-in case with one text replaced; the text must be there."""

    def replace(file: str, old: str, new: str) -> Path:
        root = Path(shutil.copytree(find_case(), tmp_path / "case"))
        path = root / file
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return root

    return replace


CASES = {
    "a misspelt variable in a predicate": (
        "scenarios.toml",
        "end(command.jfc) >= s1_jfc",
        "end(comand.jfc) >= s1_jfc",
        "scenarios.toml:",
        "unknown name 'comand.jfc'; did you mean 'command.jfc'?",
    ),
    "a misspelt state in a predicate": (
        "scenarios.toml",
        "(out_of_command, notified, out)",
        "(out_of_comand, notified, out)",
        "scenarios.toml:",
        "'out_of_comand' is not a state of institution.status; known: full, thinned,",
    ),
    "a lever above one": (
        "policies/restored-commitment.toml",
        "u9 = 0.9",
        "u9 = 1.9",
        "policies/restored-commitment.toml:",
        "1.9",
    ),
    "a probability above one": (
        "parameters.csv",
        'law.l_floor,,"Beta(8, 2)"',
        "law.l_floor,,Fixed(1.4)",
        "parameters.csv:",
        "law.l_floor is a probability, Fixed(1.4) may leave [0, 1]",
    ),
    "a change past the horizon": (
        "policies/restored-commitment.toml",
        "from = 2027-01-01",
        "from = 2037-01-01",
        "policies/restored-commitment.toml:",
        "2037-01-01",
    ),
    "a level beyond its bounds in a shock": (
        "shocks/tariff-escalation.toml",
        "value = 3",
        "value = 9",
        "shocks/tariff-escalation.toml:",
        "9",
    ),
    "a figure in the wrong unit": (
        "tables/defence_expenditure.csv",
        None,
        None,
        "tables/defence_expenditure.csv:",
        "",
    ),
    "a parameter that is missing": (
        "parameters.csv",
        "war.rho1,,",
        "war.rho9,,",
        "parameters.csv",
        "war.rho",
    ),
    "a variable that nobody writes": (
        "variables.csv",
        "nato.at2,",
        "nato.at3,",
        "variables.csv:",
        "no mechanism writes variable 'nato.at3'",
    ),
    "an unknown variant": (
        "case.toml",
        'effort = "minimal_literal"',
        'effort = "maximal"',
        "case.toml: variant effort = 'maximal' is unknown",
        "known: minimal, minimal_literal, structural",
    ),
}


def first_row(name: str) -> tuple[str, list[str]]:
    lines = (find_case() / "tables" / name).read_text("utf-8").splitlines()
    return lines[1], lines[0].split(",")


@pytest.mark.parametrize("fault", CASES)
def test_faults_of_a_case(
    broken: Copy, tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    file, old, new, place, message = CASES[fault]
    if old is None:  # a share written as a fraction of a hundredth: per mille for per cent
        row, header = first_row("defence_expenditure.csv")
        cells = row.split(",")
        at = header.index("pct_gdp")
        cells[at] = str(float(cells[at]) * 100)
        old, new = row, ",".join(cells)
    root = broken(file, old, new or "")
    assert main(["run", str(root), *SMALL, "--out", str(tmp_path / "run")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    told = [line for line in err.splitlines() if place in line]
    assert told, err
    assert any(message in line for line in told), err
    assert not (tmp_path / "run").exists()


def test_a_row_of_a_table_that_is_there_twice(
    broken: Copy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row, _ = first_row("defence_expenditure.csv")
    root = broken("tables/defence_expenditure.csv", row, f"{row}\n{row}")
    message = refused(capsys, tmp_path / "run", str(root))
    assert message.startswith("tables/defence_expenditure.csv:3: ")


# --- the name of a folder ------------------------------------------------------------------------


def test_the_name_holds_all_that_decides_the_result(tmp_path: Path) -> None:
    case = load_case(find_case())
    original = (case.root / "policies" / "restored-commitment.toml").read_text("utf-8")
    files = {}
    for folder, text in (("a", original), ("b", original.replace("u9 = 0.9", "u9 = 0.8"))):
        (tmp_path / folder).mkdir()
        files[folder] = tmp_path / folder / "mine.toml"
        files[folder].write_text(text, "utf-8")
    asked = [
        {},
        {"draws": 400},
        {"replicates": 5},
        {"seed": 1},
        {"effort": "structural"},
        {"shocks": ["ceasefire"]},
        {"shocks": ["ceasefire+settlement"]},
        {"policies": ["trump-2-continued"]},
        {"policies": [str(files["a"])]},
        {"policies": [str(files["b"])]},
    ]
    names = [run_name(case, make_request(case, **given)) for given in asked]
    assert len(set(names)) == len(names)
    assert run_name(case, make_request(case)) == names[0]
    assert all(name.startswith("us-alliances-2026-11-01-") for name in names)
