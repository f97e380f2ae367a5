"""Every measure of every relation: level by administration, change, when it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from foedus.case.records import Case, Measure
from foedus.case.relations import LEVER
from foedus.ensemble.paths import observed_path
from foedus.ensemble.result import RunResult
from foedus.forecast.relations.acts import Acts, acts_of, term_on
from foedus.forecast.relations.records import Level, Relation, Seen
from foedus.forecast.relations.series import series_of
from foedus.forecast.relations.steps import Step, find_step, last_change
from foedus.forecast.relations.tones import tones
from foedus.tables.store import Tables, load


@dataclass(frozen=True, slots=True)
class Relations:
    """All measures in the order of the case, and coded acts by dyad, side and term."""

    measures: tuple[Relation, ...]
    acts: Mapping[tuple[str, str], Mapping[str, Acts]]

    def of(self, measure: str) -> Relation | None:
        """A measure by name; None when the case does not have it."""
        return next((r for r in self.measures if r.measure.measure == measure), None)


def relations_of(result: RunResult) -> Relations:
    """The relations of a run: simulated past from the run, figures as known on its day."""
    case = result.case
    acts = {
        (dyad.id, side): found
        for dyad in case.dyads.values()
        for side in {"security", "diplomacy", "economy", "arms industry", "technology"}
        if (found := acts_of(case, dyad, side, result.as_of))
    }
    measures = [r for m in case.relations if (r := _relation(result, m))]
    return Relations((*measures, *tones(case, acts)), acts)


def _relation(result: RunResult, measure: Measure) -> Relation | None:
    name = measure.measure
    if ":" in name:
        found, source = series_of(_known(result.case.root, result.as_of), name)
        return _from_series(result, measure, found, "observed", source)
    if name.startswith(LEVER):
        return _from_series(result, measure, _lever(result, name), "coded", "lever-coding")
    return _from_run(result, measure)


def _from_series(
    result: RunResult, measure: Measure, found: pd.Series[float], seen: Seen, source: str
) -> Relation | None:
    if found.empty:
        return None
    days = [pd.Timestamp(day).date() for day in found.index]
    values = np.asarray(found.values, np.float64)
    own = [_term(result.case, day) for day in days]
    levels: dict[str, Level] = {}
    for term in filter(None, dict.fromkeys(own)):
        mine = values[[name == term for name in own]]
        lo, hi = (float(end) for end in np.quantile(mine, (0.05, 0.95)))
        levels[term] = Level(float(mine.mean()), lo, hi, len(mine))
    change = None
    if len(levels) > 1:
        before, last = list(levels.values())[-2:]
        gap = last.value - before.value
        change = Level(gap, gap, gap)
    return Relation(measure, seen, source, levels, change, _step(result.case, days, list(values)))


def _lever(result: RunResult, name: str) -> pd.Series[float]:
    case = result.case
    last = case.grid.step_holding(result.as_of) - 1
    column = list(case.levers).index(name.removeprefix(LEVER))
    values = observed_path(case)[:last, column].astype(float)
    return pd.Series(values, [pd.Timestamp(case.grid.reading_day(k + 1)) for k in range(last)])


def _from_run(result: RunResult, measure: Measure) -> Relation | None:
    stem, _, label = measure.measure.removesuffix("]").partition("[")
    if stem not in result.terms or stem not in result.quantiles:
        return None
    index = {result.case.variables[stem].index: label} if label else {}
    terms = [str(term) for term in result.terms["term"].values]
    levels = _levels(result.terms[stem].sel(index).values, terms)
    changes = _levels(result.terms[f"{stem}.change"].sel(index).values, terms)
    seen: Seen = "simulated" if any(x.hi - x.lo > 1e-6 for x in levels.values()) else "observed"
    path = result.quantiles[stem].sel(index).sel(quantile=0.5).isel(policy=0)
    days = [day.item() for day in path["time"].values.astype("datetime64[D]")]
    past = [k for k, day in enumerate(days) if day <= result.as_of]
    series = [days[k] for k in past], [float(path.values[k]) for k in past]
    coded = seen == "observed" and result.case.variables[stem].kind != "real"
    step = last_change(*series) if coded else _step(result.case, *series)
    change = changes[list(changes)[-1]] if len(changes) > 1 else None
    return Relation(measure, seen, "", levels, change, step)


def _step(case: Case, days: list[date], values: list[float]) -> Step | None:
    """The step inside the last two terms that a series reaches."""
    own = [_term(case, day) for day in days]
    last = list(dict.fromkeys(own))[-2:]
    kept = [k for k, term in enumerate(own) if term in last]
    return find_step([days[k] for k in kept], [values[k] for k in kept])


def _term(case: Case, day: date) -> str:
    term = term_on(case, day)
    return term.id if term else ""


def _levels(values: NDArray[np.float32], terms: Sequence[str]) -> dict[str, Level]:
    """Median and ends of a ``[term, quantile]`` array."""
    return {
        term: Level(float(row[2]), float(row[0]), float(row[4]))
        for term, row in zip(terms, values, strict=True)
    }


@cache
def _known(root: Path, day: date) -> Tables:
    return load(root).as_of(day)
