"""A baseline kept ready, so that each what-if costs one course and no compilation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from foedus.case.records import Case, Policy
from foedus.core.errors import BadOption
from foedus.ensemble.request import Request
from foedus.ensemble.sweep import Progress, Sweep, quiet, sweep_job
from foedus.ensemble.tiles import lay_out_job
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
        self._baseline = sweep_job(job, progress=progress)

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
        job = self._baseline.job
        request = replace(self.request, policies=(policy,))
        new = lay_out_job(job.model, request, job.probes, job.observations)
        own = {NAME: parameters_of(self.ground, changed)}
        swept = sweep_job(replace(new, keep=job.keep, changed=own), progress=self._progress)
        both = _beside(swept, self._baseline)
        return WhatIf(changed, policy, compared(both, bad=bad, topics=self._topics))


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
