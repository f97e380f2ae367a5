"""E13 Institution: the status of the United States in NATO.

    lam_out = lambda_ref exp(e1 (OFF - .03) + e2 1[TR>=3] + e12 OFF 1[TR>=3]
              + e3 ((-l_USA-EU)/10 - .2) - e4 (law.exit - 1) - e5 (ties - 1)
              - e6 (u9 - .40) + e7 (u3 - .70) + e8 (u6 - .80))
    full -> thinned                      lam_thin e^(2 (u3 - .7))
    {full, thinned} -> out_of_command    lam_out, probability 1 - p_n
                    -> notified          lam_out, probability p_n;  notified -> out after 12 months
    at that event: withdraw ~ Bernoulli(p_wd), suspended ~ Bernoulli(p_sus)

lambda_ref is the rate under the levers of Trump's second term; e12 tests the article's
conjunction of a missed target with economic retaliation (M32). M28: what is spent decides the
commitment left; M03: economic nationalism; M37: ties of interest hold (`ties` = 1 unless changed).
Base rates: two partial withdrawals in about 1,440 member-years [unverified count], none by the US.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from foedus.model.mechanism import Chance, Mechanism, Start, View, Writes, flag, happens, words

FULL, THINNED, OUT_OF_COMMAND, NOTIFIED, OUT = range(5)
MONTHS_OF_NOTICE = 12


def has_left(status: Any) -> Any:
    """Whether the United States is out of the command, has given notice or is out."""
    return status >= OUT_OF_COMMAND


def us_share(status: Any, weights: Any) -> Any:
    """e_US: how much of the US contribution stands, from ``[full, thinned, after exit]``."""
    return jnp.where(
        has_left(status), weights[2], jnp.where(status == THINNED, weights[1], weights[0])
    )


def _exit_rate(v: View) -> Any:
    short, conflict = v.now("europe.off"), flag(v.now("trade.level") >= 3)
    chill = -v.lag("tone.shown")[v.data("dyad_usa_eu")] / 10
    return v.p("lambda_ref") * jnp.exp(
        v.p("e1") * (short - v.p("off_ref"))
        + v.p("e2") * conflict
        + v.p("e12") * short * conflict
        + v.p("e3") * (chill - v.p("chill_ref"))
        - v.p("e4") * (v.now("law.exit") - 1)
        - v.p("e5") * (v.p("ties") - 1)
        - v.p("e6") * (v.lever("u9") - v.p("u9_ref"))
        + v.p("e7") * (v.lever("u3") - v.p("u3_ref"))
        + v.p("e8") * (v.lever("u6") - v.p("u6_ref"))
    )


def _step(v: View) -> Writes:
    status, dt = v.lag("status"), v.clock.dt
    rate = _exit_rate(v)
    thinning = v.p("lam_thin") * jnp.exp(2 * (v.lever("u3") - v.p("u3_ref")))
    thins = (status == FULL) & happens(v.u("thin"), thinning, dt)
    leaves = ~thins & ~has_left(status) & happens(v.u("exit"), rate, dt)
    by_notice = jnp.where(v.u("kind") < v.p("p_n"), NOTIFIED, OUT_OF_COMMAND)
    expires = (status == NOTIFIED) & (v.lag("age") >= MONTHS_OF_NOTICE)
    moved = jnp.where(leaves, by_notice, jnp.where(thins, THINNED, status))
    moved = v.settle("institution.status", jnp.where(expires, OUT, moved))
    event = has_left(moved) & ~has_left(status)
    withdraw = jnp.where(v.u("withdraw") < v.p("p_wd"), 1, 0)
    suspended = jnp.where(v.u("suspend") < v.p("p_sus"), 1, 0)
    return {
        "institution.status": moved,
        "institution.age": jnp.where(moved == status, v.lag("age") + 1, 1),
        "institution.withdraw": jnp.where(event, withdraw, v.lag("withdraw")),
        "institution.suspended": jnp.where(event, suspended, v.lag("suspended")),
        "institution.exit_rate": jnp.where(has_left(status), 0.0, rate),
    }


def _start(s: Start) -> Writes:
    return {
        "institution.status": FULL,
        "institution.age": 0,
        "institution.withdraw": 0,
        "institution.suspended": 0,
        "institution.exit_rate": 0.0,
    }


MECHANISM = Mechanism(
    name="institution",
    equation="E13",
    writes=words(
        "institution.status institution.age institution.withdraw institution.suspended "
        "institution.exit_rate"
    ),
    reads=("tone.shown",),
    now=("europe.off", "trade.level", "law.exit"),
    levers=("u3", "u6", "u9"),
    chances=(
        Chance("institution.exit"),
        Chance("institution.kind"),
        Chance("institution.thin"),
        Chance("institution.withdraw"),
        Chance("institution.suspend"),
    ),
    parameters=words(
        "lambda_ref e1 e2 e3 e4 e5 e6 e7 e8 e12 p_n p_wd p_sus lam_thin ties off_ref chill_ref "
        "u9_ref u3_ref u6_ref"
    ),
    data=("dyad_usa_eu",),
    statements=("M03", "M28", "M32", "M37"),
    step=_step,
    start=_start,
)
