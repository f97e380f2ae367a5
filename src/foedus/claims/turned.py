"""Readings that the surroundings of an act turn into others.

One small function for each: a warning of one's own act is a threat, a drill of
one state alone a show of force, a missile fired into the sea a test, the stop of
a withdrawal that an expert expects a withdrawal that will not happen.
"""

from __future__ import annotations

import re
from dataclasses import replace

from foedus.claims.clauses import Clause
from foedus.claims.lexicon import Act
from foedus.claims.main_act import is_warning
from foedus.claims.part import Part
from foedus.claims.parties import Parties
from foedus.claims.sentence import Sentence
from foedus.claims.setting import Meant, Setting
from foedus.claims.trigger import Trigger
from foedus.core.codebook import Action, Modality

_AHEAD: frozenset[Modality] = frozenset({"announced", "forecast", "hypothetical"})
_HARM: frozenset[Action] = frozenset({"ASSAULT", "COERCE"})
_PENALTY: frozenset[Action] = frozenset({"SANCTION", "RETREAT"})
_PENALTIES = frozenset({"n.tariff", "n.sanctions", "n.expulsion"})
_BODIES = frozenset({"NATO", "EU", "UN", "ALLY", "EUR"})
"""Who trains together even where nobody else is named."""
_WITH = frozenset({"with", "với"})
_BENEFIT = frozenset({"for", "in", "to", "cho", "ở", "tại", "tới"})
_WITHDRAWALS = frozenset({"n.withdrawal", "v.home", "v.pull"})
_SHOOTS = re.compile(r"(?:fir|launch|test|shot|phóng|bắn)", re.IGNORECASE)
_INTO_SEA = re.compile(
    r"\b(?:into (?:the )?(?:[A-Z]?\w+ )?(?:sea|waters|Sea|Pacific)|toward the sea|off its coast|"
    r"ra (?:vùng )?biển|xuống biển|về phía biển)\b"
)
_BALLISTIC = re.compile(
    r"ballistic|satellite|hypersonic|đạn đạo|vệ tinh|siêu vượt âm", re.IGNORECASE
)
_CONSEQUENCES = re.compile(
    r"\b(?:of|về) (?:\w+ )?(?:consequences|retaliation|reprisals|countermeasures|hậu quả)\b"
)
_RETALIATES = re.compile(
    r"(?:retaliat|hit back|strike back|respond in kind|answer in kind|trả đũa|đáp trả)",
    re.IGNORECASE,
)


def as_threat(sentence: Sentence, n: int, trigger: Trigger, text: str) -> Trigger:
    """ "Warned that it would retaliate" is THREATEN: the one who warns is the one who will."""
    if trigger.part.kind != "v.fear":
        return trigger
    if _warns_of_harm(sentence.clauses[n], trigger, text):
        return replace(trigger, act=Act("THREATEN", trigger.act.domain, "threatened"))
    if n + 1 >= len(sentence.clauses):
        return trigger
    kinds = {p.kind for p in sentence.clauses[n + 1].parts[:4]}
    word = text[trigger.part.start : trigger.part.end].lower()
    own = kinds & {"r.thing", "r.person"} and kinds & {"c.will", "c.would"}
    if word.startswith(("warn", "cảnh")) and own:
        return replace(trigger, act=Act("THREATEN", trigger.act.domain, "threatened"))
    return trigger


def _warns_of_harm(clause: Clause, trigger: Trigger, text: str) -> bool:
    """Whether one warns of a penalty that nobody else owns: "warned Mexico of a tariff"."""
    if not is_warning(trigger, text):
        return False
    if _CONSEQUENCES.search(text, trigger.part.end, clause.end):
        return True
    before: Part | None = None
    for part in clause.parts[trigger.at + 1 :]:
        if part.kind in _PENALTIES:
            return before is None or before.kind != "actor" or not before.modifier
        if part.is_verb or part.kind in ("c.neg", "c.should"):
            return False  # "warned against raising barriers"
        before = part
    return False


def turned(
    clause: Clause, trigger: Trigger, found: Parties, how: Meant, setting: Setting, text: str
) -> tuple[Action, Meant]:
    """The action and modality after drills alone, promised arms and expected stops are seen to."""
    if action := _of_thing(clause, trigger, found, text):
        return action, how
    if _threatens(trigger, how, setting, text):
        return "THREATEN", replace(how, modality="threatened", polarity=1)
    if trigger.act.action == "AID" and how.modality == "announced" and not trigger.passive:
        return "AGREE", how
    if how.cue == "given since":
        return "AID", how
    stopped = trigger.act.action == "CONCEDE" and trigger.thing in _WITHDRAWALS
    if stopped and how.modality in ("forecast", "hypothetical"):
        return "RETREAT", replace(how, polarity=-1)
    return trigger.act.action, how


def _of_thing(clause: Clause, trigger: Trigger, found: Parties, text: str) -> Action | None:
    """Another action, by whom a thing is done with or for whom."""
    if _drills_alone(clause, trigger, found) or _is_test(clause, trigger, text):
        return "MOBILIZE"
    if trigger.rule == "v.send with n.weapon" and found.rules[-1] == "no object":
        return "MOBILIZE"  # aircraft sent, but given to nobody
    if trigger.rule == "v.spend with n.weapon" and found.target:
        return "AID"  # "spent on Patriots for Kyiv"
    if trigger.rule == "v.pay with n.weapon" and _is_for(clause, trigger):
        return "AID"
    return None


def _drills_alone(clause: Clause, trigger: Trigger, found: Parties) -> bool:
    """Whether one state trains by itself, a show of force."""
    drill = trigger.part.kind == "v.drill" or trigger.thing == "n.exercise"
    one = len(found.actor) == 1 and found.actor[0] not in _BODIES
    beside = any(p.kind == "actor" and p.preposition in _WITH for p in clause.parts)
    return drill and one and not beside and trigger.act.action == "COOPERATE"


def _threatens(trigger: Trigger, how: Meant, setting: Setting, text: str) -> bool:
    """Whether the actor's own office speaks of harm ahead."""
    if not setting.official or how.modality not in _AHEAD:
        return False
    if _RETALIATES.match(text, trigger.part.start):
        return True
    harm = trigger.act.action in _HARM or (trigger.act.action in _PENALTY and setting.conditional)
    return harm and how.cue in ("official", "c.would", "if", "c.will") and not trigger.passive


def _is_for(clause: Clause, trigger: Trigger) -> bool:
    """Whether somebody behind a verb is whom a thing is for: "pays for terminals in Ukraine"."""
    return any(p.preposition in _BENEFIT for p in clause.parts[trigger.at + 1 :])


def _is_test(clause: Clause, trigger: Trigger, text: str) -> bool:
    """Whether missiles are shown, not shot at somebody: into the sea, or a ballistic one at all.

    What is fired at somebody names them or the place that is hit.
    """
    shot = trigger.act.action == "ASSAULT" and bool(_SHOOTS.match(text, trigger.part.start))
    behind = clause.parts[trigger.at + 1 :]
    hit = any(p.kind in ("actor", "place") for p in behind)
    into_sea = _INTO_SEA.search(text, trigger.part.end, clause.end) is not None
    ballistic = _BALLISTIC.search(text, trigger.part.start, clause.end) is not None
    return shot and (into_sea or (ballistic and not hit))
