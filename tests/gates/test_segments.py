"""Quality of the segmentation, with pinned floors, on pages written for the project.

Six of these pages were marked before the rules had seen their like; the rules then got
0.97 of the characters of all sixteen right, and were mended. So the floors guard against
decay; they do not say how well a page of another kind is cut.
"""

from pathlib import Path

import pytest

from foedus.core.digest import digest_files
from foedus.documents.records import SEGMENT_KINDS
from foedus.documents.segment import segment

from .pages import ALL, FOLDER, found_kinds, load, tally

DIGEST = "9079f29015b13c35a28b3d4a53778c4dd64544a880b26746c267606bfa1b41cc"
FLOOR = 0.97
"""Share of the characters of each kind that must get that kind."""


def test_the_pages_are_those_that_the_floors_were_set_on() -> None:
    assert digest_files(FOLDER, ALL) == DIGEST


@pytest.mark.parametrize("kind", SEGMENT_KINDS)
def test_each_kind_stays_above_its_floor(kind: str) -> None:
    total, right = tally(ALL)
    assert right[kind] / total[kind] >= FLOOR


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_every_line_of_a_page_gets_its_kind(path: Path) -> None:
    page = load(path)
    wrong = {
        (gold, given, page.text[max(0, at - 20) : at + 40])
        for at, (gold, given) in enumerate(zip(page.kinds, found_kinds(page.text), strict=True))
        if gold and gold != given
    }
    assert not wrong


def test_a_rewrite_names_the_segment_it_paraphrases() -> None:
    text = load(next(p for p in ALL if p.stem == "vi-ke-lai-hai-lan")).text
    parts = segment(text)
    rewrite = next(p for p in parts if p.kind == "rewrite")
    assert rewrite.rewrite_of is not None
    assert parts[rewrite.rewrite_of].kind == "main"


def test_short_news_and_captions_carry_their_own_date() -> None:
    text = load(next(p for p in ALL if p.stem == "vi-bao-co-cot-ben")).text
    caption = next(p for p in segment(text) if p.kind == "caption")
    assert caption.published is not None
    assert caption.published.start.isoformat() == "2024-07-08"
