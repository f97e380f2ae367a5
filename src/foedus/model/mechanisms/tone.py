"""E7 Tone of the fourteen dyads; z real, shown as l = 10 tanh(z / 10).

    z_d <- RELAX(z_d, zbar_d + sum_k b_dk (u_k - uref_k) + sum_e B_de (z_e - zbar_e) + extra_d,
                 kappa_d, sigma_d)
    b: USA-DEU/FRA/POL/BLT/DNK follow USA-NATO with loadings .8/.7/.9/.9/.6
    B: USA-RUS -> USA-NATO -.15; RUS-CHN -> NATO-JPN +.20; USA-EU -> USA-DEU, USA-FRA +.2
    extra: USA-EU -.5 TR - v2;  NATO-RUS -1.5 R;  NATO-JPN +.5 R + 1 (M53);
           USA-RUS +.5 n_usru - interference (M52);  USA-JPN + s_ind (M45) - drag (M49, M50)

The levers are read as deviations from their mean over the four administrations. USA-JPN is
also shown as two legs that differ by twice the economic drag and average to the dyad: the
economy lags behind security (M49, M50). M04: tariffs; M38: thaw with Moscow; M40: warnings over
tenders; M44: shared adversaries; M51: dialogue.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from foedus.model import laws
from foedus.model.mechanism import Chance, Mechanism, Start, View, Writes, relax, words

DYADS = (
    "USA-NATO",
    "USA-EU",
    "USA-DEU",
    "USA-FRA",
    "USA-POL",
    "USA-BLT",
    "USA-DNK",
    "USA-RUS",
    "USA-UKR",
    "USA-CHN",
    "USA-JPN",
    "NATO-RUS",
    "NATO-JPN",
    "RUS-CHN",
)
OWN = {
    "USA-NATO": ("u9", "u1", "u3"),
    "USA-EU": ("u6", "u11"),
    "USA-RUS": ("u5", "u10"),
    "USA-UKR": ("u4", "u5"),
    "USA-CHN": ("u7", "u6"),
    "USA-JPN": ("u6",),
    "RUS-CHN": ("u10",),
    "NATO-RUS": ("u8",),
}
"""Levers that move a dyad by a coefficient of its own."""

LED = ("USA-DEU", "USA-FRA", "USA-POL", "USA-BLT", "USA-DNK")
"""Dyads that follow USA-NATO by a loading."""

LEVERS = ("u1", "u3", "u4", "u5", "u6", "u7", "u8", "u9", "u10", "u11")


def coefficient(dyad: str, lever: str) -> str:
    """Name of the parameter for one lever on one dyad.

    >>> coefficient("USA-NATO", "u9")
    'b_usa_nato_u9'
    """
    return f"b_{dyad.lower().replace('-', '_')}_{lever}"


def _pushes(v: View) -> dict[str, Any]:
    """What the levers do to each dyad, points of z."""
    centre = v.data("lever_mean")
    gap = {k: v.lever(k) - centre[int(k[1:]) - 1] for k in LEVERS}
    push: dict[str, Any] = {
        dyad: sum(v.p(coefficient(dyad, k)) * gap[k] for k in levers)
        for dyad, levers in OWN.items()
    }
    for place, dyad in enumerate(LED):
        push[dyad] = v.p("loading")[place] * push["USA-NATO"]
    return push


def _spill(v: View, z: Any) -> dict[str, Any]:
    """What one dyad does to another, points of z, from last month's tone."""
    gap = {d: z[k] - v.p("zbar")[k] for k, d in enumerate(DYADS)}
    return {
        "USA-NATO": v.p("B_russia_nato") * gap["USA-RUS"],
        "NATO-JPN": v.p("B_china_japan") * gap["RUS-CHN"],
        "USA-DEU": v.p("B_eu_pair") * gap["USA-EU"],
        "USA-FRA": v.p("B_eu_pair") * gap["USA-EU"],
    }


def _extra(v: View, drag: Any) -> dict[str, Any]:
    """What trade, threat, contacts and industry add, points of z."""
    threat = v.now("threat.russia")
    return {
        "USA-EU": -v.p("trade") * v.now("trade.level") - v.lever("v2"),
        "NATO-RUS": -v.p("threat_russia") * threat,
        "NATO-JPN": v.p("threat_japan") * threat + v.p("ambition"),
        "USA-RUS": v.p("contact") * v.lag("contact.usru") - v.p("interference"),
        "USA-JPN": v.p("s_ind") - drag,
    }


def _step(v: View) -> Writes:
    z, drag = v.lag("z"), v.p("drag")
    parts = (_pushes(v), _spill(v, z), _extra(v, drag))
    zero = jnp.zeros_like(z[0])
    moved = jnp.stack([sum((p[d] for p in parts if d in p), zero) for d in DYADS])
    aim = v.p("zbar") + moved
    z = relax(z, aim, v.p("kappa"), v.p("sigma"), v.u("noise"), v.clock.dt)
    japan = z[DYADS.index("USA-JPN")]
    return {
        "tone.z": z,
        "tone.shown": 10 * jnp.tanh(z / 10),
        "tone.usa_jpn_security": 10 * jnp.tanh((japan + drag) / 10),
        "tone.usa_jpn_economy": 10 * jnp.tanh((japan - drag) / 10),
    }


def _start(s: Start) -> Writes:
    z = s.parameters["tone.zbar"]
    return {
        "tone.z": z,
        "tone.shown": 10 * jnp.tanh(z / 10),
        "tone.usa_jpn_security": 0.0,
        "tone.usa_jpn_economy": 0.0,
    }


MECHANISM = Mechanism(
    name="tone",
    equation="E7",
    writes=words("tone.z tone.shown tone.usa_jpn_security tone.usa_jpn_economy"),
    reads=("contact.usru",),
    now=("trade.level", "threat.russia"),
    levers=(*LEVERS, "v2"),
    chances=(Chance("tone.noise", over="dyad", law=laws.normal),),
    parameters=(
        "zbar",
        "kappa",
        "sigma",
        "loading",
        "B_russia_nato",
        "B_china_japan",
        "B_eu_pair",
        "trade",
        "threat_russia",
        "threat_japan",
        "ambition",
        "contact",
        "interference",
        "s_ind",
        "drag",
        *(coefficient(dyad, lever) for dyad, levers in OWN.items() for lever in levers),
    ),
    data=("lever_mean",),
    statements=("M04", "M38", "M40", "M44", "M45", "M49", "M50", "M51", "M52", "M53"),
    step=_step,
    start=_start,
)
