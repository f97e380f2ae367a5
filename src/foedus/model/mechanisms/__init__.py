"""The registry: every mechanism of the model, in the order in which they are tried.

A plain list. The plan orders them by what they read and write; where that leaves a choice,
this order stands. Effort has three forms, of which a case chooses one.
"""

from __future__ import annotations

from collections.abc import Mapping

from foedus.core.errors import UnknownName
from foedus.model.mechanism import Mechanism
from foedus.model.mechanisms import (
    aggregates,
    aid,
    capability,
    cohesion,
    command,
    contacts,
    enablers,
    escalation,
    forces,
    indo_pacific,
    institution,
    law,
    levers,
    pillar,
    procurement,
    reconstitution,
    response,
    threat,
    tone,
    trade,
    trust,
    war,
)
from foedus.model.mechanisms.effort_minimal import LITERAL, MINIMAL
from foedus.model.mechanisms.effort_structural import STRUCTURAL

EFFORT: Mapping[str, Mechanism] = {
    "minimal": MINIMAL,
    "minimal_literal": LITERAL,
    "structural": STRUCTURAL,
}

_BEFORE_EFFORT = (levers.MECHANISM, war.MECHANISM, indo_pacific.MECHANISM, threat.MECHANISM)
_AFTER_EFFORT = (
    aggregates.MECHANISM,
    contacts.MECHANISM,
    law.MECHANISM,
    aid.MECHANISM,
    trade.MECHANISM,
    cohesion.MECHANISM,
    pillar.MECHANISM,
    enablers.MECHANISM,
    capability.MECHANISM,
    reconstitution.MECHANISM,
    escalation.MECHANISM,
    response.MECHANISM,
    institution.MECHANISM,
    command.MECHANISM,
    forces.MECHANISM,
    trust.MECHANISM,
    procurement.MECHANISM,
    tone.MECHANISM,
)


def mechanisms(effort: str = "minimal") -> tuple[Mechanism, ...]:
    """All mechanisms, with one form of effort.

    >>> len(mechanisms())
    23
    """
    if effort not in EFFORT:
        raise UnknownName("effort form", effort, EFFORT, where="case.toml [variant]")
    return (*_BEFORE_EFFORT, EFFORT[effort], *_AFTER_EFFORT)
