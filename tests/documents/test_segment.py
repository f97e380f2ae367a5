"""What must hold for the segments of any text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.documents.records import SEGMENT_KINDS
from foedus.documents.segment import segment

_LINES = st.lists(
    st.sampled_from(
        [
            "",
            "Đọc nhiều",
            "Tin vắn",
            "Abstract",
            "References",
            "#NATO #Mỹ",
            "In brief",
            "- a bullet",
            "Ảnh: AFP",
            "Mỹ rút quân khỏi Đức",
            "Mỹ rút quân khỏi Đức",
            "Apr 3, 2025: tariffs rise again",
            "Lầu Năm Góc hôm qua công bố kế hoạch đưa 12.000 binh sĩ ra khỏi Đức. " * 2,
            "The Pentagon announced on Monday that 12,000 soldiers would leave. " * 2,
            "[1] A. Author, A title, 2021.",
        ]
    ),
    max_size=25,
)


@given(_LINES)
def test_segments_never_overlap_and_cover_every_visible_character(lines: list[str]) -> None:
    text = "\n".join(lines)
    parts = segment(text)
    assert all(a.end <= b.start for a, b in pairwise(parts))
    assert all(p.kind in SEGMENT_KINDS and p.start < p.end and p.reason for p in parts)
    covered = "".join(text[p.start : p.end] for p in parts)
    assert "".join(covered.split()) == "".join(text.split())


@given(st.text(max_size=300))
def test_any_text_can_be_segmented(text: str) -> None:
    assert all(0 <= p.start < p.end <= len(text) for p in segment(text))


def _spent(text: str) -> float:
    """Least processor time of three, in seconds."""
    times = []
    for _ in range(3):
        began = time.process_time()
        segment(text)
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize("words", ["x", "- ", "Tin. "])
def test_a_long_line_costs_no_more_than_its_length(words: str) -> None:
    text = words * (400_000 // len(words))
    eighth = _spent(text[: len(text) // 8])
    assert _spent(text) < 24 * eighth + 0.05  # of work that grows with the square: 64 times
