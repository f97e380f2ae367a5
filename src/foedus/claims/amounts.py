"""Which of the numbers around a claim are its quantities."""

from __future__ import annotations

from dataclasses import replace

from foedus.claims.quantities import quantities_in, soldiers_in
from foedus.claims.record import Quantity
from foedus.claims.sentence import Progress, Sentence
from foedus.claims.trigger import Trigger
from foedus.core.codebook import Action

_ANTECEDENT = 40
"""How far before a relative clause its number may stand ("9,500 whose departure ...")."""
_LEVEL = 60
"""How far behind a level of spending its share of GDP may stand."""
_FEW = 6


def amounts(
    progress: Progress, sentence: Sentence, n: int, trigger: Trigger, start: int, end: int
) -> tuple[Quantity, ...]:
    """The quantities of a claim whose quote is ``text[start:end]``."""
    first = start
    if sentence.clauses[n].opened in ("rel", "that") and n and not sentence.triggers[n - 1]:
        first = max(sentence.clauses[n - 1].start, start - _ANTECEDENT)
    text, act = progress.document.text, trigger.act
    last = end + _LEVEL if trigger.nominal and trigger.thing == "n.spending" else end
    units, vietnamese = progress.lexicon.units, progress.vietnamese
    measured = quantities_in(text, first, last, vietnamese=vietnamese, units=units)
    found = [m.quantity for m in measured]
    soldiers = any(p.kind == "n.force" for p in sentence.clauses[n].parts)
    if not found and (act.domain == "force-posture" or soldiers):
        found = soldiers_in(text, first, end)
        found = found[-1:] if first < start else found
    kept = (q for q in found if _counts(q, act.action, act.domain))
    return tuple(_fitted(q, act.domain) for q in kept)


def _counts(quantity: Quantity, action: Action, domain: str) -> bool:
    """Durations count for meetings and truces only; "the two countries" counts nothing."""
    if quantity.unit == "days":
        return domain == "ceasefire-peace"
    if quantity.unit == "hours":
        return action == "CONSULT"
    few = quantity.value <= _FEW and quantity.unit in ("countries", "leaders", "members")
    return not few


def _fitted(quantity: Quantity, domain: str) -> Quantity:
    """A bare percentage of defence spending is one of GDP."""
    bare = quantity.unit == "%" and domain in ("defence-spending", "alliance-commitment")
    return replace(quantity, unit="% GDP") if bare else quantity
