"""Escalation, institution and response against closed forms, feedbacks held."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import special

from foedus.model.mechanisms import escalation, institution, response

from .one import CASE, MONTH, Months, check_chain, hazard, simulate, spread

LANES = 20_000
EU = CASE.sets["dyad"].index("USA-EU")
RATES = {"escalation.lam1": 3.0, "escalation.lam2": 0.9, "escalation.lam3": 0.5}
SLOPES = {"escalation.b1": 1.1, "escalation.b2": 1.0, "escalation.b3": 0.8}
CALM = dict.fromkeys(("escalation.lam1", "escalation.lam2", "escalation.lam3"), 0.0)


def escalate(
    steps: int, start: int = 0, pacific: int = 0, lanes: int = LANES, **change: Any
) -> Months:
    """Escalation with S .6, trust of the East .4, 60 thousand troops, a reconstitution of .5."""
    zero = dict.fromkeys(("level", "previous", "age", "where", "coupled"), 0)
    state = {f"escalation.{n}": v for n, v in zero.items()} | {
        "escalation.level": start,
        "escalation.twofront": escalation.NO_COUNTDOWN,
        **dict.fromkeys(("escalation.bracket", "escalation.attack_rate"), 0.0),
        **dict.fromkeys(("escalation.clash_rate", "deterrence"), 0.0),
        "threat.russia": 2.2,
        "forces.total": 60.0,
        "trust.usa": np.array([0.4, 0.3, 0.2]),
        "institution.status": institution.THINNED,
    }
    return simulate(
        escalation.MECHANISM,
        state=state,
        now={"reconstitution.russia": 0.5, "europe.self": 0.6, "indopacific.first": pacific},
        parameters={**RATES, **SLOPES, "escalation.DET_ref": 1.1, "escalation.w_US": 0.8} | change,
        record=["escalation.level", "escalation.where", "escalation.age", "escalation.coupled",
                "escalation.attack_rate", "escalation.clash_rate", "deterrence"],
        steps=steps, lanes=lanes,
    )  # fmt: skip


DET = np.log(0.6 + 0.8 * 0.4 * 60 / 80 * 0.7) - np.log(1.1)


def test_deterrence_counts_what_europe_has_and_what_the_united_states_would_send() -> None:
    run = escalate(2, lanes=10)
    np.testing.assert_allclose(run["deterrence"], DET, rtol=1e-5)
    attack = 0.5 * np.exp(1.1 * 0.5 - 1.0 * DET)
    np.testing.assert_allclose(run["escalation.attack_rate"][0], attack, rtol=1e-5)
    np.testing.assert_allclose(run["escalation.clash_rate"][0], 0.9 * np.exp(-0.3 * DET), rtol=1e-5)


def test_escalation_is_its_matrix() -> None:
    """Four levels, tried 3, 2, 1, down; without the least stay at 3, which has its own test."""
    run = escalate(60, **{"escalation.least_months": 0.0})
    attack = [0.5 * np.exp(1.1 * 0.5 - DET + 0.8 * (level == 2)) for level in range(3)] + [0]
    clash = [0.9 * np.exp(0.4 * (level == 1) - 0.3 * DET) for level in range(2)] + [0, 0]
    incident = (3.0 * np.exp(0.5 * (2.2 - 1.8)), 0, 0, 0)
    down = (0, 12, 4, 2)
    moves = np.zeros((4, 4))
    for level in range(4):
        left = 1.0
        for rate, there in ((attack, 3), (clash, 2), (incident, 1), (down, level - 1)):
            moved = left * hazard(rate[level])
            moves[level, there] += moved
            left -= moved
        moves[level, level] += left
    check_chain(run["escalation.level"], moves, 0)


def test_an_attack_lasts_at_least_six_months_then_ends_at_two_a_year() -> None:
    run = escalate(36, start=2, **CALM | {"escalation.lam3": 1e6, "escalation.r_dn": np.array([0, 0, 0, 2.0])})  # fmt: skip  # noqa: E501
    # everyone enters in the first month; lam3 is so high that whoever falls is back in a month
    level = run["escalation.level"]
    assert np.all(level[:6] == 3)
    first_fall = np.argmax(level == 2, axis=0)
    fallen = (level == 2).any(axis=0)
    assert first_fall[fallen].min() == 6
    for month in (7, 12, 24):
        standing = np.exp(-2 * (month - 5) * MONTH)
        there = 1 - (fallen & (first_fall <= month)).mean()
        assert there == pytest.approx(standing, abs=spread(standing, LANES))


def test_the_place_of_an_attack() -> None:
    run = escalate(1, **CALM | {"escalation.lam3": 1e6, "escalation.p_balt": 0.7})
    where = run["escalation.where"][-1]
    assert set(np.unique(where)) == {escalation.BALTIC, escalation.OTHER}
    share = (where == escalation.BALTIC).mean()
    assert share == pytest.approx(0.7, abs=spread(0.7, LANES))


def test_a_pacific_crisis_spreads_once_at_a_month_uniform_in_0_to_5() -> None:
    run = escalate(20, pacific=4, **CALM | {"escalation.p_two": 0.3})
    coupled = run["escalation.coupled"]
    assert set(np.unique(coupled.sum(axis=0))) == {0, 1}
    share = coupled.sum(axis=0).mean()
    assert share == pytest.approx(0.3, abs=spread(0.3, LANES))
    by_month = coupled.mean(axis=1)
    np.testing.assert_allclose(by_month[3:9], 0.05, atol=spread(0.05, LANES))  # months 4 to 9
    assert not by_month[:3].any()
    assert not by_month[9:].any()
    assert np.all(run["escalation.level"][coupled == 1] >= 2)


SLOPES_OUT = {f"institution.{n}": v for n, v in {
    "lambda_ref": 0.4, "e1": 1.0, "e2": 0.8, "e3": 0.5, "e4": 0.7, "e5": 1.0, "e6": 2.0,
    "e7": 2.0, "e8": 0.5, "e12": 1.0, "p_n": 0.3, "lam_thin": 0.6,
}.items()}  # fmt: skip


def leave(steps: int, lanes: int = LANES, **given: Any) -> Months:
    """The institution at the reference of its rate: every factor of the exponent is 1."""
    at = {"off": 0.03, "trade": 0, "law": 1, "tone": -2.0, "u3": 0.7, "u6": 0.8, "u9": 0.4} | given
    change = at.pop("parameters", {})
    names = ("status", "age", "withdraw", "suspended")
    return simulate(
        institution.MECHANISM,
        state={f"institution.{n}": 0 for n in names} | {
            "institution.exit_rate": 0.0, "tone.shown": np.where(np.arange(14) == EU, at["tone"], 0)
        },
        now={"europe.off": at["off"], "trade.level": at["trade"], "law.exit": at["law"]},
        levers={k: at[k] for k in ("u3", "u6", "u9")},
        parameters=SLOPES_OUT | change, data={"dyad_usa_eu": np.int32(EU)},
        record=[f"institution.{n}" for n in (*names, "exit_rate")], steps=steps, lanes=lanes,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "exponent"),
    [
        ({}, 0.0),
        ({"off": 0.53}, 1.0 * 0.5),
        ({"trade": 3}, 0.8 + 1.0 * 0.03),
        ({"trade": 2}, 0.0),
        ({"trade": 4, "off": 0.53}, 0.5 + 0.8 + 1.0 * 0.53),
        ({"tone": -8.0}, 0.5 * 0.6),
        ({"law": 0}, 0.7),
        ({"u9": 1.0}, -2.0 * 0.6),
        ({"u3": 0.05}, -2.0 * 0.65),
        ({"u6": 0.15}, -0.5 * 0.65),
        ({"parameters": {"institution.ties": 1.5}}, -1.0 * 0.5),
    ],
)
def test_rate_of_exit(given: dict[str, Any], exponent: float) -> None:
    rate = leave(1, lanes=5, **given)["institution.exit_rate"]
    np.testing.assert_allclose(rate, 0.4 * np.exp(exponent), rtol=1e-5)


def test_status_is_its_matrix() -> None:
    """Full, thinned, out of the command, and notice in each of its twelve months, then out."""
    run = leave(48, u3=0.9)
    out, thin = hazard(0.4 * np.exp(2.0 * 0.2)), hazard(0.6 * np.exp(2 * 0.2))
    moves = np.zeros((16, 16))  # 3..14: the notice by its age, 15: out
    moves[0, 1] = thin
    moves[0, 2], moves[0, 3] = (1 - thin) * out * 0.7, (1 - thin) * out * 0.3
    moves[0, 0] = (1 - thin) * (1 - out)
    moves[1, [1, 2, 3]] = 1 - out, out * 0.7, out * 0.3
    moves[2, 2] = moves[15, 15] = 1
    moves[np.arange(3, 15), np.arange(4, 16)] = 1
    status, age = run["institution.status"], run["institution.age"]
    fine = np.where(status == institution.NOTIFIED, 2 + age, np.where(status == institution.OUT, 15, status))  # fmt: skip  # noqa: E501
    check_chain(fine, moves, 0)


def test_what_an_exit_takes_with_it_is_drawn_once() -> None:
    p = {"institution.lambda_ref": 50.0, "institution.p_wd": 0.4, "institution.p_sus": 0.6}
    run = leave(30, parameters=p)
    withdraw, suspended = run["institution.withdraw"], run["institution.suspended"]
    inside = run["institution.status"] < institution.OUT_OF_COMMAND
    assert not withdraw[inside].any()
    assert not suspended[inside].any()
    assert np.all(np.diff(withdraw, axis=0) >= 0)
    assert withdraw[-1].mean() == pytest.approx(0.4, abs=spread(0.4, LANES))
    assert suspended[-1].mean() == pytest.approx(0.6, abs=spread(0.6, LANES))
    both = (withdraw[-1] & suspended[-1]).mean()
    assert both == pytest.approx(0.24, abs=spread(0.24, LANES))
    assert not run["institution.exit_rate"][1:][~inside[:-1]].any()


def respond(level: int, before: int, pacific: int, coupled: int = 0, **given: Any) -> Months:
    """Two months in which a shock stands; trust of the East .6, u9 .7, cohesion .5."""
    return simulate(
        response.MECHANISM,
        state={"response.state": 0, "response.kind": 0, "response.onset": 0,
               "escalation.level": before, "trust.usa": np.array([0.6, 0.1, 0.1]),
               "cohesion.nato": 0.5},
        now={"escalation.level": level, "escalation.where": given.get("where", escalation.BALTIC),
             "escalation.coupled": coupled, "indopacific.level": pacific},
        levers={"u9": 0.7},
        parameters={"response.r_att": 0.6, "response.r_two": 0.4, "response.r1": 1.0,
                    "response.r2": 1.5, "response.r3": 0.5, "response.r4": 1.0},
        data={"only_baltic": np.bool_(given.get("only_baltic", False))},
        record=["response.state", "response.kind", "response.onset"],
        steps=2, lanes=LANES, first=5,
    )  # fmt: skip


ODDS = 1.0 * (0.6 - 0.45) + 1.5 * (0.7 - 0.4) + 1.0 * (0.5 - 0.7)


@pytest.mark.parametrize(
    ("shock", "kind", "chance"),
    [
        ((3, 0, 0), response.ATTACK, special.expit(special.logit(0.6) + ODDS)),
        ((3, 2, 1), response.ATTACK, special.expit(special.logit(0.6) + ODDS - 0.5)),
        ((2, 2, 1), response.TWO_FRONTS, special.expit(special.logit(0.4) + ODDS - 0.5)),
        ((2, 1, 0, 1), response.TWO_FRONTS, special.expit(special.logit(0.4) + ODDS)),
    ],
    ids=["attack", "attack in a crisis", "two fronts", "coupled, crisis over"],
)
def test_response_is_drawn_once(shock: tuple[int, ...], kind: int, chance: float) -> None:
    run = respond(*shock)
    decided = run["response.state"] == response.DECIDED
    assert decided[0].mean() == pytest.approx(chance, abs=spread(chance, LANES))
    np.testing.assert_array_equal(decided[0], decided[1])  # the shock stands, no second draw
    assert np.all(run["response.kind"] == kind)
    assert np.all(run["response.onset"] == 5)


@pytest.mark.parametrize("calm", [(2, 0, 0), (1, 1, 2), (0, 0, 2), (3, 3, 0)])
def test_no_shock_no_response(calm: tuple[int, ...]) -> None:
    """A clash alone, a crisis in Asia alone, and an attack that had already begun."""
    assert np.all(respond(*calm)["response.state"] == response.UNDRAWN)


def test_variant_that_counts_the_baltic_only() -> None:
    elsewhere = respond(3, 0, 0, where=escalation.OTHER, only_baltic=True)
    assert np.all(elsewhere["response.state"] == response.UNDRAWN)
    assert np.all(respond(3, 0, 0, only_baltic=True)["response.state"] != response.UNDRAWN)
