"""The whole `foedus backtest`, then the same command again, which finds its pieces done."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figure import Figure

FOEDUS = str(Path(sys.executable).with_name("foedus"))


def measure() -> list[Figure]:
    """Wall and processor time of a fresh run, and wall time of one that resumes."""
    with TemporaryDirectory() as folder:
        command = [FOEDUS, "backtest", "--out", folder]
        wall, processor = _run(command)
        again, _ = _run(command)
    return [
        Figure("back-test, from nothing", wall, "s", "under 15 min on two cores"),
        Figure("the same, processor time", processor, "s"),
        Figure("the same command again", again, "s", note="every piece is taken from its file"),
    ]


def _run(command: list[str]) -> tuple[float, float]:
    """Wall and processor time of a command, s."""
    begin, before = time.perf_counter(), _spent()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin, _spent() - before


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
