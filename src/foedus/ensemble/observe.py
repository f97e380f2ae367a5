"""Observations made on a tile, and the futures that are tried where they leave too little of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from foedus.core.rng import uniforms
from foedus.ensemble.engine import TILE
from foedus.ensemble.fan import Fan
from foedus.ensemble.lineage import Lineage, Places
from foedus.ensemble.observation import Floats, Observation, ask_observed, weigh
from foedus.ensemble.origin import Ahead, Origin
from foedus.ensemble.probe import Answers
from foedus.ensemble.rejuvenate import EASY, ENOUGH, effective_share

Observations = Sequence[Observation]


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
    for step, now, rest in _by_step(origin):
        if fan.effective < ENOUGH:
            fan.resample(_uniform(origin, "evidence.resample", step))
        fan.month()
        if now:
            fan.weigh(now)
        if _share(origin, rest, drawn) >= EASY:
            break
    u, turn = (_uniform(origin, f"evidence.{name}", fan.step) for name in ("settle", "deal"))
    line, carried = fan.settle(u, turn)
    seen = _seen(origin, line)
    after = weigh(rest, seen.answers, _draw(origin, line))
    return replace(seen, log_weight=carried + after)


def _by_step(origin: Origin) -> Iterator[tuple[int, Observations, Observations]]:
    """Each step that is observed with its observations and those that come after it."""
    every = origin.job.observations
    for step in range(origin.job.origin + 1, origin.job.seen_to + 1):
        yield step, [o for o in every if o.step == step], [o for o in every if o.step > step]


def _share(origin: Origin, some: Observations, drawn: Answers) -> float:
    """Share of the tile as drawn that some observations leave effective."""
    return effective_share(weigh(some, drawn, origin.draw)[: origin.count])


def _draw(origin: Origin, line: Lineage | None) -> Places:
    return origin.draw if line is None else origin.draw[line.history]


def _uniform(origin: Origin, name: str, step: int) -> float:
    tile = np.array([origin.tile], np.uint32)
    return float(uniforms(origin.job.request.seed, name, tile, step)[0])
