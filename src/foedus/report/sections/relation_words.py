"""Levels and names of the page of relations, written in the language."""

from __future__ import annotations

from foedus.forecast.relations.records import Level
from foedus.report.numbers import kept
from foedus.report.sections.drawing import Drawing


def level_text(drawing: Drawing, level: Level, *, signed: bool = False) -> str:
    """``−4.30 [−6.99, −0.55]``; without an interval where there is none."""
    n = drawing.t.numbers

    def write(x: float) -> str:
        return ("+" if signed and round(x, 3) > 0 else "") + n.value(round(x, 3))

    if level.hi - level.lo < 1e-6:
        return write(level.value)
    return kept(f"{write(level.value)} {n.between(write(level.lo), write(level.hi))}")


def term_name(drawing: Drawing, term: str) -> str:
    """Name of an administration in the language."""
    return drawing.t.of(drawing.result.case.terms[term].label)


def signed_text(drawing: Drawing, x: float) -> str:
    """A number with its sign."""
    return ("+" if x > 0 else "") + drawing.t.numbers.value(x)
