"""What has to be true for a scenario: a box of parameters and lever codings, by PRIM.

Half of the draws find the box, the other half measures it; quasi-p values come from the
other half too, so that neither is flattered by the search.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.core.errors import BadOption, UnknownName
from foedus.ensemble.estimate import effective
from foedus.ensemble.request import Request
from foedus.ensemble.sweep import Progress, Sweep, quiet, sweep_job
from foedus.ensemble.tiles import lay_out_job, model_of
from foedus.forecast.compare.compare import NO_PATHS, lanes_of
from foedus.forecast.discover.inputs import Input, inputs_of
from foedus.forecast.discover.measure import measure, quasi_p, related
from foedus.forecast.discover.prim import Peel, Side, inside_of, peel, ranks
from foedus.forecast.discover.records import Box, Discovery, Limit, TradeOff

Floats = NDArray[np.float64]
SIGNIFICANT, BEYOND_CHANCE = 0.05, 0.01


@dataclass(frozen=True, slots=True)
class _Half:
    """Draws of one half: ranks of the inputs, frequency of the scenario, weights."""

    rank: Floats
    outcome: Floats
    weights: Floats


def discover(
    case: Case,
    request: Request,
    scenario: str,
    *,
    coverage: float = 0.5,
    progress: Progress = quiet,
) -> Discovery:
    """The box in which a scenario is frequent under the one policy of a request.

    Parameters
    ----------
    scenario : a class of outcomes under any reading.
    coverage : share of the scenario that the box must hold; the densest that does is taken.

    Raises `UnknownName` for a class that is none, `BadOption` where it hardly ever comes about.
    """
    known = sorted({name for reading in case.readings.values() for name in reading.order})
    if scenario not in known:
        raise UnknownName("class", scenario, known)
    if not 0 < coverage < 1:
        raise BadOption(f"coverage {coverage}", where="--coverage", remedy="give 0.3 or so")
    progress("prepare", 0, 1)
    job = replace(lay_out_job(model_of(case, request), request), keep=NO_PATHS)
    swept = sweep_job(job, progress=progress)
    reading, inside = _find(swept, scenario)
    lanes = lanes_of(swept)
    outcome = lanes.by_draw(inside.astype(np.float64))
    if not outcome.mean() > 0 or np.count_nonzero(outcome) < 20:
        raise BadOption(
            f"{scenario} comes about in {np.count_nonzero(outcome)} draws",
            where="--draws",
            remedy="raise --draws until it does in 20 or more",
        )
    columns = inputs_of(job)
    rank = ranks(np.stack([column.values for column in columns], axis=1))
    found, other = _halves(rank, outcome, lanes.weights)
    acting = related(found.rank, found.outcome, found.weights, BEYOND_CHANCE)
    found, other = (replace(half, rank=half.rank[:, acting]) for half in (found, other))
    box, way = _search(found, other, [columns[k] for k in acting], coverage)
    return Discovery(
        case, request.policies[0].name, scenario, reading,
        float(np.average(outcome, weights=lanes.weights)), len(outcome), request.replicates,
        effective(lanes.weights), len(columns), len(acting), way, box, request.seed,
    )  # fmt: skip


def _find(swept: Sweep, scenario: str) -> tuple[str, NDArray[np.bool_]]:
    policy = next(iter(swept.job.courses))
    for reading, name, inside in swept.inside(policy):
        if name == scenario:
            return reading, inside
    raise KeyError(scenario)


def _halves(rank: Floats, outcome: Floats, weights: Floats) -> tuple[_Half, _Half]:
    """Even and odd draws: both keep the design of the draws."""
    halves = (slice(0, None, 2), slice(1, None, 2))
    first, second = (_Half(rank[h], outcome[h], weights[h]) for h in halves)
    return first, second


def _search(
    found: _Half, other: _Half, columns: list[Input], coverage: float
) -> tuple[Box | None, tuple[TradeOff, ...]]:
    steps = list(peel(found.rank, found.outcome, found.weights))
    way = tuple(_trade_off(step, found, other) for step in steps)
    limits = _simplified(_chosen(steps, found, coverage).limits, other)
    return _box(limits, found, other, columns) if limits else None, way


def _trade_off(step: Peel, found: _Half, other: _Half) -> TradeOff:
    there = inside_of(other.rank, step.limits)
    return TradeOff(
        len(step.limits),
        measure(step.inside, found.outcome, found.weights),
        measure(there, other.outcome, other.weights),
    )


def _chosen(steps: list[Peel], found: _Half, coverage: float) -> Peel:
    """The densest box that covers enough."""
    whole = float(found.weights @ found.outcome)
    best, density = steps[0], -1.0
    for step in steps:
        w, y = found.weights[step.inside], found.outcome[step.inside]
        if w @ y >= coverage * whole and np.average(y, weights=w) > density:
            best, density = step, float(np.average(y, weights=w))
    return best


def _simplified(limits: dict[Side, float], other: _Half) -> dict[Side, float]:
    """Without the limits that add nothing on the draws held out, the weakest first."""
    kept = dict(limits)
    while kept:
        weak = {s: quasi_p(kept, s, other.rank, other.outcome, other.weights) for s in kept}
        side = max(weak, key=lambda s: weak[s])
        if weak[side] <= SIGNIFICANT:
            break
        del kept[side]
    return kept


def _box(limits: dict[Side, float], found: _Half, other: _Half, columns: list[Input]) -> Box:
    rows = sorted(_limits(limits, other, columns), key=lambda limit: limit.p_value)
    return Box(
        tuple(rows),
        measure(inside_of(found.rank, limits), found.outcome, found.weights),
        measure(inside_of(other.rank, limits), other.outcome, other.weights),
    )


def _limits(limits: dict[Side, float], other: _Half, columns: list[Input]) -> Iterator[Limit]:
    for (column, above), at in limits.items():
        one = columns[column]
        p = quasi_p(limits, (column, above), other.rank, other.outcome, other.weights)
        value = float(np.quantile(one.values, at))
        yield Limit(one.name, one.label, one.kind, one.unit, above, value, at, p)
