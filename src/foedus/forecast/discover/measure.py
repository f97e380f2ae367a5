"""How good a box is, on the draws it was found on and on those held out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from foedus.ensemble.estimate import effective
from foedus.forecast.discover.prim import Side, inside_of
from foedus.forecast.discover.records import Measure

Floats = NDArray[np.float64]


def measure(inside: NDArray[np.bool_], outcome: Floats, weights: Floats) -> Measure:
    """Mass, coverage and density of a box; density is the base rate where it is empty."""
    w, y = weights[inside], outcome[inside]
    if not w.sum():
        return Measure(0.0, 0.0, float(np.average(outcome, weights=weights)), float("nan"))
    density = float(np.average(y, weights=w))
    hits = float(weights @ outcome)
    error = float(np.sqrt((w**2 * (y - density) ** 2).sum()) / w.sum())
    coverage = float(w @ y) / hits if hits else 0.0
    return Measure(float(w.sum() / weights.sum()), coverage, density, error)


def related(rank: Floats, outcome: Floats, weights: Floats, level: float) -> NDArray[np.intp]:
    """Inputs whose rank goes with the outcome beyond chance: Bonferroni at `level`.

    With some two hundred inputs, the layer that happens to look best is noise more often than
    not, and a box made of such layers is worth nothing on other draws; so the search is let
    loose on these inputs only.
    """
    w = weights / weights.sum()
    scores, centred = rank - w @ rank, outcome - w @ outcome
    r = (w * centred) @ scores / np.sqrt((w @ scores**2) * (w @ centred**2))
    p = 2 * special.ndtr(-np.abs(r) * np.sqrt(effective(weights)))
    return np.flatnonzero(p < level / rank.shape[1])


def quasi_p(
    limits: dict[Side, float], side: Side, rank: Floats, outcome: Floats, weights: Floats
) -> float:
    """Chance of a density as high as the box's if the limit on one side added nothing.

    A binomial with the density of the box without that limit, and as many trials as the box
    has effective draws: each draw counts once, however many trajectories it has.
    """
    others = {other: limit for other, limit in limits.items() if other != side}
    wider = measure(inside_of(rank, others), outcome, weights)
    inside = inside_of(rank, limits)
    box = measure(inside, outcome, weights)
    if not box.mass:
        return 1.0
    trials = effective(weights[inside])
    hits = box.density * trials
    if hits <= 0 or not 0 < wider.density < 1:
        return 1.0
    return float(special.betainc(hits, trials - hits + 1, wider.density))
