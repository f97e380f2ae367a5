"""E10 Escalation between Russia and NATO: 0 none, 1 incident, 2 lethal clash, 3 attack.

    DET = ln(S + w_US C_East (H + HR)/T_ref e_US) - ln DET_ref          T_ref = 80 thousand
    any -> 3: lam3 exp(b1 RC - b2 DET + b3 1[B=2])       {0,1} -> 2: lam2 exp(b3/2 1[B=1] - .3 DET)
    0 -> 1:  lam1 exp(.5 (R - 1.8))
    1 -> 0 12/yr;  2 -> 1 4/yr;  3 -> 2 2/yr, not before 6 months
    tried in the order 3, 2, 1, down; at most one move a month
    two fronts: when Q first reaches 1, with probability p_two B rises to >= 2, 0..5 months later
    where, on entering 3: baltic with probability p_balt, else other

lam3 is the rate during the war (RC = 0, DET = 0): a Russia tied down attacks less (M36), and
e^b1 is the multiplier of full reconstitution. A gap in the East (M13) and upgrades of the
flank (M43) enter through DET, as does the widened border with Finland and Sweden (M42) by S.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from foedus.model.mechanism import Chance, Mechanism, Start, View, Writes, flag, happens, words
from foedus.model.mechanisms.institution import us_share

NOWHERE, BALTIC, OTHER = range(3)
NO_COUNTDOWN = -1
TWO_FRONT_MONTHS = 6


def _step(v: View) -> Writes:
    level, dt = v.lag("level"), v.clock.dt
    held = _deterrence_bracket(v)
    deterrence = jnp.log(held / v.p("DET_ref"))
    attack = v.p("lam3") * jnp.exp(
        v.now("reconstitution.russia") * v.p("b1")
        - v.p("b2") * deterrence
        + v.p("b3") * flag(level == 2)
    )
    clash = v.p("lam2") * jnp.exp(
        v.p("b3") / 2 * flag(level == 1) - v.p("clash_deterrence") * deterrence
    )
    incident = v.p("lam1") * jnp.exp(
        v.p("incident_threat") * (v.lag("threat.russia") - v.p("R_ref"))
    )
    moved = _move(v, level, attack, clash, incident, dt)
    countdown, due = _coupling(v)
    moved = v.settle("escalation.level", jnp.where(due, jnp.maximum(moved, 2), moved))
    entered = (moved == 3) & (level != 3)
    place = jnp.where(v.u("where") < v.p("p_balt"), BALTIC, OTHER)
    return {
        "escalation.level": moved,
        "escalation.previous": level,
        "escalation.age": jnp.where(moved == 3, v.lag("age") + 1, 0),
        "escalation.where": jnp.where(entered, place, v.lag("where")),
        "escalation.twofront": countdown,
        "escalation.coupled": jnp.where(due, 1, 0),
        "escalation.bracket": held,
        "escalation.attack_rate": jnp.where(level < 3, attack, 0.0),
        "escalation.clash_rate": jnp.where(level < 2, clash, 0.0),
        "deterrence": deterrence,
    }


def _deterrence_bracket(v: View) -> Any:
    troops = v.lag("forces.total") / v.p("T_ref")
    engaged = us_share(v.lag("institution.status"), v.p("capability.e_US"))
    return v.now("europe.self") + v.p("w_US") * v.lag("trust.usa")[0] * troops * engaged


def _move(v: View, level: Any, attack: Any, clash: Any, incident: Any, dt: Any) -> Any:
    to3 = (level < 3) & happens(v.u("up3"), attack, dt)
    to2 = (level < 2) & happens(v.u("up2"), clash, dt)
    to1 = (level < 1) & happens(v.u("up1"), incident, dt)
    ripe = (level < 3) | (v.lag("age") >= v.p("least_months"))
    falls = (level > 0) & ripe & happens(v.u("down"), v.at("r_dn", level), dt)
    down = jnp.where(falls, level - 1, level)
    return jnp.where(to3, 3, jnp.where(to2, 2, jnp.where(to1, 1, down)))


def _coupling(v: View) -> tuple[Any, Any]:
    """Months left until a crisis in the Pacific spreads, and whether it does so now."""
    begins = v.now("indopacific.first") == v.clock.step
    spreads = begins & (v.u("twofront") < v.p("p_two"))
    lag = jnp.floor(v.u("twofront_lag") * TWO_FRONT_MONTHS).astype(jnp.int32)
    left = v.lag("twofront")
    counting = jnp.where(left > NO_COUNTDOWN, left - 1, NO_COUNTDOWN)
    countdown = jnp.where(spreads, lag, counting)
    due = countdown == 0
    return countdown, due


def _start(s: Start) -> Writes:
    zero = dict.fromkeys(("level", "previous", "age", "where", "coupled"), 0)
    return {f"escalation.{name}": value for name, value in zero.items()} | {
        "escalation.twofront": NO_COUNTDOWN,
        "escalation.bracket": 1.0,
        "escalation.attack_rate": 0.0,
        "escalation.clash_rate": 0.0,
        "deterrence": 0.0,
    }


MECHANISM = Mechanism(
    name="escalation",
    equation="E10",
    writes=words(
        "escalation.level escalation.previous escalation.age escalation.where escalation.twofront "
        "escalation.coupled escalation.bracket escalation.attack_rate escalation.clash_rate "
        "deterrence"
    ),
    reads=words("threat.russia forces.total trust.usa institution.status"),
    now=("reconstitution.russia", "europe.self", "indopacific.first"),
    chances=(
        Chance("escalation.up1"),
        Chance("escalation.up2"),
        Chance("escalation.up3"),
        Chance("escalation.down"),
        Chance("escalation.where"),
        Chance("escalation.twofront"),
        Chance("escalation.twofront_lag"),
    ),
    parameters=words(
        "lam1 lam2 lam3 b1 b2 b3 p_balt w_US T_ref DET_ref p_two R_ref incident_threat "
        "clash_deterrence r_dn least_months capability.e_US"
    ),
    statements=("M13", "M31", "M36", "M42", "M43"),
    step=_step,
    start=_start,
)
