"""How a claim is meant: its modality and polarity, by scope.

Each cue reaches the verbs behind it in its clause, and through "that" or a
shared subject into the next. The cue nearest to the verb wins ("is reported to
be considering" is considered); a negation next to the verb turns an act into
`negated`, and a forecast into one of the opposite polarity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from foedus.claims.clauses import Clause
from foedus.claims.part import Part
from foedus.claims.trigger import Trigger
from foedus.core.codebook import Modality

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
    "c.will": "forecast",
    "c.assert": "assertion",
}
_OUTLOOK = frozenset({"c.will", "c.likely", "c.may"})
_CARRIED = frozenset({"that", "and", "rel"})
_SUBJECTLESS = frozenset({"mark", "but"})
_OPINION: frozenset[Modality] = frozenset({"forecast", "hypothetical", "assertion"})
_FACTS: frozenset[Modality] = frozenset({"actual", "announced", "negated", "threatened"})
_TOLD: frozenset[Modality] = frozenset({"actual", "announced", "assertion"})
_PURPOSE = ("để", "nhằm", "hòng", "in order")
_SET = re.compile(r"\b(?:is|are|was|were) (?:set |due |scheduled )?to$", re.IGNORECASE)
_HEADLINE_TO = re.compile(r"\bto\s+$")


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
    """

    conditional: bool
    official: bool
    historical: bool
    future: bool
    scenario: bool


def meant(
    clauses: Sequence[Clause], n: int, trigger: Trigger, setting: Setting, text: str
) -> Meant:
    """Modality and polarity of a trigger of clause `n`."""
    cues = list(_reaching(clauses, n, trigger, text))
    found = _decided(clauses, n, trigger, setting, text, cues)
    asked = sorted({_CUES[p.kind] for p in cues} - {found.modality})
    return replace(found, overruled=tuple(asked))


def _decided(
    clauses: Sequence[Clause],
    n: int,
    trigger: Trigger,
    setting: Setting,
    text: str,
    cues: Sequence[Part],
) -> Meant:
    negated = _negated(clauses, n, trigger, text)
    behind = {p.kind for p in clauses[n].parts[trigger.at + 1 :]}
    possible = trigger.nominal or any(p.kind == "c.may" for p in cues)
    if possible and "c.unlikely" in behind:
        return Meant("forecast", -1, "unlikely")
    if "c.never" in behind:
        return Meant("negated", 1, "did not happen")
    modality, cue = _from_cues(clauses[n], cues, trigger, setting, text)
    if modality == "actual" and _headline_future(clauses, n, trigger, text):
        modality, cue = "announced", "to do"
    happened = trigger.nominal and trigger.act.action in ("CONSULT", "ACCUSE")
    if cue == "c.assert" and (happened or trigger.part.kind == "v.fear"):
        modality, cue = "actual", "raised"  # "làm dấy lên lo ngại": a worry is voiced
    judged = "c.assert" in behind and not happened  # that talks took place is no judgement
    modality, cue = _in_setting(modality, cue, setting, judged=judged)
    if setting.historical and modality in _FACTS:
        return Meant("historical", 1, "long ago")
    if modality in _OPINION:
        unlikely = any(p.kind == "c.unlikely" for p in cues)
        return Meant(modality, -1 if unlikely or negated else 1, cue)
    if cue == "not decided":
        return Meant(modality, 1, cue)
    return Meant("negated", 1, "negation") if negated else Meant(modality, 1, cue)


def _in_setting(
    modality: Modality, cue: str, setting: Setting, *, judged: bool
) -> tuple[Modality, str]:
    """What the sentence around makes of a modality, the strongest last."""
    if modality == "actual" and setting.future:
        modality, cue = "announced", "a date ahead"
    if judged:
        modality, cue = "assertion", "a judgement follows"
    if setting.scenario and not setting.historical and modality in _TOLD:
        modality, cue = "forecast", "scenario"
    if setting.conditional and modality == "forecast":
        modality, cue = "hypothetical", "if"
    return modality, cue


def is_purpose(clause: Clause, text: str) -> bool:
    """Whether a clause says what something is done for."""
    opening = text[clause.start : clause.start + 8].lower()
    return clause.opened == "cause" and opening.startswith(_PURPOSE)


def _reaching(clauses: Sequence[Clause], n: int, trigger: Trigger, text: str) -> Iterator[Part]:
    """Cues whose scope holds the trigger, in order of text."""
    first = n
    while first and (clauses[first].opened in _CARRIED or _shares(clauses[first])):
        first -= 1
    if first and is_purpose(clauses[first], text):
        first -= 1
    kinds = _CUES if clauses[n].opened != "but" else _OUTLOOK
    for clause in clauses[first:n]:
        yield from (p for p in clause.parts if p.kind in kinds and p.kind != "c.assert")
    yield from (p for p in clauses[n].parts[: trigger.at] if p.kind in _CUES)
    if trigger.nominal:  # "the summit will take place"
        yield from (p for p in clauses[n].parts[trigger.at :] if p.kind in _OUTLOOK)


def _shares(clause: Clause) -> bool:
    """Whether a clause goes on with the subject of the one before: a verb comes first."""
    if clause.opened not in _SUBJECTLESS:
        return False
    for part in clause.parts:
        if part.is_verb:
            return True
        if part.kind == "actor" or part.is_noun or part.kind.startswith("r."):
            return False
    return False


def _undecided(clause: Clause) -> set[int]:
    """Where a decision is said not to have been taken: "has not decided whether ..."."""
    return {
        two.start
        for one, two in pairwise(clause.parts)
        if one.kind == "c.neg" and two.kind == "c.announce"
    }


def _from_cues(
    clause: Clause, cues: Sequence[Part], trigger: Trigger, setting: Setting, text: str
) -> tuple[Modality, str]:
    own = trigger.act.modality
    if own == "threatened":
        return own, "threat"
    announced = setting.official
    undecided = _undecided(clause)
    modality: Modality = own or "actual"
    cue = "plain"
    for part in cues:
        if part.kind == "c.plan" and cue == "c.announce":
            continue  # "announced a plan to"
        if part.kind == "c.will" and cue in ("c.likely", "c.unlikely"):
            continue
        modality, cue = _CUES[part.kind], part.kind
        if part.kind == "c.announce" and part.start in undecided:
            modality, cue = "considered", "not decided"
            continue
        announced = announced or part.kind == "c.announce"
        if part.kind == "c.will" and (announced or _SET.search(text[part.start : part.end])):
            modality, cue = "announced", "official"
    return modality, cue


def _headline_future(clauses: Sequence[Clause], n: int, trigger: Trigger, text: str) -> bool:
    """ "Pentagon to pull ...": an infinitive with no verb before it."""
    if (
        n
        or trigger.nominal
        or not _HEADLINE_TO.search(text[max(0, trigger.part.start - 4) : trigger.part.start])
    ):
        return False
    return not any(p.is_verb or p.kind in _CUES for p in clauses[n].parts[: trigger.at])


def _negated(clauses: Sequence[Clause], n: int, trigger: Trigger, text: str) -> bool:
    """Whether a negation stands right before the trigger or its auxiliary, or a denial above."""
    if clauses[n].opened == "that" and any(p.kind == "c.deny" for p in clauses[n - 1].parts):
        return True
    if any(p.kind == "c.false" for p in clauses[n].parts[trigger.at :]):
        return True
    for part in reversed(clauses[n].parts[: trigger.at]):
        if part.kind in ("c.neg", "c.deny"):
            return True
        if part.is_verb or part.kind in ("c.say", "c.announce", "c.assert"):
            break
    behind = text[trigger.part.end : trigger.part.end + 9].lower()
    return behind.startswith((" neither", " no ", " none"))
