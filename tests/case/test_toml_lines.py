"""The lines that the locator finds are those where the keys stand."""

from __future__ import annotations

import tomllib

import pytest

from foedus.case.toml_lines import Path, line_map, line_of

TRICKY = '''\
a = "[not.a.table]" # "x
b = """
c = 1
[no.table]
"""
d = [
  # ] a comment
  "]",
  { e = 1 },
]
"quoted key" = 'it = "'
dotted.key = 1

[ table . inner ]
k = 1
[[list]]
k = 2
[list.sub]
k = 3
[[list]]
k = 4
[[list.deep]]
k = 5
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 1),
        (("b",), 2),
        (("d",), 6),
        (("quoted key",), 11),
        (("dotted", "key"), 12),
        (("table", "inner"), 14),
        (("table", "inner", "k"), 15),
        (("list", 0), 16),
        (("list", 0, "k"), 17),
        (("list", 0, "sub", "k"), 19),
        (("list", 1), 20),
        (("list", 1, "k"), 21),
        (("list", 1, "deep", 0, "k"), 23),
    ],
)
def test_a_key_has_its_line(path: Path, line: int) -> None:
    assert line_map(TRICKY)[path] == line


def test_what_texts_and_brackets_hold_is_no_key() -> None:
    assert ("c",) not in line_map(TRICKY)
    assert ("no", "table") not in line_map(TRICKY)


def test_a_key_inside_a_value_has_the_line_of_the_value() -> None:
    assert line_of(line_map(TRICKY), ("d", 1, "e")) == 6
    assert line_of({}, ("unheard",)) == 1


def test_every_key_found_stands_on_its_line() -> None:
    text = TRICKY.split("\n")
    for path, line in line_map(TRICKY).items():
        if isinstance(path[-1], str):
            assert path[-1] in text[line - 1]


def test_every_key_of_the_parser_is_found() -> None:
    found = line_map(TRICKY)
    assert {path[0] for path in found} == set(tomllib.loads(TRICKY))
