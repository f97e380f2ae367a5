"""Events and silences as observations that the ensemble can make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foedus.case.evidence_records import Intent, Kernel
from foedus.case.records import Case
from foedus.ensemble.language import Expression, Path
from foedus.ensemble.outcomes import compile_tried, vocabulary
from foedus.ensemble.probe import Holds, Probe
from foedus.update.events import Event
from foedus.update.likelihood import Floats, likelihood
from foedus.update.match import Condition, Window
from foedus.update.rates import Rates

BACK = 12
"""Months before a window that its expression may look back over."""


@dataclass(frozen=True, slots=True)
class Begins:
    """Whether a condition begins to hold in a step: it holds there, and did not before."""

    name: str
    expression: Expression
    step: int

    @property
    def needs(self) -> frozenset[str]:
        """Variables of the expression."""
        return self.expression.needs

    @property
    def since(self) -> int:
        """First step read."""
        return max(self.step - BACK, 1)

    def ask(self, path: Path) -> NDArray[np.bool_]:
        """True for each trajectory on which it begins."""
        begin, end = self.since - path.first, self.step - path.first + 1
        piece = Path({name: path.series[name][begin:end] for name in self.needs}, self.since)
        holds = np.asarray(self.expression.evaluate(piece, {}))
        return np.asarray(holds[-1] & ~holds[-2] if len(holds) > 1 else holds[-1])


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its voices, as an observation."""

    probe: Probe
    step: int
    event: Event
    rates: Rates
    intent: Intent | None

    def log_likelihood(self, answer: NDArray[Any], draw: NDArray[np.intp]) -> Floats:
        """Of the voices, given whether each trajectory contains the event."""
        # trajectories are many, the draws that they have few and in one run
        first = int(draw.min())
        draws = np.arange(first, int(draw.max()) + 1)
        yes, no = likelihood(self.event.voices, self.rates, draws, self.intent)
        return np.where(answer, yes[draw - first], no[draw - first])


@dataclass(frozen=True, slots=True)
class Untold:
    """A month in which no report of a watched kind of event is known."""

    probe: Probe
    step: int
    kernel: str
    recall: float

    def log_likelihood(self, answer: NDArray[Any], draw: NDArray[np.intp]) -> Floats:
        """Of the silence, given whether such an event began in the month."""
        return np.where(answer, np.log1p(-self.recall), 0.0)


def told(events: Iterable[Event], case: Case, rates: Rates) -> Iterator[Told]:
    """An observation for each event that a variable of the model carries."""
    for event in events:
        condition = event.condition
        if not condition.carried:
            continue
        kernel = case.evidence.kernels[condition.kernel]
        probe = Holds(
            event.id,
            _compiled(condition, kernel, case),
            condition.first,
            condition.last,
            throughout=kernel.hold == "all" and condition.touch == "when",
            back=BACK,
        )
        intent = kernel.intent if condition.touch == "intent" else None
        yield Told(probe, condition.last, event, rates, intent)


def untold(events: Iterable[Event], case: Case, window: Window) -> Iterator[Untold]:
    """An observation for each watched month since coded history that no report speaks of."""
    spoken = [(e.condition.kernel, e.condition.first, e.condition.last) for e in events]
    grid = case.grid
    for kernel in case.evidence.kernels.values():
        if kernel.silence is None:
            continue
        first = max(window.origin + 1, grid.step_holding(kernel.silence.start))
        last = min(window.seen - 1, grid.step_holding(kernel.silence.end), window.last)
        for step in range(first, last + 1):
            if not any(name == kernel.name and a <= step <= b for name, a, b in spoken):
                text = getattr(kernel, kernel.silence.of)
                low, high = kernel.sizes.without if kernel.sizes else (0.0, 0.0)
                bare = Condition(kernel.name, "when", text, low, high, step, step)
                name = f"silence:{kernel.name}:{step}"
                probe = Begins(name, _compiled(bare, kernel, case), step)
                yield Untold(probe, step, kernel.name, kernel.silence.recall)


def _compiled(condition: Condition, kernel: Kernel, case: Case) -> Expression:
    words = vocabulary(case)
    bounds: Mapping[str, float] = {"low": condition.low, "high": condition.high}
    words = replace(words, constants={**words.constants, **bounds})
    return compile_tried(condition.text, words, where=str(kernel.place), decides=False)
