"""How a claim is meant: its modality and polarity, by scope.

Each cue reaches the verbs behind it in its clause, and through "that" or a
shared subject into the next. The cue nearest to the verb wins ("is reported to
be considering" is considered); a negation next to the verb turns an act into
`negated`, and a forecast into one of the opposite polarity.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from foedus.claims.clauses import Clause
from foedus.claims.judgement import for_the_sake_of, is_judged
from foedus.claims.main_act import is_warning
from foedus.claims.part import Part
from foedus.claims.scopes import (
    CUES,
    announced_later,
    by_doing,
    headline_future,
    is_past,
    negated,
    performs,
    reaching,
    undecided,
)
from foedus.claims.setting import Meant, Setting
from foedus.claims.standing import given_since, of_an_office, stands
from foedus.claims.trigger import Trigger
from foedus.core.codebook import Action, Modality

_OPINION: frozenset[Modality] = frozenset({"forecast", "hypothetical", "assertion"})
_FACTS: frozenset[Modality] = frozenset({"actual", "announced", "negated", "threatened"})
_TOLD: frozenset[Modality] = frozenset({"actual", "announced", "assertion"})
_GIVES_WAY = frozenset(
    {
        ("c.plan", "c.announce"),  # "announced a plan to"
        ("c.will", "c.likely"),
        ("c.will", "c.unlikely"),
        ("c.will", "c.may"),  # "có thể sẽ"
        ("c.should", "c.will"),  # "sẽ phải"
        ("c.assert", "c.may"),  # "có thể khiến"
    }
)
"""Cues that say nothing new behind another."""
_SCHEDULED: frozenset[Action] = frozenset({"CONSULT", "COOPERATE"})
"""What is told with the day on which it will be is fixed, not foreseen."""
_SPEECH: frozenset[Action] = frozenset({"REQUEST", "ACCUSE", "THREATEN", "PROTEST"})
"""Acts of words: a date ahead is that of what is asked for."""
_CLOSES = re.compile(
    r"(?:agree[ds]? on|reach|str[iu](?:ck|ke)|seal|conclu|đạt|đi đến|chốt)", re.IGNORECASE
)
"""So are agreements reached: the date ahead is that of what was agreed on."""
_SET = re.compile(r"\b(?:is|are|was|were) (?:set |due |scheduled )?to$", re.IGNORECASE)


def meant(
    clauses: Sequence[Clause], n: int, trigger: Trigger, setting: Setting, text: str
) -> Meant:
    """Modality and polarity of a trigger of clause `n`."""
    cues = list(reaching(clauses, n, trigger, text))
    found = _decided(clauses, n, trigger, setting, text, cues)
    asked = sorted({CUES[p.kind] for p in cues} - {found.modality})
    return replace(found, overruled=tuple(asked))


def _decided(
    clauses: Sequence[Clause],
    n: int,
    trigger: Trigger,
    setting: Setting,
    text: str,
    cues: Sequence[Part],
) -> Meant:
    denied = negated(clauses, n, trigger, text)
    behind = {p.kind for p in clauses[n].parts[trigger.at + 1 :]}
    possible = trigger.nominal or any(p.kind == "c.may" for p in cues)
    if possible and "c.unlikely" in behind:
        return Meant("forecast", -1, "unlikely")
    if "c.never" in behind:
        return Meant("negated", 1, "did not happen")
    modality, cue = _told(clauses, n, trigger, setting, text, cues)
    happened = trigger.nominal and trigger.act.action in ("CONSULT", "ACCUSE")
    if cue == "c.assert" and (happened or trigger.part.kind == "v.fear"):
        modality, cue = "actual", "raised"  # "làm dấy lên lo ngại": a worry is voiced
    judged = "c.assert" in behind or by_doing(clauses, n, text)
    judged = judged or is_judged(clauses, n, trigger, text)
    judged = judged and not happened and not _blames(clauses, n, trigger, text)
    closes = trigger.part.kind == "v.deal" and _CLOSES.match(text, trigger.part.start)
    speaks = trigger.act.action in _SPEECH or bool(closes)
    modality, cue = _in_setting(modality, cue, setting, judged=judged, speaks=speaks)
    if modality == "historical":
        return Meant(modality, 1, cue)
    if modality in _OPINION:
        unlikely = any(p.kind == "c.unlikely" for p in cues)
        return Meant(modality, -1 if unlikely or denied else 1, cue)
    if cue == "not decided":
        return Meant(modality, 1, cue)
    return Meant("negated", 1, "negation") if denied else Meant(modality, 1, cue)


def _blames(clauses: Sequence[Clause], n: int, trigger: Trigger, text: str) -> bool:
    """Whether somebody blames or warns: how badly is the content of the words, no judgement.

    "Việc ông gọi ... đã gieo nghi ngờ" judges the blaming itself.
    """
    named = any(text.startswith(("Việc", "việc"), c.start) for c in clauses[max(0, n - 1) : n + 1])
    worried = trigger.part.kind == "v.fear" and not is_warning(trigger, text)
    return trigger.part.is_verb and trigger.act.action == "ACCUSE" and not named and not worried


def _told(
    clauses: Sequence[Clause],
    n: int,
    trigger: Trigger,
    setting: Setting,
    text: str,
    cues: Sequence[Part],
) -> tuple[Modality, str]:
    """What the cues say, and the forms that stand for one: a headline's infinitive, a date."""
    modality, cue = _from_cues(clauses[n], cues, trigger, setting, text)
    if modality == "actual" and for_the_sake_of(clauses, n, trigger, text):
        return "hypothetical", "purpose"
    if cue == "plain" and modality == "announced":
        if given_since(clauses, n, trigger, text):
            return "actual", "given since"
        return ("actual", "as it stands") if stands(clauses[n], trigger, text) else (modality, cue)
    if modality == "actual" and headline_future(clauses, n, trigger, text):
        return "announced", "to do"
    if modality == "actual" and announced_later(clauses, n, trigger, text):
        return "announced", "announced later"
    if cue == "c.will" and setting.scheduled and trigger.act.action in _SCHEDULED:
        return "announced", "a date ahead"
    if cue == "c.consider" and setting.conditional and any(p.kind == "c.would" for p in cues):
        return "hypothetical", "if"  # "if it holds, we would consider joining"
    return modality, cue


def _in_setting(
    modality: Modality, cue: str, setting: Setting, *, judged: bool, speaks: bool
) -> tuple[Modality, str]:
    """What the sentence around makes of a modality, the strongest last."""
    if setting.historical and modality in _FACTS:
        return "historical", "long ago"
    if modality == "actual" and setting.future and not speaks:
        modality, cue = "announced", "a date ahead"
    if judged:
        modality, cue = "assertion", "a judgement follows"
    if setting.scenario and not setting.historical and modality in _TOLD:
        modality, cue = "forecast", "scenario"
    if setting.conditional and modality == "forecast":
        modality, cue = "hypothetical", "if"
    return modality, cue


def _from_cues(
    clause: Clause, cues: Sequence[Part], trigger: Trigger, setting: Setting, text: str
) -> tuple[Modality, str]:
    own = trigger.act.modality
    if own == "threatened":
        return own, "threat"
    announced = setting.official or (not setting.reported and of_an_office(clause, trigger, text))
    open_question = undecided(clause)
    modality: Modality = own or "actual"
    cue = "plain"
    for part in cues:
        kind = "c.will" if part.kind == "c.would" and _ahead_of_past(setting) else part.kind
        if (kind, cue) in _GIVES_WAY:
            continue
        if kind == "c.reported" and is_past(trigger, text):
            continue  # "reportedly asked": hearsay of what was done
        if kind == "c.should" and text.endswith("đã ", 0, part.start):
            continue  # "đã phải hạn chế": what one had to do was done
        modality, cue = CUES[kind], kind
        if kind == "c.announce" and part.start in open_question:
            modality, cue = "considered", "not decided"
            continue
        announced = announced or kind == "c.announce" or setting.programme
        if kind == "c.will" and (announced or _SET.search(text[part.start : part.end])):
            modality, cue = "announced", "official"
    if cue == "c.announce" and performs(trigger, cues[-1], text):
        modality = "actual"
    return modality, cue


def _ahead_of_past(setting: Setting) -> bool:
    """Whether "would" is the future of a past report, not of a condition."""
    return setting.reported and not setting.conditional
