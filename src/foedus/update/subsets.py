"""Any part of the evidence, weighed on trajectories that are there already.

Players are the parts that are put in and taken out: documents, or single reports, and the
silence of all that were watched. A subset S of them weighs a trajectory by the product of
its events' likelihoods, each with the voices of S alone. Two samples can answer: the one as
drawn, weighed by S, and the resampled one, weighed by S over all. Whichever leaves more
trajectories effective is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.sweep import Sweep
from foedus.update.likelihood import Floats, likelihood
from foedus.update.observe import Told, Untold

Places = NDArray[np.intp]

REMEMBERED = 64
"""Log-likelihoods that a lens keeps: those of many documents, not of hundreds of claims."""

SILENCE = "silence"
"""The player that stands for watched months without a report."""

Column = tuple[str, str, str]
"""Policy, reading, class."""


@dataclass(frozen=True)
class Evidence:
    """Observations by the players that make them, ``by`` document or report."""

    told: tuple[Told, ...]
    untold: tuple[Untold, ...]
    by: str = "doc"

    @cached_property
    def players(self) -> tuple[str, ...]:
        """Those that change anything, in the order of their first report."""
        found = [getattr(v, self.by) for t in self.told for v in t.event.voices]
        return (*dict.fromkeys(found), *((SILENCE,) if self.untold else ()))

    @cached_property
    def alone(self) -> Mapping[str, tuple[Told, ...]]:
        """Events that one player alone tells of, by that player."""
        return self._by_player(lambda players: players == 1)

    @cached_property
    def shared(self) -> Mapping[str, tuple[Told, ...]]:
        """Events that several players tell of, by each of them."""
        return self._by_player(lambda players: players > 1)

    def _by_player(self, wanted: Callable[[int], bool]) -> Mapping[str, tuple[Told, ...]]:
        found: dict[str, list[Told]] = {}
        for told in self.told:
            players = self.of(told)
            for player in players if wanted(len(players)) else ():
                found.setdefault(player, []).append(told)
        return {player: tuple(events) for player, events in found.items()}

    def of(self, told: Told) -> frozenset[str]:
        """Players of one event."""
        return self._of[told.event.id]

    @cached_property
    def _of(self) -> Mapping[str, frozenset[str]]:
        return {
            t.event.id: frozenset(getattr(v, self.by) for v in t.event.voices) for t in self.told
        }


@dataclass(frozen=True)
class Weighed:
    """A weighed sample: ``weight`` sums to one over trajectories."""

    lens: Lens
    weight: Floats

    @property
    def effective(self) -> float:
        """Effective number of histories: those that share one count as one."""
        return effective_histories(self.weight, self.lens.swept.ancestor)

    @cached_property
    def p(self) -> Floats:
        """Probabilities ``[columns]``."""
        return self.lens.sums(self.weight)

    def influence(self) -> Floats:
        """Influence of each parameter draw on the log-odds of every column, ``[draws, columns]``.

        Its squares sum to the Monte-Carlo variance.
        """
        return self._influence

    @cached_property
    def _influence(self) -> Floats:
        p, lens = self.p, self.lens
        of_draw = np.bincount(lens.draw, weights=self.weight, minlength=lens.draws)
        own = lens.sums_by_draw(self.weight) - of_draw[:, None] * p
        return np.asarray(own / np.maximum(p * (1 - p), 1e-9))


@dataclass(frozen=True)
class Lens:
    """One sample of trajectories and what any part of the evidence makes of it.

    log_base : log-weight of each trajectory before any evidence, ``[trajectories]``; in a
        resampled sample what it carries from there, less all the evidence.
    place : by policy and reading, the column of the class that it is in, ``[trajectories]``.
    """

    swept: Sweep
    evidence: Evidence
    columns: tuple[Column, ...]
    place: tuple[Places, ...]
    log_base: Floats
    _known: dict[tuple[str, frozenset[str]], NDArray[np.float32]] = field(default_factory=dict)

    @property
    def draws(self) -> int:
        """Number of parameter draws."""
        return self.swept.job.request.parameter_draws

    @cached_property
    def draw(self) -> Places:
        """Parameter draw of each trajectory."""
        return self.swept.draw

    def sums(self, weight: Floats) -> Floats:
        """Weight in each column, ``[columns]``."""
        return _sums(self.place, weight, len(self.columns))

    def sums_by_draw(self, weight: Floats) -> Floats:
        """Weight of each parameter draw in each column, ``[draws, columns]``."""
        shape = self.draws, len(self.columns)
        return _sums(self._cells, weight, shape[0] * shape[1]).reshape(shape)

    @cached_property
    def _cells(self) -> tuple[Places, ...]:
        return tuple(self.draw * len(self.columns) + place for place in self.place)

    def log_likelihood(self, some: Collection[str]) -> Floats:
        """Log-likelihood of a subset of the players, ``[trajectories]``."""
        total = np.zeros(len(self.draw))
        heard = set[str]()
        for player in some:
            self.add(player, heard, total)
            heard.add(player)
        return total

    def add(self, player: str, heard: Collection[str], total: Floats) -> None:
        """Add to the log-likelihood of those heard what a player says beyond them."""
        if player == SILENCE:
            total += self._silent
            return
        if alone := self.evidence.alone.get(player):
            total += self._of(alone, frozenset({player}))
        for told in self.evidence.shared.get(player, ()):
            before = self.evidence.of(told).intersection(heard)
            total += self._of((told,), before | {player})
            if before:
                total -= self._of((told,), before)

    def weighed(self, log_likelihood: Floats) -> Weighed:
        """The sample under a log-likelihood."""
        log_weight = self.log_base + log_likelihood
        weight = np.exp(log_weight - log_weight.max())
        return Weighed(self, weight / weight.sum())

    def _of(self, events: Sequence[Told], part: frozenset[str]) -> NDArray[np.float32]:
        """What a part of the players says of some events, ``[trajectories]``."""
        key = (events[0].event.id, part)
        if (known := self._known.get(key)) is not None:
            return known
        total = np.zeros(len(self.draw), np.float32)
        for told in events:
            voices = (v for v in told.event.voices if getattr(v, self.evidence.by) in part)
            yes, no = likelihood(voices, told.rates, np.arange(self.draws), told.intent)
            answer = self.swept.observed[told.probe.name]
            total += np.where(answer, yes[self.draw], no[self.draw])
        if len(self._known) < REMEMBERED:
            self._known[key] = total
        return total

    @cached_property
    def _silent(self) -> Floats:
        total = np.zeros(len(self.draw))
        for untold in self.evidence.untold:
            answer = self.swept.observed[untold.probe.name]
            total += untold.log_likelihood(answer, self.draw)
        return total


def _sums(places: Iterable[Places], weight: Floats, size: int) -> Floats:
    total = np.zeros(size)
    for place in places:
        total += np.bincount(place, weight, size)
    return total


def effective_histories(weight: NDArray[Any], ancestor: NDArray[np.intp]) -> float:
    """(sum W)^2 / sum W^2 over histories, W the weight of all trajectories that have one.

    >>> effective_histories(np.ones(4), np.array([0, 0, 2, 2]))
    2.0
    """
    families = np.bincount(ancestor, weights=weight)
    return float(families.sum() ** 2 / (families**2).sum())


class Subsets:
    """Both samples behind one question: what follows from a subset of the evidence?"""

    def __init__(self, swept: Sweep, evidence: Evidence) -> None:
        self.evidence = evidence
        drawn = swept.before or swept
        self.lenses = [_lens(drawn, evidence, resampled=False)]
        if swept.before:
            self.lenses.append(_lens(swept, evidence, resampled=True))
        self.columns = self.lenses[0].columns

    def weighed(self, some: Collection[str]) -> Weighed:
        """The subset on the sample that serves it better."""
        found = (lens.weighed(lens.log_likelihood(some)) for lens in self.lenses)
        return max(found, key=lambda w: w.effective)

    def along(self, order: Sequence[str]) -> Iterator[Weighed]:
        """Nothing, then the players one after another."""
        totals = [np.zeros(len(lens.draw)) for lens in self.lenses]
        heard = set[str]()
        yield self.weighed(())
        for player in order:
            for lens, total in zip(self.lenses, totals, strict=True):
                lens.add(player, heard, total)
            heard.add(player)
            pairs = zip(self.lenses, totals, strict=True)
            found = (lens.weighed(total) for lens, total in pairs)
            yield max(found, key=lambda w: w.effective)


def _lens(swept: Sweep, evidence: Evidence, *, resampled: bool) -> Lens:
    columns, place = list[Column](), dict[tuple[str, str], Places]()
    for policy in swept.job.courses:
        for reading, scenario, inside in swept.inside(policy):
            found = place.setdefault((policy, reading), np.zeros(len(inside), np.intp))
            found[inside] = len(columns)
            columns.append((policy, reading, scenario))
    log_base = np.log(np.maximum(swept.draw_weights, 1e-300))[swept.draw]
    lens = Lens(swept, evidence, tuple(columns), tuple(place.values()), log_base)
    if resampled:
        whole = lens.log_likelihood(evidence.players)
        lens.log_base[:] += swept.log_weight - whole
    return lens


def log_odds(p: Floats) -> Floats:
    """Log-odds; probabilities of 0 and 1 are kept at one part in a million."""
    inner = np.clip(p, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(inner / (1 - inner)))
