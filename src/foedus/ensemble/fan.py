"""Futures of one tile's histories on the factual course, tried against observations.

A fan holds several tiles' worth of places, each with chances that nobody else takes. Where
observations leave too few of them effective it is resampled: every place goes on from its
ancestor. What the fan leaves is the lineage of those that fit.

Places are drawn by what observations leave them times the weight of their parameter draw in quiet
years, for that is what they will count in the end; the second factor is taken off their weight
again. So nothing is biased, and few places are spent on draws that hardly count.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from foedus.ensemble.engine import TILE, Numbers, Paths
from foedus.ensemble.language import Path
from foedus.ensemble.lineage import Lineage, Places
from foedus.ensemble.observation import Floats, Observation, ask_observed, weigh
from foedus.ensemble.origin import Origin
from foedus.ensemble.parameters import pick
from foedus.ensemble.rejuvenate import CALLS, WIDTH, effective_share, survivors
from foedus.model.build import State

OTHER_LANES = 1 << 25
"""Numbers between the chances of one future and those of the next: more than trajectories."""


class Fan:
    """Histories of a tile, weighed and multiplied.

    step : the last one run. line : the past of each place. log_weight : what observations leave
    it, ``[places]``.
    """

    def __init__(self, origin: Origin, observations: Sequence[Observation]) -> None:
        self._origin = origin
        self.step, real = origin.job.origin, slice(origin.count)
        self.line = Lineage(np.arange(origin.count), years={self._year: origin.own[real]})
        self.log_weight: Floats = np.zeros(origin.count)
        self._of_draw = _log_share(origin)
        self._states: list[State] = [origin.state]
        self._tables = [origin.parameters]
        names = set(chain.from_iterable(o.probe.needs for o in observations))
        past = origin.past.tail()
        self._seen = {name: [piece[..., real] for piece in past[name]] for name in names}

    @property
    def effective(self) -> float:
        """Effective share of the places."""
        return effective_share(self._favour())

    def resample(self, u: float) -> None:
        """Draw all places anew, with one uniform."""
        ancestor = self._draw(CALLS * WIDTH, u)
        origin, parts = self._origin, np.split(ancestor, CALLS)
        whole = {name: np.concatenate([s[name] for s in self._states], -1) for name in origin.state}
        self._states = [
            {name: value.take(part, axis=-1) for name, value in whole.items()} for part in parts
        ]
        histories = np.split(self.line.history, CALLS)
        self._tables = [pick(origin.parameters, history) for history in histories]
        for pieces in self._seen.values():
            pieces[:] = [piece.take(ancestor, axis=-1) for piece in pieces]

    def settle(self, u: float, turn: float) -> tuple[Lineage, Floats]:
        """The lineage and log-weight of one tile, drawn with two uniforms.

        Places are dealt out from one drawn by `turn`, so that those whose paths are kept are as
        good a sample as all.
        """
        count = self._origin.count
        self._draw(count, u)
        dealt = np.roll(np.arange(count), int(turn * count))
        places = np.resize(dealt, TILE)
        return self.line.of(places), self.log_weight[places]

    def month(self) -> None:
        """One month of every place."""
        self.step += 1
        job = self._origin.job
        own = self._numbers()
        self.line = self.line.on(self.step, self._year, own)
        blocks: list[Paths] = []
        for call, numbers in enumerate(np.split(own, CALLS)):
            here = slice(call * WIDTH, (call + 1) * WIDTH)
            self._states[call] = job.model.engine.advance(
                self._states[call],
                self._tables[call],
                job.factual,
                first=self.step,
                last=self.step,
                see=lambda _, block: blocks.append(block),
                lanes=self.line.of(here).lanes(numbers),
                block_months=1,
            )
        for name, pieces in self._seen.items():
            pieces.append(np.concatenate([block[name] for block in blocks], axis=-1))

    def weigh(self, observations: Sequence[Observation]) -> None:
        """Weigh every place by what was seen to the end of its last month."""
        since = min(o.probe.since for o in observations)
        draw = self._origin.draw[self.line.history]
        answers = ask_observed(observations, self._path(since))
        self.log_weight = self.log_weight + weigh(observations, answers, draw)

    def _path(self, since: int) -> Path:
        skip = since - self._origin.job.since
        series = {name: np.concatenate(pieces)[skip:] for name, pieces in self._seen.items()}
        return Path(series, since)

    def _draw(self, size: int, u: float) -> Places:
        """Ancestors of `size` places, whose past and weight become those of the fan."""
        favour = self._favour()
        top = favour.max()
        weight = np.exp(favour - top)
        ancestor = survivors(weight, size, u)
        self.line = self.line.of(ancestor)
        self.log_weight = top + np.log(weight.mean()) - self._of_draw[self.line.history]
        return ancestor

    def _favour(self) -> Floats:
        return self.log_weight + self._of_draw[self.line.history]

    def _numbers(self) -> Numbers:
        """Numbers that name the chances of every place, apart from those of the tile as drawn."""
        others = OTHER_LANES * (1 + np.arange(len(self.line.history) // TILE, dtype=np.uint32))
        return np.asarray(self._origin.own + others[:, None]).ravel()

    @property
    def _year(self) -> int:
        return int(self._origin.job.model.case.grid.years[self.step - 1])


def _log_share(origin: Origin) -> Floats:
    """Log-weight of each trajectory's parameter draw in quiet years, as this tile knows it."""
    draw = origin.draw[: origin.count] - origin.draw[0]
    mean = np.bincount(draw, weights=np.exp(origin.log_likelihood)) / np.bincount(draw)
    return np.asarray(np.log(np.maximum(mean, 1e-300))[draw])
