"""Paths kept to be shown: some trajectories of many draws, then resampled by weight.

Keeping every path would let memory grow with the number of trajectories. The first replicates
of as many draws as fit are kept, up to `KEPT` trajectories, and drawn again in proportion to
the weight of their draws, so that plain quantiles of what results are quantiles of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.result import QUANTILES

KEPT = 2000

Floats = NDArray[np.float32]

HIDDEN = frozenset(
    {
        "contact.reassure",
        "contact.usru",
        "effort.trend",
        "escalation.coupled",
        "forces.announced_permanent",
        "forces.announced_rotational",
        "forces.assigned",
        "forces.pending",
        "response.onset",
        "tone.z",
    }
)
"""Variables that a reader has no use for month by month."""


def shown(case: Case) -> tuple[str, ...]:
    """Variables whose paths are kept."""
    return tuple(name for name in case.variables if name not in HIDDEN)


@dataclass(frozen=True, slots=True)
class Keep:
    """Which trajectories are kept: the first `replicates` of the first `draws`."""

    draws: int
    replicates: int

    @staticmethod
    def of(draws: int, replicates: int) -> Keep:
        """As many draws as fit, then as many replicates of each as fit."""
        some = min(draws, KEPT)
        return Keep(some, max(1, min(replicates, KEPT // some)))

    def lanes(self, draw: NDArray[np.intp], replicate: NDArray[np.intp]) -> NDArray[np.intp]:
        """Places of the kept trajectories in a tile."""
        return np.flatnonzero((draw < self.draws) & (replicate < self.replicates))


def resample(weights: NDArray[np.float64], size: int) -> NDArray[np.intp]:
    """Places drawn in proportion to weights, systematically: no random number is needed.

    >>> resample(np.array([0.0, 1.0, 3.0]), 4)
    array([1, 2, 2, 2])
    """
    mass = np.cumsum(weights) / weights.sum()
    points = (np.arange(size) + 0.5) / size
    return np.searchsorted(mass, points)


@dataclass(frozen=True, slots=True)
class Kept:
    """Kept paths ``[months, …labels, trajectories]``: the shared past, and each policy's future."""

    past: Mapping[str, Floats]
    future: Mapping[str, Mapping[str, Floats]]

    def over_time(self, name: str, reduce: Callable[[Floats], Floats]) -> Floats:
        """A reduction over trajectories, ``[policies, months, …]``; the past is reduced once."""
        past = reduce(self.past[name])
        rows = [np.concatenate([past, reduce(ahead[name])]) for ahead in self.future.values()]
        return np.stack(rows)


def quantile_set(case: Case, kept: Kept, last: int) -> xr.Dataset:
    """Quantiles over trajectories: ``policy, time, quantile[, set]`` for each variable."""
    arrays = {}
    for name in kept.past:
        dims = ["policy", "time", "quantile", *_dims(case, name)]
        values = kept.over_time(name, quantiles)
        arrays[name] = xr.DataArray(values, dims=dims, attrs=_about(case, name))
    coords = {**coordinates(case, kept, last, arrays), "quantile": list(QUANTILES)}
    return xr.Dataset(arrays, coords)


def mean_set(case: Case, kept: Kept, last: int) -> xr.Dataset:
    """Means of levels, shares of flags and of the states of chains, ``policy, time``."""
    arrays = {
        name: xr.DataArray(values, dims=["policy", "time"])
        for name, values in _events(case, kept).items()
    }
    return xr.Dataset(arrays, coordinates(case, kept, last, {}))


def end_set(case: Case, kept: Kept) -> xr.Dataset:
    """Values at the horizon, ``policy, trajectory[, set]``, each trajectory of equal weight."""
    arrays = {}
    for name in kept.past:
        last = np.stack([ahead[name][-1] for ahead in kept.future.values()])
        dims = ["policy", *_dims(case, name), "trajectory"]
        array = xr.DataArray(last, dims=dims).transpose("policy", "trajectory", ...)
        arrays[name] = array.assign_attrs(_about(case, name))
    count = next(iter(arrays.values())).sizes["trajectory"]
    coords = coordinates(case, kept, 1, arrays)
    coords.pop("time")
    weight = xr.DataArray(np.ones(count), dims=["trajectory"])
    return xr.Dataset({**arrays, "weight": weight}, coords)


def coordinates(
    case: Case, kept: Kept, last: int, arrays: Mapping[str, xr.DataArray]
) -> dict[str, object]:
    """Coordinates of a data set: policies, the ends of the months, and the sets in use."""
    ends = pd.to_datetime([case.grid.end(k) for k in range(1, last + 1)])
    used = {dim for array in arrays.values() for dim in array.dims}
    sets = {name: list(labels) for name, labels in case.sets.items() if name in used}
    return {"policy": list(kept.future), "time": ends, **sets}


def quantiles(values: Floats) -> Floats:
    """Quantiles over the last axis, as the second axis: ``[months, quantile, …labels]``."""
    ordered = np.sort(values, axis=-1)
    places = np.array(QUANTILES) * (ordered.shape[-1] - 1)
    low = np.floor(places).astype(int)
    high = np.minimum(low + 1, ordered.shape[-1] - 1)
    part = (places - low).astype(np.float32)
    mixed = ordered[..., low] * (1 - part) + ordered[..., high] * part
    return np.moveaxis(mixed, -1, 1)


def _events(case: Case, kept: Kept) -> dict[str, Floats]:
    out: dict[str, Floats] = {}
    for name in kept.past:
        variable = case.variables[name]
        if variable.kind in ("level", "flag"):
            out[name] = kept.over_time(name, _mean)
        if variable.kind == "level":
            for level in range(1, int(variable.bounds[1]) + 1):
                out[f"{name}>={level}"] = kept.over_time(name, partial(_at_least, level=level))
        if variable.kind == "state":
            for code, state in enumerate(variable.states):
                out[f"{name}={state}"] = kept.over_time(name, partial(_equal, code=code))
    return out


def _mean(values: Floats) -> Floats:
    return np.asarray(values.mean(axis=-1, dtype=np.float64), np.float32)


def _at_least(values: Floats, level: int) -> Floats:
    return np.asarray((values >= level).mean(axis=-1), np.float32)


def _equal(values: Floats, code: int) -> Floats:
    return np.asarray((values == code).mean(axis=-1), np.float32)


def _dims(case: Case, name: str) -> list[str]:
    index = case.variables[name].index
    return [index] if index else []


def _about(case: Case, name: str) -> dict[str, str]:
    variable = case.variables[name]
    return {"units": variable.unit, "long_name": variable.label.en}
