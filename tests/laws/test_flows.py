"""What moves smoothly, and aid and contacts: means and variances against closed forms."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import special, stats

from foedus.model.laws import gamma_nodes
from foedus.model.mechanisms import (
    aid,
    contacts,
    pillar,
    procurement,
    reconstitution,
    threat,
    tone,
    trust,
    war,
)

from .one import MONTH, Months, check_chain, simulate, spread

LANES = 4_000
LATE = slice(-12, None)


def check_stationary(late: Any, mean: Any, sd: Any, rate: float) -> None:
    """Mean and variance of the last year of paths whose months are correlated by `rate`."""
    # Twelve correlated months count as the part of a year in which memory is renewed.
    n = late.shape[-1] * (1 + 12 * -np.expm1(-2 * rate * MONTH)) / 2
    error = 6 / np.sqrt(n)
    np.testing.assert_array_less(np.abs(late.mean(axis=(0, -1)) - mean), error * sd)
    np.testing.assert_allclose(late.var(axis=(0, -1)), sd**2, rtol=error * np.sqrt(2))


def feel(before: int, after: int, level: int, previous: int, **change: float) -> Months:
    return simulate(
        threat.MECHANISM,
        state={"threat.russia": 1.5, "war.state": before, "escalation.level": level,
               "escalation.previous": previous},
        now={"war.state": after},
        parameters={"threat.kappa_R": 0.8, "threat.sigma_R": 0.1, "threat.J22": 1.2,
                    "threat.J_B2": 0.2, "threat.J_B3": 1.0} | change,
        record=["threat.russia"], steps=1 if before != after else 120, lanes=LANES,
    )  # fmt: skip


@pytest.mark.parametrize(("state", "level"), [(war.WAR, 1.8), (war.CEASEFIRE, 1.4), (war.SETTLEMENT, 1.0)])  # fmt: skip  # noqa: E501
def test_threat_settles_at_the_level_of_the_war(state: int, level: float) -> None:
    run = feel(state, state, 0, 0)
    check_stationary(run["threat.russia"][LATE], level, 0.1 / np.sqrt(1.6), 0.8)


def test_threat_jumps() -> None:
    still = {"threat.sigma_R": 1e-6}
    drifted = 1.5 + (1 - np.exp(-0.8 / 12)) * (1.8 - 1.5)
    begun = feel(war.LIMITED, war.WAR, 0, 0, **still)["threat.russia"][0]
    np.testing.assert_allclose(begun, drifted + 1.2, rtol=1e-5)
    onset = feel(war.NONE, war.LIMITED, 0, 0)["threat.russia"][0]
    assert np.all(onset == 1.0)
    for level, jump in ((1, 0.0), (2, 0.2), (3, 1.0)):
        rose = feel(war.WAR, war.WAR, level, level - 1, **still)["threat.russia"][0]
        np.testing.assert_allclose(rose, drifted + jump, rtol=1e-5)
        stood = feel(war.WAR, war.WAR, level, level, **still)["threat.russia"][0]
        np.testing.assert_allclose(stood, drifted, rtol=1e-5)


def test_threat_is_never_negative() -> None:
    run = feel(war.NONE, war.NONE, 0, 0, **{"threat.sigma_R": 2.0})["threat.russia"]
    assert run.min() == 0.0


TRUSTED = {f"trust.{n}": v for n, v in {
    "kappa_C": 0.9, "sigma_C": 0.2, "gamma1": 2.0, "gamma2": 0.5, "gamma3": 0.15, "gamma4": 0.05,
    "gamma5": 0.04, "gamma6": 0.5, "gamma7": 0.3, "gamma8": 1.0,
    "cbar": np.array([0.3, 0.0, -0.3]),
}.items()}  # fmt: skip


def rely(
    steps: int, change: float = 0.0, trade: float = 0.0, status: int = 0, usru: float = 0.0,
    reassure: float = 0.0, sigma: float = 0.2,
) -> Months:  # fmt: skip
    """Trust with u9 .7, u6 .5, u14 .4 and allies that spend e^.8 against a path of 2 %."""
    return simulate(
        trust.MECHANISM,
        state={"trust.usa": np.array([0.6, 0.5, 0.4])},
        now={"effort.x": np.full(3, 0.8), "europe.tau": 2.0, "forces.change": change,
             "trade.change": trade, "contact.usru": usru, "contact.reassure": reassure,
             "institution.status": status},
        levers={"u6": 0.5, "u9": 0.7, "u14": 0.4},
        parameters=TRUSTED | {"trust.sigma_C": sigma},
        data={"bloc_mean": np.eye(3), "bloc_exposure": np.array([0.9, 0.5, 0.2])},
        record=["trust.usa"], steps=steps, lanes=LANES,
    )  # fmt: skip


AIM = np.array([0.3, 0.0, -0.3]) + 2.0 * 0.2 - 0.5 * 0.35 + 0.3 * 0.4 * (0.8 - np.log(2.0))


@pytest.mark.parametrize(("status", "exit_"), [(1, 0.0), (2, 1.0), (4, 1.0)])
def test_trust_settles_on_the_logit_scale(status: int, exit_: float) -> None:
    late = special.logit(rely(120, status=status)["trust.usa"][LATE].astype(float))
    check_stationary(late, AIM - exit_, 0.2 / np.sqrt(1.8), 0.9)


@pytest.mark.parametrize(
    ("event", "shift"),
    [
        ({"change": -0.1}, -0.5 * 0.1 * np.array([1, 0.6, 0.3])),
        ({"change": 0.1}, 0.0),
        ({"trade": 1.0}, -0.15),
        ({"trade": -1.0}, 0.0),
        ({"usru": 2.0}, -0.05 * 2 * np.array([0.9, 0.5, 0.2])),
        ({"reassure": 3.0}, 0.04 * 3),
    ],
)
def test_what_shakes_trust_and_that_a_fall_of_tariffs_does_not_mend_it(
    event: dict[str, float], shift: Any
) -> None:
    moved = special.logit(rely(1, sigma=1e-6, **event)["trust.usa"][0, :, 0].astype(float))
    still = special.logit(rely(1, sigma=1e-6)["trust.usa"][0, :, 0].astype(float))
    np.testing.assert_allclose(moved - still, np.broadcast_to(shift, 3), atol=2e-6)


def test_trust_stays_within_its_cap() -> None:
    run = rely(24, reassure=500.0)
    assert run["trust.usa"].max() <= special.expit(6.0) + 1e-6


def test_tone_is_stationary_about_what_levers_and_events_make_of_it() -> None:
    levers = {k: 0.5 for k in (*tone.LEVERS, "v2")} | {"u9": 0.9, "u1": 0.2, "v2": 0.6}
    centre = np.full(17, 0.5, np.float32)
    zbar, kappa, sigma = np.linspace(-5, 5, 14), np.full(14, 1.5), np.full(14, 0.8)
    p = {"tone.zbar": zbar, "tone.kappa": kappa, "tone.sigma": sigma,
         "tone.b_usa_nato_u9": 4.0, "tone.b_usa_nato_u1": -2.0}  # fmt: skip
    run = simulate(
        tone.MECHANISM,
        state={"tone.z": zbar, "tone.shown": np.zeros(14), "tone.usa_jpn_security": 0.0,
               "tone.usa_jpn_economy": 0.0, "contact.usru": 2.0},
        now={"trade.level": 3, "threat.russia": 1.6}, levers=levers,
        parameters=p, data={"lever_mean": centre},
        record=["tone.z", "tone.shown", "tone.usa_jpn_security", "tone.usa_jpn_economy"],
        steps=72, lanes=LANES,
    )  # fmt: skip
    d = {name: k for k, name in enumerate(tone.DYADS)}
    push = 4.0 * 0.4 - 2.0 * -0.3
    extra = np.zeros(14)
    extra[d["USA-NATO"]] = push
    for name, loading in zip(tone.LED, (0.8, 0.7, 0.9, 0.9, 0.6), strict=True):
        extra[d[name]] = loading * push
    extra[d["USA-EU"]] = -0.5 * 3 - 0.6
    extra[d["USA-RUS"]] = 0.5 * 2 - 1
    extra[d["NATO-RUS"]] = -1.5 * 1.6
    extra[d["NATO-JPN"]] = 0.5 * 1.6 + 1
    extra[d["USA-JPN"]] = 0.5 - 0.5
    # One dyad pulls another about its own neutral level.
    extra[d["USA-NATO"]] += -0.15 * extra[d["USA-RUS"]]
    extra[d["USA-DEU"]] += 0.2 * extra[d["USA-EU"]]
    extra[d["USA-FRA"]] += 0.2 * extra[d["USA-EU"]]
    late = run["tone.z"][LATE]
    error = 6 * 0.8 / np.sqrt(3) / np.sqrt(LANES)
    np.testing.assert_allclose(late.mean(axis=(0, -1)), zbar + extra, atol=error)
    led = [d[n] for n in ("USA-NATO", "USA-DEU", "USA-FRA", "NATO-JPN")]
    free = np.delete(np.arange(14), led)
    check_stationary(late[:, free], (zbar + extra)[free], 0.8 / np.sqrt(3), 1.5)
    np.testing.assert_allclose(run["tone.shown"], 10 * np.tanh(run["tone.z"] / 10), atol=1e-5)
    legs = [np.arctanh(run[f"tone.usa_jpn_{leg}"] / 10) * 10 for leg in ("security", "economy")]
    np.testing.assert_allclose((legs[0] + legs[1]) / 2, run["tone.z"][:, d["USA-JPN"]], atol=1e-4)
    np.testing.assert_allclose(legs[0] - legs[1], 1.0, atol=1e-4)


def test_share_of_arms_orders() -> None:
    p = {"wbar": -0.5, "v_u": 0.4, "v_r": 0.3, "v_c": 0.8, "v_p": 0.5, "v_e": 0.6, "kappa_w": 0.7,
         "sigma_w": 0.2}  # fmt: skip
    run = simulate(
        procurement.MECHANISM,
        state={"arms.us_share": 0.35, "arms.us_orders": 0.0, "trust.usa": np.array([0.6, 0.4, 0.2]),
               "pillar.europe": 0.3},
        now={"threat.russia": 1.9, "effort.x": np.log([2.0, 4.0])}, levers={"u11": 0.8, "v2": 0.5},
        parameters={f"arms.{n}": v for n, v in p.items()},
        data={"bloc_weight": np.array([0.2, 0.5, 0.3]),
              "gdp_real": np.array([1000.0, 500.0]),
              "equipment_share": np.array([0.3, 0.2])},
        record=["arms.us_share", "arms.us_orders"], steps=120, lanes=LANES,
    )  # fmt: skip
    trusted = 0.2 * 0.6 + 0.5 * 0.4 + 0.3 * 0.2
    aim = -0.5 + 0.4 * 0.3 + 0.3 * 1.2 - 0.8 * (1 - trusted) - 0.5 * 0.3 - 0.6 * 0.5
    late = special.logit(run["arms.us_share"][LATE].astype(float))
    check_stationary(late, aim, 0.2 / np.sqrt(1.4), 0.7)
    spending = 1000 * 0.02 * 0.3 + 500 * 0.04 * 0.2
    np.testing.assert_allclose(run["arms.us_orders"], spending * run["arms.us_share"], rtol=1e-5)


def test_pillar_loses_to_overlap() -> None:
    p = {"p0": -2.0, "p1": 2.0, "p2": 1.0, "p3": 1.5, "p4": 1.5, "p5": 0.3, "kappa_P": 0.4,
         "chi_P": 0.2, "overlap": 0.5}  # fmt: skip
    run = simulate(
        pillar.MECHANISM,
        state={"pillar.europe": 0.1, "trust.usa": np.array([0.6, 0.4, 0.2]),
               "institution.status": 3},
        now={"europe.off": 0.4}, levers={"u13": 0.2, "v1": 0.8},
        parameters={f"pillar.{n}": v for n, v in p.items()},
        data={"bloc_weight": np.array([0.2, 0.5, 0.3])},
        record=["pillar.europe"], steps=600, lanes=2,
    )  # fmt: skip
    aim = special.expit(-2 + 2 * (1 - 0.38) + 1.0 * 0.4 + 1.5 * 0.8 + 1.5 + 0.3 * 0.8)
    gain = 1 - np.exp(-0.4 / 12)
    settled = gain * aim / (gain + MONTH * 0.2 * 0.5)
    np.testing.assert_allclose(run["pillar.europe"][-1], settled, rtol=1e-4)


@pytest.mark.parametrize(("state", "aim"), [(war.TALKS, 0.0), (war.CEASEFIRE, 1.0), (war.SETTLEMENT, 1.0)])  # fmt: skip  # noqa: E501
def test_russia_rebuilds_only_in_quiet_and_less_under_sanctions(state: int, aim: float) -> None:
    run = simulate(
        reconstitution.MECHANISM, state={"reconstitution.russia": 0.2}, now={"war.state": state},
        levers={"u10": 0.5},
        parameters={"reconstitution.kappa_RC": 1.0, "reconstitution.r_s": 0.4},
        record=["reconstitution.russia"], steps=24, lanes=2,
    )  # fmt: skip
    level = aim * (1 - 0.4 * 0.5)
    months = np.arange(1, 25)
    wanted = level + (0.2 - level) * np.exp(-months / 12)
    np.testing.assert_allclose(run["reconstitution.russia"][:, 0], wanted, rtol=1e-4)


GIVEN = {"on0": -3.5, "on1": 6.0, "s_US": 2.0, "psi": 0.7, "chi": 0.3, "a15": 0.1, "g_E": 0.05}


def give(state: int, u4: float, v3: float, depletion: float, lanes: int = 40_000) -> Months:
    """A year of aid; depletion is held by a speed of zero."""
    p = {f"aid.{n}": v for n, v in GIVEN.items()} | {"aid.kappa_D": 0.0}
    p |= {f"aid.nodes_{s}": gamma_nodes(np.array([k]))[:, 0] for s, k in (("US", 1.2), ("E", 1.6))}
    return simulate(
        aid.MECHANISM,
        state=dict.fromkeys(aid.MECHANISM.writes, 0.0) | {"aid.depletion": depletion},
        now={"war.state": state}, levers={"u4": u4, "v3": v3}, parameters=p,
        record=["aid.usa", "aid.europe", "aid.expected", "aid.depletion"], steps=12, lanes=lanes,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "share", "u4", "v3", "depletion"),
    [(war.WAR, 1.0, 0.95, 0.0, 0.0), (war.TALKS, 1.0, 0.05, 0.5, 0.0),
     (war.CEASEFIRE, 0.8, 0.05, 0.0, 0.4), (war.SETTLEMENT, 0.6, 0.5, 0.0, -0.5)],
)  # fmt: skip
def test_mean_of_aid(state: int, share: float, u4: float, v3: float, depletion: float) -> None:
    run = give(state, u4, v3, depletion)
    used_up = max(depletion, 0)
    on = special.expit(-3.5 + 6 * u4 * np.exp(-0.1 * used_up))
    years = 2026 + np.arange(1, 13) / 12 - 2023.6
    europe = 1.74 * 1.05**years * (1 + 0.5 * v3) + 0.7 * max(1.79 - on * 2, 0) - 0.3 * used_up
    europe *= share
    np.testing.assert_allclose(run["aid.expected"][:, 0], on * 2 + europe, rtol=1e-4)
    n = run["aid.usa"].size
    # A month on has a Gamma of variance s^2 / k; a month off nothing.
    variance = on * 4 * (1 + 1 / 1.2) - (2 * on) ** 2
    assert run["aid.usa"].mean() == pytest.approx(2 * on, abs=5 * np.sqrt(variance / n))
    assert (run["aid.usa"] > 0).mean() == pytest.approx(on, abs=spread(on, n))
    assert run["aid.europe"].mean() == pytest.approx(
        europe.mean(), abs=5 * europe.mean() / np.sqrt(1.6 * n)
    )
    ratio = run["aid.europe"].std(axis=-1) / europe
    np.testing.assert_allclose(ratio, 1 / np.sqrt(1.6), rtol=0.05)


def test_europe_never_stops_altogether() -> None:
    run = give(war.LIMITED, 1.0, 0.0, 20.0, lanes=2_000)
    mean_e = run["aid.expected"][:, 0] - special.expit(-3.5 + 6 * np.exp(-2.0)) * 2
    np.testing.assert_allclose(mean_e, 0.02, atol=1e-5)


@pytest.mark.parametrize(("coded", "u5"), [((0.0, 0.0), 0.8), ((2.0, 1.0), 0.3)])
def test_contacts_are_poisson_and_at_least_what_is_coded(
    coded: tuple[float, float], u5: float
) -> None:
    run = simulate(
        contacts.MECHANISM, state={"contact.usru": 0.0, "contact.reassure": 0.0},
        levers={"u5": u5, "u9": 0.9}, data={"coded_contacts": np.array(coded)},
        parameters={"contact.k0": 0.5, "contact.k1": 2.0, "contact.k2": 0.0, "contact.k3": 2.0},
        record=["contact.usru", "contact.reassure"], steps=6, lanes=10_000,
    )  # fmt: skip
    for name, rate, least in (("usru", np.exp(0.5 + 2 * u5), coded[0]),
                              ("reassure", np.exp(1.8), coded[1])):  # fmt: skip
        counts = run[f"contact.{name}"].ravel().astype(int)
        law = stats.poisson(rate / 12)
        for k in range(8):
            p = law.cdf(k) if k >= least else 0.0
            assert (counts <= k).mean() == pytest.approx(p, abs=spread(p, counts.size))


def test_depletion_follows_the_flow() -> None:
    """Aid of zero draws the ratio to -1 at .5 a year; before February 2022 there is none."""
    p = {f"aid.{n}": v for n, v in GIVEN.items()} | {"aid.on0": -99.0, "aid.psi": 0.0}
    p |= {"aid.Abar_E": 0.0, "aid.least": 0.0}
    p |= {f"aid.nodes_{s}": gamma_nodes(np.array([1.5]))[:, 0] for s in ("US", "E")}
    zero = dict.fromkeys(aid.MECHANISM.writes, 0.0)
    run = simulate(aid.MECHANISM, state=zero, now={"war.state": war.WAR}, parameters=p,
                   levers={"u4": 0.0, "v3": 0.0}, record=["aid.depletion"], steps=24, lanes=2)  # fmt: skip  # noqa: E501
    np.testing.assert_allclose(
        run["aid.depletion"][:, 0], np.expm1(-0.5 * np.arange(1, 25) / 12), rtol=1e-4
    )
    early = simulate(aid.MECHANISM, state=zero, now={"war.state": war.LIMITED}, first=-60,
                     parameters=p | {"aid.on0": 99.0, "aid.Abar_E": 2.0}, lanes=50,
                     levers={"u4": 1.0, "v3": 0.0}, record=["aid.usa", "aid.depletion"], steps=24)  # fmt: skip  # noqa: E501
    begun = 2026 + np.arange(-60, -36) / 12 > 2022.1
    assert not early["aid.usa"][~begun].any()
    assert not early["aid.depletion"][~begun].any()
    assert early["aid.usa"][begun].all()
