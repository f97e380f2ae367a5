"""A sweep: every tile of a request, gathered. What each trajectory came to, and nothing summed.

Tiles are independent and are gathered in their order, so that the result does not depend on
how they were spread over threads, processes or machines. `conclude` turns a sweep into
probabilities; evidence weighs its trajectories first, searches and sensitivities read it as is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.observation import Observation
from foedus.ensemble.pool import HERE, Spread, run_tiles
from foedus.ensemble.probe import Answers, Probe
from foedus.ensemble.request import Request
from foedus.ensemble.tile import Sample, TileResult, end_only
from foedus.ensemble.tiles import Job, lay_out_job, model_of

Floats = NDArray[np.float64]
Progress = Callable[[str, int, int], None]
"""Called with the phase, what is done and what there is to do."""


def quiet(phase: str, done: int, total: int) -> None:
    """Report nothing."""


class Clock:
    """Wall time by phase, seconds."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def mark(self, phase: str) -> None:
        """End a phase."""
        now = time.perf_counter()
        self.seconds[phase], self._last = round(now - self._last, 3), now


@dataclass(frozen=True)
class Sweep:
    """Trajectories of every policy, in the order of their numbers.

    log_likelihood : of the event-free history, ``[trajectories]``.
    classes : place of the class in the order of each reading, ``[readings, trajectories]``.
    parts : predicates reported beside them, ``[parts, trajectories]``.
    answers : of the probes.
    kept : numbers of the trajectories whose paths are kept.
    past, future : their paths ``[months, …labels, kept]``: shared history; by policy after it.
    ancestor : number of the trajectory whose history each one has; its own unless observations
        had the tile resampled.
    observed : answers of the factual course to the questions of observations.
    log_weight : what observations leave each trajectory; zero without any.
    before : the same trajectories as drawn, if any was resampled; of paths the last month only.
    """

    job: Job
    log_likelihood: Floats
    classes: Mapping[str, NDArray[np.uint8]]
    parts: Mapping[str, NDArray[np.bool_]]
    answers: Mapping[str, Answers]
    kept: NDArray[np.intp]
    past: Mapping[str, NDArray[np.float32]]
    future: Mapping[str, Mapping[str, NDArray[np.float32]]]
    clock: Clock
    ancestor: NDArray[np.intp]
    observed: Answers
    log_weight: Floats
    before: Sweep | None = None

    @property
    def draw(self) -> NDArray[np.intp]:
        """Parameter draw of each trajectory."""
        return np.asarray(self.ancestor // self.job.request.replicates)

    @property
    def draw_weights(self) -> Floats:
        """Weight of each parameter draw: mean likelihood of the event-free years."""
        replicates = self.job.request.replicates
        own = np.arange(len(self.log_likelihood)) // replicates
        return np.bincount(own, weights=np.exp(self.log_likelihood)) / replicates

    @property
    def weights(self) -> Floats:
        """Weight of each trajectory: that of its draw, times what observations leave it."""
        scaled = np.exp(self.log_weight - self.log_weight.max())
        return np.asarray(self.draw_weights[self.draw] * scaled)

    def inside(self, policy: str) -> Iterator[tuple[str, str, NDArray[np.bool_]]]:
        """Reading, class, and which trajectories are in it, for all classes of a policy."""
        for row, (reading, order) in enumerate(self.job.model.outcomes.readings.items()):
            for place, scenario in enumerate(order):
                yield reading, scenario, self.classes[policy][row] == place


def sweep(
    case: Case,
    request: Request,
    *,
    probes: Sequence[Probe] = (),
    observations: Sequence[Observation] = (),
    spread: Spread = HERE,
    progress: Progress = quiet,
) -> Sweep:
    """Run a request on a case.

    Parameters
    ----------
    probes : questions put to every trajectory.
    observations : what is learned of trajectories after coded history; each weighs them.
    spread : where the tiles are computed; threads of this process by default.
    progress : told of each finished tile.
    """
    clock = Clock()
    progress("prepare", 0, 1)
    job = lay_out_job(model_of(case, request), request, probes, observations)
    clock.mark("prepare")
    return sweep_job(job, spread=spread, progress=progress, clock=clock)


def sweep_job(
    job: Job, *, spread: Spread = HERE, progress: Progress = quiet, clock: Clock | None = None
) -> Sweep:
    """Run a job that is laid out already: the same model may serve several."""
    clock = clock or Clock()
    done: list[TileResult] = []
    for tile in run_tiles(job, spread):
        done.append(tile)
        progress("simulate", len(done), job.tiles)
    clock.mark("simulate")
    return gathered(job, done, clock)


def gathered(job: Job, done: Sequence[TileResult], clock: Clock) -> Sweep:
    """The sweep that all tiles of a job make, given in their order."""
    sample = _sweep_of(job, done, [t.sample for t in done], clock)
    if all(t.before is None for t in done):
        return sample
    before = _sweep_of(job, done, [t.before or end_only(t.sample) for t in done], clock)
    return replace(sample, before=before)


def _sweep_of(
    job: Job, done: Sequence[TileResult], samples: Sequence[Sample], clock: Clock
) -> Sweep:
    names = tuple(job.courses)
    return Sweep(
        job,
        np.concatenate([t.log_likelihood for t in done]),
        {n: np.concatenate([s.judged[n].classes for s in samples], axis=1) for n in names},
        {n: np.concatenate([s.judged[n].parts for s in samples], axis=1) for n in names},
        {n: _join([s.answers[n] for s in samples]) for n in names},
        np.concatenate([t.kept for t in done]),
        _join([s.past for s in samples]),
        {n: _join([s.future[n] for s in samples]) for n in names},
        clock,
        np.concatenate([s.ancestor for s in samples]),
        _join([s.observed for s in samples]),
        np.concatenate([s.log_weight for s in samples]),
    )


def _join(pieces: Sequence[Mapping[str, NDArray[np.float32]]]) -> dict[str, NDArray[np.float32]]:
    return {name: np.concatenate([p[name] for p in pieces], axis=-1) for name in pieces[0]}
