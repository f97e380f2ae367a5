"""Administrations that lie in the past, compared by term: means over the months of each.

One history runs for all: effort, forces, aid, trade and the war follow figures and coded acts;
trust, tone, threat and the like run free on the observed levers. A month counts as observed
where every trajectory has the same value, for then nothing but figures and coded history
decides it. No effect of a person is estimated: two terms are two spans of one history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case, Policy
from foedus.core.errors import BadOption
from foedus.ensemble.estimate import effective, weighted_quantile
from foedus.ensemble.paired import ENDS
from foedus.ensemble.paths import find_policy
from foedus.ensemble.request import make_request
from foedus.ensemble.sweep import Progress, quiet, sweep
from foedus.ensemble.yearly import Item, items_of, labels_of
from foedus.forecast.compare.records import TermRow, Terms, TermValue

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Past:
    """Paths of history ``[months, …labels, trajectories]`` with the weight of each."""

    paths: Mapping[str, NDArray[np.float32]]
    weight: Floats


def compare_terms(
    case: Case,
    names: Sequence[str],
    *,
    draws: int = 2000,
    seed: int = 2026,
    progress: Progress = quiet,
) -> Terms:
    """Compare the terms of hindcast policies, each with the first.

    Parameters
    ----------
    names : at least two policies of the case with a start and an end in the past.
    draws : trajectories of history; a run keeps the paths of 2,000 at most.

    Raises `BadOption` for a single policy or one that reaches beyond the data.
    """
    policies = [find_policy(case, name) for name in names]
    _check(case, policies)
    swept = sweep(case, make_request(case, draws=draws, seed=seed), progress=progress)
    weight = swept.draw_weights[swept.draw[swept.kept]]
    past = Past(swept.past, weight)
    spans = [_steps(case, policy) for policy in policies]
    return Terms(
        tuple(names),
        tuple((policy.start, policy.end or case.data_cut) for policy in policies),
        tuple(_rows(case, past, names, spans)),
        len(weight),
        effective(swept.draw_weights),
    )


def _check(case: Case, policies: Sequence[Policy]) -> None:
    if len(policies) < 2:
        raise BadOption("one term", where="--policy", remedy="name two policies or more")
    for policy in policies:
        if (policy.end or date.max) > case.data_cut:
            raise BadOption(
                f"'{policy.name}' reaches beyond the data, {case.data_cut}",
                where="--policy",
                remedy="compare it by `foedus compare` with policies that start where it does",
            )


def _steps(case: Case, policy: Policy) -> NDArray[np.intp]:
    """Steps whose reading day lies in the term, from 0."""
    end = policy.end or case.data_cut
    days = [case.grid.reading_day(k) for k in range(1, case.grid.steps + 1)]
    return np.flatnonzero([policy.start <= day < end for day in days])


def _rows(
    case: Case, past: Past, names: Sequence[str], spans: Sequence[NDArray[np.intp]]
) -> Iterator[TermRow]:
    for topic, item in items_of(case):
        variable = case.variables[item.variable]
        for place, label in enumerate(labels_of(case, item)):
            series = _series(past, item, place)
            means = [series[span].mean(axis=0) for span in spans]
            values = tuple(
                _value(name, series[span], mean, past.weight)
                for name, span, mean in zip(names, spans, means, strict=True)
            )
            changes = tuple(_summary(mean - means[0], past.weight) for mean in means[1:])
            unit = item.unit or variable.unit
            yield TermRow(topic, item.variable, label, unit, values, changes)


def _series(past: Past, item: Item, place: int) -> Floats:
    """One series by month, ``[months, trajectories]``."""
    values = past.paths[item.variable].astype(np.float64)
    one = values if values.ndim == 2 else values[:, place]
    return np.exp(one) if item.log else one


def _value(name: str, series: Floats, mean: Floats, weight: Floats) -> TermValue:
    centre, low, high = _summary(mean, weight)
    observed = float((np.ptp(series, axis=1) == 0).mean())
    return TermValue(name, centre, low, high, observed)


def _summary(values: Floats, weight: Floats) -> tuple[float, float, float]:
    low, high = weighted_quantile(values, weight, ENDS)
    return float(np.average(values, weights=weight)), float(low), float(high)
