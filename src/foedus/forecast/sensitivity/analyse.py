"""The whole of a sensitivity analysis: screening, variance shares, mechanisms left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.core.errors import BadOption, UnknownName
from foedus.ensemble.engine import TILE
from foedus.ensemble.model import Model
from foedus.ensemble.request import Request
from foedus.ensemble.sweep import Progress, quiet
from foedus.ensemble.tiles import model_of
from foedus.forecast.sensitivity.factors import Factor, factors_of, groups_by
from foedus.forecast.sensitivity.leave_out import leave_out
from foedus.forecast.sensitivity.matrix import Matrix, Runner
from foedus.forecast.sensitivity.morris import screen
from foedus.forecast.sensitivity.outcomes import Evaluator, outcomes_of
from foedus.forecast.sensitivity.pieces import NOWHERE, Pieces
from foedus.forecast.sensitivity.records import (
    IndexRow,
    LeaveOutRow,
    Outcome,
    ScreenRow,
    Sensitivity,
)
from foedus.forecast.sensitivity.sobol import base_matrices, evaluate_design, indices

Floats = NDArray[np.float64]
PARTS = ("screen", "sobol", "leave-out")
WAYS = ("basis", "mechanism")
"""Ways to group all inputs; parameters that the screening kept are a third."""

REST = "all others"
OTHER_CHANCE = 1
"""Added to the seed for the second set of random numbers."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much to compute.

    paths : random paths of the screening. keep : parameters with an index of their own.
    base : rows of each matrix of the Sobol design, a power of 2. replicates : trajectories a row.
    draws : trajectories of each course in the leave-one-out.
    """

    paths: int = 8
    keep: int = 10
    base: int = 128
    replicates: int = 32
    draws: int = 4_000

    def check(self) -> None:
        """Refuse sizes that cannot work, with a remedy."""
        if self.base < 4 or self.base & (self.base - 1):
            raise BadOption(
                f"{self.base} rows", where="--base", remedy="give a power of 2: 64, 128, 256"
            )
        if not 2 <= self.paths <= TILE // 2:
            raise BadOption(f"{self.paths} paths", where="--paths", remedy=f"2 to {TILE // 2}")
        if self.replicates < 2:
            raise BadOption(f"{self.replicates}", where="--replicates", remedy="2 or more")
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
    request : one or two policies; with two, their difference is an outcome too.
    by : how the inputs are grouped in the variance shares.
    pieces : where finished matrices are kept; the same call takes up where it stopped.
    """
    _check_names("part", parts, PARTS)
    _check_names("by", by, WAYS)
    size.check()
    policies = tuple(policy.name for policy in request.policies)
    if not 1 <= len(policies) <= 2:
        raise BadOption(f"{len(policies)} policies", where="--policy", remedy="name one or two")
    names = outcomes_of(case, policies)
    screened: tuple[ScreenRow, ...] = ()
    found: tuple[IndexRow, ...] = ()
    variances: tuple[float, ...] = ()
    if "screen" in parts or "sobol" in parts:
        progress("prepare", 0, 1)
        work = _Work.of(case, request, names, pieces, progress)
        if "screen" in parts:
            screened = work.screen(size)
        if "sobol" in parts:
            found, variances = work.sobol(size, by, [r.name for r in screened if r.kept])
    left: tuple[LeaveOutRow, ...] = ()
    if "leave-out" in parts:
        left = tuple(
            leave_out(case, replace(request, draws=size.draws, replicates=10), progress=progress)
        )
    return Sensitivity(
        case, policies, request.as_of, names, screened, found, variances, left,
        size.base, size.replicates, size.paths, size.draws, request.seed,
    )  # fmt: skip


def _check_names(option: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownName(f"value of {option}", name, known, where=f"--{option}")


@dataclass(frozen=True)
class _Work:
    """A model, its cube and how matrices are evaluated."""

    model: Model
    request: Request
    factors: tuple[Factor, ...]
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
        # its own parameters are not used: every matrix brings others, over the priors, and what
        # only a posterior adds would be left standing between them
        model = model_of(case, replace(request, draws=20, replicates=10, posterior=""))
        return _Work(model, request, factors_of(model), outcomes, pieces, progress)

    def runner(self, phase: str, replicates: int) -> Runner:
        engines = self.model.engine, self.model.engine.reseeded(self.request.seed + OTHER_CHANCE)
        request = replace(self.request, replicates=replicates)
        evaluate = Evaluator(self.model, request, self.factors, self.outcomes, engines)

        def one(matrix: Matrix) -> Floats:
            return evaluate(matrix.points, matrix.chance)

        return Runner(one, self.pieces, self.progress, phase)

    def screen(self, size: Size) -> tuple[ScreenRow, ...]:
        run = self.runner("screen", TILE // size.paths)
        owners, mu, error = screen(self.factors, size.paths, self.request.seed, run)
        places = [k for k, outcome in enumerate(self.outcomes) if outcome.reading]
        largest = mu[places].max(axis=0)
        kept = set(np.argsort(-largest, kind="stable")[: size.keep]) & set(np.flatnonzero(largest))
        basis = {factor.owner: factor.basis for factor in self.factors}
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
        self, size: Size, by: Sequence[str], survivors: Sequence[str]
    ) -> tuple[tuple[IndexRow, ...], tuple[float, ...]]:
        ways = self._ways(by, survivors)
        groups = {f"{way}-{g}": member for way, of in ways.items() for g, member in of.items()}
        points = base_matrices(size.base, len(self.factors), self.request.seed)
        found = evaluate_design(*points, groups, self.runner("sobol", size.replicates))
        rows = []
        for way, of in ways.items():
            mine = {g: found[f"{way}-{g}"] for g in of} | {
                k: found[k] for k in ("A", "B", "chance")
            }
            for place, outcome in enumerate(self.outcomes):
                got = indices(mine, tuple(of), place, self.request.seed)
                rows += [IndexRow(way, outcome, index) for index in got]
        both = np.concatenate([found["A"], found["B"]], axis=1)
        return tuple(rows), tuple(both.var(axis=1).tolist())

    def _ways(
        self, by: Sequence[str], survivors: Sequence[str]
    ) -> Mapping[str, Mapping[str, NDArray[np.bool_]]]:
        ways = {way: groups_by(self.factors, way) for way in by}
        if survivors:
            own = groups_by(self.factors, "owner")
            single = {name: own[name] for name in survivors}
            rest = ~np.any(list(single.values()), axis=0)
            ways["parameter"] = {**single, REST: rest}
        return ways
