"""How likely the reports of an event are if it happened, and if it did not.

    root       s if it happened, f if not; a denial the other way round
    copy       (1 - q) + q s against (1 - q) + q f: it adds only what was checked again
    coding     s f^-1 shrinks to f + c (s - f) with the coder's confidence c
    considered a hidden intent I: P(I|X) L(I) + (1 - P(I|X)) L(not I), by Bayes from the
               kernel's P(I), P(X|I) and P(X|not I)
    silence    1 - recall if it began in the month, 1 if not

The simulator supplies the prior of the event itself: the share of trajectories that contain it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from foedus.case.evidence_records import Intent
from foedus.core.codebook import SOURCE_CLASSES, SourceClass
from foedus.update.events import Voice
from foedus.update.rates import Rates

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


class Pair(NamedTuple):
    """Log-likelihood if the event happened, and if it did not, ``[draws]``."""

    yes: Floats
    no: Floats


def likelihood(
    voices: Iterable[Voice], rates: Rates, draws: Places, intent: Intent | None = None
) -> Pair:
    """Log-likelihoods of the voices, in their order, for some parameter draws.

    A root is believed as far as the best of its voices: a list that names a statement makes it
    no worse where the statement itself is heard too.
    """
    yes, no = np.zeros(len(draws)), np.zeros(len(draws))
    heard, every = set[tuple[str, bool]](), list(voices)
    best = _best(every)
    for voice in every:
        mark = (voice.root, voice.affirms)
        s, f = _chances(voice, best[mark], rates, draws, copy=mark in heard)
        heard.add(mark)
        if not voice.affirms:
            s, f = f, s
        yes += np.log(s)
        no += np.log(f)
    return _through(intent, Pair(yes, no)) if intent and heard else Pair(yes, no)


def _best(voices: Iterable[Voice]) -> dict[tuple[str, bool], SourceClass]:
    """The most believed class of each root and sign."""
    found: dict[tuple[str, bool], SourceClass] = {}
    for voice in voices:
        mark, own = (voice.root, voice.affirms), voice.source_class
        found[mark] = min(found.get(mark, own), own, key=SOURCE_CLASSES.index)
    return found


def _chances(
    voice: Voice, kind: SourceClass, rates: Rates, draws: Places, *, copy: bool
) -> tuple[Floats, Floats]:
    s = rates.sensitivity[kind][draws].astype(float)
    f = rates.false_alarm[kind][draws].astype(float)
    s = f + voice.confidence * (s - f)
    if not copy:
        return s, f
    q = rates.recheck[voice.copier][draws].astype(float)
    return (1 - q) + q * s, (1 - q) + q * f


def _through(intent: Intent, of_intent: Pair) -> Pair:
    """From what speaks for an intent to what speaks for the event."""
    event = intent.prior * intent.given + (1 - intent.prior) * intent.otherwise
    with_event = intent.prior * intent.given / event
    without = intent.prior * (1 - intent.given) / (1 - event)
    return Pair(_mixed(with_event, of_intent), _mixed(without, of_intent))


def _mixed(share: float, pair: Pair) -> Floats:
    return np.asarray(np.logaddexp(np.log(share) + pair.yes, np.log(1 - share) + pair.no))


def posterior_odds(prior: float, pair: Pair) -> Floats:
    """Probability of an event by draw, from its prior and its reports.

    >>> pair = Pair(np.log([0.6]), np.log([0.25]))
    >>> posterior_odds(0.10, pair).round(2)
    array([0.21])
    """
    logit = np.log(prior / (1 - prior)) + pair.yes - pair.no
    return np.asarray(1 / (1 + np.exp(-logit)))
