"""Morris screening: parameters moved one at a time along random paths through the cube.

    mu* = mean over paths of |change of the outcome| / step          (Campolongo 2007)

A parameter with labels moves as one, a lever with all its terms. Step s of every path is one
matrix, so that a path meets the same random numbers all along and a parameter that does nothing
has mu* = 0 exactly. Design and estimator are those of SALib.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from SALib.analyze import morris as analyze
from SALib.sample import morris as sample

from foedus.forecast.sensitivity.factors import Factor
from foedus.forecast.sensitivity.matrix import EvaluateAll, Matrix

Floats = NDArray[np.float64]
LEVELS, LOW, HIGH = 4, 0.05, 0.95
"""Levels of the grid and its ends: quantiles of the priors."""

RESAMPLES, CONFIDENCE = 200, 0.9


def problem_of(factors: Sequence[Factor]) -> dict[str, object]:
    """The cube in the words of SALib."""
    return {
        "num_vars": len(factors),
        "names": [factor.chance for factor in factors],
        "groups": [factor.owner for factor in factors],
        "bounds": [[LOW, HIGH]] * len(factors),
    }


def screen(
    factors: Sequence[Factor],
    paths: int,
    seed: int,
    evaluate: EvaluateAll,
) -> tuple[tuple[str, ...], Floats, Floats]:
    """Owners, mu* and its 90 % half-width ``[outcomes, owners]``.

    Parameters
    ----------
    paths : number of random paths, at least 2.
    evaluate : outcomes ``[outcomes, paths, replicates]`` of each step, a matrix a step.
    """
    problem = problem_of(factors)
    design = sample.sample(problem, paths, num_levels=LEVELS, seed=seed)
    steps = len(design) // paths
    by_step = design.reshape(paths, steps, -1)
    evaluated = evaluate([Matrix(f"step-{s}", by_step[:, s]) for s in range(steps)])
    values = [step.mean(axis=-1, dtype=np.float64) for step in evaluated]
    found = [
        analyze.analyze(
            problem,
            design,
            np.stack([step[row] for step in values], axis=1).ravel(),
            num_resamples=RESAMPLES,
            conf_level=CONFIDENCE,
            num_levels=LEVELS,
            seed=seed,
        )
        for row in range(len(values[0]))
    ]
    owners = tuple(str(name) for name in found[0]["names"])
    mu_star = np.array([np.asarray(one["mu_star"], float) for one in found])
    return owners, mu_star, np.array([np.asarray(one["mu_star_conf"], float) for one in found])
