"""The section on the back-test: what earlier forecasts were worth, from the file of the case."""

from __future__ import annotations

import pandas as pd

from foedus.forecast.backtest.counts import EDITIONS
from foedus.forecast.backtest.findings import Findings
from foedus.report.catalogue import Catalogue
from foedus.report.charts.forest import ForestStyle, Item, forest_chart
from foedus.report.charts.style import colour_of, svg
from foedus.report.contexts import Figure, Section, view
from foedus.report.sections.backtest_tables import (
    HONEST,
    RESTATED,
    against_drift,
    counts,
    events,
    held,
    name_of,
    scores,
    skills,
    targets,
    tried,
    vintages,
    weights,
)
from foedus.report.tested_tables import path_of


def backtest(found: Findings, t: Catalogue, *, stale: bool = False) -> Section:
    """Text, tables and the figure of skill, in one language.

    `stale` says first that the case has changed since the back-test was made.
    """
    intro = [t("backtest.stale")] if stale else []
    intro += [t("backtest.intro"), t("backtest.winner", name=name_of(found.winner, t))]
    intro += [t("backtest.limits")]
    tables = (scores(found, HONEST, t), events(found, t))
    folded = (
        (targets(found, t), ""),
        (held(found, t), ""),
        (against_drift(found, t), "effort-real-time"),
        (tried(found, t), "tried"),
        (weights(found, t), "weights"),
        (scores(found, RESTATED, t), "effort-restated"),
        (skills(found, RESTATED, t), "skill-restated"),
        (vintages(found, t), "vintages"),
    )
    return Section(
        "backtest",
        t("backtest.title"),
        tuple(intro),
        tuple(view(one, t.numbers) for one in tables if one.rows),
        (_skill_figure(found, t), *_count_figure(found, t)),
        tuple(view(one, t.numbers, path_of(name)) for one, name in folded if one.rows),
        keyed=False,
    )


def headline(found: Findings, t: Catalogue) -> str:
    """Skill of the better minimal form against pooled drift, and coverage, in a sentence."""
    rows = found.tables["effort-real-time"]
    own = rows[rows["forecaster"] == found.winner].sort_values("horizon")
    percent = t.numbers.percent
    return t(
        "backtest.headline",
        name=name_of(found.winner, t),
        skill="; ".join(percent(float(x)) for x in own["skill"]),
        inside="; ".join(percent(float(x)) for x in own["cover90"]),
    )


def _skill_figure(found: Findings, t: Catalogue) -> Figure:
    rows = found.tables["skill-real-time"]
    groups = {str(h): t("backtest.years", n=h) for h in sorted(set(rows["horizon"]))}
    items = [
        Item(name_of(r["against"], t), str(r["horizon"]), r["skill"], r["lo"], r["hi"])
        for r in rows.to_dict("records")
    ]
    style = ForestStyle(t("backtest.skill"), groups, colour_of(tuple(groups)), reference=0.0)
    title = t("backtest.skill_title", name=name_of(found.winner, t))
    numbers = view(skills(found, HONEST, t), t.numbers)
    chart = svg(forest_chart(items, style), t.lang)
    return Figure("backtest-skill", title, chart, t("backtest.skill_band"), numbers)


def _count_figure(found: Findings, t: Catalogue) -> list[Figure]:
    """The band of the count with both editions beside it; none without the table."""
    numbers = counts(found, t)
    if not numbers.rows:
        return []
    newest, older = EDITIONS
    rows = found.tables["counts"].to_dict("records")
    items = [Item(str(int(r["year"])), "band", r["median"], r["low"], r["high"]) for r in rows] + [
        Item(str(int(r["year"])), older, r[older], r[older], r[older])
        for r in rows
        if not pd.isna(r[older])
    ]
    names = {"band": t("backtest.band"), older: older}
    seen = {str(int(r["year"])): r[newest] for r in rows if not pd.isna(r[newest])}
    style = ForestStyle(t("backtest.allies"), names, colour_of(tuple(names)), seen=seen)
    caption = t("backtest.counts_band", edition=newest)
    chart = svg(forest_chart(items, style), t.lang)
    title = t("backtest.counts")
    return [Figure("backtest-counts", title, chart, caption, view(numbers, t.numbers))]
