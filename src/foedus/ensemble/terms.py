"""Means over administrations: the level of each variable in each term, and the change.

Taken trajectory by trajectory from the kept paths of shared history: a change is paired, so its
interval is that of the change and not the sum of two.
"""

from __future__ import annotations

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.result import QUANTILES
from foedus.ensemble.sample import Kept, quantiles

Floats = NDArray[np.float32]


def term_set(case: Case, kept: Kept, origin: int) -> xr.Dataset:
    """Quantiles over trajectories by term: ``NAME`` levels, ``NAME.change`` on the term before.

    Dimensions are ``term, quantile[, set]``, for the variables behind relations and the terms that
    history has reached by step `origin`. The first change is not a number.
    """
    months = term_months(case, origin)
    out: dict[str, xr.DataArray] = {}
    for name in measured(case):
        if name not in kept.past:
            continue
        path, variable = kept.past[name], case.variables[name]
        index = [variable.index] if variable.index else []
        means = np.stack([path[rows].mean(axis=0) for rows in months.values()])
        changes = np.diff(means, axis=0, prepend=np.full_like(means[:1], np.nan))
        for key, values in ((name, means), (f"{name}.change", changes)):
            out[key] = xr.DataArray(quantiles(values), dims=["term", "quantile", *index])
    sets = {d: list(case.sets[d]) for a in out.values() for d in map(str, a.dims) if d in case.sets}
    return xr.Dataset(out, {**sets, "term": list(months), "quantile": list(QUANTILES)})


def measured(case: Case) -> list[str]:
    """Variables that stand for a side of a relation, each once; states cannot be averaged."""
    stems = dict.fromkeys(record.measure.partition("[")[0] for record in case.relations)
    known = case.variables
    return [name for name in stems if name in known and known[name].kind != "state"]


def term_months(case: Case, origin: int) -> dict[str, NDArray[np.intp]]:
    """Places of the months of each term up to step `origin`, the first month being place 0.

    A month belongs to the term in office on the day that its levers are read.
    """
    days = [case.grid.reading_day(step) for step in range(1, origin + 1)]
    terms = list(case.terms.values())
    own = np.array([max(k for k, t in enumerate(terms) if t.start <= day) for day in days])
    found = {term.id: np.flatnonzero(own == k) for k, term in enumerate(terms)}
    return {name: places for name, places in found.items() if places.size}
