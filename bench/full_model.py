"""The full model against the drawing of its random numbers, and against the clock.

A generator of random numbers is the floor of a Monte-Carlo simulation: the ratio says how much
the model costs beyond it. Both sides use the same tiles, blocks of months and threads.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from bench.figure import Figure, best_times
from foedus.case.load import load_case
from foedus.ensemble.engine import BLOCK_MONTHS, TILE, YEARLY, YEARS_IN_BLOCK, Months, Paths
from foedus.ensemble.model import build_model
from foedus.ensemble.parameters import Table, pick
from foedus.ensemble.request import make_request
from foedus.ensemble.tile import run_tile
from foedus.ensemble.tiles import Job, lay_out_job
from foedus.model.build import Draws, State, lay_out

TILES, REPEATS = 8, 5
CORES = 2


@dataclass(frozen=True)
class Bed:
    """A laid-out run, its parameters on the device, and the states its parts start from."""

    job: Job
    parameters: Table
    start: State
    at_origin: State
    course: Months


def measure() -> list[Figure]:
    """Trajectories a second, and the ratio to drawing the same numbers."""
    with _empty_cache(), _compile_time() as compiling:
        bed = _lay_out()
        draw = _drawer(bed.job)
        works = _works(bed, draw)
        for work in works.values():
            work(0)
        run_tile(bed.job, 0)
        compiled = sum(compiling)
        with ThreadPoolExecutor(CORES) as pool:
            times = best_times({n: _over_tiles(pool, w) for n, w in works.items()}, REPEATS)
    return _figures(bed.job, times, compiled)


def _figures(job: Job, times: dict[str, float], compiled: float) -> list[Figure]:
    count = TILES * TILE
    ahead, behind = job.last - job.origin, job.origin
    how = f"{CORES} threads, {TILES} tiles of {TILE}, best of {REPEATS}"
    return [
        Figure("compilation, apart", compiled, "s", "", "once a machine: kept in a cache"),
        Figure(f"{ahead} months ahead", count / times["ahead"], "trajectories/s", "", how),
        Figure("its random numbers alone", count / times["draw ahead"], "trajectories/s"),
        Figure("time of the model to theirs", times["ahead"] / times["draw ahead"], "x", "<= 3"),
        Figure(f"{behind} + {ahead} months", count / times["whole"], "trajectories/s"),
        Figure("time to that of its numbers", times["whole"] / times["draw whole"], "x", "<= 3"),
        Figure(
            "a run: history, every policy, scenarios",
            count * len(job.courses) / times["run"],
            "trajectories/s",
            "",
            f"{len(job.courses)} policies on one history",
        ),
    ]


def _lay_out() -> Bed:
    case = load_case()
    request = make_request(case, draws=TILES * TILE, replicates=8)
    job = lay_out_job(build_model(case, draws=request.parameter_draws, seed=request.seed), request)
    engine = job.model.engine
    drawn: Table = jax.device_put(pick(job.model.parameters, np.arange(TILE)))
    start = engine.start(drawn)
    at_origin = engine.advance(
        start, drawn, job.history, first_lane=0, first=1, last=job.origin, see=_keep_nothing
    )
    return Bed(job, drawn, start, at_origin, next(iter(job.courses.values())))


def _works(bed: Bed, draw: Callable[[int, int, int], Any]) -> dict[str, Callable[[int], Any]]:
    """What is timed, each for the tile of a number."""
    job = bed.job

    def advance(state: State, months: Months, tile: int, first: int, last: int) -> State:
        lane = tile * TILE
        return job.model.engine.advance(
            state, bed.parameters, months, first_lane=lane, first=first, last=last,
            see=_keep_nothing,
        )  # fmt: skip

    def ahead(tile: int, state: State = bed.at_origin) -> Any:
        end = advance(state, bed.course, tile, job.origin + 1, job.last)
        return jax.block_until_ready(end)

    def whole(tile: int) -> Any:
        return ahead(tile, advance(bed.start, job.history, tile, 1, job.origin))

    return {
        "ahead": ahead,
        "draw ahead": lambda tile: draw(tile, job.origin + 1, job.last),
        "whole": whole,
        "draw whole": lambda tile: (
            draw(tile, 1, job.origin),
            draw(tile, job.origin + 1, job.last),
        ),
        "run": lambda tile: run_tile(job, tile),
    }


def _keep_nothing(_: int, __: Paths) -> None:
    """The engine hands out every month of its record; here nobody wants it."""


def _over_tiles(pool: ThreadPoolExecutor, work: Callable[[int], Any]) -> Callable[[], object]:
    return lambda: [None for _ in pool.map(lambda tile: (work(tile), None)[1], range(TILES))]


def _drawer(job: Job) -> Callable[[int, int, int], Any]:
    """Draws the numbers of a tile from step `first` to `last`, as the engine lays them out."""
    plan, case, seed = job.model.plan, job.model.case, job.request.seed
    monthly, yearly = (lay_out(plan, every, seed, case.sets) for every in ("month", "year"))

    @jax.jit
    def block(first_lane: Any, begin: Any, year: Any) -> Any:
        months = begin + jnp.arange(BLOCK_MONTHS)
        years = YEARLY + year + jnp.arange(YEARS_IN_BLOCK)
        return [
            _blocks(layout, first_lane, times)
            for layout, times in ((monthly, months), (yearly, years))
        ]

    def draw(tile: int, first: int, last: int) -> Any:
        lane = np.uint32(tile * TILE)
        return [
            jax.block_until_ready(block(lane, begin, case.grid.years[begin - 1]))
            for begin in range(first, last + 1, BLOCK_MONTHS)
        ]

    return draw


def _blocks(layout: Draws, first_lane: Any, times: Any) -> Any:
    return layout.blocks(layout.keys, first_lane, times.astype(jnp.uint32), TILE, False)


@contextmanager
def _compile_time() -> Iterator[list[float]]:
    """Seconds of every compilation inside the block, as JAX reports them."""
    seconds: list[float] = []

    def note(event: str, duration_secs: float, **_: str | int) -> None:
        if event.startswith("/jax/core/compile/"):
            seconds.append(duration_secs)

    jax.monitoring.register_event_duration_secs_listener(note)
    yield seconds


@contextmanager
def _empty_cache() -> Iterator[None]:
    """A cache folder of its own, so that compilation is measured and the user's is left alone."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        yield
