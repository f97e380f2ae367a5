"""What a benchmark hands back: named figures; and how a time is taken."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number.

    what : what was measured. value, unit : the number. target : what the project aims at, as
    text, empty if nothing was promised. note : how it was measured, where that is not plain.
    """

    what: str
    value: float
    unit: str
    target: str = ""
    note: str = ""


def best_time(work: Callable[[], object], repeats: int) -> float:
    """Shortest wall time of some repeats, s.

    The shortest, not the mean: whatever else runs on the machine only ever adds time.
    """
    return min(_time(work) for _ in range(repeats))


def best_times(works: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """Shortest wall time of each work, s, taken in turns.

    In turns, so that a busy minute of the machine does not fall on one side of a ratio.
    """
    rounds = [{name: _time(work) for name, work in works.items()} for _ in range(repeats)]
    return {name: min(taken[name] for taken in rounds) for name in works}


def _time(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
