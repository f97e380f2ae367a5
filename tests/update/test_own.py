"""A user's documents and claim files: what is taken, and each fault with file and line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.documents.test_read import pdf

from foedus.case.records import Case
from foedus.cli.main import main
from foedus.core.errors import BadOption
from foedus.ensemble.request import make_request
from foedus.update.gather import gather
from foedus.update.own import own_evidence
from foedus.update.plan import plan_evidence

AS_OF = date(2026, 6, 30)
STORY = """MERIDIAN WIRE
2 May 2026
The United States ordered the withdrawal of about 5,000 troops from Germany on Friday.
"""
GOOD: dict[str, Any] = {
    "id": "c1", "doc": "d", "quote": "ordered", "start": 0, "end": 7, "segment": "main",
    "actor": ["USA"], "target": ["DEU"], "action": "RETREAT", "domain": ["force-posture"],
    "modality": "announced", "speaker": [],
    "date": {"start": "2026-05-01", "end": "2026-05-01", "precision": "day"},
    "published": "2026-05-02", "source_class": "wire agency",
}  # fmt: skip


def claims_file(folder: Path, *rows: Any) -> Path:
    path = folder / "claims.jsonl"
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_a_document_is_read_and_coded(case: Case, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    found = own_evidence([tmp_path], case, as_of=AS_OF)
    assert not found.faults
    assert found.documents["story"].known == date(2026, 5, 2)
    assert any(r.action == "RETREAT" and r.own and r.root for r in found.reports)
    assert all(0 < r.confidence < 1 for r in found.reports)


def test_a_document_without_a_date_is_known_on_the_day_of_the_forecast(
    case: Case, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("Washington signed the pact with Tokyo.\n", "utf-8")
    found = own_evidence([tmp_path], case, as_of=AS_OF)
    assert found.documents["note"].known == AS_OF
    assert found.documents["note"].undated


def test_claims_are_taken_with_the_day_and_class_of_their_row(case: Case, tmp_path: Path) -> None:
    found = own_evidence([claims_file(tmp_path, GOOD)], case, as_of=AS_OF)
    (report,) = found.reports
    assert (report.known, report.source_class) == (date(2026, 5, 2), "wire agency")
    assert report.place.endswith("claims.jsonl:1")


FAULTS: list[tuple[Any, str]] = [
    ("{not json", "claims.jsonl:2: not JSON"),
    (GOOD | {"id": "c2", "action": "DANCE"}, "claims.jsonl:2: action: Input should be"),
    (GOOD | {"id": "c2", "modality": "maybe"}, "claims.jsonl:2: modality: Input should be"),
    (GOOD | {"id": "c2", "start": 3}, "claims.jsonl:2: quote does not fill 3 to 7"),
    (GOOD, "claims.jsonl:2: id 'c1' stands at"),
    (
        GOOD | {"id": "c2", "actor": ["ATLANTIS"]},
        "claims.jsonl:2: no actor has the code 'ATLANTIS'",
    ),
    (GOOD | {"id": "c2", "published": "soon"}, "claims.jsonl:2: published 'soon' is not a date"),
    (
        GOOD | {"id": "c2", "source_class": "rumour"},
        "claims.jsonl:2: 'rumour' is no class of sources",
    ),
]


@pytest.mark.parametrize(("row", "message"), FAULTS)
def test_a_fault_is_told_with_its_line_and_the_rest_is_used(
    case: Case, tmp_path: Path, row: Any, message: str
) -> None:
    found = own_evidence([claims_file(tmp_path, GOOD, row)], case, as_of=AS_OF)
    (fault,) = found.faults
    assert message in fault
    assert [r.id for r in found.reports] == ["d c1"]


def test_words_that_are_not_in_the_document(case: Case, tmp_path: Path) -> None:
    """Wrong offsets show where the document itself is at hand."""
    (tmp_path / "d.txt").write_text(STORY, "utf-8")
    claims_file(tmp_path, GOOD)
    found = own_evidence([tmp_path], case, as_of=AS_OF)
    (fault,) = found.faults
    assert "claims.jsonl:1: document 'd' has other words from 0 to 7" in fault


def test_an_unreadable_document_is_told(case: Case, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    (tmp_path / "memo.docx").write_bytes(b"PK")
    found = own_evidence([tmp_path], case, as_of=AS_OF)
    assert len(found.faults) == 2
    assert "empty.txt: empty file" in found.faults[0]
    assert "memo.docx: not read" in found.faults[1]
    assert found.reports


@pytest.mark.parametrize("name", ["nowhere", "folder"])
def test_nothing_to_read(case: Case, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadOption, match="--evidence"):
        own_evidence([tmp_path / name], case, as_of=AS_OF)


def test_what_foedus_read_writes_and_a_hand_edits_is_evidence(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON lines and CSV, the text beside them: edited claims stand in for the coder's."""
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    for name in ("claims.jsonl", "claims.csv"):
        path = tmp_path / name
        words = ["read", str(tmp_path / "story.txt"), "--out", str(path)]
        assert main([*words, "--format", path.suffix[1:]]) == 0
        path.write_text(path.read_text("utf-8").replace("announced", "negated"), "utf-8")
        found = own_evidence([tmp_path], case, as_of=AS_OF)
        assert not found.faults
        assert {r.modality for r in found.reports} == {"negated"}
        assert all(
            r.known == date(2026, 5, 2) and r.place.startswith(str(path)) for r in found.reports
        )
        assert found.documents["story"].publisher == "MERIDIAN WIRE"
        path.unlink()


def test_labels_of_one_file_are_not_those_of_another(case: Case, tmp_path: Path) -> None:
    """Unless the label is one of the case, which ties a claim to a record of it."""
    for name, label in (("a", "e1"), ("b", "e1"), ("c", "order-germany-2026")):
        row = GOOD | {"id": name, "doc": name, "event": label}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    found = own_evidence([tmp_path], case, as_of=AS_OF)
    labels = [r.event for r in found.reports]
    assert len(set(labels)) == 3
    assert labels[2] == "order-germany-2026"


def test_names_that_are_taken_are_told_apart(case: Case, tmp_path: Path) -> None:
    """A file called like a document of the case, and two claims of one id."""
    rows = [json.dumps(GOOD | {"id": "c", "doc": "mb"}) + "\n"] * 2
    for name, row in zip("ab", rows, strict=True):
        (tmp_path / f"{name}.jsonl").write_text(row, "utf-8")
    mine = own_evidence([tmp_path], case, as_of=AS_OF)
    whole = gather(case, mine)
    own = [r for r in whole.reports if r.own]
    assert {r.doc for r in own} == {"own mb"}
    assert whole.documents["mb"].title.en == "About 5,000 soldiers to leave Germany"
    assert len({r.id for r in whole.reports}) == len(whole.reports)


def test_a_file_that_is_no_table_of_claims_is_told(case: Case, tmp_path: Path) -> None:
    (tmp_path / "sheet.csv").write_text("a,b\n1,2\n", "utf-8")
    claims_file(tmp_path, GOOD)
    found = own_evidence([tmp_path], case, as_of=AS_OF)
    (fault,) = found.faults
    assert "sheet.csv:1: no column id" in fault
    assert [r.id for r in found.reports] == ["d c1"]


@pytest.mark.parametrize("day", ["2027-03-15", "2026-07-01"])
def test_what_is_dated_after_the_forecast_is_refused(case: Case, tmp_path: Path, day: str) -> None:
    asked = make_request(case, draws=40, as_of=AS_OF, history_to=date(2026, 1, 1))
    row = GOOD | {"published": day, "id": "c2"}
    spoken = {"start": day, "end": day, "precision": "day"}
    ahead = GOOD | {"id": "c3", "modality": "actual", "date": spoken}
    mine = own_evidence([claims_file(tmp_path, row, ahead)], case, as_of=AS_OF)
    plan = plan_evidence(case, asked, gather(case, mine, builtin=False))
    assert not plan.events
    assert [why for _, why in plan.left] == ["later_date", "later"]


def test_html_and_pdf_are_read(case: Case, tmp_path: Path) -> None:
    story = STORY.split("\n", 2)[2]
    page = f"<html><body><article><h1>Orders</h1><p>{story}</p></article></body></html>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    (tmp_path / "print.pdf").write_bytes(pdf(story.strip()))
    found = own_evidence([tmp_path], case, as_of=AS_OF)
    assert not found.faults
    assert {r.doc for r in found.reports if r.action == "RETREAT"} == {"page", "print"}
