"""`foedus run` and `foedus --help` as a user starts them, from a shell, with a warm cache.

Peak memory is that of the process, as the kernel reports it when the process ends.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figure import Figure

FOEDUS = str(Path(sys.executable).with_name("foedus"))
MANY = 200_000
REPEATS, HELP_REPEATS = 3, 5
KIB_IN_GB = 1024 / 1e9


@dataclass(frozen=True, slots=True)
class Job:
    """One finished process: seconds to its first line, in all, of its processors; peak in GB."""

    first_line: float
    total: float
    processor: float
    memory: float


def measure() -> list[Figure]:
    """Time and memory of the main job, at its default size and at `MANY` trajectories."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        cold = run_job(place, "cold")
        warm = [run_job(place, f"warm{k}") for k in range(REPEATS)]
        many = run_job(place, "many", "--draws", str(MANY))
        usage = [_start(place, "--help").total for _ in range(HELP_REPEATS)]
    memory = min(job.memory for job in warm)
    times = f"best of {REPEATS}, warm cache"
    return [
        Figure("first scenario table", min(j.first_line for j in warm), "s", "seconds", times),
        Figure("run and report in all", min(j.total for j in warm), "s", "", times),
        Figure("first table of the very first run", cold.first_line, "s", "", "compiles"),
        Figure("peak memory", memory, "GB", "< 1.5", "10,000 trajectories a policy"),
        Figure(f"peak memory at {MANY:,}", many.memory, "GB", "< 1.5", f"{many.total:.0f} s"),
        Figure("ratio of the peaks", many.memory / memory, "x", "<= 1.3"),
        Figure("foedus --help", statistics.median(usage), "s", "", f"median of {HELP_REPEATS}"),
    ]


def run_job(place: Path, name: str, *options: str, where: Path | None = None) -> Job:
    """`foedus run`, with its compiled code kept in a folder, called in that folder or `where`."""
    return _start(place, "run", "--out", str(place / name), *options, where=where)


def _start(place: Path, *arguments: str, where: Path | None = None) -> Job:
    """Start the command with a cache of its own, wait for it, and see what it took."""
    here = where or place
    here.mkdir(exist_ok=True)
    environment = os.environ | {"XDG_CACHE_HOME": str(place / "cache")}
    begin = time.perf_counter()
    process = subprocess.Popen(
        [FOEDUS, *arguments], stdout=subprocess.PIPE, env=environment, cwd=here
    )
    assert process.stdout is not None
    process.stdout.readline()
    first_line = time.perf_counter() - begin
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"foedus {' '.join(arguments)} left with {process.returncode}")
    processor = usage.ru_utime + usage.ru_stime
    return Job(first_line, time.perf_counter() - begin, processor, usage.ru_maxrss * KIB_IN_GB)
