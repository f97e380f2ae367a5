"""What the coder hands out: a claim with the rules that made it."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.claims.record import Claim


@dataclass(frozen=True, slots=True)
class Trace:
    """Which rules decided a claim, and which others were overruled, in plain words."""

    fired: tuple[str, ...]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coded:
    """A claim and why it was coded so."""

    claim: Claim
    trace: Trace
