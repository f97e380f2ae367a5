"""docs/case-format.md says what the loader reads."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from foedus.case.find import FILES, OPTIONAL
from foedus.case.priors import FAMILIES

PAGE = (Path(__file__).parents[2] / "docs" / "case-format.md").read_text(encoding="utf-8")
ROWS = {row[0]: row[1] for row in re.findall(r"^\| `([\w./]+)` \|[^|]*\| (.*) \|$", PAGE, re.M)}
MINIMAL = Path(__file__).parent / "minimal"


def test_every_file_is_in_the_table() -> None:
    assert {*FILES, *OPTIONAL} <= set(ROWS)


@pytest.mark.parametrize("file", [name for name in (*FILES, *OPTIONAL) if name.endswith(".csv")])
def test_the_columns_are_those_of_a_sound_case(file: str) -> None:
    header = (MINIMAL / file).read_text(encoding="utf-8").splitlines()[0]
    written = ROWS[file].replace("` one column a term`", "first,second").strip("`")
    assert written == header


def test_the_families_of_priors() -> None:
    assert set(re.findall(r"`([A-Z]\w+)\(", PAGE)) == set(FAMILIES)


@pytest.mark.parametrize("block", re.findall(r"```toml\n(.*?)```", PAGE, re.S))
def test_the_examples_are_toml(block: str) -> None:
    name = block.splitlines()[0].removeprefix("# ").split("/")[0]
    assert name in {"scenarios.toml", "policies", "shocks", "kernels.toml"}
    assert tomllib.loads(block)
