"""How an event reaches a class: from its variable, through mechanisms, to the predicate.

The way is the shortest in the plan: a mechanism leads to another that reads what it writes. It
says through what an event *can* act; the shift of each variable's mean at the horizon, with
this event's reports alone, says how much of that was used.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case, Variable
from foedus.ensemble.sweep import Sweep
from foedus.model.plan import Plan
from foedus.update.likelihood import Floats
from foedus.update.observe import Told
from foedus.update.record import MeanRow, VariableRow, WayRow, Words
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
    classes = model.outcomes.expressions
    known: dict[frozenset[str], list[tuple[str, tuple[str, ...]]]] = {}
    for one in told:
        needs = one.probe.needs
        if needs not in known:
            every = ((name, way(model.plan, needs, c.needs)) for name, c in classes.items())
            known[needs] = [(name, found) for name, found in every if found]
        for name, found in known[needs]:
            yield WayRow(one.event.id, name, found)


def shifts(told: Iterable[Told], lens: Lens, ways: Iterable[WayRow]) -> Iterator[MeanRow]:
    """Means at the horizon of all variables on the ways, without evidence and with one event's."""
    swept = lens.swept
    wanted: dict[str, list[str]] = {}
    for row in ways:
        wanted.setdefault(row.event, []).extend(row.variables)
    case = swept.job.model.case
    ends = {policy: _ends(paths, case) for policy, paths in swept.future.items()}
    base = lens.log_base[swept.kept]
    plain = {policy: _means(values, base) for policy, values in ends.items()}
    for one in told:
        names = dict.fromkeys(wanted.get(one.event.id, ()))
        answer = swept.observed[one.probe.name][swept.kept]
        log_weight = base + one.log_likelihood(answer, lens.draw[swept.kept])
        for policy, values in ends.items():
            some = {name: values[name] for name in names if name in values}
            for name, after in _means(some, log_weight).items():
                yield MeanRow(one.event.id, policy, name, plain[policy][name], after)


def names_of(ways: Iterable[WayRow], case: Case) -> dict[str, VariableRow]:
    """Names of the variables on the ways, for readers.

    What mechanisms pass on within a month has none.
    """
    names = dict.fromkeys(name for row in ways for name in row.variables)
    return {name: _name(case.variables[name]) for name in names if name in case.variables}


def _name(variable: Variable) -> VariableRow:
    label = variable.label
    if variable.kind != "state":
        return VariableRow(Words(label.en, label.vi), variable.unit)
    first = variable.states[0]
    words = Words(f"{label.en}, share not “{first}”", f"{label.vi}, tỷ lệ khác “{first}”")
    return VariableRow(words, "")


def _ends(paths: Mapping[str, NDArray[np.float32]], case: Case) -> dict[str, Floats]:
    """Values at the horizon ``[trajectories]``, an indexed variable by the mean of its labels.

    Of a variable with states, whether it is in another than its first: codes have no mean.
    """
    ends = {name: path[-1].astype(float) for name, path in paths.items()}
    states = {name for name, variable in case.variables.items() if variable.kind == "state"}
    ends |= {name: (ends[name] > 0).astype(float) for name in states & set(ends)}
    return {name: end.mean(axis=0) if end.ndim > 1 else end for name, end in ends.items()}


def _means(values: Mapping[str, Floats], log_weight: Floats) -> dict[str, float]:
    weight = np.exp(log_weight - log_weight.max())
    total = weight.sum()
    return {name: round(float((v * weight).sum() / total), 6) for name, v in values.items()}
