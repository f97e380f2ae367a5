"""`foedus read`: what it prints and writes, what it refuses, and what a stopped run keeps."""

import json
from pathlib import Path

import pytest

from foedus.claims.interchange import read_any
from foedus.claims.journal import Journal
from foedus.claims.outcome import Outcome, outcome_of
from foedus.cli.main import main
from foedus.core.errors import BadOption

ENGLISH = (
    "THE HARBOUR COURIER | World\nUS pauses aid to Ukraine\n\nWednesday, March 5, 2025\n\n"
    "The United States suspended military aid to Ukraine on Monday, officials in Washington said. "
    "Germany criticised the decision.\n\nMOST READ\nApr 30, 2025: Minerals deal signed at last\n"
)
VIETNAMESE = (
    "Mỹ ngừng viện trợ cho Ukraine\nThứ Tư, 5/3/2025\n"
    "Hôm 3/3, Mỹ đã đình chỉ viện trợ quân sự cho Ukraine, theo Lầu Năm Góc. "
    "Đức chỉ trích quyết định này, "
    "còn Nga hoan nghênh và kêu gọi đàm phán.\nLan Anh\n"
)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "en.txt").write_text(ENGLISH, "utf-8")
    (folder / "vi.txt").write_text(VIETNAMESE, "utf-8")
    return folder


def test_claims_quote_their_document_and_are_clustered(docs: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "claims.jsonl"
    assert main(["read", str(docs), "--out", str(out)]) == 0
    claims = read_any(out)
    assert {c.doc for c in claims} == {"en", "vi"}
    texts = {"en": ENGLISH, "vi": VIETNAMESE}
    assert all(texts[c.doc][c.start : c.end] == c.quote for c in claims)
    assert all(c.event and c.root for c in claims)
    assert not any("Minerals" in c.quote for c in claims)
    assert "2 documents" in capsys.readouterr().out
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["claims.jsonl"]


@pytest.mark.parametrize("form", ["csv", "plover"])
def test_other_forms(docs: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"claims.{form}"
    assert main(["read", str(docs), "--out", str(out), "--format", form]) == 0
    if form == "csv":
        assert read_any(out)
    else:
        assert {event["textInfo"]["document"] for event in json.loads(out.read_text("utf-8"))} == {
            "en",
            "vi",
        }


def test_json_and_explain(docs: Path, capsys) -> None:
    assert main(["read", str(docs), "--json", "--explain"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [d["document"] for d in told["documents"]] == ["en", "vi"]
    assert all(c["rules"] for c in told["claims"])
    assert told["faults"] == []


def test_explain_names_segment_rules_and_quotation(docs: Path, capsys) -> None:
    assert main(["read", str(docs / "en.txt"), "--explain"]) == 0
    out = capsys.readouterr().out
    assert "en-001 [main" in out
    assert "\n  + " in out
    assert "confidence" in out


def test_a_bad_file_costs_one_line_and_no_other_document(
    docs: Path, tmp_path: Path, capsys
) -> None:
    (docs / "empty.txt").touch()
    assert main(["read", str(docs), "--out", str(tmp_path / "c.jsonl")]) == 0
    err = capsys.readouterr().err.strip().splitlines()
    assert len(err) == 1
    assert err[0].startswith(f"{docs / 'empty.txt'}: empty file")


def test_status_2_when_every_document_failed(tmp_path: Path, capsys) -> None:
    assert main(["read", str(tmp_path / "nothing.txt")]) == 2
    assert "no such file" in capsys.readouterr().err


def test_pages_mark_claims_and_need_nothing_else(docs: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (docs / "en.txt").write_text(ENGLISH.replace("officials", "<b>officials</b>"), "utf-8")
    assert main(["read", str(docs), "--html", str(pages)]) == 0
    page = (pages / "en.html").read_text("utf-8")
    assert '<mark id="c1">' in page
    assert "&lt;b&gt;officials" in page
    assert "src=" not in page
    assert "http" not in page
    index = (pages / "index.html").read_text("utf-8")
    assert '<a href="en.html">' in index


def test_corrections_win(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "claims.jsonl"
    main(["read", str(docs), "--out", str(out)])
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    lines[0] |= {"decision": "reject", "who": "Lan", "when": "2026-01-05"}
    lines[1] |= {"decision": "change", "who": "Lan", "when": "2026-01-05", "modality": "forecast"}
    decisions = tmp_path / "decisions.jsonl"
    decisions.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    main(["read", str(docs), "--out", str(out), "--corrections", str(decisions)])
    after = read_any(out)
    assert len(after) == len(lines) - 1
    changed = next(c for c in after if c.quote == lines[1]["quote"])
    assert (changed.modality, changed.coder) == ("forecast", "Lan 2026-01-05")


def test_a_stopped_run_goes_on_without_loss_or_repeat(docs: Path, tmp_path: Path, capsys) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "claims.jsonl"
    main(["read", str(docs), "--out", str(whole)])
    journal = Journal.beside(out, resume=False)
    journal.append(outcome_of(docs / "en.txt", "en"))
    with journal.path.open("a", encoding="utf-8") as file:
        file.write('{"path": "torn')  # what a power cut leaves
    assert main(["read", str(docs), "--out", str(out)]) == 2
    assert "add --resume" in capsys.readouterr().err
    assert main(["read", str(docs), "--out", str(out), "--resume"]) == 0
    assert out.read_bytes() == whole.read_bytes()
    assert not journal.path.exists()


def test_a_file_that_changed_since_is_read_again(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "claims.jsonl"
    journal = Journal.beside(out, resume=False)
    journal.append(outcome_of(docs / "en.txt", "en"))
    (docs / "en.txt").write_text(
        "Title\n\nJapan signed a treaty with Australia on Monday.\n", "utf-8"
    )
    main(["read", str(docs), "--out", str(out), "--resume"])
    assert all("Ukraine" not in c.quote for c in read_any(out) if c.doc == "en")


def test_an_outcome_survives_the_journal(docs: Path, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")
    written = [outcome_of(docs / "vi.txt", "vi"), Outcome("x", "x", fault="x: empty file")]
    for outcome in written:
        journal.append(outcome)
    assert list(journal.outcomes()) == written


def test_workers_give_the_same_bytes(docs: Path, tmp_path: Path) -> None:
    for number in range(30):
        (docs / f"copy{number:02}.txt").write_text(f"{ENGLISH}\nEdition {number}\n", "utf-8")
    one, two = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    assert main(["read", str(docs), "--out", str(one), "--workers", "1"]) == 0
    assert main(["read", str(docs), "--out", str(two), "--workers", "2"]) == 0
    assert one.read_bytes() == two.read_bytes()


def test_misuse_is_one_clear_line(tmp_path: Path, capsys) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["read", str(empty)]) == 2
    assert "no document" in capsys.readouterr().err
    assert main(["read", str(empty), "--resume"]) == 2
    assert "--resume without --out" in capsys.readouterr().err


def test_a_journal_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl.journal").write_text("", "utf-8")
    with pytest.raises(BadOption, match="a stopped run left this"):
        Journal.beside(tmp_path / "c.jsonl", resume=False)


def test_a_fault_of_the_coder_stops_one_document_only(docs: Path, capsys, monkeypatch) -> None:
    def broken(document, segments, lexicon):
        if document.id == "en":
            raise ZeroDivisionError("x")
        return []

    monkeypatch.setattr("foedus.claims.outcome.code_document", broken)
    assert main(["read", str(docs)]) == 0
    told = capsys.readouterr()
    assert "en.txt: a fault of the coder, ZeroDivisionError('x')" in told.err
    assert "in 1 documents" in told.out


def test_nothing_read_leaves_the_last_claims_as_they_are(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "claims.jsonl"
    main(["read", str(docs), "--out", str(out)])
    before = out.read_bytes()
    assert main(["read", str(tmp_path / "gone.txt"), "--out", str(out)]) == 2
    assert out.read_bytes() == before


def test_stopping_says_where_the_work_is(docs: Path, tmp_path: Path, capsys, monkeypatch) -> None:
    def stop(path, name):
        if name == "vi":
            raise KeyboardInterrupt
        return outcome_of(path, name)

    out = tmp_path / "claims.jsonl"
    monkeypatch.setattr("foedus.claims.batch.outcome_of", stop)
    assert main(["read", str(docs), "--out", str(out)]) == 130
    assert f"safe in {out}.journal; add --resume" in capsys.readouterr().err
    monkeypatch.undo()
    assert main(["read", str(docs), "--out", str(out), "--resume"]) == 0
    assert {c.doc for c in read_any(out)} == {"en", "vi"}
