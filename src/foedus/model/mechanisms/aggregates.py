"""Aggregates of effort, computed within the month.

    europe.effort = sum_i g_i exp(x_i)                       % of GDP, members of Europe and Canada
    tau     = 2.0 if u2 = 0, else 2.0 + 1.5 u2 (t - 2025.5)^+ / 9.5   credible path to 3.5 in 2035
    OFF     = sum_i g_i (tau - exp(x_i))^+                   points of GDP, against the own path
    OFF_ref = the same against the path with u2 = 1, whatever the policy's u2; no feedback

Without u2 a policy is measured against 2.0 and looks safer for having no target;
OFF_ref removes that. Input of M28: what is spent decides what commitment remains.
"""

from __future__ import annotations

import jax.numpy as jnp

from foedus.model.mechanism import Mechanism, Start, View, Writes, flag, positive, words


def _step(v: View) -> Writes:
    share = v.data("gdp_weight")
    effort = jnp.exp(v.now("effort.x"))
    ramp = 1.5 * positive(v.clock.time - v.p("ramp_start")) / v.p("ramp_years")
    tau = v.p("floor") + v.lever("u2") * ramp
    counted = (share > 0) & (effort >= v.p("at_two"))
    return {
        "europe.effort": jnp.sum(share * effort, axis=0),
        "europe.tau": tau,
        "europe.off": jnp.sum(share * positive(tau - effort), axis=0),
        "europe.off_ref": jnp.sum(share * positive(v.p("floor") + ramp - effort), axis=0),
        # The United States has stood above 2 % in every edition: counted as one of the allies.
        "nato.at2": 1.0 + jnp.sum(flag(counted), axis=0),
    }


def _start(s: Start) -> Writes:
    return dict.fromkeys(MECHANISM.writes, 0.0)


MECHANISM = Mechanism(
    name="aggregates",
    equation="Aggregates",
    writes=words("europe.effort europe.tau europe.off europe.off_ref nato.at2"),
    now=("effort.x",),
    levers=("u2",),
    parameters=words("floor ramp_start ramp_years at_two"),
    data=("gdp_weight",),
    statements=("M28",),
    step=_step,
    start=_start,
)
