"""A run on a cluster and a run stopped in the middle: the numbers of one undisturbed machine."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from foedus.case.records import Case
from foedus.core.errors import BadOption
from foedus.ensemble import pool
from foedus.ensemble.pool import Spread
from foedus.ensemble.request import Request, make_request
from foedus.ensemble.sweep import Sweep, sweep
from foedus.ensemble.tile import TileResult

TILES = 3


@pytest.fixture(scope="module")
def asked(case: Case) -> Request:
    """Three tiles of one policy."""
    return make_request(case, policies=("trump-2-continued",), draws=TILES * 1000, replicates=50)


@pytest.fixture(scope="module")
def alone(case: Case, asked: Request) -> Sweep:
    """The run on this machine."""
    return sweep(case, asked)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler and two workers on this machine."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library says while it starts
        distributed = pytest.importorskip("distributed")
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as local:
            yield local


def assert_same(one: Sweep, other: Sweep) -> None:
    np.testing.assert_array_equal(one.log_likelihood, other.log_likelihood)
    for policy, classes in one.classes.items():
        np.testing.assert_array_equal(classes, other.classes[policy])
        for name, path in one.future[policy].items():
            np.testing.assert_array_equal(path, other.future[policy][name])
    for name, path in one.past.items():
        np.testing.assert_array_equal(path, other.past[name])


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_loses_a_worker_gives_the_same_bits(
    case: Case, asked: Request, alone: Sweep, cluster: Any
) -> None:
    killed: list[int] = []

    def kill_one(phase: str, done: int, total: int) -> None:
        if phase == "simulate" and not killed:
            worker = next(iter(cluster.workers.values()))
            killed.append(worker.process.pid)
            os.kill(worker.process.pid, signal.SIGKILL)

    spread = Spread(cluster=cluster.scheduler_address)
    far = sweep(case, asked, spread=spread, progress=kill_one)
    assert killed
    assert_same(alone, far)


def test_a_stopped_run_goes_on_and_repeats_nothing(
    case: Case, asked: Request, alone: Sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spread = Spread(journal=tmp_path / "parts")

    def stop(phase: str, done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(case, asked, spread=spread, progress=stop)
    kept = {path.name for path in (tmp_path / "parts").iterdir()}
    assert {"000000.npz", "000001.npz"} <= kept
    ran: list[int] = []
    run_tile = pool.run_tile

    def note(job: Any, tile: int) -> TileResult:
        ran.append(tile)
        return run_tile(job, tile)

    monkeypatch.setattr(pool, "run_tile", note)
    assert_same(alone, sweep(case, asked, spread=spread))
    assert sorted(ran) == [tile for tile in range(TILES) if f"{tile:06d}.npz" not in kept]


def test_no_scheduler_at_the_address(case: Case, asked: Request) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(BadOption, match=r"--cluster: no scheduler answers at nonsense"):
        sweep(case, asked, spread=Spread(cluster="nonsense"))
