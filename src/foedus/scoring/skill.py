"""Skill against a baseline, with an interval that resamples whole years.

    skill = 1 - mean score of the model / mean score of the baseline        1 perfect, 0 no better

Thirty allies in one year share its shock: they are one observation rather than thirty. So the
bootstrap draws blocks (years of the forecast's origin) with replacement and keeps what is inside a
block together (Efron and Tibshirani 1993, chapter 8; Lahiri 2003). With ten years the interval
is rough; it is shown all the same, also where it includes zero.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from foedus.core.errors import BadOption
from foedus.core.rng import uniforms

RESAMPLES = 4000


@dataclass(frozen=True, slots=True)
class Skill:
    """Skill and its 5-95 % interval; `gain` is the mean difference, baseline less model."""

    value: float
    lo: float
    hi: float
    gain: float
    gain_lo: float
    gain_hi: float
    blocks: int

    @property
    def certain(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.lo > 0 or self.hi < 0


def skill(
    model: ArrayLike,
    baseline: ArrayLike,
    block: ArrayLike,
    *,
    resamples: int = RESAMPLES,
    seed: int = 2026,
) -> Skill:
    """Skill of paired scores with a block bootstrap.

    Parameters
    ----------
    model, baseline : scores of the same forecasts ``[n]``, lower is better.
    block : ``[n]``, the year that each forecast belongs to.

    Raises `BadOption` when the arrays do not match or there is nothing to compare.

    >>> found = skill([1.0, 1.0, 3.0], [2.0, 2.0, 3.0], [2020, 2020, 2021])
    >>> round(found.value, 3), found.lo, round(found.hi, 3), found.blocks
    (0.286, 0.0, 0.5, 2)
    """
    ours, theirs = np.asarray(model, np.float64), np.asarray(baseline, np.float64)
    years, place = np.unique(np.asarray(block), return_inverse=True)
    if not (ours.shape == theirs.shape == place.shape) or not len(years):
        raise BadOption(
            f"scores {ours.shape} and {theirs.shape}, blocks {place.shape}",
            remedy="give one block for each pair of scores",
        )
    sums = np.stack([np.bincount(place, s, len(years)) for s in (ours, theirs)])
    size = np.bincount(place, minlength=len(years))
    picks = _picks(len(years), resamples, seed)
    a, b = sums[0][picks].sum(axis=1), sums[1][picks].sum(axis=1)
    ratio, gap = 1 - a / b, (b - a) / size[picks].sum(axis=1)
    lo, hi = np.quantile(ratio, [0.05, 0.95]).tolist()
    gain_lo, gain_hi = np.quantile(gap, [0.05, 0.95]).tolist()
    whole, gain = float(1 - ours.sum() / theirs.sum()), float((theirs - ours).mean())
    return Skill(whole, lo, hi, gain, gain_lo, gain_hi, len(years))


def _picks(years: int, resamples: int, seed: int) -> NDArray[np.intp]:
    lanes = np.arange(years * resamples, dtype=np.uint32)
    drawn = uniforms(seed, "scoring.bootstrap", lanes)
    return (drawn * years).astype(np.intp).reshape(resamples, years)
