"""Observations made on a tile, and the resampling that keeps it alive under them.

A tile that observations leave too few trajectories of fans out: every history gets several
futures while observations are hard to meet, resampled wherever too few are effective
(sequential Monte Carlo), and is thinned to its own size as soon as the rest is easy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.engine import TILE
from foedus.ensemble.observation import Floats, Observation, ask_observed, weigh
from foedus.ensemble.origin import Ahead, Origin
from foedus.ensemble.probe import Answers
from foedus.ensemble.rejuvenate import (
    BRANCHES,
    EASY,
    ENOUGH,
    Resampling,
    effective_share,
    resample,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """Observations made on the factual course, with the resamplings that they asked for.

    log_weight, answers : of every place of the tile, after the last resampling.
    """

    turns: tuple[Resampling, ...]
    log_weight: Floats
    answers: Answers


def observe(origin: Origin) -> tuple[Seen, Seen]:
    """What is seen of the trajectories as drawn, and as resampled; the same if none was."""
    job = origin.job
    if not job.observations:
        nothing = Seen((), np.zeros(TILE), {})
        return nothing, nothing
    ahead = origin.run(job.factual, job.seen_to)
    answers = ask_observed(job.observations, origin.path(ahead))
    drawn = Seen((), weigh(job.observations, answers, origin.draw), answers)
    if effective_share(drawn.log_weight[: origin.count]) >= ENOUGH:
        return drawn, drawn
    return drawn, _rejuvenated(origin, answers)


def _rejuvenated(origin: Origin, drawn: Answers) -> Seen:
    """The tile fanned out, carried through what is hard to meet, thinned, and run on.

    `drawn` are the answers of the tile as drawn: they tell what is hard.
    """
    job = origin.job
    fan = Resampling(job.origin, np.tile(np.arange(TILE), BRANCHES))
    turns, ahead, carried = [fan], origin.turn(origin.begin(), fan), np.zeros(len(fan.ancestor))
    for step, now, rest in _by_step(job.observations):
        ahead = origin.go_on(ahead, job.factual, step)
        answers = ask_observed(now, origin.path(ahead))
        carried = carried + weigh(now, answers, _draw(origin, ahead))
        after = weigh(rest, drawn, origin.draw)[: origin.count]
        thin = effective_share(after) >= EASY
        if thin or effective_share(carried[_real(origin)]) < ENOUGH:
            turn, carried = _resample(origin, carried, step, 1 if thin else BRANCHES)
            turns.append(turn)
            ahead = origin.turn(ahead, turn)
        if thin:
            ahead = origin.go_on(ahead, job.factual, job.seen_to)
            answers = ask_observed(job.observations, origin.path(ahead))
            log_weight = carried + weigh(rest, answers, _draw(origin, ahead))
            return Seen(tuple(turns), log_weight, answers)
    raise AssertionError("after the last observation nothing is hard to meet")


def _by_step(
    observations: Sequence[Observation],
) -> Iterator[tuple[int, Sequence[Observation], Sequence[Observation]]]:
    """Each step with its observations and those that come after it."""
    for step in sorted({o.step for o in observations}):
        now = [o for o in observations if o.step == step]
        yield step, now, [o for o in observations if o.step > step]


def _resample(
    origin: Origin, log_weight: Floats, step: int, branches: int
) -> tuple[Resampling, Floats]:
    islands = (
        (origin.kept(BRANCHES), origin.kept(branches)),
        (origin.others(BRANCHES), origin.others(branches)),
    )
    stream = origin.job.request.seed, "evidence.resample", origin.tile
    return resample(log_weight, islands, TILE * branches, stream, step)


def _draw(origin: Origin, ahead: Ahead) -> NDArray[np.intp]:
    return origin.draw if ahead.history is None else origin.draw[ahead.history]


def _real(origin: Origin) -> NDArray[np.bool_]:
    """Places of trajectories among all branches, as against those that fill up the last tile."""
    return np.arange(TILE * BRANCHES) % TILE < origin.count
