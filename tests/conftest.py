"""What several groups of tests share."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

MINIMAL = Path(__file__).parent / "case" / "minimal"


@pytest.fixture
def minimal_case(tmp_path: Path) -> Path:
    """A copy, free to be broken, of the smallest case that has no fault."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "minimal"))


@pytest.fixture
def edit(minimal_case: Path) -> Callable[[str, str, str], Path]:
    """Replaces a text that must stand once in a file of the minimal case; its folder back."""

    def replace(file: str, old: str, new: str) -> Path:
        path = minimal_case / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return minimal_case

    return replace
