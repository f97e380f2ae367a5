"""Word lists that a reader may open and change: ``lists/*.txt``, one entry a line, ``#`` a remark."""

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
