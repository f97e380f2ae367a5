"""What `foedus show` can show of a case, each view as one table."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

from foedus.case.records import Case, Indicator, Policy, ShockStep
from foedus.cli import evidence_views as of_evidence
from foedus.cli.parameters import parameters
from foedus.cli.plan import plan
from foedus.cli.sheet import Cell, Sheet, in_language, written

View = Callable[[Case, str], Sheet]
"""A case and a language to a table."""


_PARTS = (
    "actors", "dyads", "levers", "parameters", "variables", "scenarios", "thresholds", "policies",
    "shocks", "indicators", "statements", "sources",
)  # fmt: skip
_OF_EVIDENCE = ("documents", "claims", "kernels", "opinions")


def counts(case: Case) -> dict[str, int]:
    """How many of each a case has."""
    own = {part: len(getattr(case, part)) for part in _PARTS}
    return own | {part: len(getattr(case.evidence, part)) for part in _OF_EVIDENCE}


def summary(case: Case, lang: str) -> Sheet:
    """The frame of the case and how much of each is in it."""
    rows: list[tuple[Cell, ...]] = [
        ("name", case.name),
        ("start", str(case.grid.start)),
        ("horizon", str(case.grid.horizon)),
        ("data_cut", str(case.data_cut)),
        ("default_policies", ", ".join(case.default_policies)),
        *((f"variant.{name}", choice) for name, choice in case.variant.items()),
        ("digest", case.digest),
        *counts(case).items(),
    ]
    return Sheet(in_language(case.title, lang), ("what", "value"), rows)


def actors(case: Case, lang: str) -> Sheet:
    """States, bodies and groups."""
    rows = [
        (a.code, in_language(a.name, lang), a.kind, a.bloc, a.host, a.effort, str(a.joined or ""))
        for a in case.actors.values()
    ]
    return Sheet("Actors", ("code", "name", "kind", "bloc", "host", "effort", "joined"), rows)


def dyads(case: Case, lang: str) -> Sheet:
    """Relations."""
    rows = [(d.id, in_language(d.name, lang), d.a, d.b, d.kind) for d in case.dyads.values()]
    return Sheet("Dyads", ("id", "name", "a", "b", "kind"), rows)


def levers(case: Case, lang: str) -> Sheet:
    """Instruments with their value under each administration, at the start of its term."""
    rows: list[tuple[Cell, ...]] = [
        (
            x.id,
            x.name,
            in_language(x.label, lang),
            x.zero,
            x.one,
            *x.columns.values(),
            x.noise,
            x.basis,
        )
        for x in case.levers.values()
    ]
    columns = ("id", "name", "label", "zero", "one", *case.terms, "noise", "basis")
    return Sheet("Levers", columns, rows)


def variables(case: Case, lang: str) -> Sheet:
    """Variables of the model."""
    rows = [
        (
            v.name,
            in_language(v.label, lang),
            v.unit,
            v.kind,
            v.index,
            ", ".join(v.states),
            *_ends(v.bounds),
        )
        for v in case.variables.values()
    ]
    columns = ("name", "label", "unit", "kind", "index", "states", "low", "high")
    return Sheet("Variables", columns, rows)


def scenarios(case: Case, lang: str) -> Sheet:
    """Classes of outcomes with the readings that use them."""
    rows = [
        (
            s.id,
            in_language(s.title, lang),
            s.primary,
            s.part_of,
            _readings(case, s.id),
            s.expression,
        )
        for s in case.scenarios.values()
    ]
    columns = ("id", "title", "primary", "part_of", "readings", "expression")
    return Sheet("Scenarios", columns, rows)


def thresholds(case: Case, lang: str) -> Sheet:
    """Numbers that decide the scenarios."""
    rows = [
        (
            t.name,
            t.value,
            t.unit,
            ", ".join(f"{x:g}" for x in t.strip),
            t.basis,
            in_language(t.meaning, lang),
        )
        for t in case.thresholds.values()
    ]
    return Sheet("Thresholds", ("name", "value", "unit", "strip", "basis", "meaning"), rows)


def policies(case: Case, lang: str) -> Sheet:
    """Policies with what each changes."""
    rows = [
        (
            p.name,
            in_language(p.title, lang),
            p.kind,
            str(p.start),
            str(p.end or ""),
            p.base,
            _changes(p),
        )
        for p in case.policies.values()
    ]
    columns = ("name", "title", "kind", "start", "end", "base", "changes")
    return Sheet("Policies", columns, rows)


def shocks(case: Case, lang: str) -> Sheet:
    """Shocks with their steps."""
    rows = [
        (
            s.name,
            in_language(s.title, lang),
            str(s.default_date),
            "; ".join(_step(step) for step in s.steps),
        )
        for s in case.shocks.values()
    ]
    return Sheet("Shocks", ("name", "title", "default_date", "steps"), rows)


def indicators(case: Case, lang: str) -> Sheet:
    """Early signs."""
    rows = [
        (
            i.id,
            in_language(i.title, lang),
            in_language(i.function, lang),
            *_signs(i),
            *i.lead_months,
            i.series,
        )
        for i in case.indicators.values()
    ]
    columns = ("id", "title", "function", "red", "points_to", "lead_from", "lead_to", "series")
    return Sheet("Indicators", columns, rows)


def _signs(indicator: Indicator) -> tuple[str, str]:
    return indicator.red, ", ".join(indicator.points_to)


def statements(case: Case, lang: str) -> Sheet:
    """Causal statements of the documents."""
    rows = [
        (s.id, s.sign, s.where, in_language(s.statement, lang)) for s in case.statements.values()
    ]
    return Sheet("Statements", ("id", "sign", "where", "statement"), rows)


def sources(case: Case, _lang: str) -> Sheet:
    """Public origins."""
    rows = [(s.key, s.publisher, s.title, s.edition, s.terms) for s in case.sources.values()]
    return Sheet("Sources", ("key", "publisher", "title", "edition", "terms"), rows)


def _ends(bounds: tuple[float, float]) -> tuple[float | None, ...]:
    return tuple(end if math.isfinite(end) else None for end in bounds)


def _readings(case: Case, scenario: str) -> str:
    return ", ".join(name for name, reading in case.readings.items() if scenario in reading.order)


def _changes(policy: Policy) -> str:
    """What a policy changes, day by day: ``2027-01-01: u1 0.6, u2 1``."""
    days: dict[date, list[str]] = {}
    if policy.column and policy.column_from:
        days.setdefault(policy.column_from, []).append(f"column {policy.column}")
    for change in policy.changes:
        days.setdefault(change.start, []).append(f"{change.lever} {written(change.value)}")
    for clamp in policy.clamps:
        element = f"[{clamp.label}]" if clamp.label else ""
        held = f"{clamp.variable}{element} = {written(clamp.value)}"
        days.setdefault(clamp.start, []).append(held)
    return "; ".join(f"{day}: {', '.join(what)}" for day, what in sorted(days.items()))


def _step(step: ShockStep) -> str:
    after = f" after {_months(step.after_months)}" if step.after_months else ""
    length = f" for {_months(step.for_months)}" if step.for_months else ""
    option = f" (+{step.optional})" if step.optional else ""
    return f"{step.variable} = {written(step.value)}{after}{length}{option}"


def _months(number: int) -> str:
    return "1 month" if number == 1 else f"{number} months"


VIEWS: dict[str, View] = {
    "actors": actors,
    "dyads": dyads,
    "levers": levers,
    "plan": plan,
    "parameters": parameters,
    "variables": variables,
    "scenarios": scenarios,
    "thresholds": thresholds,
    "policies": policies,
    "shocks": shocks,
    "indicators": indicators,
    "statements": statements,
    "sources": sources,
    "evidence": of_evidence.evidence,
    "documents": of_evidence.documents,
    "kernels": of_evidence.kernels,
    "source-classes": of_evidence.source_classes,
    "opinions": of_evidence.opinions,
}
"""By the word a user types. A view that needs a heavy library imports it inside."""
