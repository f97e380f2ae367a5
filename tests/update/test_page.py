"""What a run says of a folder of documents: in its report, in both languages, and in `explain`.

Good documents, one on another matter, an opinion, one of next year, and every kind of damage.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foedus.cli.main import main
from foedus.report.catalogue import catalogue
from foedus.report.explanation_views import events_view
from foedus.update.record import Ledger, read_ledger

from .test_own import GOOD, STORY

OPINION = "THE HARBOUR TIMES\n3 May 2026\n\nWashington will leave NATO before 2029.\n"
FOOTBALL = "CITY SPORT\n3 May 2026\n\nUnited beat Rovers 3-1 in the rain.\n"
DENIAL = "MERIDIAN WIRE\n4 May 2026\n\nThe United States did not withdraw troops from Germany.\n"
NEXT_YEAR = STORY.replace("2026", "2027")
ROWS = [
    GOOD | {"id": "c1", "doc": "story"},
    GOOD | {"id": "c2", "actor": ["ATLANTIS"]},
    GOOD | {"id": "c3", "published": "2026-13-40"},
    GOOD | {"id": "c4", "action": "DANCE"},
    "nonsense",
]
FAULTS = (
    "claims.jsonl:1: document 'story' has other words from 0 to 7",
    "claims.jsonl:2: no actor has the code 'ATLANTIS'",
    "claims.jsonl:3: published '2026-13-40' is not a date",
    "claims.jsonl:4: action: Input should be",
    "claims.jsonl:5: not JSON",
    "broken.pdf",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of few trajectories on such a folder."""
    root = tmp_path_factory.mktemp("evidence")
    docs = root / "docs"
    docs.mkdir()
    for name, text in (
        ("story", STORY), ("opinion", OPINION), ("football", FOOTBALL), ("denial", DENIAL),
        ("late", NEXT_YEAR),
    ):  # fmt: skip
        (docs / f"{name}.txt").write_text(text, "utf-8")
    (docs / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    lines = (row if isinstance(row, str) else json.dumps(row) for row in ROWS)
    (docs / "claims.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    words = ["--evidence", str(docs), "--as-of", "2026-06-30", "--history-to", "2026-04-30"]
    size = ["--draws", "300", "--replicates", "3", "--out", str(root / "run")]
    assert main(["run", *words, *size]) == 0
    return root / "run"


@pytest.fixture(scope="module")
def ledger(folder: Path) -> Ledger:
    return read_ledger(folder)


def explained(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["explain", str(folder), *words]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_every_fault_is_in_the_report_with_file_and_line(folder: Path, ledger: Ledger) -> None:
    page = folder.joinpath("report.html").read_text("utf-8").replace("&#39;", "'")
    assert len(ledger.faults) == len(FAULTS)
    for fault in FAULTS:
        assert any(fault in line for line in ledger.faults), fault
        assert fault in page, fault


def test_the_rest_was_used(ledger: Ledger) -> None:
    taken = {d.key: (d.counted, d.left) for d in ledger.documents if d.own}
    assert taken["story"][0] > 0
    assert taken["football"] == (0, 0)
    assert taken["opinion"][0] == taken["late"][0] == 0
    assert {r.why for r in ledger.reports if r.doc == "opinion"} == {"forecast"}
    assert {r.why for r in ledger.reports if r.doc == "late"} == {"later"}


@pytest.mark.parametrize(
    ("lang", "texts"),
    [
        ("en", ["Your documents", "nothing in it that is coded", "an opinion about the future",
                "known only after the day of the forecast", "Others together, beside the model"]),
        ("vi", ["Tài liệu của bạn", "không có gì được mã hoá", "ý kiến về tương lai",
                "chỉ được biết sau ngày dự báo", "Dự báo gộp của người khác"]),
    ],
)  # fmt: skip
def test_page_and_explanation_tell_what_became_of_each(
    folder: Path, capsys: pytest.CaptureFixture[str], lang: str, texts: list[str]
) -> None:
    assert main(["report", str(folder), "--lang", lang]) == 0
    capsys.readouterr()
    page = folder.joinpath(f"report-{lang}.html").read_text("utf-8")
    told = explained(folder, capsys, "--lang", lang)
    for text in texts:
        assert text in page, text
    assert texts[0] in told
    assert texts[-1] in told


def test_an_opinion_that_set_a_prior_is_barred_from_checks(
    folder: Path, capsys: pytest.CaptureFixture[str], ledger: Ledger
) -> None:
    """Shown with where it was read, marked with the parameter, and in no pool."""
    barred = [row for row in ledger.opinions if row.set_prior]
    assert barred
    told = explained(folder, capsys)
    assert "no check" in told
    assert "CC BY-SA 4.0" in told
    assert "CC BY-SA 4.0" in folder.joinpath("report.html").read_text("utf-8")
    for pool in ledger.pools:
        asked = (pool.about, pool.horizon)
        pooled = {
            r.who.en
            for r in ledger.opinions
            if (r.about, r.horizon) == asked and r.p is not None and not r.set_prior
        }
        assert pool.n == len(pooled)


def test_nothing_that_others_forecast_weighs(ledger: Ledger) -> None:
    counted = {report for event in ledger.events for report in event.reports}
    assert not counted & {r.id for r in ledger.reports if r.modality in ("forecast", "assertion")}


def test_each_event_names_who_tells_it_and_who_copies(ledger: Ledger) -> None:
    """The user's story of May retells what the case has from the same statement."""
    events = {row[0]: row[2] for row in events_view(ledger, catalogue("en")).rows}
    told = events["Order to withdraw permanent forces (announced)"].split("; ")
    assert "story (same root)" in told
    assert "mb" in told


def test_changes_come_with_their_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(_json(folder, capsys))
    assert found["se"] > 0
    assert all(step["se"] > 0 for step in found["steps"])
    assert found["pools"]
    assert found["documents"]


def _json(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["explain", str(folder), "S1-core", "--json"]) == 0
    return capsys.readouterr().out
