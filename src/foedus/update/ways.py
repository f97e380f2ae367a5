"""How an event reaches a class: from its variable, through mechanisms, to the predicate.

The way is the shortest in the plan: a mechanism leads to another that reads what it writes. It
says through what an event *can* act; the shift of each variable's mean at the horizon, with
this event's reports alone, says how much of that was used.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from foedus.ensemble.sweep import Sweep
from foedus.model.plan import Plan
from foedus.update.likelihood import Floats
from foedus.update.observe import Told
from foedus.update.record import MeanRow, WayRow
from foedus.update.subsets import Lens


def way(plan: Plan, start: Iterable[str], wanted: Iterable[str]) -> tuple[str, ...]:
    """Variables on the shortest way from any of some to any of others; empty if none leads there.

    A variable that is wanted itself is its own way.
    """
    starts, goals = sorted(start), sorted(wanted)
    met = [name for name in starts if name in goals]
    if met:
        return (met[0],)
    found = (_between(plan, one, goals) for one in starts)
    return min((f for f in found if f), key=len, default=())


def _between(plan: Plan, start: str, goals: list[str]) -> tuple[str, ...]:
    writers = plan.writers
    reads = {m.name: {*m.reads, *m.now} for m in plan.mechanisms}
    writes = {m.name: m.writes for m in plan.mechanisms}
    ways: dict[str, tuple[str, ...]] = {writers[start]: (start,)}
    waiting = deque([writers[start]])
    while waiting:
        here = waiting.popleft()
        reached = next((goal for goal in goals if writers.get(goal) == here), "")
        if reached:
            return (*ways[here], reached)
        for mechanism, read in reads.items():
            link = next((name for name in writes[here] if name in read), "")
            if link and mechanism not in ways:
                ways[mechanism] = (*ways[here], link) if ways[here][-1] != link else ways[here]
                waiting.append(mechanism)
    return ()


def ways_of(told: Iterable[Told], swept: Sweep) -> Iterator[WayRow]:
    """The way of every event to every class."""
    model = swept.job.model
    for one in told:
        for name, expression in model.outcomes.expressions.items():
            found = way(model.plan, one.probe.needs, expression.needs)
            if found:
                yield WayRow(one.event.id, name, found)


def shifts(told: Iterable[Told], lens: Lens, ways: Iterable[WayRow]) -> Iterator[MeanRow]:
    """Means at the horizon of all variables on the ways, without evidence and with one event's."""
    swept = lens.swept
    wanted: dict[str, list[str]] = {}
    for row in ways:
        wanted.setdefault(row.event, []).extend(row.variables)
    base = lens.log_base[swept.kept]
    for one in told:
        answer = swept.observed[one.probe.name][swept.kept]
        gain = one.log_likelihood(answer, lens.draw[swept.kept])
        for policy, paths in swept.future.items():
            before, after = _means(paths, base), _means(paths, base + gain)
            for name in dict.fromkeys(wanted.get(one.event.id, ())):
                if name in before:
                    yield MeanRow(one.event.id, policy, name, before[name], after[name])


def _means(
    paths: Mapping[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]], log_weight: Floats
) -> dict[str, float]:
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    return {
        name: round(float(np.mean(path[-1].astype(float) @ weight)), 6)
        for name, path in paths.items()
    }
