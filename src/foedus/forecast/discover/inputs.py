"""Inputs of a search: every drawn parameter element, and the coding of levers ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.parameters import LEVER_NOISE
from foedus.ensemble.paths import term_of_step
from foedus.ensemble.tiles import Job
from foedus.model.mechanism import Varying
from foedus.model.mechanisms.levers import IDS as LEVERS

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Input:
    """One column: a parameter element, or the noise of a lever as a quantile in (0, 1)."""

    name: str
    label: str
    kind: str
    unit: str
    values: Floats


def inputs_of(job: Job) -> list[Input]:
    """Columns ``[draws]`` of a job; those that do not vary are left out."""
    found = [*_parameters(job), *_levers(job)]
    return [one for one in found if np.ptp(one.values) > 0]


def _parameters(job: Job) -> Iterator[Input]:
    case = job.model.case
    for name, entry in {**job.model.parameters, **job.model.behind}.items():
        parameter = case.parameters.get(name)
        if parameter and isinstance(entry, Varying):
            rows = np.asarray(entry.value, np.float64).reshape(-1, entry.value.shape[-1])
            for label, row in zip(parameter.labels or ("",), rows, strict=True):
                yield Input(name, label, "parameter", parameter.unit, row)


def _levers(job: Job) -> Iterator[Input]:
    """Noise of the levers in the administrations after the origin."""
    case = job.model.case
    noise = job.model.parameters[LEVER_NOISE].value
    for term in sorted(set(term_of_step(case)[job.origin : job.last].tolist())):
        for place, lever in enumerate(LEVERS):
            if case.levers[lever].noise > 0:
                row = np.asarray(noise[term, place], np.float64)
                yield Input(lever, case.sets["term"][term], "lever", "", row)
