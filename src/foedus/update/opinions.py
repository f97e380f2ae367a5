"""Forecasts of others, beside the model's own number and never in the update.

Where several sources speak of one thing by one day they are pooled in log-odds, each weighed by
exp(mean log score) of what it forecast before and was resolved by then; a source without a record
counts as one that says one half. A forecast that helped to set a prior is shown and marked, but
pooled with no other: it checks nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from foedus.case.evidence_records import Opinion
from foedus.case.records import Case, Source
from foedus.ensemble.language import Expression, Path
from foedus.ensemble.outcomes import compile_tried, vocabulary
from foedus.ensemble.sweep import Sweep
from foedus.update.match import Window
from foedus.update.record import Column, OpinionRow, PoolRow, Words

COIN = float(np.log(0.5))
"""Log score of who says one half, whatever is asked."""


@dataclass(frozen=True, slots=True)
class Decides:
    """Whether something comes true in the steps `first` to `last`."""

    name: str
    expression: Expression
    first: int
    last: int

    @property
    def needs(self) -> frozenset[str]:
        """Variables of the expression."""
        return self.expression.needs

    @property
    def since(self) -> int:
        """First step read."""
        return self.first

    def ask(self, path: Path) -> NDArray[np.bool_]:
        """True for each trajectory on which it does."""
        begin, end = self.first - path.first, self.last - path.first + 1
        piece = Path({name: path.series[name][begin:end] for name in self.needs}, self.first)
        return np.asarray(self.expression.evaluate(piece, {}), bool)


def questions(case: Case, window: Window) -> Iterator[Decides]:
    """What opinions that are open on the day of the forecast ask of every trajectory."""
    words = vocabulary(case)
    for opinion in _known(case, window.as_of):
        last = _last_step(opinion, case)
        if opinion.expression and window.seen <= last <= window.last:
            where = str(opinion.place)
            expression = compile_tried(opinion.expression, words, where=where, decides=True)
            yield Decides(f"opinion:{opinion.id}", expression, window.seen, last)


def opinion_rows(
    case: Case, window: Window, swept: Sweep, columns: Sequence[Column], after: Sequence[float]
) -> list[OpinionRow]:
    """Every opinion known on the day, with the model's number under the first policy."""
    scores = _scores(case, window.as_of)
    policy = columns[0].policy
    weight = swept.weights / swept.weights.sum()
    asked = [probe.name for probe in swept.job.probes if isinstance(probe, Decides)]
    own = {name: float(weight @ swept.answers[policy][name]) for name in asked}
    own |= {c.scenario: p for c, p in zip(columns, after, strict=True) if c.policy == policy}
    return [
        OpinionRow(
            id=opinion.id,
            who=Words(opinion.who.en, opinion.who.vi),
            kind=opinion.kind,
            published=opinion.published.isoformat(),
            question=Words(opinion.question.en, opinion.question.vi),
            about=opinion.expression or opinion.scenario,
            horizon=opinion.horizon.isoformat(),
            p=opinion.probability,
            rank=opinion.rank,
            own=own.get(f"opinion:{opinion.id}", own.get(opinion.scenario)),
            set_prior=opinion.set_prior,
            score=scores.get(opinion.who.en),
            origin=_origin(opinion, case),
        )
        for opinion in _known(case, window.as_of)
        if not _resolved(opinion, window.as_of)
    ]


def _origin(opinion: Opinion, case: Case) -> str:
    return "; ".join(_cited(case.sources[key.strip()]) for key in opinion.origin.split(";"))


def _cited(source: Source) -> str:
    terms = f" ({source.terms})" if source.terms else ""
    return f"{source.publisher}: {source.title}{terms}"


def pools(rows: Iterable[OpinionRow]) -> Iterator[PoolRow]:
    """Opinions about one thing by one day, the latest of each source."""
    groups: dict[tuple[str, str], dict[str, OpinionRow]] = {}
    for row in rows:
        if row.p is not None and row.about and not row.set_prior:
            groups.setdefault((row.about, row.horizon), {})[row.who.en] = row
    for (about, horizon), found in groups.items():
        stated = [(row.p, row.score) for row in found.values() if row.p is not None]
        own = next(iter(found.values())).own
        since = min(row.published for row in found.values())
        yield PoolRow(about, horizon, len(stated), pooled(stated), own, since)


def pooled(stated: Iterable[tuple[float, float | None]]) -> float:
    """Probabilities with the mean log scores of their sources, pooled in log-odds.

    >>> round(pooled([(0.5, None), (0.5, -0.1)]), 3)
    0.5
    """
    found = list(stated)
    p = np.clip([one for one, _ in found], 1e-4, 1 - 1e-4)
    weight = np.exp([COIN if score is None else score for _, score in found])
    logit = float(np.average(np.log(p / (1 - p)), weights=weight))
    return float(1 / (1 + np.exp(-logit)))


def _scores(case: Case, as_of: date) -> Mapping[str, float]:
    """Mean log score of each source on what was resolved by a day."""
    found: dict[str, list[float]] = {}
    for opinion in _known(case, as_of):
        if opinion.probability is not None and _resolved(opinion, as_of):
            p = opinion.probability if opinion.outcome else 1 - opinion.probability
            found.setdefault(opinion.who.en, []).append(float(np.log(p)))
    return {who: float(np.mean(scores)) for who, scores in found.items()}


def _known(case: Case, as_of: date) -> list[Opinion]:
    known = (o for o in case.evidence.opinions.values() if o.published <= as_of)
    return sorted(known, key=lambda o: o.published)


def _resolved(opinion: Opinion, as_of: date) -> bool:
    """Whether its outcome was known by a day."""
    return opinion.outcome is not None and (opinion.resolved or opinion.horizon) <= as_of


def _last_step(opinion: Opinion, case: Case) -> int:
    """The last step that ends by the horizon of an opinion, or a few days after it."""
    end = opinion.horizon + timedelta(days=3)
    return case.grid.step_holding(end) - int(end.day <= 15)
