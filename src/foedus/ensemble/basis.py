"""How much of a number's variance over parameter draws rests on data, and how much on judgement.

For each parameter the squared correlation of its normal score with the draws' shares is the
part of the variance that it explains alone, monotonically (parameters are independent a
priori); a bias of (1 - r^2)/(n - 2) is taken off, the parts are summed by the basis that the
case states for each parameter, and divided by the variance without binomial noise. What is
left over is interaction, curvature and noise: "unattributed". It needs no further runs; Sobol
indices with their own design belong to `foedus sensitivity`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import special

from foedus.case.records import Case
from foedus.ensemble.estimate import effective
from foedus.ensemble.parameters import Table
from foedus.ensemble.result import BASES
from foedus.model.mechanism import Varying

Floats = NDArray[np.float64]
LEVERS = "levers.value"
ENOUGH = 4000
"""Draws that are looked at: more would only cost memory."""


def scores_by_basis(case: Case, table: Table) -> dict[str, Floats]:
    """Normal scores of all drawn parameters, ``[parameters, draws]``, by basis."""
    rows: dict[str, list[Floats]] = {name: [] for name in BASES[:-1]}
    for name, entry in table.items():
        if not isinstance(entry, Varying):
            continue
        basis = "levers" if name == LEVERS else _basis(case, name)
        if basis:
            some = np.asarray(entry.value[..., :ENOUGH], np.float64)
            flat = some.reshape(-1, some.shape[-1])
            rows[basis].extend(_normal_score(row) for row in flat)
    return {name: np.array(block) for name, block in rows.items() if block}


def shares(
    values: Floats, weights: Floats, scores: Mapping[str, Floats], noise: float
) -> tuple[float, ...]:
    """Share of the variance of `values` over draws by basis, in the order of `BASES`.

    `noise` is the binomial part of their variance. All zero where what is left is not
    distinguishable from nothing.
    """
    values, weights = values[:ENOUGH], weights[:ENOUGH]
    n = effective(weights)
    mean = np.average(values, weights=weights)
    total = float(np.average((values - mean) ** 2, weights=weights))
    signal = total - noise
    # Equal values leave a variance of rounding alone, which is no variance; and three draws
    # or fewer say nothing of what it rests on.
    if np.ptp(values) == 0 or n <= 3 or signal < 2 * total * np.sqrt(2 / n):
        return (0.0,) * len(BASES)
    parts = {b: _explained(values, weights, block, n) for b, block in scores.items()}
    found = [max(parts.get(b, 0.0), 0.0) * total / signal for b in BASES[:-1]]
    over = max(sum(found), 1.0)
    found = [part / over for part in found]
    return (*found, max(1.0 - sum(found), 0.0))


def _explained(values: Floats, weights: Floats, block: Floats, n: float) -> float:
    """Sum over parameters of the unbiased squared correlation with the values."""
    w = weights / weights.sum()
    centred = values - w @ values
    scores = block - (block @ w)[:, None]
    covariance = scores @ (w * centred)
    squared = covariance**2 / ((scores**2 @ w) * (w @ centred**2))
    return float(np.sum(squared - (1 - squared) / (n - 2)))


def _normal_score(row: Floats) -> Floats:
    rank = np.argsort(np.argsort(row, kind="stable"), kind="stable")
    return np.asarray(special.ndtri((rank + 0.5) / len(row)))


def _basis(case: Case, name: str) -> str:
    parameter = case.parameters.get(name)
    return parameter.basis if parameter else ""
