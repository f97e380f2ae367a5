"""Claims out and in again, and every fault by file and line."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.claims.export import to_csv, to_jsonl, to_plover
from foedus.claims.interchange import ClaimFaults, read_any
from foedus.claims.record import Claim, Quantity

from .making import claim, source

PAGE = source(
    "d1", "Title\nOn 3 March 2025 the White House paused aid of 1.5 billion dollars, Berlin said."
)
FULL = claim(
    PAGE,
    "paused aid of 1.5 billion dollars",
    "USA SANCTION UKR",
    "2025-03-03",
    speaker=["DEU"],
    domain=["military-aid", "war"],
    modality="forecast",
    polarity=-1,
    quantity=[{"value": 1.5, "unit": "USD bn", "of": "aid", "bound": "about"}],
    event="e1",
    root="d1",
    confidence=0.25,
)
BARE = claim(PAGE, "Berlin said", "DEU ACCUSE", number=2)


def written(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(("write", "name"), [(to_jsonl, "c.jsonl"), (to_csv, "c.csv")])
def test_nothing_is_lost_on_the_way_out_and_in(tmp_path: Path, write, name: str) -> None:
    path = written(tmp_path, "".join(write([FULL, BARE], {"d1": "abc"})), name)
    assert read_any(path) == [FULL, BARE]


_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)


@given(
    quote=_WORDS, of=st.text("abc đ", max_size=8), speaker=st.text("AB ư", min_size=1, max_size=5)
)
def test_any_words_survive_a_spreadsheet(
    tmp_path_factory, quote: str, of: str, speaker: str
) -> None:
    odd = replace(
        BARE,
        quote=quote,
        end=BARE.start + len(quote),
        speaker=(speaker.strip() or "x",),
        quantity=(Quantity(2.0, "tanks", of),),
    )
    path = written(tmp_path_factory.mktemp("x"), "".join(to_csv([odd])), "c.csv")
    assert read_any(path) == [odd]


def test_a_quotation_cannot_become_a_formula() -> None:
    odd = replace(BARE, quote="=HYPERLINK(1)", end=BARE.start + 13)
    row = next(csv.DictReader("".join(to_csv([odd])).removeprefix("\ufeff").splitlines()))
    assert row["quote"] == "'=HYPERLINK(1)"


def test_plover_names() -> None:
    (event, _) = json.loads("".join(to_plover([FULL, BARE])))
    assert event["event"] == "SANCTION"
    assert event["source"] == [{"code": "USA"}]
    assert event["target"] == [{"code": "UKR"}]
    assert event["date"] == "2025-03-03"
    assert event["foedus"]["modality"] == "forecast"


def test_every_fault_of_a_jsonl_file_at_once(tmp_path: Path) -> None:
    good = "".join(to_jsonl([FULL]))
    bad_action = good.replace("SANCTION", "HUG").replace("d1-001", "d1-007")
    path = written(tmp_path, f"{good}not json\n{bad_action}\n[1]\n{good}", "c.jsonl")
    with pytest.raises(ClaimFaults) as caught:
        read_any(path)
    lines = [str(fault).split(": ")[0] for fault in caught.value.faults]
    assert lines == [f"{path}:{n}" for n in (2, 3, 5, 6)]
    assert "action" in str(caught.value.faults[1])
    assert f"stands at {path}:1 too" in str(caught.value.faults[3])


def test_every_fault_of_a_csv_file_at_once(tmp_path: Path) -> None:
    text = "".join(to_csv([FULL, BARE])).replace("1.5|USD bn|aid|about", "1.5 billion")
    text = text.replace(f"{BARE.start},{BARE.end}", f"here,{BARE.end}")
    path = written(tmp_path, text, "c.csv")
    with pytest.raises(ClaimFaults) as caught:
        read_any(path)
    told = [str(fault) for fault in caught.value.faults]
    assert told == [
        f"{path}:2: quantity '1.5 billion' is not value|unit|of|bound",
        f"{path}:3: `start` is 'here', not a number",
    ]


def test_a_table_without_the_columns_is_named(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no column doc, quote") as caught:
        read_any(written(tmp_path, "id,name\n1,x\n", "c.csv"))
    assert str(caught.value).startswith(str(tmp_path / "c.csv:1"))


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Exception, match="not UTF-8"):
        read_any(path)


def test_the_record_type_is_the_coders() -> None:
    assert isinstance(FULL, Claim)
