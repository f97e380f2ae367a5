"""Which of the verbs of a clause is its act: the first, mostly.

A promise gives way to what is promised, help to what is helped, a worry to what
is feared; a warning does not, unless it tells a cause and its effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedus.claims.clauses import Clause
from foedus.claims.lexicon import Act
from foedus.claims.trigger import Trigger
from foedus.core.codebook import Action

_HELPERS = frozenset({"v.aid", "v.help", "v.support", "v.mobilize", "v.fear"})
"""Verbs that give way to what they help, push or fear, where that is an act itself."""
_PROTECTION: frozenset[Action] = frozenset({"SUPPORT"})
"""What it is a threat to promise not to give: "vowed not to defend"."""
_PROMISES = frozenset({"v.pledge", "v.agree"})
_PROMISED: frozenset[Action] = frozenset({"SANCTION", "RETREAT", "CONCEDE", "MOBILIZE", "REJECT"})
"""Acts that, promised, stay what they are; promised help is AGREE."""


def _is_joint(trigger: Trigger, text: str) -> bool:
    """Whether a word of agreement says how something is done, with one accord."""
    return text[trigger.part.start : trigger.part.end].lower() in ("thống nhất", "đồng thuận")


def _is_judged(clause: Clause, first: Trigger) -> bool:
    """Whether an effect is told behind a verb, not something one should refrain from."""
    kinds = [p.kind for p in clause.parts[first.at :]]
    return "c.assert" in kinds and "c.should" not in kinds


def is_warning(trigger: Trigger, text: str) -> bool:
    """Whether a word of fear is a warning to somebody."""
    word = text[trigger.part.start : trigger.part.end].lower()
    return "warn" in word or "cảnh" in word


def main_act(clause: Clause, strong: Sequence[Trigger], text: str) -> Trigger:
    """The first act; what it promises to do; or, of a worry, what is feared."""
    first = strong[0]
    if len(strong) > 1 and strong[1].passive and _is_named(clause, first):
        return strong[1]  # "việc giao tên lửa bị dừng": the delivery is what is stopped
    helps = len(strong) > 1 and first.thing == "*" and first.part.kind in _HELPERS
    judged = _is_judged(clause, first)
    if first.part.kind == "v.fear" and is_warning(first, text) and not judged:
        return first  # what is warned of is no claim of its own, unless it is judged
    if helps and (strong[1].thing != "*" or first.part.kind == "v.fear"):
        return main_act(clause, strong[1:], text)
    if first.part.kind == "v.ready" and len(strong) > 1 and strong[1].act.action != "COOPERATE":
        return replace(strong[1], act=replace(strong[1].act, modality="announced"))
    if first.part.kind in _PROMISES and len(strong) > 1:
        return _promise(clause, first, strong[1], text)
    return first


def _promise(clause: Clause, first: Trigger, promised: Trigger, text: str) -> Trigger:
    """What a promise comes to: an agreement, the act that is promised, or a threat."""
    if first.part.kind == "v.agree" and _are_two(clause) and not _is_joint(first, text):
        return first  # what two agree on is their agreement
    refrains = any(p.kind == "c.neg" for p in clause.parts[first.at : promised.at])
    if refrains and promised.act.action in _PROTECTION:
        return replace(first, act=Act("THREATEN", promised.act.domain, "threatened"))
    if promised.act.action == "SANCTION" and _is_joint(first, text):
        return promised  # "đã thống nhất đình chỉ": they did so together
    if promised.act.action in _PROMISED and not promised.passive and not refrains:
        return replace(promised, act=replace(promised.act, modality="announced"))
    return first


def _are_two(clause: Clause) -> bool:
    """Whether a clause names two together."""
    return any(p.kind == "r.both" or (p.members and len(p.members) > 1) for p in clause.parts)


def _is_named(clause: Clause, trigger: Trigger) -> bool:
    """Whether a verb is made a noun by the word before it ("việc", "sự")."""
    return trigger.at > 0 and clause.parts[trigger.at - 1].kind == "c.noml"
