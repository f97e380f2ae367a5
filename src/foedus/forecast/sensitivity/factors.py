"""The uncertain inputs of a case as coordinates of a unit cube, and how they are grouped.

Each coordinate is the uniform of one named chance: an element of a parameter, or the coding
noise of a lever in one administration. A parameter's value is the quantile of its prior there,
so a design over the cube is one over the priors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.fit import BEHIND
from foedus.ensemble.model import Model
from foedus.ensemble.parameters import (
    LEVER_NOISE,
    Streams,
    Table,
    is_fixed,
    read_lever_noise,
    read_parameters,
)
from foedus.model.mechanisms.levers import IDS as LEVERS

Floats = NDArray[np.float64]
LEVER_GROUP = "levers"
CHANCE = "chance"
"""The random numbers of the months, a factor beside the parameters."""

EDGE = 1e-6
"""Coordinates keep so far from 0 and 1, where priors have no quantile."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A coordinate: its chance, the parameter (or lever) it belongs to, its basis and home."""

    chance: str
    owner: str
    basis: str
    mechanism: str


def factors_of(model: Model) -> tuple[Factor, ...]:
    """All coordinates of a model, parameters first."""
    return (*_parameters(model), *_levers(model.case))


def _parameters(model: Model) -> Iterator[Factor]:
    for name in (*model.plan.stated, *BEHIND):
        parameter = model.case.parameters[name]
        for label, prior in zip(parameter.labels or ("",), parameter.priors, strict=True):
            if prior.family != "Fixed":
                chance = f"parameter.{name}[{label}]"
                yield Factor(chance, name, parameter.basis, name.split(".")[0])


def _levers(case: Case) -> Iterator[Factor]:
    for lever in LEVERS:
        if case.levers[lever].noise > 0:
            for term in case.sets["term"]:
                chance = f"{LEVER_NOISE}[{lever},{term}]"
                yield Factor(chance, lever, LEVER_GROUP, LEVER_GROUP)


def streams_from(factors: Sequence[Factor], points: Floats) -> Streams:
    """Uniforms by chance from points of the cube, ``[draws, factors]``; what is fixed, at 1/2."""
    columns = dict(zip((f.chance for f in factors), points.T, strict=True))
    middle = np.full(len(points), 0.5)
    return lambda chance: np.clip(columns.get(chance, middle), EDGE, 1 - EDGE)


def at_points(model: Model, factors: Sequence[Factor], points: Floats) -> Model:
    """The model with its parameters at given points of the cube."""
    streams, case = streams_from(factors, points), model.case

    def edit(table: Table) -> Table:
        names = [n for n in table if n in case.parameters and not is_fixed(case.parameters[n])]
        out = read_parameters(case, names, streams)
        if LEVER_NOISE in table:
            out[LEVER_NOISE] = read_lever_noise(case, streams)
        return out

    return model.edited(edit, draws=len(points))


def groups_by(factors: Sequence[Factor], key: str) -> Mapping[str, NDArray[np.bool_]]:
    """Which coordinates belong to each group; `key` is an attribute of `Factor`."""
    names = [getattr(factor, key) for factor in factors]
    return {name: np.array([n == name for n in names]) for name in dict.fromkeys(names)}
