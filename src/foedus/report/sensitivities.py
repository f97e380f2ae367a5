"""A sensitivity analysis on the screen, and the same as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from foedus.forecast.sensitivity.records import (
    GAP,
    PAST,
    REST,
    Index,
    IndexRow,
    LeaveOutRow,
    Outcome,
    ScreenRow,
    Sensitivity,
)
from foedus.report.catalogue import Catalogue, catalogue
from foedus.report.columns import WIDTH, Values, side_by_side
from foedus.report.plain import plain

WAYS = ("basis", "mechanism", "parameter")
SHOWN = 15
"""Rows of the screening on the screen; all of them are in the JSON."""


def sensitivity_json(found: Sensitivity) -> dict[str, Any]:
    """What ``--json`` prints."""
    return {f.name: plain(getattr(found, f.name)) for f in fields(found)}


def render_sensitivity(
    found: Sensitivity, outcomes: Sequence[Outcome], lang: str, width: int = WIDTH
) -> Group:
    """Tables for the outcomes a reader asked for."""
    t = catalogue(lang)
    return Group(
        Text(t("sensitivity.head", policies=" − ".join(found.policies)), style="bold"),
        *_screen(found, t, width),
        *_indices(found, outcomes, t, width),
        *_left_out(found, t, width),
        *_notes(found, t),
    )


def _screen(found: Sensitivity, t: Catalogue, width: int) -> Iterator[RenderableType]:
    rows = {row.name: row for row in found.screen[:SHOWN] if row.largest > 0}
    labels = {name: name for name in rows}
    n = t.numbers
    values: list[Values] = [
        ("mu*", lambda name: _effect(found, rows[name], t)),
        (t("column.found_at"), lambda name: outcome_name(rows[name].where, t)),
        (t("column.basis"), lambda name: t(f"basis.{rows[name].basis}")),
    ]
    idle = sum(row.largest == 0 for row in found.screen)
    title = t("sensitivity.screen", all=len(found.screen), idle=n.fixed(idle, 0))
    yield from side_by_side(title, t("column.parameter"), labels, values, width)


def _effect(found: Sensitivity, row: ScreenRow, t: Catalogue) -> str:
    value, error = row.effects[found.outcomes.index(row.where)]
    return f"{t.numbers.fixed(value, 3, bare=True)} ±{t.numbers.fixed(error, 3, bare=True)}"


def outcome_name(outcome: Outcome, t: Catalogue) -> str:
    """An outcome in a few words: ``S2a, trump-2-continued``."""
    side = t("sensitivity.difference") if outcome.policy == GAP else outcome.policy
    return f"{outcome.name}, {side}"


def _indices(
    found: Sensitivity, outcomes: Sequence[Outcome], t: Catalogue, width: int
) -> Iterator[RenderableType]:
    for by in WAYS:
        for outcome in outcomes:
            own = [r for r in found.indices if r.by == by and r.outcome == outcome]
            yield from _index_table(own, by, outcome, t, width)


def _index_table(
    rows: Sequence[IndexRow], by: str, outcome: Outcome, t: Catalogue, width: int
) -> Iterator[RenderableType]:
    ordered = sorted(rows, key=lambda row: -row.index.total)
    known = {row.index.group: row.index for row in ordered}
    labels = {name: group_name(name, by, t) for name in known}
    values: list[Values] = [
        (t("sensitivity.first"), _share(known, lambda i: (i.first, i.first_error), t)),
        (t("sensitivity.total"), _share(known, lambda i: (i.total, i.total_error), t)),
    ]
    title = t(f"sensitivity.by_{by}", outcome=outcome_name(outcome, t))
    yield from side_by_side(title, t("column.group"), labels, values, width)


def group_name(name: str, by: str, t: Catalogue) -> str:
    """A group of inputs in words, under one way to group them."""
    if name in (PAST, REST):
        return t(f"sensitivity.{name.split()[0]}")
    return t(f"basis.{name}") if by == "basis" else name


def _share(
    rows: dict[str, Index], read: Callable[[Index], tuple[float, float]], t: Catalogue
) -> Callable[[str], str]:
    def write(name: str) -> str:
        value, error = read(rows[name])
        return f"{t.numbers.fixed(value, 2, bare=True)} ±{t.numbers.fixed(error, 2, bare=True)}"

    return write


def _left_out(found: Sensitivity, t: Catalogue, width: int) -> Iterator[RenderableType]:
    rows = {row.mechanism: row for row in found.left_out}
    labels = {name: f"{name} ({row.equation})" for name, row in rows.items()}
    values: list[Values] = [
        (t("sensitivity.change"), lambda name: _change(rows[name], t)),
        (t("column.found_at"), lambda name: outcome_name(rows[name].where, t)),
        (t("sensitivity.gap"), lambda name: _gap(rows[name], t)),
        (t("sensitivity.moved"), lambda name: t.numbers.percent(rows[name].moved)),
        (t("sensitivity.verdict"), lambda name: _verdict(rows[name], t)),
    ]
    title = t("sensitivity.left_out")
    yield from side_by_side(title, t("column.mechanism"), labels, values, width)


def _change(row: LeaveOutRow, t: Catalogue) -> str:
    return f"{t.numbers.signed(row.change)} ±{t.numbers.error(row.mc_se)}"


def _gap(row: LeaveOutRow, t: Catalogue) -> str:
    return f"{t.numbers.signed(row.gap_change)} ±{t.numbers.error(row.gap_se)}"


def _verdict(row: LeaveOutRow, t: Catalogue) -> str:
    return t(f"sensitivity.{row.verdict}")


def _size(found: Sensitivity) -> dict[str, int]:
    return {"base": found.base, "replicates": found.replicates}


def drawn_from(found: Sensitivity, t: Catalogue) -> str:
    """What the inputs moved over, in words."""
    return t("sensitivity.over_posterior" if found.fitted else "sensitivity.over_prior")


def _notes(found: Sensitivity, t: Catalogue) -> Iterator[RenderableType]:
    lines = []
    if found.screen:
        size = {"paths": found.paths, "futures": found.futures}
        lines.append(t("sensitivity.note_screen", **size))
    if found.variances:
        lines.append(t("sensitivity.note_sobol", drawn=drawn_from(found, t), **_size(found)))
    if found.left_out:
        lines.append(t("sensitivity.note_left_out", draws=found.draws))
    yield Padding(Text("\n".join(lines)), (0, 1))
