"""D1-D7 The levers: what Washington and Brussels choose.

    u_k = quantile(U_k,term) of Normal(value in force, noise_k) truncated to [0, 1]

A policy gives the value in force; the coding of a lever is a judgement, so each carries a
noise, drawn once for each administration and shared by all policies in that term. The draw
belongs to the parameters (chance ``levers.value``), not to the month, so the values of all
months are worked out before the months run (`in_force`) and the step only hands them out.
"""

from __future__ import annotations

from typing import Any

from foedus.model import laws
from foedus.model.mechanism import Mechanism, Start, View, Writes

IDS = (*(f"u{k}" for k in range(1, 15)), "v1", "v2", "v3")


def in_force(path: Any, noise: Any, scores: Any, term: Any) -> Any:
    """Values of the levers in some months, ``[months, levers, lanes]``.

    Parameters
    ----------
    path : value in force ``[months, levers]``. noise : sd of coding ``[levers]``.
    scores : uniforms ``[terms, levers, lanes]``. term : administration of each month.
    """
    return laws.truncated_normal(scores[term], path[:, :, None], noise[None, :, None])


def _step(v: View) -> Writes:
    values = v.series("lever_values")
    return {f"levers.{name}": values[k] for k, name in enumerate(IDS)}


def _start(s: Start) -> Writes:
    return {f"levers.{name}": s.data["lever_path"][k] for k, name in enumerate(IDS)}


MECHANISM = Mechanism(
    name="levers",
    equation="Policy path",
    writes=tuple(f"levers.{name}" for name in IDS),
    data=("lever_values",),
    statements=("D1", "D2", "D3", "D4", "D5", "D6", "D7"),
    step=_step,
    start=_start,
)
