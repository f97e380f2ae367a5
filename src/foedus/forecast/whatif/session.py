"""A baseline kept ready, so that each what-if costs one course from the end of history.

History is three quarters of the work of a trajectory, and a what-if leaves it as it was: the
state in which it leaves every tile is kept, with what observations make of it. That is about
five kilobytes a trajectory.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from foedus.case.records import Case, Policy
from foedus.core.errors import BadOption
from foedus.ensemble.observe import Seen, observe
from foedus.ensemble.origin import Origin
from foedus.ensemble.request import Request
from foedus.ensemble.sweep import Clock, Progress, Sweep, gathered, quiet
from foedus.ensemble.tile import TileResult, run_ahead
from foedus.ensemble.tiles import Job, with_policies
from foedus.forecast.compare.compare import NO_EVIDENCE, compared, job_of
from foedus.forecast.compare.records import Comparison
from foedus.forecast.whatif.arm import NAME, Ground, parameters_of, policy_of
from foedus.forecast.whatif.changes import Change
from foedus.forecast.whatif.grammar import Reader
from foedus.update.gather import Gathered


@dataclass(frozen=True)
class WhatIf:
    """What was changed, the policy it makes, and how it compares with the baseline.

    Differences are what-if less baseline.
    """

    changes: tuple[Change, ...]
    policy: Policy
    comparison: Comparison


class Session:
    """A baseline run once; `ask` adds what-ifs to it."""

    def __init__(
        self,
        case: Case,
        request: Request,
        *,
        evidence: Gathered = NO_EVIDENCE,
        topics: tuple[str, ...] = (),
        progress: Progress = quiet,
    ) -> None:
        """Run the baseline: the one policy of the request."""
        if len(request.policies) != 1:
            raise BadOption(
                f"{len(request.policies)} baselines", where="--policy", remedy="name one policy"
            )
        progress("prepare", 0, 1)
        self.request, self._topics, self._progress = request, topics, progress
        job = job_of(case, request, evidence, topics)
        self._begun = [_begin(job, 0)]  # the first alone: it compiles
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            self._begun += pool.map(partial(_begin, job), range(1, job.tiles))
        self._baseline = self._run(job)

    @property
    def ground(self) -> Ground:
        """What changes are built on."""
        job = self._baseline.job
        return Ground(job.model, job.request.policies[0], job.origin)

    @staticmethod
    def reader_of(case: Case, request: Request) -> Reader:
        """Reads changes for a baseline, before it is run."""
        return Reader(case, request.history_to, request.horizon)

    def ask(self, changes: Iterable[Change], *, bad: Mapping[str, float]) -> WhatIf:
        """Run a what-if and compare it with the baseline on the same random numbers."""
        changed = tuple(changes)
        policy = policy_of(self.ground, changed)
        own = {NAME: parameters_of(self.ground, changed)}
        job = replace(with_policies(self._baseline.job, (policy,)), changed=own)
        both = _beside(self._run(job), self._baseline)
        return WhatIf(changed, policy, compared(both, bad=bad, topics=self._topics))

    def _run(self, job: Job) -> Sweep:
        """The courses of a job from where history ends."""
        done, clock = list[TileResult](), Clock()
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for tile in pool.map(lambda begun: begun.run(job), self._begun):
                done.append(tile)
                self._progress("simulate", len(done), job.tiles)
        return gathered(job, done, clock)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A tile at the end of history, and what observations make of it."""

    origin: Origin
    seen: tuple[Seen, Seen]

    def run(self, job: Job) -> TileResult:
        return run_ahead(self.origin.under(job), self.seen)


def _begin(job: Job, tile: int) -> _Begun:
    origin = Origin(job, tile)
    return _Begun(origin, observe(origin))


def _beside(new: Sweep, old: Sweep) -> Sweep:
    """Two sweeps of one model as one, the new course first."""
    job = replace(
        old.job,
        request=replace(
            old.job.request, policies=new.job.request.policies + old.job.request.policies
        ),
        courses={**new.job.courses, **old.job.courses},
        changed=new.job.changed,
    )
    return replace(
        old,
        job=job,
        classes={**new.classes, **old.classes},
        parts={**new.parts, **old.parts},
        answers={**new.answers, **old.answers},
    )
