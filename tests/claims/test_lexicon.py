"""A codebook with faults: all of them at once, each with file and line; and what a change does."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foedus.claims.code import code_document
from foedus.claims.lexicon import CODEBOOK, load_lexicon
from foedus.claims.tables import LexiconFaults
from foedus.cli.lexicon import app
from foedus.documents.records import Document, Segment

Change = Callable[[str, str, str], Path]


@pytest.fixture
def change(tmp_path: Path) -> Change:
    folder = Path(shutil.copytree(CODEBOOK, tmp_path / "codebook"))

    def replace(file: str, old: str, new: str) -> Path:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return replace


def faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(LexiconFaults) as caught:
        load_lexicon(folder)
    return caught.value.faults


def test_every_fault_comes_with_file_and_line(change: Change) -> None:
    change("acts.csv", "v.meet,*,CONSULT,", "v.meet,*,CHAT,")
    change("persons.csv", "2017-01-20,2021-01-20", "2021-01-20,2017-01-20")
    folder = change("actors.csv", "AFG,state,", "AFG,kingdom,")
    found = faults(folder)
    assert {fault.split(":")[0] for fault in found} == {"acts.csv", "persons.csv", "actors.csv"}
    assert all(fault.split(":")[1].isdigit() for fault in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("words.csv", "v.meet,en,", "v.meet,fr,", "unknown language 'fr'"),
        ("acts.csv", "v.cut,n.aid,", "v.cut,n.nothing,", "no words of class 'n.nothing'"),
        ("actors.csv", "code,kind", "code,sort", "the header must be"),
        ("units.csv", "tanks,tanks;", "tanks,missiles;", "already names"),
        ("places.csv", "code,forms\n", "code,forms\nUKR\n", "1 cells, not 2"),
    ],
)
def test_faults_say_what_is_wrong(change: Change, file: str, old: str, new: str, said: str) -> None:
    assert any(said in fault for fault in faults(change(file, old, new)))


def test_a_new_word_changes_what_is_coded(change: Change) -> None:
    folder = change("words.csv", "v.support,en,support;", "v.support,en,support;lionise;")
    text = "Warsaw lionised Kyiv."
    document = Document("t", "digest", text)
    segments = [Segment("main", 0, len(text))]
    assert code_document(document, segments, load_lexicon()) == []
    coded = code_document(document, segments, load_lexicon(folder))
    assert [c.claim.action for c in coded] == ["SUPPORT"]


def test_the_command_tells_what_is_in_the_codebook() -> None:
    result = CliRunner().invoke(app, ["check", "--json"])
    assert result.exit_code == 0
    assert "office holders" in result.output


def test_the_command_shows_what_a_change_does_to_the_score(change: Change) -> None:
    folder = change("acts.csv", "v.support,*,SUPPORT,", "v.support,*,ACCUSE,")
    gold = Path(__file__).parents[1] / "gates" / "gold" / "claims.jsonl"
    result = CliRunner().invoke(app, ["score", str(gold), "--folder", str(folder), "--json"])
    assert result.exit_code == 0
    rows = {row["measure"]: row for row in json.loads(result.output)}
    assert rows["action"]["difference"] < 0
    assert rows["f1"]["difference"] == 0
