"""Where a careless reader of pages goes wrong.

Each test names the wrong answer and asserts the right one.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from foedus.claims.cluster import cluster
from foedus.documents.doubts import doubts_about
from foedus.documents.origin import published_in
from foedus.documents.read import read
from foedus.documents.records import Period, Segment
from foedus.documents.segment import segment
from foedus.documents.sentences import sentences

from .making import claim, source


def page_text(name: str) -> str:
    return (Path(__file__).parent / "trap_pages" / f"{name}.txt").read_text("utf-8")


TOLD_TWICE = page_text("told-twice")
SCAN = page_text("scan")
UNDATED = page_text("undated")


def test_t02_a_page_that_tells_a_story_twice_counts_once() -> None:
    page = source("p", TOLD_TWICE)
    loud = claim(page, "bí mật rút 6 máy bay săn ngầm P-8", "USA RETREAT ISL", number=1)
    calm = claim(page, "6 máy bay săn ngầm P-8 và khoảng 340", "USA RETREAT ISL", number=2)
    first, second = cluster([loud, calm], [page])
    assert (loud.segment, calm.segment) == ("rewrite", "main")
    assert first.root == second.root, "wrong: two roots for one byline"
    assert first.event == second.event, "wrong: two events"
    assert "Reuters" in first.root


def test_t04_the_louder_telling_is_the_rewrite() -> None:
    parts = segment(TOLD_TWICE)
    rewrite = next(p for p in parts if p.kind == "rewrite" and "P-8" in TOLD_TWICE[p.start : p.end])
    assert rewrite.rewrite_of is not None
    original = parts[rewrite.rewrite_of]
    assert "bí mật" in TOLD_TWICE[rewrite.start : rewrite.end], "wrong: the calm telling is marked"
    assert "bí mật" not in TOLD_TWICE[original.start : original.end]


def test_t16_reading_errors_do_not_hide_the_parts_of_a_page() -> None:
    kinds = [p.kind for p in segment(SCAN)]
    assert kinds.count("abstract") == 2, "wrong: the abstract is read as the article"
    assert kinds[-1] == "references", "wrong: a title in the references becomes a claim"


def test_t17_a_running_head_breaks_no_claim_and_adds_none() -> None:
    parts = segment(SCAN)
    head = next(p for p in parts if SCAN[p.start : p.end].endswith("112"))
    assert head.kind == "boilerplate"
    halves = [p for p in parts if p.kind == "main"]
    assert SCAN[: halves[-2].end].endswith("các nước chủ nhà đã")
    assert SCAN[halves[-1].start :].startswith("đồng ý chia sẻ chi phí")
    found = sentences(SCAN, halves[-1].start, halves[-1].end)
    assert SCAN[found[0].start : found[0].end] == "đồng ý chia sẻ chi phí."


def test_t18_a_repetition_inside_one_document_is_one_event_of_one_root() -> None:
    text = page_text("repeated")
    paper = source("a", text)
    spots = [i for i in range(len(text)) if text.startswith("rút 4.000 quân khỏi Romania", i)]
    made = [
        claim(paper, "rút 4.000 quân khỏi Romania", "USA RETREAT ROU", number=n) for n in (1, 2, 3)
    ]
    made = [replace(c, start=s, end=s + len(c.quote)) for c, s in zip(made, spots, strict=True)]
    done = cluster(made, [paper])
    assert len({c.event for c in done}) == 1, "wrong: three withdrawals"
    assert len({c.root for c in done}) == 1, "wrong: three sources"


def test_t19_a_side_column_does_not_date_the_article() -> None:
    assert published_in(UNDATED) is None, "wrong: 2026-01-23, the date of a horoscope"


def test_t20_later_headlines_are_not_coded() -> None:
    column = [p for p in segment(UNDATED) if "Greenland" in UNDATED[p.start : p.end]]
    assert [p.kind for p in column] == ["sidebar"]
    assert not column[0].coded, "wrong: a headline of 2026 is evidence in a replay of 2023"


def test_t21_items_at_the_tail_are_evidence_with_their_own_dates() -> None:
    text = page_text("tail")
    tail = [p for p in segment(text) if p.kind == "teaser"]
    days = [p.published.start.isoformat() for p in tail if p.published]
    assert days == ["2025-04-11", "2025-04-12", "2025-04-10"]
    assert all(p.coded for p in tail), "wrong: the tail is thrown away"


def test_t31_a_page_with_impossible_dates_is_generated_text(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "THE ANKARA COURIER | World\nLeaders leave Ankara\n"
        "The summit, which opened on Monday, July 7, 2026, closed on 31 June 2026 with a "
        "pledge by all allies, who promised to meet again.\n",
        "utf-8",
    )
    document = read(page)
    assert document.source_class == "generated text", "wrong: a national newspaper"
    assert document.doubts == ("2026-07-07 was no Monday", "there is no 31 June 2026")


def test_t31_a_date_after_fetching_is_doubted() -> None:
    later = Period.day(date(2027, 3, 1))
    (doubt,) = doubts_about("x", [Segment("main", 0, 1)], later, date(2026, 7, 31))
    assert doubt.grave
    assert "2027-03-01" in doubt.reason


def test_t11_a_citation_that_the_list_lacks_supports_nothing() -> None:
    text = page_text("missing-reference")
    paper = source("p", text)
    missing = claim(paper, "Hoa Kỳ quay lại sườn Đông", "USA MOBILIZE", number=1)
    listed = claim(paper, "tăng ngân sách quốc phòng", "EST MOBILIZE", number=2)
    one, two = cluster([missing, listed], [paper])
    assert one.root == "p [7], missing from its list", "wrong: a root like any other"
    assert two.root.startswith("K. Arnesen")
