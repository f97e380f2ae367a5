"""Every fault of a table is told at once, with file, line and remedy."""

from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.core.errors import CaseFaults
from foedus.tables import load

SCHEMA = """\
[effort]
title = { en = "Effort", vi = "Chi tiêu" }
key = ["iso3", "year"]
known = "published"
edition = "vintage"
note = "none"

[effort.columns]
iso3 = { type = "code", also = ["NATO"] }
year = { type = "year", range = [2014, 2026] }
month = { type = "month" }
pct = { type = "number", unit = "% of GDP", range = [0, 10], empty = true }
final = { type = "flag" }
vintage = { type = "text", one_of = ["a", "b"] }
published = { type = "date" }
groups = { type = "codes", empty = true }
origin = { type = "source" }
"""
SOURCES = "key,publisher,title,edition,seen_at,terms,note\nnato,NATO,Report,,page,credit,\n"
HEADER = "iso3,year,month,pct,final,vintage,published,groups,origin\n"
GOOD = "POL,2024,2024-01,4.1,0,a,2024-06-17,USA;POL,nato\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(rows: str = GOOD, schema: str = SCHEMA, header: str = HEADER) -> Path:
        (tmp_path / "tables").mkdir()
        (tmp_path / "sources.csv").write_text(SOURCES)
        (tmp_path / "tables/schema.toml").write_text(schema)
        (tmp_path / "tables/effort.csv").write_text(header + rows)
        return tmp_path

    return make


def faults_of(root: Path) -> str:
    with pytest.raises(CaseFaults) as caught:
        load(root)
    return str(caught.value)


def test_a_good_table_loads(write: Write) -> None:
    frame = load(write())["effort"]
    assert frame.loc[0, "pct"] == 4.1
    assert frame.loc[0, "groups"] == "USA;POL"


def test_an_empty_cell_is_not_known_and_never_zero(write: Write) -> None:
    frame = load(write("NATO,2024,2024-01,,0,a,2024-06-17,,nato\n"))["effort"]
    assert frame["pct"].isna().all()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Pol,2024,2024-01,1,0,a,2024-06-17,,nato", "'Pol' is no code; write the three letters"),
        ("DEU,2031,2024-01,1,0,a,2024-06-17,,nato", "year: 2031 lies outside [2014, 2026]"),
        ("DEU,2024,2024-01-05,1,0,a,2024-06-17,,nato", "2024-01-05 is no month; write 2027-06"),
        ("DEU,2024,2024-01,11,0,a,2024-06-17,,nato", "pct: 11 lies outside [0, 10]"),
        ("DEU,2024,2024-01,NA,0,a,2024-06-17,,nato", "pct: 'NA' is not a number"),
        ("DEU,2024,2024-01,1,2,a,2024-06-17,,nato", "final: 2 lies outside [0, 1]"),
        ("DEU,2024,2024-01,1,0,c,2024-06-17,,nato", "unknown vintage 'c'; known: a, b"),
        ("DEU,2024,2024-01,1,0,a,17.6.2024,,nato", "published: '17.6.2024' is not a date"),
        ("DEU,2024,2024-01,1,0,a,2024-06-17,U,nato", "'U' is no code"),
        ("DEU,2024,2024-01,1,0,a,2024-06-17,,natto", "unknown source 'natto'; did you mean 'nato'"),
    ],
)
def test_a_bad_cell_is_told_with_line_and_remedy(write: Write, row: str, message: str) -> None:
    text = faults_of(write(GOOD + row + "\n"))
    assert message in text
    assert text.startswith("tables/effort.csv:3: ")


def test_all_faults_come_together(write: Write) -> None:
    two = "Pol,2024,2024-01,1,0,a,2024-06-17,,nato\nDEU,2024,2024-01,99,0,a,2024-06-17,,none\n"
    assert len(faults_of(write(two)).splitlines()) == 3


def test_a_key_that_is_there_twice_names_both_lines(write: Write) -> None:
    text = faults_of(write(GOOD + GOOD))
    assert "tables/effort.csv:3: iso3, year 'POL, 2024' is there already; see line 2" in text


def test_a_wrong_header_is_told(write: Write) -> None:
    assert "no column 'origin'" in faults_of(write(header=HEADER.replace(",origin", ""), rows=""))


def test_a_table_without_schema_is_told(write: Write) -> None:
    root = write()
    (root / "tables/stray.csv").write_text("a\n1\n")
    assert "tables/stray.csv: no schema for this table; add [stray]" in faults_of(root)


def test_a_schema_without_table_is_told(write: Write) -> None:
    root = write()
    (root / "tables/effort.csv").unlink()
    assert "tables/effort.csv: no such file" in faults_of(root)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('unit = "% of GDP", ', "", "a number without a unit"),
        ('"code"', '"cod"', "unknown type 'cod'"),
        ("[0, 10]", "[10, 0]", "not a range"),
        ('"iso3", "year"', '"iso", "year"', "unknown column 'iso'"),
        ('known = "published"', 'known = "vintage"', "column 'vintage' is no period"),
        ('origin = { type = "source" }', 'origin = { type = "text" }', "no column of type source"),
    ],
)
def test_a_bad_schema_is_told(write: Write, old: str, new: str, message: str) -> None:
    assert message in faults_of(write(schema=SCHEMA.replace(old, new)))
