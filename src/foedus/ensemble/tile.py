"""One tile of trajectories from the start of the case to the horizon, under every policy.

History is run once. Where there are observations they are made on the factual course; where
they leave too few trajectories effective, others are tried, and those that fit are run again
under every policy with the chances that they had: one world, seen under each policy. Both
samples are left behind, for each is the better one for some questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from foedus.ensemble.engine import Paths
from foedus.ensemble.language import Path
from foedus.ensemble.lineage import Places
from foedus.ensemble.observation import Floats
from foedus.ensemble.observe import Seen, observe
from foedus.ensemble.origin import Ahead, Origin
from foedus.ensemble.outcomes import Judged
from foedus.ensemble.probe import Answers, ask_all
from foedus.ensemble.tiles import Job


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
    before = None if seen is drawn else end_only(_sample(origin, drawn))
    kept = origin.number[origin.kept]
    return TileResult(origin.log_likelihood, kept, _sample(origin, seen), before)


def end_only(sample: Sample) -> Sample:
    """The sample without its paths but for their last month."""
    future = {
        policy: {name: path[-1:] for name, path in paths.items()}
        for policy, paths in sample.future.items()
    }
    return replace(sample, past={}, future=future)


def _sample(origin: Origin, seen: Seen) -> Sample:
    """Every policy to the horizon."""
    job, real, line = origin.job, slice(origin.count), seen.course.line
    judged, answers, future = dict[str, Judged](), dict[str, Answers](), dict[str, Paths]()
    for name, ahead in _courses(origin, seen.course):
        whole = origin.path(ahead)
        path = Path({n: values[..., real] for n, values in whole.series.items()}, whole.first)
        judged[name] = job.model.outcomes.judge(path)
        answers[name] = ask_all(job.probes, path)
        future[name] = ahead.seen.kept()
    number = origin.number if line is None else origin.number[line.history]
    return Sample(
        judged,
        answers,
        {name: answer[real] for name, answer in seen.answers.items()},
        number[real],
        seen.log_weight[real],
        origin.past.kept(),
        future,
    )


def _courses(origin: Origin, factual: Ahead) -> Iterator[tuple[str, Ahead]]:
    """Every policy run ahead; what is one course while observations last is run once."""
    job = origin.job
    for name, months in job.courses.items():
        changed = job.changed.get(name, {})
        alike = job.departs.get(name, 0) > factual.step and not changed
        begin = factual if alike else origin.begin(factual.line, changed)
        yield name, origin.go_on(begin, months, job.last)
