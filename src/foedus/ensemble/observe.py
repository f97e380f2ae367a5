"""Observations made on a tile, and the futures that are tried where they leave too little of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from foedus.core.rng import uniforms
from foedus.ensemble.engine import TILE
from foedus.ensemble.fan import Fan
from foedus.ensemble.lineage import Lineage, Places
from foedus.ensemble.observation import Floats, ask_observed, weigh
from foedus.ensemble.origin import Ahead, Origin
from foedus.ensemble.probe import Answers
from foedus.ensemble.rejuvenate import EASY, ENOUGH, effective_share


@dataclass(frozen=True, slots=True)
class Seen:
    """A factual course with what was observed on it.

    answers, log_weight : of every place of the tile.
    """

    course: Ahead
    answers: Answers
    log_weight: Floats


def observe(origin: Origin) -> tuple[Seen, Seen]:
    """What is seen of the trajectories as drawn, and of those that fit; the same if enough do."""
    job = origin.job
    if not job.observations:
        nothing = Seen(origin.begin(), {}, np.zeros(TILE))
        return nothing, nothing
    drawn = _seen(origin)
    enough = effective_share(drawn.log_weight[: origin.count]) >= ENOUGH
    seen = drawn if enough else _rejuvenated(origin, drawn.answers)
    origin.forget(seen.course.line)
    return drawn, seen


def _seen(origin: Origin, line: Lineage | None = None) -> Seen:
    """The factual course of the places as they are, or of those of a lineage."""
    job = origin.job
    course = origin.go_on(origin.begin(line), job.factual, job.seen_to)
    answers = ask_observed(job.observations, origin.path(course))
    return Seen(course, answers, weigh(job.observations, answers, _draw(origin, line)))


def _rejuvenated(origin: Origin, drawn: Answers) -> Seen:
    """Futures tried month by month until what is left is easy; one tile of those that fit.

    `drawn` are the answers of the tile as drawn: they tell what is easy.
    """
    job = origin.job
    fan = Fan(origin, job.observations)
    fan.resample(_uniform(origin, "evidence.resample", job.origin))
    hard = _last_hard(origin, drawn)
    while fan.step < hard:
        if fan.effective < ENOUGH:
            fan.resample(_uniform(origin, "evidence.resample", fan.step + 1))
        fan.month()
        if now := [o for o in job.observations if o.step == fan.step]:
            fan.weigh(now)
    u, turn = (_uniform(origin, f"evidence.{name}", fan.step) for name in ("settle", "deal"))
    line, carried = fan.settle(u, turn)
    seen = _seen(origin, line)
    rest = [o for o in job.observations if o.step > hard]
    after = weigh(rest, seen.answers, _draw(origin, line))
    return replace(seen, log_weight=carried + after)


def _last_hard(origin: Origin, drawn: Answers) -> int:
    """The last step with observations that are not easy together with those after it."""
    after, job = np.zeros(origin.count), origin.job
    for step in range(job.seen_to, job.origin, -1):
        now = [o for o in job.observations if o.step == step]
        after += weigh(now, drawn, origin.draw)[: origin.count]
        if effective_share(after) < EASY:
            return step
    return job.origin


def _draw(origin: Origin, line: Lineage | None) -> Places:
    return origin.draw if line is None else origin.draw[line.history]


def _uniform(origin: Origin, name: str, step: int) -> float:
    tile = np.array([origin.tile], np.uint32)
    return float(uniforms(origin.job.request.seed, name, tile, step)[0])
