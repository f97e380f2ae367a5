"""A real, small run: strips, indicators and relations in both languages; its folder read back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from foedus.core.errors import BadOption
from foedus.ensemble.result import RunResult
from foedus.forecast.compare.compare import compare_run
from foedus.report.bibtex import bibtex
from foedus.report.contexts import Page
from foedus.report.html import render_page
from foedus.report.read_run import read_run
from foedus.report.strip_tables import most_moved, shown_thresholds, widest

from .synthetic_case import synthetic_case

SVG = re.compile(r"<svg.*?</svg>", re.S)
PLACEHOLDER = re.compile(r"\{\w+\}|\bNone\b|\bnan\b")


@pytest.fixture
def result(real_result: RunResult) -> RunResult:
    return real_result


@pytest.fixture
def folder(real_folder: Path) -> Path:
    return real_folder


@pytest.fixture
def again(real_again: RunResult) -> RunResult:
    return real_again


@pytest.fixture
def pages(real_pages: dict[str, Page]) -> dict[str, Page]:
    return real_pages


def test_the_folder_gives_the_page_back(folder: Path, pages: dict[str, Page]) -> None:
    """Nine digits and the arrays are enough for every word and number of the page."""
    written = SVG.sub("", (folder / "report.html").read_text("utf-8"))
    assert SVG.sub("", render_page(pages["en"])) == written


def test_both_languages_say_the_same_amount(pages: dict[str, Page]) -> None:
    en, vi = pages["en"], pages["vi"]
    assert [s.slug for s in en.sections] == [s.slug for s in vi.sections]
    assert [f.slug for f in en.figures] == [f.slug for f in vi.figures]
    assert len(en.front.lines) == len(vi.front.lines) == 5
    for one, other in zip(en.sections, vi.sections, strict=True):
        assert len(one.intro) == len(other.intro)
        assert len(one.terms) == len(other.terms)
        assert [len(t.rows) for t in one.tables] == [len(t.rows) for t in other.tables]
    for page in (en, vi):
        text = SVG.sub("", render_page(page))
        assert not PLACEHOLDER.findall(re.sub(r"<style>.*?</style>", "", text, flags=re.S))


def test_every_figure_has_its_numbers_and_files(folder: Path, pages: dict[str, Page]) -> None:
    for figure in pages["vi"].figures:
        assert figure.table.rows, figure.slug
        assert (folder / "figures" / f"{figure.slug}.svg").is_file()
        assert (folder / "figures" / f"{figure.slug}.png").read_bytes()[:4] == b"\x89PNG"


def test_files_named_on_paper_are_in_the_folder(folder: Path, pages: dict[str, Page]) -> None:
    named = {t.file for s in pages["en"].sections for t in s.folded if t.file}
    assert len(named) > 5
    for file in named:
        assert len((folder / file).read_text("utf-8").splitlines()) > 1, file


def test_strips_are_drawn_for_the_class_they_decide(result: RunResult) -> None:
    assert most_moved(result, "s1_core") == ("core", "S1-core")
    assert most_moved(result, "s1_ground")[1] == "S1-literal"
    assert most_moved(result, "o2_aid")[1] == "O2"
    assert most_moved(result, "rc_total")[1] in ("S3", "O4")
    assert len(shown_thresholds(result)) == 14
    ends = widest(result)
    assert ends is not None
    assert abs(ends[0].estimate.value - ends[1].estimate.value) > 0.2


def test_four_questions_are_answered_with_figures(pages: dict[str, Page]) -> None:
    for page in pages.values():
        (section,) = [s for s in page.sections if s.slug == "relations"]
        assert len(section.terms) == 4
        for _, answer in section.terms:
            assert len(re.findall(r"\d", answer)) > 10
        assert len(section.tables[0].rows) == len(section.folded) == 14
    (vietnamese,) = [s for s in pages["vi"].sections if s.slug == "relations"]
    assert "không có thước đo" in {cell for row in vietnamese.tables[0].rows for cell in row}


def test_failing_signs_are_shown_as_failing(pages: dict[str, Page], result: RunResult) -> None:
    (section,) = [s for s in pages["en"].sections if s.slug == "indicators"]
    verdicts = {row[0].split()[0]: row[-1] for row in section.tables[1].rows}
    assert set(verdicts) == {sign.id for sign in result.signs}
    assert verdicts["I8"].startswith("fails")
    assert verdicts["I15"] == "points to no class"
    for sign in result.signs:
        assert verdicts[sign.id].startswith("admitted") is sign.admitted


def test_the_result_is_read_back_whole(again: RunResult, result: RunResult) -> None:
    assert again.scenarios[0].estimate.value == pytest.approx(result.scenarios[0].estimate.value)
    assert len(again.strips) == len(result.strips)
    assert [s.id for s in again.signs] == [s.id for s in result.signs]
    assert again.signs[0].ratios.keys() == result.signs[0].ratios.keys()
    assert set(again.terms.data_vars) == set(result.terms.data_vars)


def test_another_case_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadOption, match="another state of the case"):
        read_run(folder, synthetic_case(tmp_path))
    with pytest.raises(BadOption, match="no folder of a run"):
        read_run(tmp_path, synthetic_case(tmp_path))


def test_summary_holds_strips_and_indicators(folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    cell = summary["strips"]["s1_core"]["0.85"]["core"]["trump-2-continued"]
    table = summary["policies"]["trump-2-continued"]["readings"]["core"]
    assert cell["p"] == {name: row["p"] for name, row in table.items()}
    assert len(summary["indicators"]) == 18


def test_references_are_bibtex(result: RunResult) -> None:
    """One entry a source, keys that BibTeX takes, braces in balance, every field ended."""
    text = bibtex(result.case.sources.values())
    entries = text.split("\n\n")
    keys = re.findall(r"^@misc\{([^,\s{}%#\\~\"]+),$", text, re.M)
    assert keys == list(result.case.sources)
    for entry in entries:
        plain = entry.replace(r"\{", "").replace(r"\}", "")
        assert plain.count("{") == plain.count("}")
        assert all(line.endswith("},") for line in entry.strip().splitlines()[1:-1])
    assert "doi = {10.31130/ud-jst.2026.24(5B).269}" in text


def test_a_folder_is_compared_like_the_run_itself(result: RunResult, again: RunResult) -> None:
    bad = {"S2a": 1.0, "O4": 2.0}
    one, other = compare_run(result, bad=bad), compare_run(again, bad=bad)
    assert one.robust == other.robust
    assert len(one.rows) == len(other.rows) > 200
    for a, b in zip(one.rows, other.rows, strict=True):
        assert (a.b, a.variable, a.label, a.day, a.unit) == (
            b.b,
            b.variable,
            b.label,
            b.day,
            b.unit,
        )
        assert b.difference.value == pytest.approx(a.difference.value, rel=1e-6)
        assert (b.low, b.high) == pytest.approx((a.low, a.high), rel=1e-6)
        assert b.basis == pytest.approx(a.basis, abs=1e-6)
