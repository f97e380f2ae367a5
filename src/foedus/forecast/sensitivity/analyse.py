"""The whole of a sensitivity analysis: screening, variance shares, mechanisms left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.core.errors import BadOption, UnknownName
from foedus.ensemble.engine import TILE
from foedus.ensemble.request import Request
from foedus.ensemble.sweep import Progress, quiet
from foedus.ensemble.tiles import Job, lay_out_job, model_of
from foedus.forecast.sensitivity.blocks import blocks_of
from foedus.forecast.sensitivity.eventfree import seen_event_free
from foedus.forecast.sensitivity.factors import Space
from foedus.forecast.sensitivity.fan import Fan
from foedus.forecast.sensitivity.leave_out import leave_out
from foedus.forecast.sensitivity.matrix import Runner
from foedus.forecast.sensitivity.morris import screen
from foedus.forecast.sensitivity.outcomes import Evaluator, outcomes_of, smooth_of
from foedus.forecast.sensitivity.pieces import NOWHERE, Pieces
from foedus.forecast.sensitivity.records import (
    PAST,
    IndexRow,
    LeaveOutRow,
    Outcome,
    ScreenRow,
    Sensitivity,
)
from foedus.forecast.sensitivity.sobol import base_matrices, evaluate_design, indices, variance
from foedus.forecast.sensitivity.ways import WAYS, ways_of

Floats = NDArray[np.float64]
PARTS = ("screen", "sobol", "leave-out")
REPLICATES = 10
"""Trajectories of a parameter draw in the leave-one-out."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much to compute.

    paths : random paths of the screening. futures : trajectories of each of their points.
    keep : parameters with an index of their own. base : rows of each matrix of the Sobol
    design, a power of 2. replicates : trajectories a row. draws : trajectories of each course in
    the leave-one-out.
    """

    paths: int = 12
    futures: int = 32
    keep: int = 10
    base: int = 1024
    replicates: int = 4
    draws: int = 4_000

    def check(self) -> None:
        """Refuse sizes that cannot work, with a remedy."""
        if self.base < 4 or self.base & (self.base - 1):
            raise BadOption(
                f"{self.base} rows", where="--base", remedy="give a power of 2: 256, 512, 1024"
            )
        if not 2 <= self.paths <= TILE:
            raise BadOption(f"{self.paths} paths", where="--paths", remedy=f"2 to {TILE}")
        for name in ("futures", "replicates"):
            if getattr(self, name) < 2:
                raise BadOption(f"{getattr(self, name)}", where=f"--{name}", remedy="2 or more")
        if self.keep < 1:
            raise BadOption(f"{self.keep} parameters", where="--keep", remedy="1 or more")


def analyse(
    case: Case,
    request: Request,
    *,
    parts: Sequence[str] = PARTS,
    by: Sequence[str] = WAYS,
    size: Size = Size(),
    pieces: Pieces = NOWHERE,
    progress: Progress = quiet,
) -> Sensitivity:
    """Screen, share out the variance and leave mechanisms out, as `parts` asks.

    Parameters
    ----------
    request : one or two policies; with two, their difference is an outcome too. Inputs move over
        what it draws from: the posterior if it names one, and the priors of the rest.
    by : how the inputs are grouped in the variance shares.
    pieces : where finished tiles are kept; the same call takes up where it stopped.
    """
    _check_names("part", parts, PARTS)
    _check_names("by", by, WAYS)
    size.check()
    policies = tuple(policy.name for policy in request.policies)
    if not 1 <= len(policies) <= 2:
        raise BadOption(f"{len(policies)} policies", where="--policy", remedy="name one or two")
    outcomes = outcomes_of(case, policies)
    screened: tuple[ScreenRow, ...] = ()
    found: tuple[IndexRow, ...] = ()
    variances: tuple[float, ...] = ()
    if "screen" in parts or "sobol" in parts:
        progress("prepare", 0, 1)
        work = _Work.of(case, request, outcomes, pieces, progress)
        if "screen" in parts:
            screened = work.screen(size)
        if "sobol" in parts:
            found, variances = work.sobol(size, by, screened)
    left: Sequence[LeaveOutRow] = ()
    if "leave-out" in parts:
        left = leave_out(
            case, replace(request, draws=size.draws, replicates=REPLICATES), progress=progress
        )
    return Sensitivity(
        case.name, policies, request.as_of, bool(request.posterior), outcomes, screened, found,
        variances, tuple(left), size.base, size.replicates, size.paths, size.futures, size.draws,
        request.seed,
    )  # fmt: skip


def _check_names(option: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownName(f"value of {option}", name, known, where=f"--{option}")


@dataclass(frozen=True)
class _Work:
    """A job laid out, the cube of its inputs and how matrices are evaluated."""

    job: Job
    space: Space
    outcomes: tuple[Outcome, ...]
    pieces: Pieces
    progress: Progress

    @staticmethod
    def of(
        case: Case,
        request: Request,
        outcomes: tuple[Outcome, ...],
        pieces: Pieces,
        progress: Progress,
    ) -> _Work:
        # its own parameters are not used, but they are of the kind of those that every matrix
        # brings, or all would be compiled twice
        few = replace(request, draws=20, replicates=10)
        model = model_of(case, few)
        job = lay_out_job(model, few, smooth_of(case, case.grid.steps))
        year = int(case.grid.years[job.origin - 1])
        blocks = blocks_of(case, request.effort, year) if request.posterior else ()
        space = seen_event_free(job, Space.of(model, blocks))
        return _Work(job, space, outcomes, pieces, progress)

    def runner(self, phase: str, replicates: int) -> Runner:
        smooth = tuple(probe.name for probe in self.job.probes)
        evaluate = Evaluator(Fan(self.job, self.space, smooth), self.outcomes)
        return Runner(evaluate, replicates, self.pieces, self.progress, phase)

    def screen(self, size: Size) -> tuple[ScreenRow, ...]:
        factors, seed = self.space.factors, self.job.request.seed
        run = self.runner("screen", size.futures)
        owners, mu, error = screen(factors, size.paths, seed, run)
        places = [k for k, outcome in enumerate(self.outcomes) if outcome.reading]
        largest = mu[places].max(axis=0)
        kept = set(np.argsort(-largest, kind="stable")[: size.keep]) & set(np.flatnonzero(largest))
        basis = {factor.owner: factor.basis for factor in factors}
        rows = [
            ScreenRow(
                owner,
                basis[owner],
                tuple(zip(mu[:, k].tolist(), error[:, k].tolist(), strict=True)),
                float(largest[k]),
                self.outcomes[places[int(mu[places, k].argmax())]],
                k in kept,
            )
            for k, owner in enumerate(owners)
        ]
        return tuple(sorted(rows, key=lambda row: -row.largest))

    def sobol(
        self, size: Size, by: Sequence[str], screened: Sequence[ScreenRow]
    ) -> tuple[tuple[IndexRow, ...], tuple[float, ...]]:
        ways, seed = ways_of(self.space.factors, by, screened), self.job.request.seed
        groups = {f"{way}-{g}": member for way, of in ways.items() for g, member in of.items()}
        points = base_matrices(size.base, len(self.space.factors), seed)
        found = evaluate_design(*points, groups, self.runner("sobol", size.replicates))
        rows = []
        for way, of in ways.items():
            named = {f"{way}-{group}": group for group in of}
            for place, outcome in enumerate(self.outcomes):
                for index in indices(found, (*named, PAST), place, seed):
                    own = replace(index, group=named.get(index.group, PAST))
                    rows.append(IndexRow(way, outcome, own))
        return tuple(rows), tuple(variance(found, k) for k in range(len(self.outcomes)))
