"""Yes-or-no questions: what is asked, the chain behind them, and reliability."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from foedus.case.records import Case
from foedus.forecast.backtest import deterrence, events, trade
from foedus.forecast.backtest.effort import EffortBook
from foedus.tables import Tables


@pytest.fixture(scope="module")
def questions(case: Case, tables: Tables, book: EffortBook) -> pd.DataFrame:
    return events.score(case, tables, book)


def test_chances_and_scores_are_whole(questions: pd.DataFrame) -> None:
    kinds = {"crossing", "force", "aid halt", "cut", "trade up", "trade down"}
    assert set(questions["kind"]) == kinds
    assert questions[["form", "base"]].stack().between(0, 1).all()
    assert np.isfinite(questions.filter(like="log")).all(axis=None)
    assert set(questions["months"]) == {6, 12}
    told = events.summary(questions)
    assert told["questions"].sum() == len(questions)
    assert (told["lo"] <= told["skill"]).all()


def test_windows_hold_what_was_coded(questions: pd.DataFrame) -> None:
    half = questions[questions["months"] == 6]
    came = {kind: list(rows.loc[rows["came"], "origin"]) for kind, rows in half.groupby("kind")}
    assert came["cut"] == ["2020-01-01", "2025-07-01", "2026-01-01"]
    assert came["trade up"] == ["2018-01-01", "2025-01-01"]
    assert came["trade down"] == ["2021-07-01"]
    assert not came.get("force")


def test_no_window_reaches_beyond_the_data(case: Case) -> None:
    for months in events.MONTHS:
        starts = list(events._starts(case, months))
        assert events._later(starts[-1], months) <= case.data_cut
        assert starts == sorted(set(starts))


def test_the_base_rate_uses_earlier_windows_only(questions: pd.DataFrame) -> None:
    cuts = questions[(questions["kind"] == "cut") & (questions["months"] == 12)]
    counts = [events.rate(int(cuts["came"].iloc[:k].sum()), k) for k in range(len(cuts))]
    np.testing.assert_allclose(cuts["base"], counts)


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2024, 1, 1)])
def test_the_chain_of_trade_agrees_with_many_walks(case: Case, day: date) -> None:
    rng = np.random.default_rng(5)
    exact = trade.rises_and_falls(case, day, 12)
    level0 = int(trade._value(case, "trade.level", day))
    u6 = {2019: 0.5, 2024: 0.15}[day.year]
    level = np.full(40_000, level0)
    seen = np.zeros((2, len(level)), bool)
    for _ in range(12):
        up = -np.expm1(-np.array(trade.UP)[level] * np.exp(trade.T1 * (u6 - 0.5)) / 12)
        down = -np.expm1(-np.array(trade.DOWN)[level] / 12)
        rises = rng.random(len(level)) < up
        falls = ~rises & (rng.random(len(level)) < down)
        seen |= np.stack([rises, falls])
        level = level + rises - falls
    np.testing.assert_allclose(exact, seen.mean(axis=1), atol=0.01)


def test_reliability_counts_every_question_once() -> None:
    given = np.repeat([0.01, 0.3, 0.9], 10)
    rows = pd.DataFrame({"form": given, "came": np.arange(30) % 2 == 0})
    found = events.reliability(rows)
    assert list(found["questions"]) == [10, 10, 10]
    np.testing.assert_allclose(found["given"], [0.01, 0.3, 0.9])
    assert (found["came"] == 0.5).all()
    assert ((found["low"] <= found["given"]) & (found["given"] <= found["high"])).all()


@pytest.mark.slow
def test_no_attack_tells_nothing_of_deterrence(case: Case, tables: Tables) -> None:
    found = deterrence.table(case, tables).set_index("form")
    assert found["expected"].between(0.02, 1.0).all()
    # what no event at all can add to either form is its expected number of attacks
    assert abs(found["log"].diff().iloc[-1]) < 0.1
    assert (found["log"] <= found["expected"]).all()
