"""What-ifs in words: what is changed, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import singledispatch
from typing import Any

from rich.console import Group
from rich.text import Text

from foedus.case.records import Case
from foedus.forecast.compare.records import Comparison
from foedus.forecast.whatif.changes import (
    Change,
    Held,
    LeverSet,
    ParameterSet,
    Pledge,
    ShockOn,
    Withdrawal,
)
from foedus.forecast.whatif.session import WhatIf
from foedus.report.catalogue import Catalogue, catalogue
from foedus.report.columns import WIDTH
from foedus.report.comparing import comparison_json, gap_text, render_comparison
from foedus.report.plain import element_text, plain, unit_text

CLEAR = 2.0
"""Differences above so many Monte-Carlo errors are told."""

SMALL = 0.02
"""Changes of a variable below this share of it are not told."""

TOLD = ("europe.effort", "forces.total", "trust.usa", "trade.level", "aid.europe")


def render_whatif(
    found: WhatIf, lang: str, width: int = WIDTH, topics: tuple[str, ...] = ()
) -> Group:
    """The question and the answer in words, then the tables of a comparison."""
    t = catalogue(lang)
    case = found.comparison.case
    asked = [Text(f"• {say(change, case, t)}") for change in found.changes]
    told = [Text(line) for line in answers(found.comparison, t)]
    heading = Text(t("whatif.head"), style="bold")
    tables = render_comparison(found.comparison, lang, width, topics)
    return Group(heading, *asked, Text(t("whatif.answer"), style="bold"), *told, Text(""), tables)


def whatif_json(found: WhatIf, lang: str) -> dict[str, Any]:
    """What ``--json`` prints: the changes as records and in words, and the comparison."""
    t = catalogue(lang)
    words = [say(change, found.comparison.case, t) for change in found.changes]
    return {
        "changes": [change.written for change in found.changes],
        "words": words,
        "answers": plain([line.removeprefix("• ") for line in answers(found.comparison, t)]),
        "comparison": comparison_json(found.comparison),
    }


def answers(found: Comparison, t: Catalogue) -> list[str]:
    """Sentences: classes and variables that move by more than the error of the simulation."""
    lines = [*_classes(found, t), *_variables(found, t)]
    return [f"• {line}" for line in lines] or [f"• {t('whatif.nothing')}"]


def _classes(found: Comparison, t: Catalogue) -> Iterator[str]:
    levels = {
        (r.policy, r.scenario): r.estimate.value
        for r in found.scenarios
        if r.reading == found.reading
    }
    rows = [r for r in found.differences if r.reading == found.reading]
    for row in sorted(rows, key=lambda r: -abs(r.estimate.value)):
        e = row.estimate
        if abs(e.value) > CLEAR * e.mc_se and abs(e.value) >= 0.0005:
            yield t(
                "whatif.likelier" if e.value > 0 else "whatif.less_likely",
                scenario=f"{row.scenario} {t.of(found.case.scenarios[row.scenario].title)}",
                before=t.numbers.probability(levels[row.b, row.scenario]),
                after=t.numbers.probability(levels[row.a, row.scenario]),
                gap=t.numbers.difference(e),
            )


def _variables(found: Comparison, t: Catalogue) -> Iterator[str]:
    for row in found.rows:
        e = row.difference
        clear = abs(e.value) > max(CLEAR * e.mc_se, SMALL * abs(row.mean_b))
        if row.variable in TOLD and row.day == found.horizon and clear:
            record = found.case.variables[row.variable]
            yield t(
                "whatif.higher" if e.value > 0 else "whatif.lower",
                variable=t.of(record.label) + element_text(row.label, t),
                before=t.numbers.value(row.mean_b),
                after=t.numbers.value(row.mean_a),
                unit=unit_text(row.unit, t),
                gap=gap_text(e, t),
            )


@singledispatch
def say(change: Change, case: Case, t: Catalogue) -> str:
    """A change as a sentence."""
    raise TypeError(type(change))


@say.register
def _(change: LeverSet, case: Case, t: Catalogue) -> str:
    lever = case.levers[change.lever]
    name = f"{change.lever} ({t.of(lever.label)})"
    return t("whatif.lever", lever=name, value=_number(change.value, t)) + _span(change, t)


@say.register
def _(change: Held, case: Case, t: Catalogue) -> str:
    record = case.variables[change.variable]
    name = t.of(record.label) + element_text(change.label, t)
    value = change.value if isinstance(change.value, str) else _number(change.value, t)
    return t("whatif.held", variable=name, value=value) + _span(change, t)


@say.register
def _(change: ShockOn, case: Case, t: Catalogue) -> str:
    title = t.of(change.dated.shock.title)
    options = f" ({', '.join(change.dated.options)})" if change.dated.options else ""
    return t("whatif.shock", title=title + options, day=t.numbers.day(change.dated.day))


@say.register
def _(change: Withdrawal, case: Case, t: Catalogue) -> str:
    actor = case.actors.get(change.host)
    host = t.of(actor.name) if actor else change.host
    count = f"{change.thousand * 1000:,.0f}".replace(",", "." if t.lang == "vi" else ",")
    return t("whatif.withdraw", count=count, host=host, month=_month(change.by, t))


@say.register
def _(change: Pledge, case: Case, t: Catalogue) -> str:
    return t("whatif.pledge", percent=_number(change.percent, t), year=change.year)


@say.register
def _(change: ParameterSet, case: Case, t: Catalogue) -> str:
    name = change.name + (f"[{change.label}]" if change.label else "")
    meaning = case.parameters[change.name].meaning
    return t("whatif.parameter", name=name, meaning=meaning, value=_number(change.value, t))


def _span(change: LeverSet | Held, t: Catalogue) -> str:
    start = t.numbers.day(change.start)
    if change.end is None:
        return " " + t("whatif.from", start=start)
    last = change.end - timedelta(days=1)
    return " " + t("whatif.between", start=start, end=t.numbers.day(last))


def _month(day: date, t: Catalogue) -> str:
    words = t.numbers.day(day.replace(day=1))
    return words.split("/", 1)[1] if t.lang == "vi" else words.split(" ", 1)[1]


def _number(value: float, t: Catalogue) -> str:
    text = f"{value:g}"
    return text.replace(".", ",") if t.lang == "vi" else text
