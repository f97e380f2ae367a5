"""What a design looks at: probabilities of classes under two policies, and their difference.

A class probability at one point of the cube is a share of few trajectories and noisy. Every
matrix of a design therefore meets the same random numbers, trajectory by trajectory, and two
smooth outcomes stand beside the classes: mean effort and mean forces at the horizon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.engine import Engine
from foedus.ensemble.model import Model
from foedus.ensemble.probe import Level
from foedus.ensemble.request import Request
from foedus.ensemble.sweep import Sweep, sweep_job
from foedus.ensemble.tiles import lay_out_job
from foedus.forecast.compare.compare import NO_PATHS
from foedus.forecast.sensitivity.factors import Factor, at_points
from foedus.forecast.sensitivity.records import GAP, Outcome

Floats = NDArray[np.float64]
SMOOTH = ("europe.effort", "forces.total")


def outcomes_of(case: Case, policies: Sequence[str]) -> tuple[Outcome, ...]:
    """Classes under the first reading, the ambiguous class under the others, smooth outcomes."""
    first, *others = case.readings
    asked = [(first, name) for name in case.readings[first].order]
    prefix = f"{case.ambiguous}-"
    asked += [(r, n) for r in others for n in case.readings[r].order if n.startswith(prefix)]
    asked += [("", name) for name in SMOOTH if name in case.variables]
    sides = [*policies, GAP] if len(policies) > 1 else list(policies)
    return tuple(Outcome(side, reading, name) for side in sides for reading, name in asked)


@dataclass(frozen=True)
class Evaluator:
    """Evaluates points of the cube: `replicates` trajectories each, under every policy.

    The same trajectory numbers for the same row of any matrix: common random numbers.
    """

    model: Model
    request: Request
    factors: tuple[Factor, ...]
    outcomes: tuple[Outcome, ...]
    engines: tuple[Engine, Engine]
    """Two sets of random numbers."""

    def __call__(self, points: Floats, chance: int = 0) -> Floats:
        """Outcomes ``[outcomes, points]`` at points ``[points, factors]``."""
        count = len(points) * self.request.replicates
        model = at_points(replace(self.model, engine=self.engines[chance]), self.factors, points)
        request = replace(self.request, draws=count)
        last = model.case.grid.steps
        probes = [Level(name, name, last) for name in SMOOTH if name in model.case.variables]
        job = replace(lay_out_job(model, request, probes), keep=NO_PATHS)
        return self._read(sweep_job(job))

    def _read(self, swept: Sweep) -> Floats:
        means = dict(self._means(swept))
        first, second = (p.name for p in (*self.request.policies, self.request.policies[0])[:2])
        rows = []
        for o in self.outcomes:
            if o.policy == GAP:
                rows.append(means[first, o.reading, o.name] - means[second, o.reading, o.name])
            else:
                rows.append(means[o.policy, o.reading, o.name])
        return np.array(rows)

    def _means(self, swept: Sweep) -> Iterator[tuple[tuple[str, str, str], Floats]]:
        shape = (-1, self.request.replicates)
        for policy in swept.job.courses:
            for reading, name, inside in swept.inside(policy):
                yield (policy, reading, name), inside.reshape(shape).mean(axis=1)
            for name, values in swept.answers[policy].items():
                yield (policy, "", name), values.astype(float).reshape(shape).mean(axis=1)
