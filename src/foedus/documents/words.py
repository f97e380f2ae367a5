"""Word lists that a scholar may change: ``lists/*.txt``, one entry a line, `#` a remark."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """The entries of ``lists/<name>.txt``.

    >>> "gen" in words("abbreviations")
    True
    """
    text = files("foedus.documents").joinpath(f"lists/{name}.txt").read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def rows(name: str) -> tuple[tuple[str, str], ...]:
    """Pairs of ``lists/<name>.csv``, parted at the first comma, in order of the file.

    >>> rows("source_classes")[0][0]
    'generated text'
    """
    text = files("foedus.documents").joinpath(f"lists/{name}.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((a, b) for a, _, b in (line.partition(",") for line in lines))
