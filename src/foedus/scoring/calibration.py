"""Whether forecasts mean what they say: coverage of intervals and the probability transform."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def covered(samples: ArrayLike, observed: ArrayLike, level: float = 0.9) -> NDArray[np.bool_]:
    """Whether the central interval of `level` holds the observation; ends count as inside.

    samples ``[..., n]``, observed ``[...]``.

    >>> covered([[0.0, 1.0, 2.0, 3.0, 4.0]] * 2, [2.0, 9.0], 0.5)
    array([ True, False])
    """
    tail = (1 - level) / 2
    low, high = np.quantile(np.asarray(samples, np.float64), [tail, 1 - tail], axis=-1)
    y = np.asarray(observed, np.float64)
    return np.asarray((low <= y) & (y <= high))


def pit(samples: ArrayLike, observed: ArrayLike) -> Floats:
    """Probability integral transform: the share of samples below, ties by half. Dawid 1984.

    Uniform on (0, 1) when forecasts are calibrated; a hump means too wide, horns too narrow.

    >>> pit([[1.0, 2.0, 3.0, 4.0]], [2.5])
    array([0.5])
    """
    x = np.asarray(samples, np.float64)
    y = np.asarray(observed, np.float64)[..., None]
    return np.asarray((x < y).mean(axis=-1) + (x == y).mean(axis=-1) / 2)


def pit_histogram(transforms: ArrayLike, bins: int = 10) -> Floats:
    """Share of transforms in equal bins of (0, 1); flat at ``1/bins`` when calibrated."""
    count, _ = np.histogram(np.asarray(transforms), bins=bins, range=(0.0, 1.0))
    return np.asarray(count / max(1, count.sum()))
