"""Each part runs in a fresh process, so that none inherits memory, threads or compiled code.

The peak memory that Linux reports for a child counts its parent's at the fork; so the process
that starts the children of `main_job` must itself be small, and the one here imports nothing.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context

from bench.figure import Figure

ONE_CORE = ("reference",)
"""Parts that run on one core: the rivals use one, so that the ratio is of work, not of cores."""


def run_part(name: str) -> list[Figure]:
    """Figures of ``bench.<name>``, measured in a process of its own."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measure, name).result()


def _measure(name: str) -> list[Figure]:
    if name in ONE_CORE and hasattr(os, "sched_setaffinity"):
        # Before JAX is imported: the size of its thread pool is that of the cores it may use.
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    figures: list[Figure] = import_module(f"bench.{name}").measure()
    return figures
