"""A finished run, compared from what it kept: no trajectory is simulated again.

Probabilities and their differences are those of the run. Of the variables it kept samples at
the horizon, one trajectory beside the same one under every policy, so their differences are
paired; which parameter draw a sample is of was not kept, so intervals are over trajectories,
and there is neither a split by basis nor a regret.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from foedus.ensemble.result import Estimate, RunResult
from foedus.forecast.compare.paired import Lanes
from foedus.forecast.compare.records import Comparison, GapRow
from foedus.forecast.compare.topics import Item, items_of, labels_of

Floats = NDArray[np.float64]


def compare_run(result: RunResult) -> Comparison:
    """Every policy of a run against its first, at the horizon.

    Monthly flows are left out: the run kept their last month alone.
    """
    horizon = pd.Timestamp(result.quantiles["time"].values[-1]).date()
    return Comparison(
        case=result.case,
        names=result.policies,
        as_of=result.as_of,
        horizon=horizon,
        shocks=result.shocks,
        draws=result.draws,
        parameter_draws=result.parameter_draws,
        effective_draws=result.effective_draws,
        seed=result.seed,
        scenarios=result.scenarios,
        differences=result.differences,
        rows=tuple(_rows(result, horizon)),
        robust=(),
        bad=(),
        reading=next(iter(result.case.readings)),
        warnings=result.warnings,
    )


def _rows(result: RunResult, horizon: date) -> Iterator[GapRow]:
    case = result.case
    first, *others = result.policies
    weight = result.end["weight"].to_numpy().astype(np.float64)
    lanes = Lanes(np.arange(len(weight)), weight, len(weight))
    for topic, item in items_of(case):
        if item.months > 1 or item.variable not in result.end:
            continue
        unit = item.unit or case.variables[item.variable].unit
        for place, label in enumerate(labels_of(case, item)):
            a = _values(result, item, first, place)
            for other in others:
                b = _values(result, item, other, place)
                low, high = lanes.ends(a - b)
                yield GapRow(
                    first, other, topic, item.variable, label, unit, horizon,
                    lanes.mean(a), lanes.mean(b), _estimate(a - b, lanes), low, high, (),
                )  # fmt: skip


def _values(result: RunResult, item: Item, policy: str, place: int) -> Floats:
    array = result.end[item.variable].sel(policy=policy).to_numpy().astype(np.float64)
    one = array if array.ndim == 1 else array[:, place]
    return np.asarray(np.exp(one) if item.log else one)


def _estimate(gap: Floats, lanes: Lanes) -> Estimate:
    """Mean, ends over trajectories, and the error of the mean."""
    mean, (low, high) = lanes.mean(gap), lanes.ends(gap)
    return Estimate(mean, low, high, float(gap.std() / np.sqrt(len(gap))))
