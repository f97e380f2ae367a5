"""What all pages are made from: the built-in case, and the plan of its mechanisms."""

from __future__ import annotations

import sys
from functools import cache

from foedus.case.find import DEFAULT_CASE, find_case
from foedus.case.load import load_case
from foedus.case.priors import write_prior
from foedus.case.records import Case, Parameter
from foedus.ensemble.fit import BEHIND, CHOICES, MEASUREMENT, plan_of
from foedus.model.mechanism import Mechanism
from foedus.model.plan import DERIVED, OWN_PARAMETERS


@cache
def case() -> Case:
    """The built-in case."""
    return load_case(find_case(DEFAULT_CASE))


def plan() -> tuple[Mechanism, ...]:
    """Mechanisms in the order of the plan, with the case's own form of effort."""
    return plan_of(case()).mechanisms


def other_forms() -> tuple[Mechanism, ...]:
    """The forms of effort that the case does not choose."""
    own = case().variant.get("effort", "minimal")
    others = (plan_of(case(), form).mechanisms for form in CHOICES["effort"] if form != own)
    return tuple(m for ms in others for m in ms if m.name == "effort")


def docstring_of(mechanism: Mechanism) -> str:
    """Docstring of the file of a mechanism: its equation stands there."""
    return sys.modules[mechanism.start.__module__].__doc__ or ""


def priors_of(parameter: Parameter) -> str:
    """The prior, or the priors of all labels; one that all labels share is written once."""
    written = [write_prior(prior) for prior in parameter.priors]
    if len(set(written)) == 1:
        size = f", each of {len(written)}" if len(written) > 1 else ""
        return written[0] + size
    return "; ".join(f"{k} {w}" for k, w in zip(parameter.labels, written, strict=True))


def origin_of(name: str) -> str:
    """Where a parameter comes from if the case's file does not state it; else empty."""
    if name in DERIVED:
        return "derived"
    return "coding noise" if name in OWN_PARAMETERS else ""


def users(name: str) -> list[str]:
    """Mechanisms that use a parameter, in any form of effort."""
    found = [m.name for m in (*plan(), *other_forms()) if name in map(m.full, m.parameters)]
    if name in BEHIND:
        found.append(name.split(".")[0])
    if name.startswith(MEASUREMENT):
        found.append("measurement")
    return list(dict.fromkeys(found))
