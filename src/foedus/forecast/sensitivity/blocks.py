"""What was fitted together moves together: blocks of a posterior as coordinates of the cube.

The draws of a block are dependent, so no element of it can be moved alone: a coordinate picks a
whole joint draw. The draws are put in the order of their first principal component, so that
neighbours on the coordinate are alike and its ends are the ends of what the block leaves open.
Blocks were fitted apart and are independent; parameters that were only counted (Beta posteriors)
are independent of one another too, and each is a block by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.fit import MEASUREMENT
from foedus.ensemble.model import TREND_AT_ORIGIN
from foedus.ensemble.parameters import Table
from foedus.ensemble.posterior import TREND, Posterior, posterior_of
from foedus.model.mechanism import Varying

Floats = NDArray[np.float32]
COUNTED = "successes_of_trials"
"""Entry of the facts of a block whose parameters were counted, each by itself."""


@dataclass(frozen=True)
class Block:
    """Parameters that a coordinate moves as one.

    values : joint draws ``[draws, …labels]`` by parameter, in the order of the coordinate.
    """

    name: str
    values: Mapping[str, Floats]

    @property
    def homes(self) -> tuple[str, ...]:
        """Mechanisms whose parameters it holds."""
        names = dict.fromkeys(name.split(".")[0] for name in self.values)
        return tuple(name for name in names)

    def at(self, u: NDArray[np.float64]) -> Table:
        """Its parameters at coordinates, ``[…labels, points]``."""
        count = len(next(iter(self.values.values())))
        rows = np.minimum((u * count).astype(np.intp), count - 1)
        return {
            name: Varying(np.ascontiguousarray(np.moveaxis(values[rows], 0, -1)))
            for name, values in self.values.items()
        }


def blocks_of(case: Case, effort: str, year: int) -> tuple[Block, ...]:
    """The blocks of the posterior that a run under a form of effort draws from.

    `year` is that of the origin, which the fitted trend of effort is taken at.
    """
    posterior = posterior_of(case)
    mine = posterior.facts["effort"] == (effort or case.variant.get("effort", ""))
    return tuple(
        Block(name, _ordered(_values(posterior, names, year)))
        for name, names in _parts(posterior)
        if (mine or name != "panel") and _acting(posterior, names)
    )


def _parts(posterior: Posterior) -> Iterator[tuple[str, Sequence[str]]]:
    for name, facts in posterior.facts["blocks"].items():
        if COUNTED in facts:
            yield from ((one, [one]) for one in facts["parameters"])
        else:
            yield name, facts["parameters"]


def _acting(posterior: Posterior, names: Sequence[str]) -> list[str]:
    return [n for n in names if n in posterior.values and not n.startswith(MEASUREMENT)]


def _values(posterior: Posterior, names: Sequence[str], year: int) -> dict[str, Floats]:
    found = {name: posterior.values[name] for name in _acting(posterior, names)}
    path, (first, *_, last) = found.pop(TREND, None), posterior.facts["years"]
    if path is not None and first <= year <= last:
        found[TREND_AT_ORIGIN] = path[:, year - first]
    return found


def _ordered(values: Mapping[str, Floats]) -> dict[str, Floats]:
    columns = np.concatenate([v.reshape(len(v), -1) for v in values.values()], axis=1)
    spread = columns.std(axis=0)
    scaled = (columns - columns.mean(axis=0))[:, spread > 0] / spread[spread > 0]
    _, axes = np.linalg.eigh(scaled.T @ scaled)
    along = scaled @ axes[:, -1]
    # an axis has no sign of its own: let the first parameter rise along it
    order = np.argsort(along * np.sign(along @ scaled[:, 0] or 1.0), kind="stable")
    return {name: v[order] for name, v in values.items()}
