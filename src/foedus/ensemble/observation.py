"""What is learned about trajectories after coded history ends.

An observation puts a question to every trajectory of the factual course (coded history, then
the observed levers with all chains free) and says how likely what was seen is, given the
answer. The ensemble knows no more than this: what was seen, and by whom, is `update`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.ensemble.language import Path
from foedus.ensemble.probe import Answers, Probe

Floats = NDArray[np.float64]


class Observation(Protocol):
    """A question with the likelihood of what was seen.

    `step` is the last step that the question looks at; it lies after coded history.
    """

    @property
    def probe(self) -> Probe: ...
    @property
    def step(self) -> int: ...
    def log_likelihood(self, answer: NDArray[Any], draw: NDArray[np.intp]) -> Floats:
        """Log-likelihood of what was seen, for each trajectory, ``[trajectories]``.

        Parameters
        ----------
        answer : of the probe, for each trajectory.
        draw : parameter draw of each trajectory.
        """
        ...


def ask_observed(observations: Sequence[Observation], path: Path) -> Answers:
    """Answers of the factual course, by name of the probe."""
    return {o.probe.name: o.probe.ask(path) for o in observations}


def weigh(observations: Sequence[Observation], answers: Answers, draw: NDArray[np.intp]) -> Floats:
    """Log-likelihood of some observations, ``[trajectories]``."""
    gains = (o.log_likelihood(answers[o.probe.name], draw) for o in observations)
    return sum(gains, np.zeros(len(draw)))
