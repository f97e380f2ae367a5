"""A user's documents and claim files: what is taken, and each fault with file and line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foedus.case.records import Case
from foedus.core.errors import BadOption
from foedus.update.own import UNDATED, own_evidence

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
    assert UNDATED in found.documents["note"].note


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
    found = own_evidence([tmp_path], case, as_of=AS_OF)
    assert len(found.faults) == 1
    assert "empty.txt: empty file" in found.faults[0]
    assert found.reports


@pytest.mark.parametrize("name", ["nowhere", "folder"])
def test_nothing_to_read(case: Case, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadOption, match="--evidence"):
        own_evidence([tmp_path / name], case, as_of=AS_OF)
