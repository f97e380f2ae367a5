"""What another process or machine needs to compute a tile: the case, the request, what is asked.

A recipe is a few kilobytes; the job that it describes is built once in each process. A machine
with another copy of the case refuses: its tiles would be of another model.
"""

from __future__ import annotations

import pickle
from functools import lru_cache
from threading import Lock

from foedus.case.load import load_case
from foedus.core.errors import BadOption
from foedus.ensemble.tile import TileResult, run_tile
from foedus.ensemble.tiles import Job, lay_out_job, model_of

_building = Lock()


def recipe_of(job: Job) -> bytes:
    """The recipe of a job."""
    case = job.model.case
    return pickle.dumps((case.root, case.digest, job.request, job.probes, job.observations))


def one_of(recipe: bytes, tile: int) -> TileResult:
    """One tile of a job, in a process that may never have seen it."""
    with _building:  # threads of one worker share one job
        job = _job(recipe)
    return run_tile(job, tile)


@lru_cache(maxsize=1)
def _job(recipe: bytes) -> Job:
    root, digest, request, *asked = pickle.loads(recipe)
    case = load_case(root)
    if case.digest != digest:
        raise BadOption(
            f"a worker has another copy of the case: {case.digest[:12]}…, not {digest[:12]}…",
            where=str(root),
            remedy="give every worker the same case folder and the same version of foedus",
        )
    return lay_out_job(model_of(case, request), request, *asked)
