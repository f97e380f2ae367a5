"""Sobol indices of groups of inputs, of the probability itself and not of its estimate.

    A, B     two matrices of points; AB_g is A with the columns of group g from B
    S_g      first order: share of the variance that g explains alone       (Saltelli 2010)
    T_g      total order: share that is lost when all but g is known        (Jansen 1999)

An outcome at a row is the mean of K futures, and its square holds their noise. With Y_k, Z_k the
outcomes of the same K futures at two rows, the pairs of *different* futures give the product of
the two expectations without it:

    pairs(Y, Z) = sum_{k != l} Y_k Z_l / (K (K - 1))
    V = mean of pairs(M, M) over all matrices M, less the squared mean
    T_g = mean of pairs(A - AB_g, A - AB_g) / 2V
    S_g = mean of B (AB_g - A) / V                    B has other histories and futures than A

so few futures a row suffice, and chance takes no share. The state that history leaves at the
origin is one more group, `PAST`: A with the histories of B. Where the variance is not twice its
own error there is nothing to share out, and no index is given. Half-widths are 90 % bootstrap
over rows. SALib has these estimators without the noise; on exact values they agree (tests).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from foedus.core.rng import uniforms
from foedus.forecast.sensitivity.matrix import EvaluateAll, Matrix
from foedus.forecast.sensitivity.records import PAST, Index

Floats = NDArray[np.float64]
Groups = Mapping[str, NDArray[np.bool_]]
RESAMPLES, Z90, FUTURES = 200, 1.645, 4


def base_matrices(base: int, factors: int, seed: int) -> tuple[Floats, Floats]:
    """A and B, ``[base, factors]`` each: scrambled Sobol points; `base` is a power of 2."""
    points = qmc.Sobol(2 * factors, rng=seed).random(base)
    return points[:, :factors], points[:, factors:]


def evaluate_design(
    A: Floats, B: Floats, groups: Groups, evaluate: EvaluateAll
) -> dict[str, Floats]:
    """Outcomes of A, B, A on the histories of B, and every AB_g, by the name of the matrix.

    Groups of the same columns share a matrix. B has `FUTURES` times as many futures as the others:
    it stands in every first order, and its noise with it.
    """
    masks = {member.tobytes(): name for name, member in reversed(list(groups.items()))}
    design = [Matrix("A", A), Matrix(PAST, A, past=1)]
    design += [Matrix(name, np.where(groups[name], B, A)) for name in masks.values()]
    found = dict(zip((m.name for m in design), evaluate(design), strict=True))
    (found["B"],) = evaluate([Matrix("B", B, past=1, future=1)], FUTURES)
    return found | {name: found[masks[member.tobytes()]] for name, member in groups.items()}


def variance(found: Mapping[str, Floats], outcome: int) -> float:
    """Variance of an outcome over the rows of all matrices, noise taken off; at least 0."""
    return max(float(_spread([matrix[outcome] for matrix in found.values()]).mean()), 0.0)


def indices(
    found: Mapping[str, Floats], names: Sequence[str], outcome: int, seed: int
) -> Iterator[Index]:
    """Indices of the groups named, or of `PAST`, for one outcome; none if it does not vary."""
    A, B = found["A"][outcome], found["B"][outcome].mean(axis=1)
    rows = len(A)
    spread = _spread([matrix[outcome] for matrix in found.values()])
    whole, again = np.full((rows, 1), 1 / rows), _resampled(rows, seed)
    V, Vs = float((spread @ whole)[0]), spread @ again
    if max(2 * float(Vs.std()), 0.0) >= V:
        return
    middle = float((A.mean() + B.mean()) / 2)
    for name in names:
        moved = found[name][outcome]
        first = (B - middle) * (moved - A).mean(axis=1)
        total = _pairs(A - moved) / 2
        yield Index(
            name,
            float((first @ whole)[0]) / V,
            _half_width(first @ again, Vs),
            float((total @ whole)[0]) / V,
            _half_width(total @ again, Vs),
        )


def _pairs(values: Floats) -> Floats:
    """Unbiased square of the expectation behind each row of ``[rows, replicates]``."""
    count = values.shape[1]
    mean = values.mean(axis=1)
    if count == 1:  # exact values, no noise to take off
        return np.asarray(mean**2)
    return np.asarray((count * mean**2 - (values**2).mean(axis=1)) / (count - 1))


def _spread(matrices: Sequence[Floats]) -> Floats:
    """What each row adds to the variance about the common mean: every matrix is a sample."""
    middle = float(np.mean([matrix.mean() for matrix in matrices]))
    return np.asarray(np.mean([_pairs(matrix - middle) for matrix in matrices], axis=0))


def _resampled(rows: int, seed: int) -> Floats:
    """Weights of the rows in each resample, ``[rows, resamples]``."""
    lanes = np.arange(rows * RESAMPLES, dtype=np.uint32)
    drawn = (uniforms(seed, "sensitivity.bootstrap", lanes) * rows).astype(np.intp)
    counts = [np.bincount(d, minlength=rows) for d in drawn.reshape(RESAMPLES, rows)]
    return np.stack(counts, axis=1) / rows


def _half_width(parts: Floats, whole: Floats) -> float:
    return float(Z90 * (parts / whole).std())
