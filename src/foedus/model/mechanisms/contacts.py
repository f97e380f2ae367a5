"""Contacts: counts of US-Russian contacts and of restatements of Article 5 this month.

    n_usru  ~ Poisson(dt exp(k0 + k1 u5))        n_reas ~ Poisson(dt exp(k2 + k3 u9))

Coded history is a sample of leading events, a lower bound: a historical month takes the
larger of coded and drawn. A noise-free run takes the mean. M51: channels re-opened.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

from foedus.model import laws
from foedus.model.mechanism import Chance, Mechanism, Start, View, Writes, words


def _count(v: View, chance: str, log_rate: Any, coded: Any) -> Any:
    mean = v.clock.dt * jnp.exp(log_rate)
    uniform = v.u(chance)
    # A branch, not a choice: XLA would otherwise sum the series anew in every reader.
    drawn = jax.lax.cond(v.clock.quiet, lambda: mean, lambda: laws.poisson(uniform, mean))
    return jnp.maximum(drawn, coded)


def _step(v: View) -> Writes:
    coded = v.data("coded_contacts")
    usru = v.p("k0") + v.p("k1") * v.lever("u5")
    reassure = v.p("k2") + v.p("k3") * v.lever("u9")
    return {
        "contact.usru": _count(v, "contact.usru", usru, coded[0]),
        "contact.reassure": _count(v, "contact.reassure", reassure, coded[1]),
    }


def _start(s: Start) -> Writes:
    return {"contact.usru": 0.0, "contact.reassure": 0.0}


MECHANISM = Mechanism(
    name="contact",
    equation="E3 (contacts)",
    writes=("contact.usru", "contact.reassure"),
    levers=("u5", "u9"),
    chances=(Chance("contact.usru"), Chance("contact.reassure")),
    parameters=words("k0 k1 k2 k3"),
    data=("coded_contacts",),
    statements=("M51",),
    step=_step,
    start=_start,
)
