"""Observations made on a tile, and the resampling that keeps it alive under them.

A tile that observations leave too few trajectories of fans out: every history gets several
futures while observations last, resampled wherever too few are effective (sequential Monte
Carlo), and is thinned to its own size in the end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foedus.ensemble.engine import TILE
from foedus.ensemble.observation import Floats, ask_observed, gains
from foedus.ensemble.origin import Origin
from foedus.ensemble.probe import Answers
from foedus.ensemble.rejuvenate import BRANCHES, Resampling, first_failure, resample


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
    drawn, failed, _ = _look(origin, (), job.origin, np.zeros(TILE))
    if failed is None:
        return drawn, drawn
    return drawn, _thinned(origin, _alive(origin))


def _alive(origin: Origin) -> Seen:
    """The tile fanned out and carried through all observations."""
    everyone = np.tile(np.arange(TILE), BRANCHES)
    since = origin.job.origin
    turns: tuple[Resampling, ...] = (Resampling(since, everyone),)
    carried = np.zeros(len(everyone))
    while True:
        seen, failed, log_weight = _look(origin, turns, since, carried)
        if failed is None:
            return seen
        kept, others = origin.kept(BRANCHES), origin.others(BRANCHES)
        islands = ((kept, kept), (others, others))
        turn, carried = resample(
            log_weight, islands, len(everyone), _stream(origin, "resample"), failed
        )
        turns, since = (*turns, turn), failed


def _thinned(origin: Origin, seen: Seen) -> Seen:
    islands = (
        (origin.kept(BRANCHES), origin.kept()),
        (origin.others(BRANCHES), origin.others()),
    )
    turn, carried = resample(
        seen.log_weight, islands, TILE, _stream(origin, "thin"), origin.job.seen_to
    )
    answers = {name: answer[turn.ancestor] for name, answer in seen.answers.items()}
    return Seen((*seen.turns, turn), carried, answers)


def _look(
    origin: Origin, turns: tuple[Resampling, ...], since: int, carried: Floats
) -> tuple[Seen, int | None, Floats]:
    """What is seen under some resamplings; the step at which too few are left, and weights there.

    `carried` are the log-weights that places have had since the last resampling.
    """
    job = origin.job
    ahead = origin.run(job.factual, job.seen_to, turns)
    answers = ask_observed(job.observations, origin.path(ahead))
    draw = origin.draw if ahead.history is None else origin.draw[ahead.history]
    gained = gains(job.observations, answers, draw, since)
    whole = carried + sum((gain for _, gain in gained), np.zeros(len(draw)))
    real = np.arange(len(draw)) % TILE < origin.count
    failed, log_weight = first_failure(gained, carried, real)
    return Seen(turns, whole, answers), failed, log_weight


def _stream(origin: Origin, what: str) -> tuple[int, str, int]:
    return origin.job.request.seed, f"evidence.{what}", origin.tile
