"""One tile of trajectories from the start of the case to the horizon, under every policy.

History is run once. Where there are observations they are made on the factual course; where
they leave too few trajectories effective, the tile is resampled at that step, and every policy
is run once more with the same resampling: one world, seen under each policy. Both samples are
left behind, for each is the better one for some questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.engine import Paths
from foedus.ensemble.language import Path
from foedus.ensemble.observation import Floats
from foedus.ensemble.observe import Seen, observe
from foedus.ensemble.origin import Ahead, Origin
from foedus.ensemble.outcomes import Judged
from foedus.ensemble.probe import Answers, ask_all
from foedus.ensemble.tiles import Job

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Sample:
    """The trajectories of a tile, as drawn or as resampled.

    judged : classes and parts by policy.
    answers : of the probes, by policy.
    observed : answers of the factual course to the questions of observations.
    ancestor : number of the trajectory whose history each one has, ``[trajectories]``.
    log_weight : what observations leave each one, ``[trajectories]``.
    past, future : kept paths ``[months, …labels, kept]``: shared history, and by policy after.
    """

    judged: Mapping[str, Judged]
    answers: Mapping[str, Answers]
    observed: Answers
    ancestor: Places
    log_weight: Floats
    past: Paths
    future: Mapping[str, Paths]


@dataclass(frozen=True, slots=True)
class TileResult:
    """What a tile leaves behind.

    log_likelihood : of the event-free history, ``[trajectories]``.
    kept : numbers of the trajectories whose paths are kept.
    sample : the trajectories that answer for the run.
    before : the same as they were drawn, if any was resampled; of paths the last month only.
    """

    log_likelihood: Floats
    kept: Places
    sample: Sample
    before: Sample | None


def run_tile(job: Job, number: int) -> TileResult:
    """Run one tile: history once, then each policy from where history ends."""
    origin = Origin(job, number)
    return run_ahead(origin, observe(origin))


def run_ahead(origin: Origin, observed: tuple[Seen, Seen]) -> TileResult:
    """Every policy from the end of history, which may be one that was run before."""
    drawn, seen = observed
    before = end_only(_sample(origin, drawn)) if seen.turns else None
    kept = origin.number[origin.kept()]
    return TileResult(origin.log_likelihood, kept, _sample(origin, seen), before)


def end_only(sample: Sample) -> Sample:
    """The sample without its paths but for their last month."""
    future = {
        policy: {name: path[-1:] for name, path in paths.items()}
        for policy, paths in sample.future.items()
    }
    return replace(sample, past={}, future=future)


def _sample(origin: Origin, seen: Seen) -> Sample:
    """Every policy to the horizon, resampled as the factual course was."""
    job, real = origin.job, slice(origin.count)
    judged, answers, future = dict[str, Judged](), dict[str, Answers](), dict[str, Paths]()
    history: Places | None = None
    for name, ahead in _courses(origin, seen):
        whole = origin.path(ahead)
        path = Path({n: values[..., real] for n, values in whole.series.items()}, whole.first)
        judged[name] = job.model.outcomes.judge(path)
        answers[name] = ask_all(job.probes, path)
        future[name] = ahead.seen.kept()
        history = ahead.history
    number = origin.number if history is None else origin.number[history]
    return Sample(
        judged,
        answers,
        {name: answer[real] for name, answer in seen.answers.items()},
        number[real],
        seen.log_weight[real],
        origin.past.kept(history),
        future,
    )


def _courses(origin: Origin, seen: Seen) -> Iterator[tuple[str, Ahead]]:
    """Every policy run ahead; what is one course while observations last is run once."""
    job = origin.job
    turned = seen.turns[-1].step if seen.turns else 0
    shared = origin.run(job.factual, turned, seen.turns) if seen.turns else None
    for name, months in job.courses.items():
        changed = job.changed.get(name, {})
        if shared and job.departs[name] > turned and not changed:
            yield name, origin.go_on(shared, months, job.last)
        else:
            yield name, origin.run(months, job.last, seen.turns, changed)
