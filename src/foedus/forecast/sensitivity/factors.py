"""The uncertain inputs of a run as coordinates of a unit cube, and how they are grouped.

Each coordinate stands for what one draw decides: an element of a parameter (its value is the
quantile of its prior there), a block of the posterior (a whole joint draw, see `blocks`), or the
coding noise of a lever in one administration. So a design over the cube is one over what a run
draws from: the posterior where it is used, the priors of the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.fit import BEHIND
from foedus.ensemble.model import TREND_AT_ORIGIN, Model
from foedus.ensemble.parameters import (
    LEVER_NOISE,
    Streams,
    Table,
    is_fixed,
    read_lever_noise,
    read_parameters,
)
from foedus.forecast.sensitivity.blocks import Block
from foedus.model.mechanisms.levers import IDS as LEVERS

Floats = NDArray[np.float64]
LEVER_GROUP = "levers"
FITTED = "posterior."
"""Before the name of a block in that of its coordinate."""

EDGE = 1e-6
"""Coordinates keep so far from 0 and 1, where priors have no quantile."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A coordinate: its chance, the parameter (or lever) it belongs to, its basis and home."""

    chance: str
    owner: str
    basis: str
    mechanism: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Quantiles of weighted coordinates: where a point of the cube lies among them."""

    values: Floats
    mass: Floats

    @staticmethod
    def of(values: Floats, weights: Floats) -> Stretch:
        """From a sample with weights."""
        order = np.argsort(values, kind="stable")
        mass = np.cumsum(weights[order]) - weights[order] / 2
        return Stretch(values[order], mass / weights.sum())

    def __call__(self, u: Floats) -> Floats:
        """Quantiles at `u`.

        >>> half = Stretch.of(np.array([0.2, 0.4, 0.6, 0.8]), np.array([1.0, 1.0, 0.0, 0.0]))
        >>> half(np.array([0.25, 0.5, 0.75]))
        array([0.2, 0.3, 0.4])
        """
        return np.asarray(np.interp(u, self.mass, self.values))


@dataclass(frozen=True)
class Space:
    """The cube of a model.

    blocks : parts of the posterior that the run draws from; none where it draws from priors.
    stretched : by chance, coordinates that do not lie evenly on their priors.
    """

    model: Model
    factors: tuple[Factor, ...]
    blocks: tuple[Block, ...]
    stretched: Mapping[str, Stretch] = field(default_factory=dict)

    @staticmethod
    def of(model: Model, blocks: Sequence[Block] = ()) -> Space:
        """All coordinates of a model, blocks of the posterior first."""
        fitted = {name for block in blocks for name in block.values}
        homes = _merged(blocks)
        found = (
            *(_block(block, homes) for block in blocks),
            *(f for f in _parameters(model, homes) if f.owner not in fitted),
            *_levers(model.case),
        )
        return Space(model, found, tuple(blocks))

    def at(self, points: Floats) -> Model:
        """The model with its parameters at given points ``[points, factors]``."""
        streams, case = self._streams(points), self.model.case
        drawn: Table = {TREND_AT_ORIGIN: np.float32(np.nan)}
        for block in self.blocks:
            drawn |= block.at(streams(FITTED + block.name))

        def edit(table: Table) -> Table:
            names = [n for n in table if n in case.parameters and not is_fixed(case.parameters[n])]
            out = read_parameters(case, [n for n in names if n not in drawn], streams)
            if LEVER_NOISE in table:
                out[LEVER_NOISE] = read_lever_noise(case, streams)
            return out | {name: entry for name, entry in drawn.items() if name in table}

        return self.model.edited(edit, draws=len(points))

    def _streams(self, points: Floats) -> Streams:
        """Uniforms by chance at points of the cube; what has no coordinate is at 1/2."""
        columns = dict(zip((f.chance for f in self.factors), points.T, strict=True))
        for chance, stretch in self.stretched.items():
            columns[chance] = stretch(columns[chance])
        middle = np.full(len(points), 0.5)
        return lambda chance: np.clip(columns.get(chance, middle), EDGE, 1 - EDGE)


def _block(block: Block, homes: Mapping[str, str]) -> Factor:
    # data have been at every parameter of it, whatever its prior rests on
    return Factor(FITTED + block.name, _title(block), "data", homes[block.homes[0]])


def _title(block: Block) -> str:
    """A block of one parameter goes by its name, another by its own."""
    names = [name for name in block.values if name != TREND_AT_ORIGIN]
    return names[0] if len(names) == 1 else f"{block.name} (fitted)"


def _merged(blocks: Sequence[Block]) -> Mapping[str, str]:
    """Names of mechanisms; those that a block ties together go by all their names."""
    out = _Own()
    for block in blocks:
        out.update(dict.fromkeys(block.homes, "+".join(block.homes)))
    return out


class _Own(dict[str, str]):
    """A mapping in which every name that is missing stands for itself."""

    def __missing__(self, name: str) -> str:
        return name


def _parameters(model: Model, homes: Mapping[str, str]) -> Iterator[Factor]:
    for name in (*model.plan.stated, *BEHIND):
        parameter = model.case.parameters[name]
        for label, prior in zip(parameter.labels or ("",), parameter.priors, strict=True):
            if prior.family != "Fixed":
                chance = f"parameter.{name}[{label}]"
                yield Factor(chance, name, parameter.basis, homes[name.split(".")[0]])


def _levers(case: Case) -> Iterator[Factor]:
    for lever in LEVERS:
        if case.levers[lever].noise > 0:
            for term in case.sets["term"]:
                chance = f"{LEVER_NOISE}[{lever},{term}]"
                yield Factor(chance, lever, LEVER_GROUP, LEVER_GROUP)


def groups_by(factors: Sequence[Factor], key: str) -> Mapping[str, NDArray[np.bool_]]:
    """Which coordinates belong to each group; `key` is an attribute of `Factor`."""
    names = [getattr(factor, key) for factor in factors]
    return {name: np.array([n == name for n in names]) for name in dict.fromkeys(names)}
