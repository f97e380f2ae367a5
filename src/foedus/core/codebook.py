"""The closed lists of the codebook: what a claim may be coded as.

Two halves that do not know each other speak these words: the coder, which reads documents, and
a case, which brings coded records and says what each of them may move. Their meaning is in
docs/evidence.md and docs/reading.md; the action types are those of PLOVER.
"""

from __future__ import annotations

from typing import Literal, get_args

Action = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Bound = Literal["exact", "min", "max", "about"]
Domain = Literal[
    "defence-spending", "force-posture", "command", "military-aid", "arms-trade", "arms-control",
    "nuclear", "training-exercise", "intelligence", "trade-tariff", "sanctions",
    "industry-technology", "diplomacy", "enlargement", "alliance-commitment", "war",
    "ceasefire-peace", "domestic-politics", "other",
]  # fmt: skip
Modality = Literal[
    "actual", "announced", "threatened", "considered", "hypothetical", "forecast", "assertion",
    "negated", "historical",
]  # fmt: skip
Precision = Literal["day", "month", "quarter", "year", "term", "none"]
SourceClass = Literal[
    "data release",
    "official statement",
    "wire agency",
    "national newspaper",
    "specialist institute",
    "commentary",
    "aggregator",
    "generated text",
    "party to the conflict",
]

ACTIONS: tuple[Action, ...] = get_args(Action)
BOUNDS: tuple[Bound, ...] = get_args(Bound)
DOMAINS: tuple[Domain, ...] = get_args(Domain)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
SOURCE_CLASSES: tuple[SourceClass, ...] = get_args(SourceClass)
