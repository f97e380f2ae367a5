"""Sobol indices of groups of inputs, with the random numbers of the months as one more group.

    A, B     two matrices of points; AB_g is A with the columns of group g from B
    S_g      first order: share of the variance that g explains alone       (Saltelli 2010)
    T_g      total order: share that is lost when all but g is known         (Jansen 1999)

Outcomes are means of few trajectories, so chance is an input too: A and every AB_g meet one set
of random numbers, B another, and AB_chance is A on those of B. Its T says how much of the
variance is noise of the design; the indices of the other groups are shares of a variance that
contains it. Estimators and bootstrap are those of SALib.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from SALib.analyze import sobol
from scipy.stats import qmc

from foedus.forecast.sensitivity.factors import CHANCE
from foedus.forecast.sensitivity.matrix import EvaluateAll, Matrix
from foedus.forecast.sensitivity.records import Index

Floats = NDArray[np.float64]
Groups = Mapping[str, NDArray[np.bool_]]
RESAMPLES, LEVEL = 200, 0.9


def base_matrices(base: int, factors: int, seed: int) -> tuple[Floats, Floats]:
    """A and B, ``[base, factors]`` each: scrambled Sobol points; `base` is a power of 2."""
    points = qmc.Sobol(2 * factors, rng=seed).random(base)
    return points[:, :factors], points[:, factors:]


def evaluate_design(
    A: Floats, B: Floats, groups: Groups, evaluate: EvaluateAll
) -> dict[str, Floats]:
    """Outcomes of A, B, AB_chance and every AB_g, by the name of the matrix."""
    design = [Matrix("A", A), Matrix("B", B, chance=1), Matrix(CHANCE, A, chance=1)]
    design += [Matrix(name, np.where(member, B, A)) for name, member in groups.items()]
    return dict(zip((m.name for m in design), evaluate(design), strict=True))


def indices(
    found: Mapping[str, Floats], names: Sequence[str], outcome: int, seed: int
) -> Iterator[Index]:
    """Indices of the groups named, and of chance, for one outcome; none if it does not vary."""
    groups = [*names, CHANCE]
    columns = [found["A"], *(found[g] for g in groups), found["B"]]
    values = np.stack([column[outcome] for column in columns], axis=1)
    if np.ptp(values) == 0:
        return
    problem = {"num_vars": len(groups), "names": groups, "bounds": [[0, 1]] * len(groups)}
    with warnings.catch_warnings():
        # a rare class may be absent from a whole resample: its index there is 0, not a fault
        warnings.simplefilter("ignore", UserWarning)
        got = sobol.analyze(
            problem, values.ravel(), False, num_resamples=RESAMPLES, conf_level=LEVEL, seed=seed
        )
    for place, name in enumerate(groups):
        yield Index(
            name,
            float(got["S1"][place]),
            float(got["S1_conf"][place]),
            float(got["ST"][place]),
            float(got["ST_conf"][place]),
        )
