"""How alike two values of one field of claims are, each from 0 to 1 unless said otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from foedus.claims.record import Quantity
from foedus.core.codebook import Action, Modality

_QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_OF = {action: quad for quad, actions in _QUADS.items() for action in actions}
_NEAR: dict[str, frozenset[str]] = {
    "ALLY": frozenset({"NATO", "EUR", "EU", "DEU", "FRA", "POL", "EST", "LVA", "LTU", "GBR"}),
    "EUR": frozenset({"EU", "ALLY", "DEU", "FRA", "POL", "GBR"}),
    "IP4": frozenset({"JPN", "KOR", "AUS", "NZL"}),
    "IND:USA": frozenset({"USA"}),
    "IND:EUR": frozenset({"EUR"}),
}
_PART = 0.6
"""Credit for a body beside one of its members."""
_ROUNDED = 0.05
"""Figures of one thing differ by less: 11,900 and 12,000; those of two things by more."""


def weighed(names: frozenset[str], rarity: Mapping[str, float]) -> float:
    """Sum of the weights of some names; an unknown one weighs 1."""
    return sum(rarity.get(name, 1.0) for name in names)


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of all members that both sets hold; 1 for two empty ones."""
    return len(a & b) / len(a | b) if a | b else 1.0


def alike(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of codes found on the other side, a member counting in part for its body."""
    if not a and not b:
        return 1.0
    return (sum(_in(x, b) for x in a) + sum(_in(x, a) for x in b)) / (len(a) + len(b))


def _in(code: str, others: frozenset[str]) -> float:
    if code in others:
        return 1.0
    related = any(o in _NEAR.get(code, ()) or code in _NEAR.get(o, ()) for o in others)
    return _PART if related else 0.0


def common(a: frozenset[str], b: frozenset[str]) -> int:
    """How many members both sets hold."""
    return len(a & b)


def same_quad(a: Action, b: Action) -> bool:
    """Whether two acts are of one kind: of word or deed, of help or harm."""
    return QUAD_OF[a] == QUAD_OF[b]


def one_history(a: Modality, b: Modality) -> bool:
    """Whether only one of two claims looks back."""
    return (a == "historical") != (b == "historical")


def figures_alike(a: tuple[Quantity, ...], b: tuple[Quantity, ...]) -> int:
    """1 when figures of one unit are alike, -1 when none is, 0 when there is nothing to compare."""
    gaps = [
        abs(x.value - y.value) <= _ROUNDED * max(abs(x.value), abs(y.value))
        for x in a
        for y in b
        if x.unit == y.unit
    ]
    return 0 if not gaps else (1 if any(gaps) else -1)
