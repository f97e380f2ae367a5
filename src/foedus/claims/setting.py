"""What a claim is meant as, and what the sentence around its clause adds to that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from foedus.core.codebook import Modality

Polarity = Literal[1, -1]


@dataclass(frozen=True, slots=True)
class Meant:
    """A modality, its polarity and the cue that decided, for the trace."""

    modality: Modality
    polarity: Polarity
    cue: str
    overruled: tuple[str, ...] = ()
    """Modalities that other cues asked for."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the sentence around a clause adds.

    Parameters
    ----------
    conditional : an "if" stands in the sentence.
    official : the actor, or its office, says this itself.
    historical : the claim's date lies before 2014, or the text says long ago.
    future : the claim's date lies behind that of the document.
    scenario : the paragraph tells a scenario.
    reported : somebody's words are told: "said it would" looks ahead and doubts nothing.
    scheduled : the text gives the day or month ahead on which it will be.
    programme : a sum or number is named and no expert speaks: what will be done is decided.
    """

    conditional: bool
    official: bool
    historical: bool
    future: bool
    scenario: bool
    reported: bool
    scheduled: bool
    programme: bool
