"""What the public can read that tells most about each class: a search, with a half held out.

Every variable with a monthly or quarterly public series is read six and twelve months after the
day of the run, on trajectories whose class no event has decided by then. On the parameter draws
of even number the limit is sought that, as a yes or no, tells most about a class,

    I = sum over both answers and both sides of p ln(p / (p_answer p_side))        nats

and the draws of odd number say what it is worth where nobody looked for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.estimate import mean, weighted_quantile
from foedus.ensemble.language import Path
from foedus.ensemble.log_ratio import Lot, log_ratio
from foedus.ensemble.request import Request
from foedus.ensemble.result import BestSign, LogRatio
from foedus.ensemble.signs import DECIDED
from foedus.ensemble.sweep import Sweep
from foedus.ensemble.yearly import answering, lanes_of_tile, last_step

NAME = "watched"
AHEAD = (6, 12)
"""Months after the day of the run."""

PUBLIC: Mapping[str, int] = {
    "forces.total": 1, "forces.rotational": 1, "forces.usa_europe": 1, "forces.cut_rotational": 1,
    "forces.pending_permanent": 1, "forces.pending_rotational": 1, "law.floor": 1, "law.exit": 1,
    "aid.usa": 12, "aid.europe": 12, "trade.level": 1, "trade.deal": 1, "command.jfc": 1,
    "command.agreed": 1, "escalation.level": 3, "indopacific.level": 3, "war.state": 1,
    "institution.status": 1, "tone.shown": 6,
}  # fmt: skip
"""Variables that the public can follow monthly or quarterly, and the months to average over."""

SHARES = np.array([0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95])
"""Quantiles tried as limits."""

KEPT = 3
"""Signs told of each class."""

LEAST = 30
"""Trajectories of a class below which nothing can be learned of it."""

TINY = 1e-7
"""Below it a cell is empty: what single precision leaves of a difference."""

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]


@dataclass(frozen=True)
class Watched:
    """The probe: values of variables at some steps, ``[steps, columns, trajectories]``."""

    columns: tuple[tuple[str, str, int | None], ...]
    """Variable, label and its place."""
    steps: tuple[int, ...]
    lanes: int
    name: str = NAME

    @property
    def needs(self) -> frozenset[str]:
        """The variables."""
        return frozenset(variable for variable, _, _ in self.columns)

    @property
    def since(self) -> int:
        """First step of the first mean."""
        return max(min(self.steps) - max(PUBLIC.values()) + 1, 1)

    def ask(self, path: Path) -> NDArray[np.float32]:
        """Means of the last months, in the unit of each variable."""
        rows = [[self._at(path, column, step) for column in self.columns] for step in self.steps]
        return np.array(rows, np.float32)

    def _at(self, path: Path, column: tuple[str, str, int | None], step: int) -> Floats:
        variable, _, place = column
        last = step - path.first + 1
        piece = path.series[variable][max(last - PUBLIC[variable], 0) : last, ..., : self.lanes]
        return np.asarray((piece if place is None else piece[:, place]).mean(axis=0))


def watch_probes(case: Case, request: Request) -> tuple[Watched, ...]:
    """The probe for a case; none where it has no variable of the list or no time is left."""
    last, today = last_step(case, request), case.grid.step_holding(request.as_of) - 1
    steps = tuple(today + months for months in AHEAD if today + months < last)
    columns = tuple(
        (name, label, place)
        for name in PUBLIC
        if name in case.variables
        for place, label in _labels(case, name)
    )
    return (Watched(columns, steps, lanes_of_tile(request)),) if columns and steps else ()


def _labels(case: Case, name: str) -> Iterator[tuple[int | None, str]]:
    index = case.variables[name].index
    if not index:
        yield None, ""
        return
    yield from enumerate(case.sets[index])


def best_signs(swept: Sweep) -> Iterator[BestSign]:
    """The signs that tell most of each class of the first reading, under the first policy."""
    asked = next((p for p in swept.job.probes if isinstance(p, Watched)), None)
    if asked is None:
        return
    policy = next(iter(swept.job.courses))
    places = answering(len(swept.draw), asked.lanes)
    weight, draw = swept.weights[places], swept.draw[places]
    first = next(iter(swept.job.model.outcomes.readings))
    prefix = f"{swept.job.model.case.ambiguous}-"
    classes = {
        name: inside[places]
        for reading, name, inside in swept.inside(policy)
        if reading == first or name.startswith(prefix)
    }
    values = swept.answers[policy][NAME]
    for row, step in enumerate(asked.steps):
        open_ = _open(swept, policy, step, len(places))
        kept = {
            name: inside[open_]
            for name, inside in classes.items()
            if min(inside[open_].sum(), (~inside[open_]).sum()) >= LEAST
        }
        # heavy evidence may leave no draw of one half: nothing is found, or nothing is held out
        if kept and len(np.unique(draw[open_] % 2)) > 1:
            months = step - (swept.job.model.case.grid.step_holding(swept.job.request.as_of) - 1)
            search = _Search(asked, values[row][:, open_], weight[open_], draw[open_])
            yield from search.best(policy, months, kept)


def _open(swept: Sweep, policy: str, step: int, count: int) -> Booleans:
    """Trajectories whose class no event has decided by the end of a step."""
    if DECIDED not in swept.answers[policy]:
        return np.ones(count, bool)
    return np.asarray((swept.answers[policy][DECIDED] > step).all(axis=0))


class _Search:
    """Every column above every limit, on trajectories that are still open.

    Draws of even number are searched, those of odd number say what was found is worth.
    """

    def __init__(
        self, asked: Watched, values: NDArray[np.float32], weight: Floats, draw: NDArray[np.intp]
    ) -> None:
        self._asked, self._weight, self._draw = asked, weight, draw
        self._even = np.asarray(draw % 2 == 0)
        self._tried = [(c, limit) for c, row in enumerate(values) for limit in self._limits(row)]
        self._above = np.array([values[c] > np.float32(limit) for c, limit in self._tried])

    def _limits(self, row: NDArray[np.float32]) -> list[float]:
        """Quantiles of a column, but for a limit that nothing lies above."""
        found = np.unique(weighted_quantile(row.astype(np.float64), self._weight, SHARES))
        return [float(limit) for limit in found if limit < row.max()]

    def best(self, policy: str, months: int, classes: Mapping[str, Booleans]) -> Iterator[BestSign]:
        """The best limit of each of the best columns, for each class."""
        inside = np.array(list(classes.values()))
        found, held = (
            information(self._above[:, half], inside[:, half], self._weight[half])
            for half in (self._even, ~self._even)
        )
        for place, name in enumerate(classes):
            for row in self._leading(found[:, place]):
                column, limit = self._tried[row]
                variable, label, _ = self._asked.columns[column]
                above, ratio = self._worth(self._above[row], inside[place])
                yield BestSign(
                    policy, name, months, variable, label, limit, above,
                    float(found[row, place]), float(held[row, place]), ratio,
                )  # fmt: skip

    def _leading(self, found: Floats) -> list[int]:
        """Rows of the best limit of each of the best columns."""
        rows: dict[int, int] = {}
        for row in np.argsort(-found, kind="stable"):
            rows.setdefault(self._tried[row][0], int(row))
            if len(rows) == KEPT:
                break
        return list(rows.values())

    def _worth(self, above: Booleans, inside: Booleans) -> tuple[bool, LogRatio]:
        """Whether to lie above speaks for the class, and the ratio on the draws held out."""
        even, odd = self._even, ~self._even
        share = [
            mean(above[side].astype(np.float64), self._weight[side])
            for side in (even & inside, even & ~inside)
        ]
        more = share[0] >= share[1]
        shown = (above if more else ~above)[None, odd]
        when = np.zeros(int(odd.sum()), np.intp)
        lot = Lot(inside[odd], when, self._weight[odd], self._draw[odd])
        return more, log_ratio(~shown, shown, lot)


def information(table: Booleans, inside: Booleans, weight: Floats) -> Floats:
    """Mutual information of each answer with being in each class, nats, ``[answers, classes]``.

    Parameters
    ----------
    table : answers, ``[answers, trajectories]``. inside : ``[classes, trajectories]``.

    >>> information(np.array([[True, True, False, False], [True, False, True, False]]),
    ...     np.array([[True, True, False, False]]), np.ones(4)).round(4).ravel()
    array([0.6931, 0.    ])
    """
    w = (weight / weight.sum()).astype(np.float32)
    answers = table.astype(np.float32)
    p_in, p_yes = (inside @ w)[None].astype(np.float64), (answers @ w)[:, None].astype(np.float64)
    both = (answers @ (inside * w).T).astype(np.float64)
    cells = np.array([both, p_yes - both, p_in - both, 1 - p_yes - p_in + both])
    no, out = 1 - p_yes, 1 - p_in
    alone = np.array([p_yes * p_in, p_yes * out, no * p_in, no * out])
    positive = (cells > TINY) & (alone > TINY)
    logs = np.log(np.where(positive, cells, 1.0) / np.where(positive, alone, 1.0))
    return np.asarray((np.where(positive, cells, 0.0) * logs).sum(axis=0))
