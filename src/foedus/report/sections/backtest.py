"""The page of the back-test: scores on the vintage of the day, skill with its interval, counts."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from foedus.forecast.backtest.counts import EDITIONS
from foedus.forecast.backtest.result import BacktestResult
from foedus.report.catalogue import Catalogue
from foedus.report.charts.forest import ForestStyle, Item, forest_chart
from foedus.report.charts.style import colour_of, svg
from foedus.report.contexts import Figure, Section, TableView, view
from foedus.report.table import Cell, Column, Table, table

HONEST, RESTATED = "real time", "restated"
SHOWN = (
    "minimal", "minimal_literal", "structural", "pressed pledge", "stacked", "last value",
    "pooled drift", "country trend", "line to the pledge", "ETS", "ARIMA", "reference class",
)  # fmt: skip
"""Forecasters of the page; the files have them all."""


def backtest(result: BacktestResult, t: Catalogue) -> Section:
    """Text, tables and the figure of skill, in one language."""
    winner = name_of(result.winner, t)
    intro = (t("backtest.intro"), t("backtest.winner", name=winner), t("backtest.limits"))
    tables = [_scores(result, HONEST, t), *_counts(result, t), _targets(result, t)]
    folded = [_scores(result, RESTATED, t), _skills(result, RESTATED, t), _vintages(result, t)]
    return Section(
        "backtest",
        t("backtest.title"),
        intro,
        tuple(view(one, t.numbers) for one in tables),
        (_figure(result, t),),
        tuple(view(one, t.numbers) for one in folded),
    )


def name_of(forecaster: str, t: Catalogue) -> str:
    """A forecaster in the language.

    >>> from foedus.report.catalogue import catalogue
    >>> name_of("pooled drift", catalogue("en"))
    'pooled drift'
    """
    return t(f"backtest.name_{forecaster.lower().replace(' ', '_')}")


def _scores(result: BacktestResult, mode: str, t: Catalogue) -> Table:
    found = result.summary(mode)
    rows: list[tuple[Cell, ...]] = [
        (int(row["horizon"]), name_of(row["forecaster"], t), *_numbers(row))
        for row in found.to_dict("records")
        if row["forecaster"] in SHOWN
    ]
    title = t("backtest.honest") if mode == HONEST else t("backtest.restated")
    return table("", title, [*_ahead(t), *_score_heads(t)], rows, t("backtest.note"))


def _numbers(row: Mapping[Hashable, Any]) -> tuple[float, ...]:
    return tuple(float(row[key]) for key in ("crps", "cover50", "cover90", "skill", "lo", "hi"))


def _ahead(t: Catalogue) -> list[Column]:
    return [
        Column("horizon", t("backtest.horizon"), "count"),
        Column("forecaster", t("backtest.forecaster")),
    ]


def _score_heads(t: Catalogue) -> list[Column]:
    return [
        Column("crps", "CRPS", "probability"),
        Column("cover50", t("backtest.cover", level="50 %"), "percent"),
        Column("cover90", t("backtest.cover", level="90 %"), "percent"),
        *_skill_heads(t),
    ]


def _skill_heads(t: Catalogue) -> list[Column]:
    return [
        Column("skill", t("backtest.skill"), "signed"),
        Column("lo", "5 %", "signed"),
        Column("hi", "95 %", "signed"),
    ]


def _skills(result: BacktestResult, mode: str, t: Catalogue) -> Table:
    heads = [
        Column("horizon", t("backtest.horizon"), "count"),
        Column("against", t("backtest.against")),
        *_skill_heads(t),
    ]
    rows = [
        (int(r["horizon"]), name_of(r["against"], t), r["skill"], r["lo"], r["hi"])
        for r in result.skills(mode).to_dict("records")
    ]
    title = t("backtest.skill_title", name=name_of(result.winner, t))
    return table("", title, heads, rows)


def _figure(result: BacktestResult, t: Catalogue) -> Figure:
    found = result.skills(HONEST)
    groups = {str(h): t("backtest.years", n=h) for h in sorted(set(found["horizon"]))}
    items = [
        Item(name_of(r["against"], t), str(r["horizon"]), r["skill"], r["lo"], r["hi"])
        for r in found.to_dict("records")
    ]
    style = ForestStyle(t("backtest.skill"), groups, colour_of(tuple(groups)), reference=0.0)
    title = t("backtest.skill_title", name=name_of(result.winner, t))
    numbers: TableView = view(_skills(result, HONEST, t), t.numbers)
    chart = svg(forest_chart(items, style), t.lang)
    return Figure("backtest-skill", title, chart, t("backtest.skill_band"), numbers)


def _counts(result: BacktestResult, t: Catalogue) -> list[Table]:
    """The count by year in both editions beside the band; none if the piece is not there."""
    if "counts" not in result.tables:
        return []
    heads = [
        Column("year", t("backtest.year")),
        *(Column(edition, edition, "count") for edition in EDITIONS),
        Column("median", t("column.median"), "count"),
        Column("low", "5 %", "count"),
        Column("high", "95 %", "count"),
    ]
    rows = [
        (
            str(int(r["year"])),
            *(None if pd.isna(r[e]) else r[e] for e in EDITIONS),
            *(r[key] for key in ("median", "low", "high")),
        )
        for r in result.tables["counts"].to_dict("records")
    ]
    return [table("", t("backtest.counts"), heads, rows, t("backtest.counts_note"))]


def _targets(result: BacktestResult, t: Catalogue) -> Table:
    """Forces, aid and tone: every forecaster with its score and skill."""
    heads = [
        Column("target", t("backtest.target")),
        Column("horizon", t("backtest.steps"), "count"),
        Column("forecaster", t("backtest.forecaster")),
        Column("crps", "CRPS", "value"),
        Column("cover90", t("backtest.cover", level="90 %"), "percent"),
        *_skill_heads(t),
    ]
    rows = [
        (
            t(f"backtest.side_{row['side']}"),
            int(row["horizon"]),
            name_of(row["forecaster"], t),
            *(row[key] for key in ("crps", "cover90", "skill", "lo", "hi")),
        )
        for part in result.parts
        for row in result.part(part).to_dict("records")
    ]
    return table("", t("backtest.targets"), heads, rows, t("backtest.targets_note"))


def _vintages(result: BacktestResult, t: Catalogue) -> Table:
    keys = ("origin", "edition", "published", "cells")
    heads = [Column(key, t(f"backtest.{key}")) for key in keys]
    found = result.tables.get("vintages", pd.DataFrame(columns=list(keys)))
    rows = [tuple(str(row[key]) for key in keys) for row in found.to_dict("records")]
    return table("", t("backtest.vintages"), heads, rows)
