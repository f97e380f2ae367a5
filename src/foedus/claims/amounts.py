"""Which of the numbers around a claim are its quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from foedus.claims.measures import Measured
from foedus.claims.quantities import quantities_in, soldiers_in
from foedus.claims.record import Quantity
from foedus.claims.sentence import Progress, Sentence
from foedus.claims.trigger import Trigger
from foedus.core.codebook import Action

_ANTECEDENT = 40
"""How far before a relative clause its number may stand ("9,500 whose departure ...")."""
_DONE_BY = "do "
"""Opens the agent behind a noun: "mức 5% GDP do Washington áp đặt"."""
_BESIDE = 12
"""How far, where the clause before has an act of its own ("thuế 46% mà ...")."""
_LEVEL = 60
"""How far behind a level of spending its share of GDP may stand."""
_AROUND = 900
"""How far before a bare percentage the text must have spoken of what it is a share of."""
_FEW, _KNOWN = 6, 10
_GROUPS = frozenset(
    {
        "firms", "companies", "entities", "banks", "countries", "members", "leaders", "diplomats",
        "projects", "bases", "contracts", "agreements", "individuals",
    }
)  # fmt: skip
_MOVES: frozenset[Action] = frozenset({"AID", "AGREE", "MOBILIZE", "RETREAT"})
_LASTING: frozenset[Action] = frozenset({"CONSULT", "COERCE"})
_KIND = re.compile(r"an? [^-]*$", re.IGNORECASE)
"""An article and no number: one piece where arms are moved, else any of its kind."""
_PARTED = re.compile(";")
_SPEAKERS = frozenset({"diplomats", "leaders", "people"})
_DEFINITE = re.compile(r"\b(?:the|its|their|our|his|her|both|these|those)\s+$", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:sliver|fraction|share|part|portion|half|third|quarter|một phần(?: \w+){0,2}) "
    r"(?:of|trong|của) (?:the |its |their |số |khoản )?(?:\w+ )?$",
    re.IGNORECASE,
)
"""Before a whole that a part is told of: "a sliver of the nearly $14 billion"."""
_BY = re.compile(r"\b(?:by|according to|theo)\s+$", re.IGNORECASE)
_LARGEST_SHARE = 15.0
_SPENDING = frozenset({"defence-spending", "alliance-commitment"})
_COUNTED = frozenset({"countries", "members"})
_OBLIGED = re.compile(
    r"\b(?:must|obliged? to|forc(?:ed?|es|ing)|compel(?:led|s)?|required? to|impos(?:ed?|es|ing)|"
    r"buộc|phải|áp đặt)\b",
    re.IGNORECASE,
)
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
    first = _first(sentence, n, start, text)
    last = end + _LEVEL if trigger.nominal and trigger.thing == "n.spending" else end
    denied = any(p.kind in _FORBIDS for p in clause.parts)
    units, vietnamese = progress.lexicon.units, progress.vietnamese
    measured = quantities_in(
        text, first, last, vietnamese=vietnamese, units=units, forbidden=denied
    )
    soldiers = any(p.kind == "n.force" for p in clause.parts)
    moved = act.action in _MOVES
    measured = [m for m in measured if not _aside(text, m, clause.end)]
    found = [m.quantity for m in measured if moved or not _KIND.match(text, m.start, m.end)]
    if not found and (act.domain == "force-posture" or soldiers):
        found = soldiers_in(text, first, end, forbidden=denied)
        found = found[-1:] if first < start else found
    bare = any(q.unit == "%" for q in found)
    spending = bare and (act.domain in _SPENDING or _of_output(text, start, end))
    fitted = [_share(q) if spending else q for q in found if _counts(q, act.action, act.domain)]
    fitted = [q for q in fitted if q.unit != "votes"] or fitted  # the vote on a sum is not the sum
    return tuple(_least(fitted, obliged=bool(_OBLIGED.search(text, start, end))))


def _first(sentence: Sentence, n: int, start: int, text: str) -> int:
    """Where the numbers of a claim begin: a relative clause may follow its number."""
    opened = sentence.clauses[n].opened
    if not n or not (opened in ("rel", "that") or text.startswith(_DONE_BY, start)):
        return start
    reach = _BESIDE if sentence.triggers[n - 1] else _ANTECEDENT
    return max(sentence.clauses[n - 1].start, start - reach)


def _counts(quantity: Quantity, action: Action, domain: str) -> bool:
    """Durations count for meetings, incursions and truces; "the two countries" counts nothing."""
    if quantity.unit == "days":
        return domain == "ceasefire-peace"
    if quantity.unit in ("hours", "minutes"):
        return action in _LASTING
    few = quantity.value <= _FEW and quantity.unit in ("countries", "leaders", "members")
    return not few


def _aside(text: str, measured: Measured, end: int) -> bool:
    """Whether a number belongs elsewhere: to the next clause, to who speaks, to a known group.

    "133 drones, 98 of which ..."; "said by three diplomats"; "its two trawler companies".
    """
    if measured.start >= end and (
        text.startswith((" of which", " of whom"), measured.end)
        or _PARTED.search(text, end - 1, measured.start)
    ):
        return True
    before = text[max(0, measured.start - 16) : measured.start]
    quantity = measured.quantity
    if _COMPARED.search(text, max(0, measured.start - 40), measured.start):
        return True
    if quantity.unit in _SPEAKERS and _BY.search(before):
        return True
    known = quantity.unit in _GROUPS and quantity.value <= _KNOWN
    return known and bool(_DEFINITE.search(before))


def _of_output(text: str, start: int, end: int) -> bool:
    """Whether the text last spoke of spending as a share of output, and not of a tariff."""
    around = text[max(0, start - _AROUND) : end + _LEVEL]
    spent = max((m.start() for m in _SPENDING_WORDS.finditer(around)), default=-1)
    taxed = max((m.start() for m in _TARIFF_WORDS.finditer(around)), default=-1)
    return spent > taxed


def _share(quantity: Quantity) -> Quantity:
    """A bare percentage of defence spending is one of GDP."""
    bare = quantity.unit == "%" and quantity.value <= _LARGEST_SHARE
    return replace(quantity, unit="% GDP") if bare else quantity


def _least(quantities: Sequence[Quantity], *, obliged: bool) -> Iterator[Quantity]:
    """A share that all of those counted spend, or that one is made to spend, is a least."""
    floor = obliged or any(q.unit in _COUNTED for q in quantities)
    for quantity in quantities:
        exact = quantity.unit == "% GDP" and quantity.bound == "exact"
        yield replace(quantity, bound="min") if floor and exact else quantity
