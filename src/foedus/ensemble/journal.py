"""Finished tiles on disk, so that a stopped run goes on where it stopped.

One file a tile, named by its number, written whole and then renamed: what is there is complete.
The folder belongs to one run; its name holds the digest of all that decides the result.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.outcomes import Judged
from foedus.ensemble.tile import Sample, TileResult

_BY_POLICY = ("answers", "future")
JOIN = "/"
"""Joins the keys of nested results; no name of a case holds it."""


class Journal:
    """The tiles of a run in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def tiles(self) -> frozenset[int]:
        """Numbers of the tiles that are there."""
        return frozenset(int(path.stem) for path in self._folder.glob("[0-9]*.npz"))

    def read(self, tile: int) -> TileResult:
        """One tile."""
        with np.load(self._path(tile)) as stored:
            plain = _nest({name: stored[name] for name in stored.files})
        before = _sample(plain["before"]) if "before" in plain else None
        return TileResult(**{**plain, "sample": _sample(plain["sample"]), "before": before})

    def write(self, tile: int, result: TileResult) -> None:
        """Keep one tile."""
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._path(tile).with_suffix(".part")
        with part.open("wb") as file:
            arrays: dict[str, Any] = dict(_flatten(result))
            np.savez(file, **arrays)
        part.replace(self._path(tile))

    def close(self) -> None:
        """Remove the journal: its run is written."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _path(self, tile: int) -> Path:
        return self._folder / f"{tile:06d}.npz"


def _flatten(value: Any, name: str = "") -> Iterator[tuple[str, NDArray[Any]]]:
    if isinstance(value, np.ndarray):
        yield name, value
        return
    for key, part in _parts(value):
        yield from _flatten(part, f"{name}{JOIN}{key}" if name else key)


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    if value is None:
        return iter(())
    if isinstance(value, Mapping):
        return iter(value.items())
    return ((f.name, getattr(value, f.name)) for f in fields(value))


def _sample(plain: dict[str, Any]) -> Sample:
    """A sample; mappings that were empty left nothing on disk."""
    judged = {policy: Judged(**parts) for policy, parts in plain["judged"].items()}
    none: dict[str, Any] = {policy: {} for policy in judged}
    by_policy = {name: none | plain.get(name, {}) for name in _BY_POLICY}
    return Sample(**{"observed": {}, "past": {}, **plain, **by_policy, "judged": judged})


def _nest(flat: Mapping[str, NDArray[Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, value in flat.items():
        *path, last = name.split(JOIN)
        place = out
        for key in path:
            place = place.setdefault(key, {})
        place[last] = value
    return out
