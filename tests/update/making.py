"""Reports made by hand, and a toy of trajectories whose posterior is known."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np

from foedus.case.evidence_records import Amount
from foedus.case.records import Text
from foedus.ensemble.language import Vocabulary, compile_expression
from foedus.ensemble.probe import Holds
from foedus.update.events import Event, Voice
from foedus.update.gather import Gathered
from foedus.update.match import Condition
from foedus.update.observe import Told
from foedus.update.rates import Rates
from foedus.update.reports import Document, Report
from foedus.update.subsets import Evidence, Subsets

WIRE, OFFICIAL = "wire agency", "official statement"


def report(name: str, day: date, **given: Any) -> Report:
    """An announced order of about 5,000 out of Germany, unless said otherwise."""
    facts: dict[str, Any] = {
        "doc": name, "known": day, "start": day, "end": day, "precision": "day",
        "actor": ("USA",), "target": ("DEU",), "action": "RETREAT", "domain": ("force-posture",),
        "modality": "announced", "quantity": (Amount(5000, "troops", "about", ""),),
        "event": name, "root": name, "source_class": WIRE, "confidence": 1.0, "place": name,
    }  # fmt: skip
    return Report(id=name, **({"text": Text(name, name)} | facts | given))


def gathered(*reports: Report, watched: bool = False) -> Gathered:
    """Reports with a document each."""
    documents = {
        r.doc: Document(r.doc, Text(r.doc, r.doc), "", r.known, r.source_class) for r in reports
    }
    return Gathered(tuple(reports), documents, watched=watched)


def constant(s: float, f: float, q: float, draws: int = 1) -> Rates:
    """Rates without uncertainty, of one class."""
    full = {WIRE: np.full(draws, s, np.float32)}, {WIRE: np.full(draws, f, np.float32)}
    return Rates(*full, {WIRE: np.full(draws, q, np.float32)})  # type: ignore[arg-type]


def voice(name: str, root: str = "", **given: Any) -> Voice:
    """A voice of one class; its own root unless said otherwise."""
    facts: dict[str, Any] = {"affirms": True, "confidence": 1.0} | given
    return Voice(name, name, root or name, WIRE, WIRE, **facts)


class Toy:
    """Two fair draws of chance, A (.3) and B (.2), and the class "A and B or neither".

    40,000 trajectories of 1,000 draws that do not differ.
    """

    size, draws = 40_000, 1000
    a, b = 0.3, 0.2

    def __init__(
        self, rates: Rates, *events: tuple[str, tuple[Voice, ...]], chance: int = 7
    ) -> None:
        random = np.random.default_rng(chance)
        self.answers = {
            "A": random.random(self.size) < self.a,
            "B": random.random(self.size) < self.b,
            "C": random.random(self.size) < 0.5,
        }
        words = Vocabulary({}, frozenset({"x"}), {}, {})
        told = tuple(
            Told(
                Holds(name, compile_expression("x > 0", words), 1, 1),
                1,
                Event(name, Condition("k", "when", "x > 0", 0, 0, 1, 1), voices, ()),
                rates,
                None,
            )
            for name, voices in events
        )
        self.subsets = Subsets(self._sweep(), Evidence(told, ()))

    def _sweep(self) -> Any:
        inside = self.answers["A"] == self.answers["B"]
        request = SimpleNamespace(parameter_draws=self.draws)
        job = SimpleNamespace(courses={"policy": None}, request=request)
        return SimpleNamespace(
            before=None,
            job=job,
            inside=lambda policy: [("r", "same", inside), ("r", "other", ~inside)],
            draw_weights=np.ones(self.draws),
            draw=np.arange(self.size) // (self.size // self.draws),
            ancestor=np.arange(self.size),
            observed=self.answers,
            log_weight=np.zeros(self.size),
        )

    def exact(self, odds_a: float, odds_b: float) -> float:
        """P(same) when the odds of A and of B are multiplied by these factors."""
        a = self.a * odds_a / (self.a * odds_a + 1 - self.a)
        b = self.b * odds_b / (self.b * odds_b + 1 - self.b)
        return a * b + (1 - a) * (1 - b)
