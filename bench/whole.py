"""Run, sensitivity and report as one command, with a warm cache and nothing computed before."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figure import Figure
from bench.main_job import run_job


def measure() -> list[Figure]:
    """Wall and processor time of the second call; the first one compiles."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        cold = run_job(place, "cold", "--sensitivity")
        # finished tiles of a design are kept where the command is called: elsewhere, not there
        warm = run_job(place, "warm", "--sensitivity", where=place / "elsewhere")
    note = "two policies x 10,000, the default design, report"
    return [
        Figure("run, sensitivity and report", warm.total, "s", "< 60 on two cores", note),
        Figure("its processor time", warm.processor, "s"),
        Figure("its peak memory", warm.memory, "GB"),
        Figure("the very first time", cold.total, "s", "", "compiles"),
    ]
