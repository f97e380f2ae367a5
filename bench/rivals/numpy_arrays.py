"""The reference system in plain NumPy, vectorised over trajectories.

Its best honest form of those tried: single precision, the quickest generator, a tile of
trajectories that stays in cache, and no temporary array.
"""

from __future__ import annotations

import numpy as np

from bench.rivals.system import ACTORS, MONTHS, NOISE, PULL, THREAT, TO_MEAN, Finals

TILE = 1024


def finals(trajectories: int, seed: int) -> Finals:
    """Values at the end, ``[trajectories, actors]``."""
    rng = np.random.Generator(np.random.SFC64(seed))
    tiles = [_tile(rng) for _ in range(trajectories // TILE)]
    return np.concatenate(tiles, axis=1).T


def _tile(rng: np.random.Generator) -> Finals:
    s = np.zeros((ACTORS, TILE), np.float32)
    noise = np.empty_like(s)
    for _ in range(MONTHS):
        drift = s.mean(axis=0)
        drift *= np.float32(TO_MEAN)
        drift += np.float32(PULL * THREAT)
        rng.standard_normal(dtype=np.float32, out=noise)
        noise *= np.float32(NOISE)
        s *= np.float32(1 - PULL - TO_MEAN)
        s += drift
        s += noise
    return s
