"""Catalogues: the same keys in each language, none missing, none unused, fields agree."""

from __future__ import annotations

import re
from pathlib import Path

import foedus.report
from foedus.report.catalogue import LANGUAGES, catalogue

ROOT = Path(foedus.report.__file__).parent
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted(ROOT.rglob("*.py")))
CALLED = set(re.findall(r"""\bt\(\s*["']([\w.]+)["']""", SOURCE))
QUOTED = set(re.findall(r"""["']([a-z_0-9]+\.[a-z_0-9]+)["']""", SOURCE))
FAMILIES = set(re.findall(r"""\bt\(\s*f["']([a-z_]+\.(?:[a-z_]*))\{""", SOURCE)) | {
    f"{name}." for name in re.findall(r"""\bword\(\s*["'](\w+)["']""", SOURCE)
}


def test_languages_have_the_same_keys() -> None:
    first, *others = (catalogue(lang).entries.keys() for lang in LANGUAGES)
    for other in others:
        assert first ^ other == set()


def test_no_key_is_missing() -> None:
    assert len(CALLED) > 50
    assert CALLED - catalogue("en").entries.keys() == set()


def test_no_key_is_unused() -> None:
    families = (*FAMILIES, "column.")
    unused = {
        key for key in catalogue("en").entries if key not in QUOTED and not key.startswith(families)
    }
    assert unused == set()


def test_no_column_is_unused() -> None:
    """Column keys are often listed bare; each must stand as a word in the source."""
    words = set(re.findall(r"\w+", SOURCE))
    columns = {key.split(".")[1] for key in catalogue("en").entries if key.startswith("column.")}
    assert columns - words == set()


def test_texts_take_the_same_fields() -> None:
    for key, text in catalogue("en").entries.items():
        fields = set(re.findall(r"\{(\w+)\}", text))
        assert set(re.findall(r"\{(\w+)\}", catalogue("vi").entries[key])) == fields, key


def test_vietnamese_is_vietnamese() -> None:
    """Only units, numbers and names may read the same in both languages."""
    vi, en = catalogue("vi").entries, catalogue("en").entries
    same = {key for key in en if en[key] == vi[key]}
    assert same <= {"unit.% GDP", "column.lo", "column.hi"}
