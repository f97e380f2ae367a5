"""Constants of the reference system, shared by all tools."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ACTORS, MONTHS = 32, 48
PULL, TO_MEAN, NOISE = 0.1, 0.05, 0.02
THREAT = 1.0

Finals = NDArray[np.floating]
"""Values at the end, ``[trajectories, actors]``; all start at zero."""
