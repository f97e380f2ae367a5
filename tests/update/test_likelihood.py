"""From reports to odds: independent roots, copies, denials, intents, doubt about the coding."""

from __future__ import annotations

import numpy as np
import pytest

from foedus.case.evidence_records import Intent
from foedus.update.likelihood import likelihood, posterior_odds

from .making import constant, voice

PRIOR, RATES = 0.10, constant(0.6, 0.25, 0.1)
ONE = np.zeros(1, np.intp)


def chance(*voices: object, intent: Intent | None = None, prior: float = PRIOR) -> float:
    """Probability of the event after these voices."""
    pair = likelihood(voices, RATES, ONE, intent)  # type: ignore[arg-type]
    return float(posterior_odds(prior, pair)[0])


def test_document_001_as_the_design_has_it() -> None:
    """One story told twice in one text: what it is worth, and what two mistakes make of it."""
    assert chance(voice("a")) == pytest.approx(0.21, abs=0.005)
    assert chance(voice("a"), voice("b")) == pytest.approx(0.39, abs=0.005)
    assert chance(*(voice(name) for name in "abcd")) == pytest.approx(0.79, abs=0.005)


def test_considering_says_little() -> None:
    """R7: .13 against the .106 that the intent alone gives the event."""
    intent = Intent(prior=0.15, given=0.25, otherwise=0.08, months=12)
    before = 0.15 * 0.25 + 0.85 * 0.08
    assert before == pytest.approx(0.1055)
    assert chance(voice("a"), intent=intent, prior=before) == pytest.approx(0.13, abs=0.002)
    # however many say so, no more is learned than that there is an intent
    many = chance(*(voice(str(n)) for n in range(40)), intent=intent, prior=before)
    assert many == pytest.approx(0.25, abs=0.001)


def test_a_copy_counts_only_as_far_as_it_was_checked_again() -> None:
    one, copied = chance(voice("a")), chance(voice("a"), voice("b", root="a"))
    q = 0.1
    factor = ((1 - q) + q * 0.6) / ((1 - q) + q * 0.25)
    assert copied / (1 - copied) == pytest.approx(one / (1 - one) * factor, rel=1e-5)
    assert one < copied < one + 0.01


def test_a_denial_lowers_as_the_report_raises() -> None:
    denied = chance(voice("a", affirms=False))
    assert denied < PRIOR
    assert chance(voice("a"), voice("b", affirms=False)) == pytest.approx(PRIOR, abs=1e-6)


def test_a_doubtful_coding_says_less_and_a_worthless_one_nothing() -> None:
    sure, half, none = (chance(voice("a", confidence=c)) for c in (1.0, 0.5, 0.0))
    assert PRIOR < half < sure
    assert none == pytest.approx(PRIOR, abs=1e-6)
