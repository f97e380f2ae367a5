"""A million trajectories a policy against a hundred thousand: time of each, and peak memory.

It lasts minutes, so `python -m bench` leaves it out: ask for it by name. What a run costs whatever
its size is taken off by a small one. Processor time is the fairer measure on a shared machine.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figure import Figure
from bench.main_job import Job, run_job

SMALL, SOME, MANY = 10_000, 100_000, 1_000_000


def measure() -> list[Figure]:
    """Peak memory of a million, and its time a trajectory over that of a hundred thousand."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        run_job(place, "cold")
        small, some, many = (
            run_job(place, str(draws), "--draws", str(draws)) for draws in (SMALL, SOME, MANY)
        )
    note = f"{MANY:,} over {SOME:,}, less the cost of {SMALL:,}"
    return [
        Figure("peak memory", many.memory, "GB", "< 2", f"{MANY:,} trajectories, two policies"),
        Figure("the same", some.memory, "GB", "", f"{SOME:,} trajectories"),
        Figure("a million in all", many.total, "s"),
        Figure("its processor time", many.processor, "s"),
        Figure("wall time a trajectory", _ratio(small, some, many, "total"), "x", "<= 1.15", note),
        Figure("processor time", _ratio(small, some, many, "processor"), "x", "<= 1.15", note),
    ]


def _ratio(small: Job, some: Job, many: Job, what: str) -> float:
    base, first, last = (float(getattr(job, what)) for job in (small, some, many))
    return ((last - base) / (MANY - SMALL)) / ((first - base) / (SOME - SMALL))
