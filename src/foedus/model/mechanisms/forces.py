"""E4 Forces: US forces in Europe, thousand; announced is not executed.

    lambda_ann = lambda_T2 exp(a1 (u3 - .70) + a2 (u7 - .85) + a3 1[Q>=1] - a4 1[B>=2]
                 + a_thin 1[M = thinned])
    announcement (at most one a month): rotational if U < s_rot;
      size ~ min(LogN(m_s, s_s), half the stock);
      due after uniform{6..12} months (permanent), uniform{1..6} (a rotation not replaced)
    when due: executed if U < p_ex exp(a5 min(0, u3 - .5)) phi^[H+HR-size < FLOOR and law.floor],
      else dropped
    additions: rate lambda_add exp(-a1 (u3 - .05)), size LogN(ln 1.5, .6), executed with .8
    A_h <- (A_h - executed share_h + added share_h) e^(-k_w dt 1[withdraw]), floor .01
    ln H_h <- RELAX(ln H_h, ln A_h, kappa_H, sigma_H)
    CR <- CR + executed rotational
    HR <- RELAX(HR, [(h0 + h1 (min(R,2) - .7)^+ - CR)^+ + SG] 1[not withdraw], kappa_HR, 0)
          + surge due
    SG <- SG + surge due;   G <- (G - s_g executed permanent) e^(sigma_H sqrt(dt) eps)
    surge: on a decided response, LogN(ln 30, .5), spread evenly over months 1..n, n ~ uniform{2..6}

H permanent party by host (DMDC concept, single-counted), HR rotational; the statute counts
both. M01, M02: priorities and China pull forces away; M10: cuts in Germany and Poland; M11: what
stays is enablers (through the lag of E9); M34: a decided response brings them back.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

from foedus.model import laws
from foedus.model.mechanism import (
    Chance,
    Mechanism,
    Start,
    View,
    Writes,
    flag,
    happens,
    positive,
    relax,
    words,
)
from foedus.model.mechanisms.institution import THINNED
from foedus.model.mechanisms.response import DECIDED

HORIZON = 13
"""Months of the order book: due in 0..12 months."""


def _step(v: View) -> Writes:
    permanent, rotational = jnp.sum(v.lag("usa_europe"), axis=0), v.lag("rotational")
    book, due = _open_orders(v)
    done = _execute(v, due, permanent + rotational, permanent)
    orders, rate = _announce(v, permanent, rotational)
    book = book + orders
    assigned = _assign(v, done[0])
    noise = v.u("noise")
    stationed = jnp.exp(
        relax(
            jnp.log(v.lag("usa_europe")),
            jnp.log(assigned),
            v.p("kappa_H"),
            v.p("sigma_H"),
            noise,
            v.clock.dt,
        )
    )
    stationed = v.settle("forces.usa_europe", stationed)
    cut = v.settle("forces.cut_rotational", v.lag("cut_rotational") + done[1])
    arriving, schedule = _surge(v)
    present = _rotate(v, cut) + arriving
    army = positive(v.lag("army") - v.p("s_g") * done[0])
    total = jnp.sum(stationed, axis=0) + present
    army = v.settle(
        "forces.army", army * jnp.exp(v.p("sigma_H") * jnp.sqrt(v.clock.dt) * v.u("noise_army"))
    )
    return {
        "forces.assigned": assigned,
        "forces.usa_europe": stationed,
        "forces.rotational": present,
        "forces.army": army,
        "forces.pending": book,
        "forces.pending_permanent": jnp.sum(book[0], axis=0),
        "forces.pending_rotational": jnp.sum(book[1], axis=0),
        "forces.cut_rotational": cut,
        "forces.surge": schedule,
        "forces.surged": v.lag("surged") + arriving,
        "forces.permanent": jnp.sum(stationed, axis=0),
        "forces.total": total,
        "forces.ground": army + present,
        "forces.change": jnp.log(total / v.lag("total")),
        "forces.announcement_rate": rate,
        "forces.announced_permanent": _announced(v, "pending_permanent", orders[0], book[0]),
        "forces.announced_rotational": _announced(v, "pending_rotational", orders[1], book[1]),
    }


def _announced(v: View, name: str, orders: Any, book: Any) -> Any:
    """What was announced this month: in coded history, by how much open orders rose."""
    coded = v.settle(f"forces.{name}", jnp.sum(book, axis=0)) - v.lag(name)
    return jnp.where(v.data("coded"), positive(coded), jnp.sum(orders, axis=0))


def _months_ahead(v: View) -> Any:
    """How many months from now each place of an order book falls due, ``[places, 1]``."""
    return ((jnp.arange(HORIZON) - v.clock.step) % HORIZON)[:, None]


def _open_orders(v: View) -> tuple[Any, Any]:
    """The order book without what is due now, and what is due, ``[permanent, rotational]``.

    A book is a ring of months. At the forecast origin the orders that history left open enter
    it: permanent ones due in uniform{1..6} months (this month is the first), rotational ones
    at once.
    """
    ahead = _months_ahead(v)
    left = jnp.floor(v.u("lag") * 6)
    opened = jnp.stack(
        [
            jnp.where(ahead == left, v.lag("pending_permanent"), 0.0),
            jnp.where(ahead == 0, v.lag("pending_rotational"), 0.0),
        ]
    )
    book = jnp.where(v.clock.at_origin, opened, v.lag("pending"))
    due = jax.lax.dynamic_index_in_dim(book, v.clock.step % HORIZON, axis=1, keepdims=False)
    return jnp.where(ahead == 0, 0.0, book), due


def _execute(v: View, due: Any, total: Any, permanent: Any) -> Any:
    counted = jnp.where(v.data("floor_on_total"), total, permanent)
    barred = (counted - due < v.p("FLOOR")) & (v.lag("law.floor") == 1)
    chance = v.p("p_ex") * jnp.exp(v.p("a5") * jnp.minimum(0.0, v.lever("u3") - 0.5))
    chance = chance * jnp.where(barred, v.p("phi"), 1.0)
    return jnp.where(v.u("execute") < chance, due, 0.0)


def _announce(v: View, permanent: Any, rotational: Any) -> tuple[Any, Any]:
    """This month's orders by kind and place in the book, ``[2, places]``, and their rate."""
    rate = v.p("lambda_T2") * jnp.exp(
        v.p("a1") * (v.lever("u3") - v.p("u3_ref"))
        + v.p("a2") * (v.lever("u7") - v.p("u7_ref"))
        + v.p("a3") * flag(v.lag("indopacific.level") >= 1)
        - v.p("a4") * flag(v.now("escalation.level") >= 2)
        + v.p("a_thin") * flag(v.now("institution.status") == THINNED)
    )
    announced = happens(v.u("announce"), rate, v.clock.dt) & ~v.data("coded")
    rotation = v.u("type") < v.p("s_rot")
    stock = jnp.where(rotation, rotational, permanent)
    size = jnp.minimum(jnp.exp(v.p("m_s") + v.p("s_s") * v.u("size")), stock / 2)
    lag = jnp.where(rotation, 1 + jnp.floor(v.u("lag") * 6), 6 + jnp.floor(v.u("lag") * 7))
    entry = (_months_ahead(v) == lag) & announced
    kinds = jnp.stack([entry & ~rotation, entry & rotation])
    return jnp.where(kinds, size, 0.0), rate


def _assign(v: View, executed: Any) -> Any:
    dt = v.clock.dt
    assigned = v.lag("assigned")
    rate = v.p("lambda_add") * jnp.exp(-v.p("a1") * (v.lever("u3") - v.p("u3_biden")))
    comes = happens(v.u("add"), rate, dt) & (v.u("add_execute") < v.p("add_done"))
    added = jnp.where(comes, jnp.exp(v.p("add_m") + v.p("add_s") * v.u("add_size")), 0.0)
    germany = (jnp.arange(assigned.shape[0]) == 0)[:, None]
    others = jnp.sum(assigned, axis=0) - assigned[0]
    share = jnp.where(germany, v.p("share_DEU"), (1 - v.p("share_DEU")) * assigned / others)
    leaving = jnp.exp(-v.p("k_w") * dt * v.now("institution.withdraw"))
    return v.settle(
        "forces.assigned", jnp.maximum((assigned + (added - executed) * share) * leaving, 0.01)
    )


def _rotate(v: View, cut: Any) -> Any:
    threat = positive(jnp.minimum(v.lag("threat.russia"), 2.0) - v.p("R_limited"))
    aim = positive(v.p("h0") + v.p("h1") * threat - cut) + v.lag("surged")
    aim = aim * (1 - v.now("institution.withdraw"))
    return relax(v.lag("rotational"), aim, v.p("kappa_HR"), 0.0, 0.0, v.clock.dt)


def _surge(v: View) -> tuple[Any, Any]:
    """Surge troops arriving this month, and the schedule of those to come."""
    book, ahead = v.lag("surge"), _months_ahead(v)
    arriving = jax.lax.dynamic_index_in_dim(book, v.clock.step % HORIZON, keepdims=False)
    decided = (v.now("response.state") == DECIDED) & (v.now("response.onset") == v.clock.step)
    months = 2 + jnp.floor(v.u("surge_months") * 5)
    size = jnp.exp(v.p("surge_m") + v.p("surge_s") * v.u("surge_size"))
    planned = jnp.where((ahead >= 1) & (ahead <= months) & decided, size / months, 0.0)
    return arriving, jnp.where(ahead == 0, 0.0, book) + planned


def _start(s: Start) -> Writes:
    hosts = s.data["forces_start"]
    rotational, army = s.parameters["forces.start_rotational"], s.parameters["forces.start_army"]
    total = jnp.sum(hosts) + rotational
    zero = dict.fromkeys(
        (
            "pending_permanent",
            "pending_rotational",
            "cut_rotational",
            "surged",
            "change",
            "announcement_rate",
            "announced_permanent",
            "announced_rotational",
        ),
        0.0,
    )
    return {f"forces.{name}": value for name, value in zero.items()} | {
        "forces.assigned": hosts,
        "forces.usa_europe": hosts,
        "forces.rotational": rotational,
        "forces.army": army,
        "forces.pending": jnp.zeros((2, HORIZON)),
        "forces.surge": jnp.zeros(HORIZON),
        "forces.permanent": jnp.sum(hosts),
        "forces.total": total,
        "forces.ground": army + rotational,
    }


MECHANISM = Mechanism(
    name="forces",
    equation="E4",
    writes=words(
        "forces.assigned forces.usa_europe forces.rotational forces.army forces.pending "
        "forces.pending_permanent forces.pending_rotational forces.cut_rotational forces.surge "
        "forces.surged forces.permanent forces.total forces.ground forces.change "
        "forces.announcement_rate forces.announced_permanent forces.announced_rotational"
    ),
    reads=("indopacific.level", "law.floor", "threat.russia"),
    now=words(
        "escalation.level institution.status institution.withdraw response.state response.onset"
    ),
    levers=("u3", "u7"),
    chances=(
        Chance("forces.announce"),
        Chance("forces.add"),
        Chance("forces.add_execute"),
        Chance("forces.type"),
        Chance("forces.lag"),
        Chance("forces.execute", over=2),
        Chance("forces.surge_months"),
        Chance("forces.size", law=laws.normal),
        Chance("forces.add_size", law=laws.normal),
        Chance("forces.surge_size", law=laws.normal),
        Chance("forces.noise", over="host", law=laws.normal),
        Chance("forces.noise_army", law=laws.normal),
    ),
    parameters=words(
        "lambda_T2 a1 a2 a3 a4 a5 a_thin lambda_add m_s s_s s_rot s_g p_ex phi kappa_H sigma_H h0 "
        "h1 kappa_HR k_w share_DEU FLOOR u3_ref u7_ref u3_biden R_limited add_m add_s add_done "
        "surge_m surge_s start_rotational start_army"
    ),
    data=("floor_on_total", "coded"),
    statements=("M01", "M02", "M10", "M11", "M34"),
    step=_step,
    start=_start,
)
