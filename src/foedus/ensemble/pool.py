"""Tiles over threads of this process, or over several processes, always in their order.

Compiled code runs outside the interpreter's lock, so threads serve the cores; processes are
for machines with many. A worker process builds the same model from the same request: nothing
large is sent.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from foedus.ensemble.probe import Probe
from foedus.ensemble.request import Request
from foedus.ensemble.tiles import Job, TileResult, lay_out_job, model_of, run_tile

_job: Job | None = None


def run_tiles(job: Job, workers: int = 1) -> Iterator[TileResult]:
    """Results of all tiles in order; at most `workers` processes, or threads if 1."""
    if workers > 1:
        return _in_processes(job, workers)
    return _in_threads(job)


def _in_threads(job: Job) -> Iterator[TileResult]:
    # The first tile alone: it compiles, and two threads would both do so.
    yield run_tile(job, 0)
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        yield from pool.map(partial(run_tile, job), range(1, job.tiles))


def _in_processes(job: Job, workers: int) -> Iterator[TileResult]:
    begin = partial(_begin, job.model.case.root, job.request, job.probes)
    with ProcessPoolExecutor(
        max_workers=min(workers, job.tiles), mp_context=get_context("spawn"), initializer=begin
    ) as pool:
        yield from pool.map(_one, range(job.tiles))


def _begin(root: Path, request: Request, probes: tuple[Probe, ...]) -> None:
    from foedus.case.load import load_case

    global _job
    _job = lay_out_job(model_of(load_case(root), request), request, probes)


def _one(tile: int) -> TileResult:
    assert _job is not None
    return run_tile(_job, tile)
