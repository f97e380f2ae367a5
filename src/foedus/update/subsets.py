"""Any part of the evidence, weighed on trajectories that are there already.

Players are the parts that are put in and taken out: documents, or single reports, and the
silence of all that were watched. A subset S of them weighs a trajectory by the product of
its events' likelihoods, each with the voices of S alone. Two samples can answer: the one as
drawn, weighed by S, and the resampled one, weighed by S over all. Whichever leaves more
trajectories effective is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from foedus.ensemble.sweep import Sweep
from foedus.update.events import Voice
from foedus.update.likelihood import Floats, likelihood
from foedus.update.observe import Told, Untold

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
    def tells(self) -> Mapping[str, tuple[Told, ...]]:
        """Events by the players that tell of them."""
        found: dict[str, list[Told]] = {}
        for told in self.told:
            for player in self.of(told):
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


@dataclass(frozen=True, slots=True)
class Weighed:
    """A weighed sample: ``weight`` sums to one over trajectories."""

    lens: Lens
    weight: NDArray[np.float32]

    @property
    def effective(self) -> float:
        """Effective number of histories: those that share one count as one."""
        return effective_histories(self.weight, self.lens.swept.ancestor)

    @property
    def p(self) -> Floats:
        """Probabilities ``[columns]``."""
        return np.asarray(self.weight @ self.lens.inside, float)

    def influence(self) -> Floats:
        """Influence of each parameter draw on the log-odds of every column, ``[draws, columns]``.

        Its squares sum to the Monte-Carlo variance.
        """
        p = self.p
        own = self.lens.by_draw @ (self.weight[:, None] * (self.lens.inside - p))
        return np.asarray(own / np.maximum(p * (1 - p), 1e-9))


@dataclass(frozen=True)
class Lens:
    """One sample of trajectories and what any part of the evidence makes of it.

    log_base : log-weight of each trajectory before any evidence, ``[trajectories]``; in a
        resampled sample that of its draw and its island, less all the evidence.
    inside : whether it is in each column's class, ``[trajectories, columns]``.
    """

    swept: Sweep
    evidence: Evidence
    columns: tuple[Column, ...]
    inside: NDArray[np.float32]
    log_base: Floats
    _known: dict[tuple[str, frozenset[str]], NDArray[np.float32]] = field(default_factory=dict)

    @property
    def draws(self) -> int:
        """Number of parameter draws."""
        return self.swept.job.request.parameter_draws

    @cached_property
    def draw(self) -> NDArray[np.intp]:
        """Parameter draw of each trajectory."""
        return self.swept.draw

    @cached_property
    def by_draw(self) -> Any:
        """Sums trajectories by draw: a sparse matrix ``[draws, trajectories]``."""
        ones, lanes = np.ones(len(self.draw), np.float32), np.arange(len(self.draw))
        return csr_array((ones, (self.draw, lanes)), shape=(self.draws, len(self.draw)))

    def log_likelihood(self, some: Collection[str]) -> Floats:
        """Log-likelihood of a subset of the players, ``[trajectories]``."""
        total = np.zeros(len(self.draw))
        heard = set[str]()
        for player in some:
            total += self.gain(player, heard)
            heard.add(player)
        return total

    def gain(self, player: str, heard: Collection[str]) -> Floats:
        """What a player adds to the log-likelihood of those heard before it."""
        if player == SILENCE:
            return self._silent
        gain = self._alone(player).astype(float)
        for told in self.evidence.tells.get(player, ()):
            everyone = self.evidence.of(told)
            if len(everyone) > 1:
                before = everyone.intersection(heard)
                gain += self._of(told, before | {player})
                gain -= self._of(told, before) if before else 0
        return gain

    def weighed(self, log_likelihood: Floats) -> Weighed:
        """The sample under a log-likelihood."""
        log_weight = self.log_base + log_likelihood
        weight = np.exp(log_weight - log_weight.max())
        return Weighed(self, np.asarray(weight / weight.sum(), np.float32))

    def _alone(self, player: str) -> NDArray[np.float32]:
        """What a player adds through events that nobody else tells of: always the same."""
        key = ("", frozenset({player}))
        if key not in self._known:
            total = np.zeros(len(self.draw), np.float32)
            for told in self.evidence.tells.get(player, ()):
                if len(self.evidence.of(told)) == 1:
                    total += self._told(told, told.event.voices)
            self._known[key] = total
        return self._known[key]

    def _of(self, told: Told, part: frozenset[str]) -> NDArray[np.float32]:
        key = (told.event.id, part)
        if key not in self._known:
            voices = [v for v in told.event.voices if getattr(v, self.evidence.by) in part]
            self._known[key] = self._told(told, voices)
        return self._known[key]

    def _told(self, told: Told, voices: Iterable[Voice]) -> NDArray[np.float32]:
        pair = likelihood(voices, told.rates, self.draw, told.intent)
        answer = self.swept.observed[told.probe.name]
        return np.where(answer, pair.yes, pair.no).astype(np.float32)

    @cached_property
    def _silent(self) -> Floats:
        total = np.zeros(len(self.draw))
        for untold in self.evidence.untold:
            answer = self.swept.observed[untold.probe.name]
            total += untold.log_likelihood(answer, self.draw)
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
                total += lens.gain(player, heard)
            heard.add(player)
            pairs = zip(self.lenses, totals, strict=True)
            found = (lens.weighed(total) for lens, total in pairs)
            yield max(found, key=lambda w: w.effective)


def _lens(swept: Sweep, evidence: Evidence, *, resampled: bool) -> Lens:
    columns, rows = list[Column](), list[NDArray[np.bool_]]()
    for policy in swept.job.courses:
        for reading, scenario, inside in swept.inside(policy):
            columns.append((policy, reading, scenario))
            rows.append(inside)
    log_base = np.log(np.maximum(swept.draw_weights, 1e-300))[swept.draw]
    table = np.asarray(rows, np.float32).T
    lens = Lens(swept, evidence, tuple(columns), np.ascontiguousarray(table), log_base)
    if resampled:
        whole = lens.log_likelihood(evidence.players)
        lens.log_base[:] += swept.log_weight - whole
    return lens


def log_odds(p: Floats) -> Floats:
    """Log-odds; probabilities of 0 and 1 are kept at one part in a million."""
    inner = np.clip(p, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(inner / (1 - inner)))
