"""A part of a clause that carries an act, as the table of acts reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foedus.claims.lexicon import Act
from foedus.claims.part import Part

Acts = Mapping[tuple[str, str], Act]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A part that carries an act.

    Parameters
    ----------
    at : index of the part in its clause.
    thing : class of the object that decided; "*" where none did.
    passive : whether the subject is whom it is done to.
    rivals : other readings of the clause that were set aside, for the trace.
    """

    at: int
    part: Part
    act: Act
    thing: str
    passive: bool = False
    rivals: tuple[str, ...] = ()

    @property
    def nominal(self) -> bool:
        """Whether a noun carries it."""
        return self.part.is_noun

    @property
    def rule(self) -> str:
        """The row of the table that fired, for the trace."""
        return self.part.kind if self.nominal else f"{self.part.kind} with {self.thing}"
