"""`foedus show`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from foedus.case.load import load_case
from foedus.cli.main import main
from foedus.cli.views import VIEWS


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


@pytest.mark.parametrize("what", VIEWS)
def test_a_view_shows_in_a_table_what_its_json_says(
    what: str, minimal_case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", str(minimal_case), what, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows
    assert main(["show", str(minimal_case), what]) == 0
    shown = capsys.readouterr().out
    for row in rows:
        assert str(next(iter(row.values()))) in shown


@pytest.mark.parametrize("what", VIEWS)
def test_every_view_of_the_built_in_case(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", what, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


def rows_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(["show", *arguments, "--json"]) == 0
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return rows


def test_values_are_those_of_the_case(
    minimal_case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (press, target) = rows_of(capsys, str(minimal_case), "levers")
    assert (press["first"], press["second"], press["noise"]) == (0.3, 0.7, 0.1)
    assert target["basis"] == "data"
    (shock,) = rows_of(capsys, str(minimal_case), "shocks")
    assert shock["steps"] == (
        "war.state = ceasefire for 1 month; law.floor = 0 after 12 months (+lapse)"
    )
    changes = [row["changes"] for row in rows_of(capsys, str(minimal_case), "policies")]
    assert changes == [
        "",
        "2018-02-01: u1 0.8; 2018-06-01: column second; "
        "2018-07-01: u1 0.9, u2 0, trust.usa[East] = 0.2",
    ]
    priors = {
        row["label"]: row["prior"] for row in rows_of(capsys, str(minimal_case), "parameters")
    }
    assert priors["East"] == "Normal(0.3, 0.5)"


def test_an_open_end_is_empty_in_json(
    minimal_case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bounds = {
        r["name"]: (r["low"], r["high"]) for r in rows_of(capsys, str(minimal_case), "variables")
    }
    assert bounds == {
        "war.state": (None, None),
        "trade.level": (0, 4),
        "law.floor": (0, 1),
        "trust.usa": (0, 1),
    }


def test_the_language(minimal_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [row["name"] for row in rows_of(capsys, str(minimal_case), "actors", "--lang", "vi")]
    assert names[:2] == ["Hoa Kỳ", "Nga"]


def test_the_summary(minimal_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = {row["what"]: row["value"] for row in rows_of(capsys, str(minimal_case))}
    assert found["digest"] == load_case(minimal_case).digest
    assert (found["horizon"], found["actors"]) == ("2020-01-20", 6)


def test_the_help_names_every_view(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--help"]) == 0
    words = set(re.findall(r"[\w-]+", capsys.readouterr().out))
    assert set(VIEWS) <= words


def test_the_plan_is_in_the_order_of_its_reads(capsys: pytest.CaptureFixture[str]) -> None:
    written: set[str] = set()
    for row in rows_of(capsys, "plan"):
        now = {name for name in str(row["now"]).split(", ") if name}
        assert now <= written, row["mechanism"]
        written |= set(str(row["writes"]).split(", "))
    assert {"effort.x", "institution.status", "forces.total"} <= written


def test_a_dormant_statement_is_not_among_the_living(capsys: pytest.CaptureFixture[str]) -> None:
    effort = next(row for row in rows_of(capsys, "plan") if row["mechanism"] == "effort")
    assert effort["dormant"] == "M08"
    assert "M08" not in str(effort["statements"])


def test_brackets_are_no_markup(minimal_case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = minimal_case / "statements.csv"
    path.write_text(path.read_text().replace("Pressure", "[bold]Pressure"))
    assert main(["show", str(minimal_case), "statements"]) == 0
    assert "[bold]Pressure" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["actor"], "unknown case or view 'actor'; did you mean 'actors'? known: actors, "),
        (["us-alliances", "lever"], "unknown view 'lever'; did you mean 'levers'? known: "),
    ],
)
def test_an_unknown_view(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", *arguments]) == 2
    assert capsys.readouterr().err.startswith(message)


def test_tables_of_a_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run folder in place of a case: its tables, whole or in part."""
    (tmp_path / "tables").mkdir()
    (tmp_path / "manifest.json").write_text('{"kind": "foedus run"}', "utf-8")
    text = "threshold,scenario,p\ns1_core,S1-core,0.03\ns1_aid,S1-weak,0.7\n"
    (tmp_path / "tables" / "strips.csv").write_text(text, "utf-8")
    assert main(["show", str(tmp_path), "strips", "--only", "s1_core", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"threshold": "s1_core", "scenario": "S1-core", "p": 0.03}
    ]
    assert main(["show", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"table": "strips", "rows": 2}]
    assert main(["show", str(tmp_path), "stripes"]) == 2
    assert "strips" in capsys.readouterr().err
