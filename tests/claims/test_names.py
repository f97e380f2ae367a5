"""Names of states, bodies and office holders: found with their forms, and nowhere else."""

import csv
from datetime import date

import pytest

from foedus.claims.actors import codes_of
from foedus.claims.lexicon import CODEBOOK, load_lexicon
from foedus.claims.parts import parts_of

LEXICON = load_lexicon()


def codes(text: str, day: date | None = None, *, vietnamese: bool = False) -> list[str]:
    """Codes of all names of a text, in order."""
    parts = parts_of(text, LEXICON.matcher.hits(text), vietnamese=vietnamese)
    return [c for p in parts if p.kind == "actor" for c in codes_of(p, LEXICON, day)]


def rows() -> list[dict[str, str]]:
    with (CODEBOOK / "actors.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def found_in_sentences(row: dict[str, str]) -> list[tuple[str, list[str]]]:
    english = [(name, codes(f"Talks with {name} resumed.")) for name in row["en"].split(";")]
    vietnamese = [
        (name, codes(f"Hôm qua {name} phản đối.", vietnamese=True)) for name in row["vi"].split(";")
    ]
    return english + vietnamese


def test_every_name_of_the_codebook_is_found_in_a_sentence() -> None:
    rows_of_codes = [row for row in rows() if row["kind"] != "context"]
    missed = [
        name
        for row in rows_of_codes
        for name, found in found_in_sentences(row)
        if found != row["code"].split("+")
    ]
    assert missed == []


def test_there_is_a_row_for_each_of_the_249_codes_of_iso_3166() -> None:
    states = {row["code"] for row in rows() if row["kind"] == "state"}
    assert len(states - {"XKX"}) == 249  # Kosovo has a code of use, not of the standard


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Trump spoke with British and French officials.", ["USA", "GBR", "FRA"]),
        ("Whitehall, the Élysée and the Bundestag disagree.", ["GBR", "FRA", "DEU"]),
        ("The three Baltic states and the U.S. signed.", ["EST", "LVA", "LTU", "USA"]),
        ("Germans and Poles; a Turk; the Dutch.", ["DEU", "POL", "TUR", "NLD"]),
        ("NATO CHIEF IN KYIV", ["NATO", "UKR"]),
    ],
)
def test_english_names(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thủ tướng Anh và Tổng thống Pháp", ["GBR", "FRA"]),
        ("Lầu Năm Góc, Điện Kremlin, Bắc Kinh", ["USA", "RUS", "CHN"]),
        ("Ba nước Baltic và Hàn Quốc", ["EST", "LVA", "LTU", "KOR"]),
        ("HOA KỲ VÀ NHẬT BẢN", ["USA", "JPN"]),
        ("Lâu Năm Góc", ["USA"]),
    ],
)
def test_vietnamese_names(text: str, expected: list[str]) -> None:
    assert codes(text, vietnamese=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Give us the us-them divide, not a turkey or some china.",
        "The congressman from Georgia Tech visited New England.",
        "He will march in may; the polish on the table is new.",
        "biện pháp, phương pháp, mỹ thuật, đức tin, anh em, ý kiến, nga ngố",
        "Ý kiến của Anh hùng lao động về Pháp luật và Đức tin",
        "Châu Mỹ, Mỹ Latinh, Biển Đông và Thái Bình Dương",
    ],
)
def test_words_that_only_look_like_names(text: str) -> None:
    assert codes(text, vietnamese=not text.isascii()) == []


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("Biden", date(2023, 1, 1), ["USA"]),
        ("Biden", date(2026, 1, 1), []),
        ("Mark Rutte", date(2024, 7, 1), ["NLD"]),
        ("Mark Rutte", date(2024, 8, 1), []),
        ("Mark Rutte", date(2024, 10, 1), ["NATO"]),
        ("Donald Tusk", date(2016, 1, 1), ["EU"]),
        ("Donald Tusk", date(2025, 1, 1), ["POL"]),
    ],
)
def test_office_holders_act_within_their_terms(name: str, day: date, expected: list[str]) -> None:
    assert codes(f"{name} spoke.", day) == expected
