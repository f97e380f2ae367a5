"""Which of the numbers around a claim are its quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.claims.quantities import Measured, quantities_in, soldiers_in
from foedus.claims.record import Action, Quantity
from foedus.claims.sentence import Progress, Sentence
from foedus.claims.trigger import Trigger

_ANTECEDENT = 40
"""How far before a relative clause its number may stand ("9,500 whose departure ...")."""
_LEVEL = 60
"""How far behind a level of spending its share of GDP may stand."""
_AROUND = 300
"""How far before a bare percentage the text must have spoken of what it is a share of."""
_FEW = 6
_LARGEST_SHARE = 15.0
_SPENDING = frozenset({"defence-spending", "alliance-commitment"})
_COUNTED = frozenset({"countries", "members"})
_FORBIDS = frozenset({"c.neg", "v.reject", "v.refuse"})
_SPENDING_WORDS = re.compile(
    r"\b(?:GDP|gross domestic|(?:defen[cs]e|military) (?:spending|budgets?|expenditure)|"
    r"(?:spending|percent|per cent|%) (?:target|goal|pledge|promise|guideline|threshold)|"
    r"chi tiêu quốc phòng|ngân sách quốc phòng|chi tiêu quân sự)\b",
    re.IGNORECASE,
)
_TARIFF_WORDS = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|thuế|levy|levies)\b", re.IGNORECASE)


def amounts(
    progress: Progress, sentence: Sentence, n: int, trigger: Trigger, start: int, end: int
) -> tuple[Quantity, ...]:
    """The quantities of a claim whose quote is ``text[start:end]``."""
    text, act, clause = progress.document.text, trigger.act, sentence.clauses[n]
    first = _first(sentence, n, start)
    last = end + _LEVEL if trigger.nominal and trigger.thing == "n.spending" else end
    denied = any(p.kind in _FORBIDS for p in clause.parts)
    units, vietnamese = progress.lexicon.units, progress.vietnamese
    measured = quantities_in(
        text, first, last, vietnamese=vietnamese, units=units, forbidden=denied
    )
    soldiers = any(p.kind == "n.force" for p in clause.parts)
    found = [m.quantity for m in measured if not _of_which(text, m, clause.end)]
    if not found and (act.domain == "force-posture" or soldiers):
        found = soldiers_in(text, first, end, forbidden=denied)
        found = found[-1:] if first < start else found
    spending = act.domain in _SPENDING or _of_output(text, start, end)
    fitted = [_share(q) if spending else q for q in found if _counts(q, act.action, act.domain)]
    return tuple(_least(fitted))


def _first(sentence: Sentence, n: int, start: int) -> int:
    """Where the numbers of a claim begin: a relative clause may follow its number."""
    if n and sentence.clauses[n].opened in ("rel", "that") and not sentence.triggers[n - 1]:
        return max(sentence.clauses[n - 1].start, start - _ANTECEDENT)
    return start


def _counts(quantity: Quantity, action: Action, domain: str) -> bool:
    """Durations count for meetings and truces only; "the two countries" counts nothing."""
    if quantity.unit == "days":
        return domain == "ceasefire-peace"
    if quantity.unit == "hours":
        return action == "CONSULT"
    few = quantity.value <= _FEW and quantity.unit in ("countries", "leaders", "members")
    return not few


def _of_which(text: str, measured: Measured, end: int) -> bool:
    """Whether a number behind a clause counts for the next: "133 drones, 98 of which"."""
    return measured.start >= end and text.startswith((" of which", " of whom"), measured.end)


def _of_output(text: str, start: int, end: int) -> bool:
    """Whether the text around speaks of spending as a share of output, and not of tariffs."""
    around = text[max(0, start - _AROUND) : end + _LEVEL]
    return bool(_SPENDING_WORDS.search(around)) and not _TARIFF_WORDS.search(around)


def _share(quantity: Quantity) -> Quantity:
    """A bare percentage of defence spending is one of GDP."""
    bare = quantity.unit == "%" and quantity.value <= _LARGEST_SHARE
    return replace(quantity, unit="% GDP") if bare else quantity


def _least(quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """Where those who spend a share are counted, the share is the least that each spends."""
    counted = any(q.unit in _COUNTED for q in quantities)
    for quantity in quantities:
        exact = quantity.unit == "% GDP" and quantity.bound == "exact"
        yield replace(quantity, bound="min") if counted and exact else quantity
