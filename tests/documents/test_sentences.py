# ruff: noqa: E501 - one case a line
"""Sentence ends in Vietnamese and English."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.documents.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Vance left. He flew home.", ["Mr. Vance left.", "He flew home."]),
        ("The U.S. Army moved. It rained.", ["The U.S. Army moved.", "It rained."]),
        ("It left the U.S. The next day it rained.", ["It left the U.S.", "The next day it rained."]),
        ("J. D. Vance spoke.", ["J. D. Vance spoke."]),
        ("Spending hit 2.5 % of GDP. Poland led.", ["Spending hit 2.5 % of GDP.", "Poland led."]),
        ("“We will.” He sat down.", ["“We will.”", "He sat down."]),
        ("TP. Đà Nẵng đón khách. Trời mưa.", ["TP. Đà Nẵng đón khách.", "Trời mưa."]),
        ("Hỗ trợ cho Kiev [6], [7]. Nga phản đối [8].", ["Hỗ trợ cho Kiev [6], [7].", "Nga phản đối [8]."]),
        ("3.1. Trục an ninh", ["3.1. Trục an ninh"]),
        ("Ngày 12/2, hai bên gặp.\nNgày 18/3, hai bên gọi.", ["Ngày 12/2, hai bên gặp.", "Ngày 18/3, hai bên gọi."]),
        ("a line wrapped at\nits margin goes on.", ["a line wrapped at\nits margin goes on."]),
        ("Tiêu đề không dấu chấm\nCâu đầu tiên.", ["Tiêu đề không dấu chấm", "Câu đầu tiên."]),
    ],
)  # fmt: skip
def test_ends(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.text(alphabet='aĐ. \n"!?[1]U.S', max_size=80))
def test_every_visible_character_is_in_one_sentence(text: str) -> None:
    found = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


def test_a_range_is_respected() -> None:
    text = "One. Two. Three."
    assert [text[s.start : s.end] for s in sentences(text, 5, 9)] == ["Two."]


def test_a_hundred_thousand_sentences_take_seconds() -> None:
    text = "Mỹ rút quân khỏi Đức. " * 20_000
    began = time.process_time()
    assert len(sentences(text)) == 20_000
    assert time.process_time() - began < 5
