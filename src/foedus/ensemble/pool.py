"""Tiles over threads, over processes or over a cluster, always in their order.

Compiled code runs outside the interpreter's lock, so threads serve the cores of one machine;
processes are for machines with many, a cluster for many machines. A worker builds the same
model from the same request: nothing large is sent.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from foedus.ensemble.cluster import on_cluster
from foedus.ensemble.journal import Journal
from foedus.ensemble.recipe import one_of, recipe_of
from foedus.ensemble.tile import TileResult, run_tile
from foedus.ensemble.tiles import Job

TURN = 0.0005
"""Seconds that a thread keeps the interpreter's lock while another waits."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the tiles of a run are computed.

    workers : processes; 1 runs them in threads of this one.
    cluster : address of a Dask scheduler, ``tcp://host:port``; empty for this machine.
    journal : folder for finished tiles, so that a stopped run goes on; none if empty.
    """

    workers: int = 1
    cluster: str = ""
    journal: Path | None = None


HERE = Spread()
"""Threads of this process, no journal."""


def run_tiles(job: Job, spread: Spread = HERE) -> Iterator[TileResult]:
    """Results of all tiles in order; those that a journal holds are not run again."""
    journal = Journal(spread.journal) if spread.journal else None
    done = journal.tiles() if journal else frozenset()
    fresh = _compute(job, spread, [tile for tile in range(job.tiles) if tile not in done])
    for tile in range(job.tiles):
        if journal and tile in done:
            yield journal.read(tile)
            continue
        result = next(fresh)
        if journal:
            journal.write(tile, result)
        yield result


def _compute(job: Job, spread: Spread, tiles: Sequence[int]) -> Iterator[TileResult]:
    if not tiles:
        return iter(())
    if spread.cluster:
        return on_cluster(spread.cluster, partial(one_of, recipe_of(job)), tiles)
    if spread.workers > 1:
        return _in_processes(job, spread.workers, tiles)
    return _in_threads(job, tiles)


def _in_threads(job: Job, tiles: Sequence[int]) -> Iterator[TileResult]:
    # The first tile alone: it compiles, and two threads would both do so.
    yield run_tile(job, tiles[0])
    with _short_turns(), ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        yield from pool.map(partial(run_tile, job), tiles[1:])


@contextmanager
def _short_turns() -> Iterator[None]:
    """Threads that come back from compiled code wait less for the interpreter's lock.

    Tiles with observations leave it hundreds of times a second; at the usual turns of 5 ms the
    waiting was a tenth of the time.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _in_processes(job: Job, workers: int, tiles: Sequence[int]) -> Iterator[TileResult]:
    with ProcessPoolExecutor(
        max_workers=min(workers, len(tiles)), mp_context=get_context("spawn")
    ) as pool:
        yield from pool.map(partial(one_of, recipe_of(job)), tiles)
