"""Many files to outcomes, in parallel, in the order of the files."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from threading import Thread

from foedus.claims.outcome import Outcome, outcome_of

_CHUNK = 16
"""Files a worker takes at once: fewer, and handing over costs as much as reading."""
_FEW = 24
"""Files below which starting workers takes longer than the work."""

_Job = tuple[str, str]


def names_of(paths: Sequence[Path]) -> dict[Path, str]:
    """An id for each file: its name without extension, with its folder where two would be alike.

    >>> sorted(names_of([Path("a/x.txt"), Path("b/x.txt"), Path("y.txt")]).values())
    ['a/x', 'b/x', 'y']
    """
    stems = Counter(path.stem for path in paths)
    found: dict[Path, str] = {}
    taken: Counter[str] = Counter()
    for path in paths:
        name = path.stem if stems[path.stem] == 1 else f"{path.parent.name}/{path.stem}"
        taken[name] += 1
        found[path] = name if taken[name] == 1 else f"{name}~{taken[name]}"
    return found


def read_all(
    paths: Sequence[Path], *, workers: int = 1, done: Mapping[str, str] | None = None
) -> Iterator[Outcome]:
    """The outcome of each file, in order.

    Parameters
    ----------
    workers : processes; one reads here.
    done : digests of files that need not be read again, by path (see `Journal.done`).
    """
    names = names_of(paths)
    jobs = [(str(p), names[p]) for p in paths if not _unchanged(p, done or {})]
    if workers <= 1 or len(jobs) < _FEW:
        yield from (outcome_of(Path(path), name) for path, name in jobs)
    else:
        yield from _in_parallel(jobs, workers)


def _unchanged(path: Path, done: Mapping[str, str]) -> bool:
    known = done.get(str(path))
    return known is not None and hashlib.sha256(path.read_bytes()).hexdigest() == known


def _in_parallel(jobs: list[_Job], workers: int) -> Iterator[Outcome]:
    """Chunks over processes, a few ahead of the reader, so that memory does not grow."""
    chunks = deque(jobs[i : i + _CHUNK] for i in range(0, len(jobs), _CHUNK))
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_stop_with_parent)
    ahead: deque[Future[list[Outcome]]] = deque()
    try:
        while chunks or ahead:
            while chunks and len(ahead) < 3 * workers:
                ahead.append(pool.submit(_outcomes, chunks.popleft()))
            yield from ahead.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _stop_with_parent() -> None:
    # Ctrl-C reaches every process of a terminal; a worker would print its traceback
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    """A parent that was killed asks for nothing more, and its workers would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _outcomes(jobs: list[_Job]) -> list[Outcome]:
    return [outcome_of(Path(path), name) for path, name in jobs]
