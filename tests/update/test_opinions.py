"""Forecasts of others: pooled by their records, barred where they set a prior, never weighed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from foedus.case.records import Case
from foedus.ensemble.request import make_request
from foedus.update.opinions import pooled, pools, questions
from foedus.update.plan import window_of
from foedus.update.record import OpinionRow, Words

PLAIN = OpinionRow(
    id="a", who=Words("A", "A"), kind="crowd", published="2026-01-01", question=Words("?", "?"),
    about="x", horizon="2026-12-31", p=0.2, rank=None, own=0.1, set_prior="", score=None,
)  # fmt: skip


def test_a_pool_is_the_weighted_mean_of_log_odds() -> None:
    logit = np.log([0.2 / 0.8, 0.6 / 0.4])
    weight = np.exp([-0.1, np.log(0.5)])
    expected = 1 / (1 + np.exp(-np.average(logit, weights=weight)))
    assert pooled([(0.2, -0.1), (0.6, None)]) == pytest.approx(expected)
    assert pooled([(0.2, -0.1), (0.6, -2.0)]) < pooled([(0.2, -2.0), (0.6, -0.1)])


def test_the_latest_of_each_source_counts_and_none_that_set_a_prior() -> None:
    later = replace(PLAIN, id="b", published="2026-02-01", p=0.4)
    other = replace(PLAIN, id="c", who=Words("B", "B"), p=0.9, set_prior="some.rate")
    ranked = replace(PLAIN, id="d", who=Words("C", "C"), p=None, rank=1)
    (pool,) = pools([PLAIN, later, other, ranked])
    assert (pool.n, pool.own) == (1, 0.1)
    assert pool.pooled == pytest.approx(0.4)


def test_what_is_asked_is_known_on_the_day_and_still_open(case: Case) -> None:
    """Nobody is held against the model for what was already over, or not yet said."""
    asked = make_request(case, as_of=date(2026, 5, 1), history_to=date(2026, 1, 1))
    window = window_of(case, asked)
    names = {probe.name.removeprefix("opinion:") for probe in questions(case, window)}
    assert names
    for name in names:
        opinion = case.evidence.opinions[name]
        assert opinion.published <= asked.as_of <= opinion.horizon
        assert opinion.expression
