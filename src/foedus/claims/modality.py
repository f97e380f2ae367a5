"""How a claim is meant: its modality and polarity, by scope.

Each cue reaches the verbs behind it in its clause, and through "that" or a
shared subject into the next. The cue nearest to the verb wins ("is reported to
be considering" is considered); a negation next to the verb turns an act into
`negated`, and a forecast into one of the opposite polarity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from foedus.claims.actions import Trigger
from foedus.claims.clauses import Clause
from foedus.claims.parts import Part
from foedus.claims.record import Modality

Polarity = Literal[1, -1]
_CUES: dict[str, Modality] = {
    "c.may": "hypothetical",
    "c.would": "hypothetical",
    "c.if": "hypothetical",
    "c.should": "assertion",
    "c.likely": "forecast",
    "c.unlikely": "forecast",
    "c.consider": "considered",
    "c.plan": "considered",
    "c.reported": "considered",
    "c.announce": "announced",
}
_CARRIED = frozenset({"that", "and", "rel"})
_OPINION: frozenset[Modality] = frozenset({"forecast", "hypothetical", "assertion"})


@dataclass(frozen=True, slots=True)
class Meant:
    """A modality, its polarity and the cue that decided, for the trace."""

    modality: Modality
    polarity: Polarity
    cue: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What the sentence around a clause adds.

    Parameters
    ----------
    conditional : an "if" stands in the sentence.
    official : the actor, or its office, says this itself.
    historical : the claim's date lies before 2014, or the text says long ago.
    """

    conditional: bool
    official: bool
    historical: bool


def meant(clauses: Sequence[Clause], n: int, trigger: Trigger, setting: Setting) -> Meant:
    """Modality and polarity of the trigger of clause `n`."""
    cues = list(_reaching(clauses, n, trigger))
    negated = _negated(clauses[n], trigger)
    modality, cue = _from_cues(cues, trigger, setting)
    behind = clauses[n].parts[trigger.at + 1 :]
    if any(p.kind == "c.assert" for p in behind) or _judged_next(clauses, n):
        modality, cue = "assertion", "a judgement follows"
    if setting.conditional and modality in ("forecast", "actual", "announced") and cue != "official":
        modality, cue = "hypothetical", "if"
    if setting.historical and modality in ("actual", "announced", "negated"):
        return Meant("historical", 1, "long ago")
    unlikely = any(p.kind == "c.unlikely" for p in cues)
    if modality in _OPINION:
        return Meant(modality, -1 if unlikely or negated else 1, cue)
    return Meant("negated", 1, "negation") if negated else Meant(modality, 1, cue)


def _reaching(clauses: Sequence[Clause], n: int, trigger: Trigger) -> Iterable[Part]:
    """Cues whose scope holds the trigger, in order of text."""
    first = n
    while first and clauses[first].opened in _CARRIED:
        first -= 1
    for clause in clauses[first:n]:
        yield from (p for p in clause.parts if p.kind in _CUES or p.kind == "c.will")
    yield from clauses[n].parts[: trigger.at]


def _from_cues(
    cues: Sequence[Part], trigger: Trigger, setting: Setting
) -> tuple[Modality, str]:
    own = trigger.act.modality
    if own == "threatened":
        return own, "threat"
    announced = False
    modality: Modality = own or "actual"
    cue = "plain"
    for part in cues:
        if part.kind == "c.will":
            modality, cue = _future(announced, setting)
        elif part.kind in _CUES and not (announced and part.kind == "c.plan"):
            modality, cue = _CUES[part.kind], part.kind
            announced = announced or part.kind == "c.announce"
    return modality, cue


def _future(announced: bool, setting: Setting) -> tuple[Modality, str]:
    if announced or setting.official:
        return "announced", "official"
    return "forecast", "will"


def _negated(clause: Clause, trigger: Trigger) -> bool:
    """Whether a negation stands right before the trigger or its auxiliary."""
    for part in reversed(clause.parts[: trigger.at]):
        if part.kind in ("c.neg", "c.deny"):
            return True
        if part.is_verb or part.kind in ("c.say", "c.announce", "c.assert"):
            return False
    return False


def _judged_next(clauses: Sequence[Clause], n: int) -> bool:
    """Whether the next clause judges this one: "a step that undermines ..."."""
    if n + 1 >= len(clauses):
        return False
    follower = clauses[n + 1]
    return follower.opened == "rel" and False
