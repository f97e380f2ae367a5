"""Events that no variable carries: their probability from a base rate, and no scenario moves."""

from __future__ import annotations

import numpy as np

from foedus.case.evidence_records import Kernel
from foedus.update.events import Event
from foedus.update.likelihood import Pair, posterior_odds
from foedus.update.match import INTENTS


def by_base_rate(event: Event, kernel: Kernel, pair: Pair) -> tuple[float, float]:
    """Probability before and after the voices of an event, the mean over parameter draws.

    What is only considered is as likely before as an intent of unknown strength makes it; `pair`
    is then of the event through that intent. Zero for a kernel without a base rate.
    """
    if kernel.base_rate is None:
        return 0.0, 0.0
    prior, intent = kernel.base_rate.probability, kernel.intent
    if event.condition.touch in INTENTS and intent:
        prior = intent.prior * intent.given + (1 - intent.prior) * intent.otherwise
    return prior, float(np.mean(posterior_odds(prior, pair)))
