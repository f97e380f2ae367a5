"""Every chain of the model against the powers of its matrix of one month, feedbacks held."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from foedus.model.mechanisms import command, indo_pacific, law, trade, war

from .one import CASE, MONTH, check_chain, hazard, simulate, spread

LANES = 20_000
EU, CHN = (CASE.sets["dyad"].index(d) for d in ("USA-EU", "USA-CHN"))
NEUTRAL = np.zeros(14)


def test_war() -> None:
    """{war, talks} split one uniform by the shares of their rates; quiet ends in either way."""
    p = {"war.lam_cf": 0.8, "war.f1": 1.0, "war.f2": 0.5, "war.f3": 0.7, "war.f4": 0.4}
    p |= {"war.front": 0.3, "war.rho": 1.2, "war.rho1": 1.5}
    u5, u9, u10, pillar, adequacy = 0.6, 0.4, 0.7, 0.3, 1.4
    run = simulate(
        war.MECHANISM,
        state={"war.state": war.TALKS, "war.adequacy": 0.0, "pillar.europe": pillar,
               "aid.expected": adequacy * 3.53},
        levers={"u5": u5, "u9": u9, "u10": u10},
        parameters=p, record=["war.state", "war.adequacy"], steps=60, lanes=LANES,
    )  # fmt: skip
    ceasefire = 0.8 * np.exp(1.0 * (u5 - 0.75) + 0.5 * (u10 - 0.4) - 0.7 * 0.3 + 0.4 * 0.4)
    moves = np.eye(6)
    rates = {
        war.WAR: {war.CEASEFIRE: 0.5 * ceasefire, war.TALKS: 0.5 * np.exp(2 * (u5 - 0.5))},
        war.TALKS: {war.CEASEFIRE: ceasefire, war.WAR: 0.5},
        war.CEASEFIRE: {war.WAR: 1.2 * np.exp(-1.5 * (pillar + u9) / 2), war.SETTLEMENT: 0.15},
    }
    for here, exits in rates.items():
        total = sum(exits.values())
        moves[here, here] = np.exp(-total * MONTH)
        for there, rate in exits.items():
            moves[here, there] = rate / total * hazard(total)
    check_chain(run["war.state"], moves, war.TALKS)
    np.testing.assert_allclose(run["war.adequacy"], adequacy, rtol=1e-5)


@pytest.mark.parametrize("state", [war.NONE, war.LIMITED, war.SETTLEMENT])
def test_war_neither_begins_nor_resumes_by_itself(state: int) -> None:
    run = simulate(
        war.MECHANISM, state={"war.state": state, "war.adequacy": 0.0, "pillar.europe": 0.1,
                              "aid.expected": 3.0},
        levers={"u5": 0.9, "u9": 0.0, "u10": 0.9}, parameters={"war.lam_cf": 9.0, "war.rho": 9.0},
        record=["war.state"], steps=24, lanes=500,
    )  # fmt: skip
    assert np.all(run["war.state"] == state)


def test_trade_with_its_deal() -> None:
    """Ten states: five levels, with a deal and without; up is tried before down."""
    p = {"trade.t1": 2.0, "trade.t2": 1.0, "trade.d1": 0.7, "trade.r_scale": 1.3}
    u6, tone = 0.8, -3.0
    run = simulate(
        trade.MECHANISM,
        state={"trade.level": 2, "trade.deal": 0, "trade.change": 0.0,
               "tone.shown": np.where(np.arange(14) == EU, tone, 0.0)},
        levers={"u6": u6}, parameters=p, data={"dyad_usa_eu": np.int32(EU)},
        record=["trade.level", "trade.deal", "trade.change"], steps=60, lanes=LANES,
    )  # fmt: skip
    push = 1.3 * np.exp(2.0 * (u6 - 0.5) - 1.0 * tone / 10)
    up, down = (2, 1, 0.3, 0.05, 0), (0, 6, 0.4, 0.8, 1)
    moves = np.zeros((10, 10))
    for level in range(5):
        for deal in range(2):
            here = 2 * level + deal
            rises = hazard(up[level] * push)
            falls = (1 - rises) * hazard(down[level] * np.exp(0.7 * deal))
            moves[here, here] += 1 - rises - falls
            if level < 4:
                moves[here, 2 * (level + 1)] += rises
            if level > 0:
                struck = 0.5 if level >= 2 else 0.0
                moves[here, 2 * (level - 1) + 1] += falls * (struck + (1 - struck) * deal)
                moves[here, 2 * (level - 1)] += falls * (1 - struck) * (1 - deal)
    check_chain(2 * run["trade.level"] + run["trade.deal"], moves, 4)
    steps = np.diff(run["trade.level"], axis=0)
    np.testing.assert_array_equal(run["trade.change"][1:], steps)
    assert np.abs(steps).max() == 1


def test_indo_pacific() -> None:
    tone = -6.0
    run = simulate(
        indo_pacific.MECHANISM,
        state={"indopacific.level": 0, "indopacific.first": 0, "indopacific.rate": 0.0,
               "tone.shown": np.where(np.arange(14) == CHN, tone, 0.0)},
        parameters={"indopacific.lam_Q": 0.6, "indopacific.q1": 0.5},
        data={"dyad_usa_chn": np.int32(CHN)},
        record=["indopacific.level", "indopacific.first", "indopacific.rate"],
        steps=60, lanes=LANES,
    )  # fmt: skip
    rate = 0.6 * np.exp(0.5 * (6.0 - 3.0) / 10)
    np.testing.assert_allclose(run["indopacific.rate"], rate, rtol=1e-5)
    moves = np.array([
        [1 - hazard(rate), hazard(rate), 0],
        [np.exp(-0.25 * MONTH) * hazard(1.0), np.exp(-1.25 * MONTH), hazard(0.25)],
        [hazard(0.5), 0, 1 - hazard(0.5)],
    ])  # fmt: skip
    check_chain(run["indopacific.level"], moves, 0)
    begun = np.argmax(run["indopacific.level"] >= 1, axis=0) + 1
    ever = (run["indopacific.level"] >= 1).any(axis=0)
    np.testing.assert_array_equal(run["indopacific.first"][-1], np.where(ever, begun, 0))


def test_command_passes_only_once_agreed() -> None:
    u3, steps = 0.9, 48
    run = simulate(
        command.MECHANISM, state={"command.agreed": 0, "command.jfc": 1}, levers={"u3": u3},
        parameters={"command.lam_Ja": 0.5, "command.lam_J": 0.9},
        record=["command.agreed", "command.jfc"], steps=steps, lanes=LANES,
    )  # fmt: skip
    agree, passes = hazard(0.5 * np.exp(2 * (u3 - 0.7))), hazard(0.9)
    binomial = {k: stats.binom(k, passes).pmf for k in (1, 2)}
    # states: not agreed; agreed with 1, 2, 3 commands
    moves = np.zeros((4, 4))
    moves[0, :2] = 1 - agree, agree
    for held in (1, 2):
        moves[held, held:] = binomial[3 - held](np.arange(4 - held))
    moves[3, 3] = 1
    state = np.where(run["command.agreed"] == 1, run["command.jfc"], 0)
    # The month of agreement itself passes nothing: the agreed state starts with one command.
    check_chain(state, moves, 0)
    assert np.all(run["command.jfc"][run["command.agreed"] == 0] == 1)


def test_laws_lapse_in_december_only_and_for_good() -> None:
    run = simulate(
        law.MECHANISM, state={"law.floor": 1, "law.exit": 1},
        parameters={"law.l_floor": 0.8, "law.l_exit": 0.9},
        record=["law.floor", "law.exit"], steps=36, lanes=LANES,
    )  # fmt: skip
    for name, renewal in (("law.floor", 0.8), ("law.exit", 0.9)):
        standing = run[name].mean(axis=-1)
        wanted = renewal ** np.repeat([0, 1, 2, 3], [11, 12, 12, 1])
        np.testing.assert_allclose(standing, wanted, atol=spread(0.5, LANES))
        assert np.all(np.diff(run[name], axis=0) <= 0)
    both = (run["law.floor"][-1] & run["law.exit"][-1]).mean()
    assert both == pytest.approx((0.8 * 0.9) ** 3, abs=spread(0.4, LANES))


def test_no_law_comes_about_by_itself() -> None:
    run = simulate(law.MECHANISM, state={"law.floor": 0, "law.exit": 0},
                   record=["law.floor", "law.exit"], steps=24, lanes=100)  # fmt: skip
    assert not run["law.floor"].any()
    assert not run["law.exit"].any()
