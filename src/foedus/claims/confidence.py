"""The coder's own probability that a claim is right in actor, action, target and modality.

The shares were counted on development texts, rule by rule, and rounded: a
subject or object that stands in the clause is worth more than one remembered.
They are counts of this coder on texts of one kind, not a law: the reliability
of the numbers is measured in the gates.
"""

from __future__ import annotations

from collections.abc import Sequence

_BASE = 0.7
_FACTORS = {
    "subject inherited": 0.75,
    "subject from memory": 0.2,
    "agent from memory": 0.35,
    "passive": 0.6,
    "owner of the act": 0.85,
    "passive of a thing": 0.8,
    "object nearby": 0.6,
    "object from memory": 0.7,
    "party spoken of last": 0.4,
    "topic of the passage": 0.7,
    "no object": 0.55,
    "c.should": 0.4,
    "c.assert": 0.6,
    "c.may": 0.8,
    "c.if": 0.8,
    "c.will": 0.8,
    "scenario": 0.5,
    "n.concern": 0.4,
}
_RIVAL = 0.97


def confidence(fired: Sequence[str], rivals: Sequence[str]) -> float:
    """Product of the shares of the rules that fired, a little less for each rival reading.

    >>> confidence(("v.cut with n.aid", "plain", "subject", "object"), ())
    0.7
    """
    value = _BASE
    for rule in fired:
        value *= _FACTORS.get(rule, 1.0)
    return round(value * _RIVAL ** len(rivals), 2)
