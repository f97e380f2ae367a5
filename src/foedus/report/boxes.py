"""What has to be true for a scenario, in words and tables, and the same as plain data."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from foedus.case.records import Case
from foedus.forecast.discover.records import Box, Discovery, Limit, Measure, TradeOff
from foedus.report.catalogue import Catalogue, catalogue
from foedus.report.columns import WIDTH, Values, side_by_side
from foedus.report.plain import plain, unit_text

ROWS = 10
"""Rows of the trade-off on the screen; all of them are in the JSON."""


def discovery_json(found: Discovery, lang: str) -> dict[str, Any]:
    """What ``--json`` prints: the records, and the limits in words."""
    records = {f.name: plain(getattr(found, f.name)) for f in fields(found) if f.name != "case"}
    t = catalogue(lang)
    words = [limit_words(x, found.case, t) for x in found.box.limits] if found.box else []
    return {"case": found.case.name, **records, "words": words}


def render_discovery(found: Discovery, lang: str, width: int = WIDTH) -> Group:
    """The box in words, the trade-off and what it rests on."""
    t = catalogue(lang)
    title = t.of(found.case.scenarios[found.scenario].title)
    head = t("discover.head", scenario=f"{found.scenario} {title}", policy=found.policy)
    base = t(
        "discover.base",
        rate=t.numbers.probability(found.base_rate),
        inputs=found.inputs,
        related=found.related,
    )
    return Group(
        Text(head, style="bold"),
        Text(base),
        *_box(found, t, width),
        *_trade_off(found, t, width),
        Padding(Text(_note(found, t)), (0, 1)),
    )


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    """Short names of the parameters of the model, in both languages."""
    text = files("foedus.report").joinpath("texts", "parameters.toml").read_text("utf-8")
    names: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    return names


def parameter_name(name: str, case: Case, t: Catalogue) -> str:
    """A parameter in a few words: our own name of it, else what the case says it means."""
    known = _names().get(name)
    return known[t.lang] if known else case.parameters[name].meaning


def limit_words(limit: Limit, case: Case, t: Catalogue) -> str:
    """One limit as a phrase."""
    percentile = t.numbers.fixed(100 * limit.percentile, 0)
    side = "above" if limit.above else "below"
    if limit.kind == "lever":
        lever = t.of(case.levers[limit.name].label)
        return t(f"discover.lever_{side}", lever=f"{limit.name} ({lever})", percentile=percentile)
    element = f", {limit.label}" if limit.label else ""
    unit = "" if limit.unit == "1" else f" {unit_text(limit.unit, t)}"
    value = t.numbers.value(limit.value) + unit
    what = f"{parameter_name(limit.name, case, t)}{element} ({limit.name})"
    return t(f"discover.{side}", what=what, value=value, percentile=percentile)


def _box(found: Discovery, t: Catalogue, width: int) -> Iterator[RenderableType]:
    if not found.box:
        yield Text(t("discover.none"))
        return
    yield Text(_sentence(found.box, t))
    rows = {limit_words(limit, found.case, t): limit for limit in found.box.limits}
    values: list[Values] = [("quasi-p", lambda key: t.numbers.probability(rows[key].p_value))]
    names = {key: key for key in rows}
    yield from side_by_side(t("discover.limits"), t("column.limit"), names, values, width)


def _sentence(box: Box, t: Catalogue) -> str:
    n, held = t.numbers, box.held_out
    return t(
        "discover.box",
        mass=n.percent(held.mass),
        density=n.probability(held.density),
        error=n.error(held.error),
        coverage=n.percent(held.coverage),
        found=n.probability(box.found.density),
    )


def _trade_off(found: Discovery, t: Catalogue, width: int) -> Iterator[RenderableType]:
    every = max(1, -(-len(found.trade_off) // ROWS))
    rows = {str(k): row for k, row in enumerate(found.trade_off) if k % every == 0}
    labels = {key: t.numbers.percent(row.held_out.mass) for key, row in rows.items()}

    def column(heading: str, write: Callable[[TradeOff], str]) -> Values:
        return heading, lambda key: write(rows[key])

    def density(m: Measure) -> str:
        return f"{t.numbers.probability(m.density)} ±{t.numbers.error(m.error)}"

    values = [
        column(t("column.limits"), lambda r: str(r.limits)),
        column(t("discover.coverage"), lambda r: t.numbers.percent(r.held_out.coverage)),
        column(t("discover.density"), lambda r: density(r.held_out)),
        column(t("discover.coverage_found"), lambda r: t.numbers.percent(r.found.coverage)),
        column(t("discover.density_found"), lambda r: density(r.found)),
    ]
    yield from side_by_side(t("discover.trade_off"), t("column.mass"), labels, values, width)


def _note(found: Discovery, t: Catalogue) -> str:
    return t(
        "discover.note",
        draws=found.draws,
        replicates=found.replicates,
        effective=t.numbers.fixed(found.effective_draws, 0),
    )
