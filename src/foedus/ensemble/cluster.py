"""Tiles on a Dask cluster: the scheduler gives a lost worker's tiles to another one.

The same tiles, the same arithmetic: results are those of one machine, bit for bit. Dask is an
extra; without it only this file is out of reach.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from foedus.core.errors import BadOption
from foedus.ensemble.tile import TileResult

WAIT = 20
"""Seconds to wait for the scheduler to answer."""

LIVES = 3
"""Times that a tile is given to another worker before the run fails."""


def on_cluster(
    address: str, compute: Callable[[int], TileResult], tiles: Sequence[int]
) -> Iterator[TileResult]:
    """Results of tiles in their order, computed by the workers of a scheduler."""
    client = _connect(address)
    try:
        key = sha256(repr(compute).encode()).hexdigest()[:16]
        keys = [f"foedus-tile-{key}-{tile}" for tile in tiles]
        futures = client.map(compute, tiles, key=keys, retries=LIVES, pure=True)
        for place, future in enumerate(futures):
            yield future.result()
            futures[place] = None  # its memory on the cluster is free from here on
    finally:
        client.close()


def _connect(address: str) -> Any:
    # An extra, and slow to import: only who asks for a cluster pays for it.
    try:
        distributed = importlib.import_module("distributed")
    except ModuleNotFoundError:
        raise BadOption(
            "a cluster needs Dask, which is not installed",
            where="--cluster",
            remedy="install foedus with its extra: foedus[cluster]",
        ) from None
    try:
        return distributed.Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise BadOption(
            f"no scheduler answers at {address}: {error}",
            where="--cluster",
            remedy="start one with `dask scheduler` and give the address that it prints",
        ) from None
