"""What the coder reads: a word of the codebook, or a group of names."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.claims.inflect import Shape
from foedus.claims.match import Form


@dataclass(frozen=True, slots=True)
class Part:
    """A word or a group of names that the coder reads.

    Parameters
    ----------
    kind : class of the codebook, or "actor" for a group of names.
    members : the forms of the names of a group, in order.
    modifier : whether the group only qualifies a noun ("American troops", "vũ khí Mỹ").
    preposition : the text of a preposition right before a group, lower case; or empty.
    also : other classes of verb that the same word may have ("strike").
    """

    kind: str
    start: int
    end: int
    shape: Shape = "plain"
    members: tuple[Form, ...] = ()
    modifier: bool = False
    preposition: str = ""
    also: tuple[str, ...] = ()

    @property
    def is_verb(self) -> bool:
        """A verb of the codebook."""
        return self.kind.startswith(("v.", "a."))

    @property
    def is_noun(self) -> bool:
        """A noun of the codebook."""
        return self.kind.startswith("n.")
