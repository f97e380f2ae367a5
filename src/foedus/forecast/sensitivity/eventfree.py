"""What the event-free years say of the rates: their coordinates stretched to the weighted draws.

A run weighs each draw by the likelihood that what did not happen did not happen. A design over
independent inputs cannot carry weights, but these weigh hardly anything save the parameters of
the mechanisms whose hazards they are the likelihood of (measured: among 280 coordinates three
move by a tenth of the cube or more, all of them such rates). So each of these parameters moves over
its own marginal under the weights, and what the weights tie between them is left out.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from foedus.core.rng import uniforms
from foedus.ensemble.engine import TILE
from foedus.ensemble.model import HAZARDS
from foedus.ensemble.origin import Origin
from foedus.ensemble.tiles import Job
from foedus.forecast.compare.compare import NO_PATHS
from foedus.forecast.sensitivity.factors import FITTED, Space, Stretch

Floats = NDArray[np.float64]
TILES = 4
"""Tiles of draws that the marginals are read from."""


def seen_event_free(job: Job, space: Space) -> Space:
    """The cube with the coordinates of those parameters stretched; `job` lays out the run."""
    points = _points(len(space.factors), job.request.seed)
    free = np.concatenate([_log_likelihood(job, space, part) for part in np.split(points, TILES)])
    weights = np.exp(free - free.max())
    homes = {job.model.plan.writers[name] for name in HAZARDS}
    stretched = {
        factor.chance: Stretch.of(points[:, place], weights)
        for place, factor in enumerate(space.factors)
        if factor.mechanism in homes and not factor.chance.startswith(FITTED)
    }
    return replace(space, stretched=stretched)


def _points(factors: int, seed: int) -> Floats:
    lanes = np.arange(TILES * TILE, dtype=np.uint32)
    drawn = [uniforms(seed, "sensitivity.eventfree", lanes, place) for place in range(factors)]
    return np.stack(drawn, axis=1).astype(np.float64)


def _log_likelihood(job: Job, space: Space, points: Floats) -> Floats:
    request = replace(job.request, draws=TILE, replicates=1)
    here = replace(job, model=space.at(points), request=request, keep=NO_PATHS)
    return np.asarray(Origin(here, 0).log_likelihood)
