"""How far each class of sources is believed, by parameter draw.

Sensitivity s, false-alarm rate f and re-check probability q are judged, not known: each
parameter draw has its own, from a stream named after the class, so that their uncertainty is
in the interval of every probability that evidence moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.case.evidence_records import Reliability
from foedus.case.records import Prior
from foedus.core.codebook import SourceClass
from foedus.core.rng import uniforms
from foedus.ensemble.parameters import quantile

Floats = NDArray[np.float64]
Rate = Mapping[SourceClass, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Rates:
    """Probabilities ``[draws]`` by class of source.

    sensitivity : that it reports what happened. false_alarm : that it reports what did not.
    recheck : that one who copies another's report has checked it.
    """

    sensitivity: Rate
    false_alarm: Rate
    recheck: Rate

    def means(self) -> list[tuple[SourceClass, float, float, float]]:
        """Means over the draws that a run used, class by class: s, f, q."""
        return [
            (
                name,
                float(self.sensitivity[name].mean()),
                float(self.false_alarm[name].mean()),
                float(self.recheck[name].mean()),
            )
            for name in self.sensitivity
        ]


def draw_rates(reliability: Mapping[SourceClass, Reliability], draws: int, seed: int) -> Rates:
    """Rates of every class for each parameter draw."""
    lanes = np.arange(draws, dtype=np.uint32)

    def table(kind: str) -> Rate:
        return {
            name: _drawn(getattr(record, kind), f"source.{kind}[{name}]", lanes, seed)
            for name, record in reliability.items()
        }

    return Rates(table("sensitivity"), table("false_alarm"), table("recheck"))


def _drawn(prior: Prior, stream: str, lanes: NDArray[np.uint32], seed: int) -> NDArray[np.float32]:
    return np.asarray(quantile(prior, uniforms(seed, stream, lanes).astype(float)), np.float32)
