"""Differences of variables between policies by year, and what each parameter draw came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble import basis
from foedus.ensemble.paired import Lanes, difference
from foedus.ensemble.result import GapRow
from foedus.ensemble.sweep import Sweep
from foedus.ensemble.tally import Tally
from foedus.ensemble.yearly import Item, Yearly, answering, items_of, labels_of

Floats = NDArray[np.float64]
Scores = Mapping[str, Floats]


def gap_rows(swept: Sweep, topics: tuple[str, ...] = ()) -> Iterator[GapRow]:
    """Every policy against the first, by variable, label and year; none when it was not asked."""
    asked = {p.name: p for p in swept.job.probes if isinstance(p, Yearly)}
    if not asked:
        return
    case = swept.job.model.case
    first, *others = swept.job.courses
    lanes = _lanes(swept, next(iter(asked.values())))
    scores = basis.scores_by_basis(case, swept.job.model.parameters)
    for topic, item in items_of(case, topics):
        days = [case.grid.end(step) for step in asked[item.variable].steps]
        for other in others:
            a, b = (swept.answers[name][item.variable] for name in (first, other))
            for place, label in enumerate(labels_of(case, item)):
                for when, day in enumerate(days):
                    pair = a[when, place].astype(float), b[when, place].astype(float)
                    asked_of = scores if when == len(days) - 1 else {}
                    about = (first, other, topic, label)
                    yield _row(case, item, about, day, pair, lanes, asked_of)


def _lanes(swept: Sweep, asked: Yearly) -> Lanes:
    """Draw and weight of the trajectories that answered."""
    places = answering(len(swept.draw), asked.lanes)
    request = swept.job.request
    return Lanes(swept.draw[places], swept.weights[places], request.parameter_draws)


def _row(
    case: Case,
    item: Item,
    about: tuple[str, str, str, str],
    day: date,
    pair: tuple[Floats, Floats],
    lanes: Lanes,
    scores: Scores,
) -> GapRow:
    first, other, topic, label = about
    gap = pair[0] - pair[1]
    low, high = lanes.ends(gap) if gap.any() else (0.0, 0.0)
    split: tuple[float, ...] = ()
    if scores and gap.any():
        noise = float(np.average(lanes.within(gap), weights=lanes.weights))
        split = basis.shares(lanes.by_draw(gap), lanes.weights, scores, noise)
    return GapRow(
        first,
        other,
        topic,
        item.variable,
        label,
        item.unit or case.variables[item.variable].unit,
        day,
        lanes.mean(pair[0]),
        lanes.mean(pair[1]),
        difference(gap, lanes),
        low,
        high,
        split,
    )


def draw_set(swept: Sweep, tally: Tally) -> xr.Dataset:
    """Share of each draw's trajectories in each class, ``probability (policy, scenario, draw)``.

    Classes are those of the first reading, then the ambiguous one in the others. ``weight (draw)``
    is that of the draw; the attribute ``replicates`` counts its (effective) trajectories.
    """
    outcomes = swept.job.model.outcomes.readings
    first = next(iter(outcomes))
    prefix = f"{swept.job.model.case.ambiguous}-"
    shares = {
        policy: {
            name: tally.share(inside)
            for reading, name, inside in swept.inside(policy)
            if reading == first or name.startswith(prefix)
        }
        for policy in swept.job.courses
    }
    names = list(next(iter(shares.values())))
    values = np.array([[of[name] for name in names] for of in shares.values()])
    return xr.Dataset(
        {
            "probability": (("policy", "scenario", "draw"), values),
            "weight": (("draw",), np.asarray(tally.weights, np.float64)),
        },
        {"policy": list(shares), "scenario": names, "draw": np.arange(values.shape[-1])},
        {"replicates": float(tally.replicates)},
    )
