"""Tables of the section on the back-test."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from foedus.forecast.backtest.counts import EDITIONS
from foedus.forecast.backtest.findings import Findings
from foedus.report.catalogue import Catalogue
from foedus.report.table import Cell, Column, Kind, Table, table

Row = Mapping[Hashable, Any]
HONEST, RESTATED = "real time", "restated"
SHOWN = (
    "minimal", "minimal_literal", "no levers", "structural", "pledge alone", "demand alone",
    "no trust", "stacked", "last value", "pooled drift", "country trend", "line to the pledge",
    "ETS", "ARIMA", "reference class",
)  # fmt: skip
"""Forecasters of the page; the files have them all."""


def name_of(forecaster: str, t: Catalogue) -> str:
    """A forecaster in the language.

    >>> from foedus.report.catalogue import catalogue
    >>> name_of("pooled drift", catalogue("en"))
    'pooled drift'
    """
    return t(f"backtest.name_{_key(forecaster)}")


def _key(name: str) -> str:
    return name.lower().replace(",", "").replace(":", "").replace("-", "_").replace(" ", "_")


def scores(found: Findings, mode: str, t: Catalogue) -> Table:
    """CRPS and coverage: a row a forecaster, a column a horizon."""
    title = t("backtest.honest") if mode == HONEST else t("backtest.restated")
    cells: dict[str, tuple[Kind, Callable[[Row], Cell]]] = {
        "CRPS": ("probability", lambda r: float(r["crps"])),
        t("backtest.cover", level="90 %"): ("percent", lambda r: float(r["cover90"])),
    }
    return _across(title, _shown(found, mode), "forecaster", cells, t, t("backtest.note"))


def against_drift(found: Findings, t: Catalogue) -> Table:
    """Skill of every forecaster against pooled drift on the vintage of the day."""
    cells: dict[str, tuple[Kind, Callable[[Row], Cell]]] = {
        "": ("text", lambda r: _skill(r, t)),
    }
    return _across(t("backtest.drift_title"), _shown(found, HONEST), "forecaster", cells, t)


def _shown(found: Findings, mode: str) -> pd.DataFrame:
    rows = _of(found, f"effort-{mode.replace(' ', '-')}")
    return rows[rows["forecaster"].isin(SHOWN)] if len(rows) else rows


def skills(found: Findings, mode: str, t: Catalogue) -> Table:
    """Skill of the better minimal form against every rival: a column a horizon."""
    rows = _of(found, f"skill-{mode.replace(' ', '-')}")
    title = t("backtest.skill_title", name=name_of(found.winner, t))
    if mode == RESTATED:
        title = f"{title} ({t('backtest.restated')})"
    return _across(title, rows, "against", {"": ("text", lambda r: _skill(r, t))}, t)


def _across(
    title: str,
    rows: pd.DataFrame,
    key: str,
    cells: Mapping[str, tuple[Kind, Callable[[Row], Cell]]],
    t: Catalogue,
    note: str = "",
) -> Table:
    horizons = sorted(set(rows["horizon"])) if len(rows) else []
    heads = [Column(key, t(f"backtest.{key}"))]
    for label, (kind, _) in cells.items():
        for h in horizons:
            years = t("backtest.years", n=h)
            heads.append(Column(f"{label}{h}", f"{label}, {years}" if label else years, kind))
    known = {(r[key], r["horizon"]): r for r in rows.to_dict("records")}
    out = [
        (
            name_of(name, t),
            *(
                write(known[name, h]) if (name, h) in known else None
                for _, write in cells.values()
                for h in horizons
            ),
        )
        for name in dict.fromkeys(name for name, _ in known)
    ]
    return table("", title, heads, out, note)


def counts(found: Findings, t: Catalogue) -> Table:
    """Allies at 2 % by year in both editions beside the band."""
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
        for r in _of(found, "counts").to_dict("records")
    ]
    return table("", t("backtest.counts"), heads, rows, t("backtest.counts_note"))


def targets(found: Findings, t: Catalogue) -> Table:
    """Forces, aid and tone: every forecaster with its score and skill."""
    heads = [
        Column("target", t("backtest.target")),
        Column("horizon", t("backtest.steps"), "count"),
        Column("forecaster", t("backtest.forecaster")),
        Column("crps", "CRPS", "value"),
        Column("cover90", t("backtest.cover", level="90 %"), "percent"),
        Column("skill", t("backtest.skill")),
    ]
    rows = [
        (
            t(f"backtest.side_{r['side']}"), int(r["horizon"]), name_of(r["forecaster"], t),
            r["crps"], r["cover90"], _skill(r, t),
        )
        for part in ("forces", "aid", "tone")
        for r in _of(found, part).to_dict("records")
    ]  # fmt: skip
    return table("", t("backtest.targets"), heads, rows, t("backtest.targets_note"))


def events(found: Findings, t: Catalogue) -> Table:
    """Yes-or-no questions: how often it happened, Brier scores, skill."""
    heads = [
        Column("kind", t("backtest.kind")),
        Column("months", t("backtest.months"), "count"),
        Column("questions", t("backtest.questions"), "count"),
        Column("came", t("backtest.came"), "count"),
        Column("form", t("backtest.brier_form"), "probability"),
        Column("base", t("backtest.brier_base"), "probability"),
        Column("skill", t("backtest.skill")),
    ]
    rows = [
        (
            t(f"backtest.kind_{_key(r['kind'])}"), r["months"], r["questions"],
            round(r["came"] * r["questions"]), r["brier form"], r["brier base"], _skill(r, t),
        )
        for r in _of(found, "events").to_dict("records")
    ]  # fmt: skip
    return table("", t("backtest.events"), heads, rows, t("backtest.events_note"))


def held(found: Findings, t: Catalogue) -> Table:
    """Share of figures inside the interval, and its range if the forecast were right."""
    return _plain(
        found, "held", t,
        [("mode", "text"), ("horizon", "count"), ("origins", "count"), ("cover90", "percent"),
         ("lo if right", "percent"), ("hi if right", "percent"),
         ("outside goal if right", "percent")],
    )  # fmt: skip


def tried(found: Findings, t: Catalogue) -> Table:
    """What was tried on early forecasts, and what it did on the late ones."""
    return _plain(
        found, "tried", t,
        [("variant", "text"), ("mode", "text"), ("part", "text"), ("horizon", "count"),
         ("forecasts", "count"), ("crps", "probability"), ("log", "signed"),
         ("cover90", "percent")],
    )  # fmt: skip


def weights(found: Findings, t: Catalogue) -> Table:
    """Weights of the stacked forms by origin."""
    rows = _of(found, "weights")
    forms = [name for name in rows.columns if name not in ("mode", "origin")]
    heads = [Column("mode", t("backtest.mode")), Column("origin", t("backtest.origin"))]
    heads += [Column(name, name_of(name, t), "probability") for name in forms]
    cells = [
        (_word(r["mode"], t), str(r["origin"]), *(r[name] for name in forms))
        for r in rows.to_dict("records")
    ]
    return table("", t("backtest.weights"), heads, cells)


def vintages(found: Findings, t: Catalogue) -> Table:
    """Which edition the cells of each panel came from."""
    keys = ("origin", "edition", "published", "cells")
    return _plain(found, "vintages", t, [(key, "text") for key in keys])


def _plain(found: Findings, name: str, t: Catalogue, columns: Sequence[tuple[str, Kind]]) -> Table:
    """A table as it was found, with headings and words of the language."""
    heads = [Column(key, t(f"backtest.{_key(key)}"), kind) for key, kind in columns]
    rows = [
        tuple(_word(r[key], t) if kind == "text" else r[key] for key, kind in columns)
        for r in _of(found, name).to_dict("records")
    ]
    return table("", t(f"backtest.{name}"), heads, rows)


def _word(cell: object, t: Catalogue) -> str:
    """A word of ours in the language; names of editions and days stay."""
    key = f"backtest.word_{_key(str(cell))}"
    return t(key) if key in t.entries else str(cell)


def _of(found: Findings, name: str) -> pd.DataFrame:
    return found.tables.get(name, pd.DataFrame())


def _skill(row: Row, t: Catalogue) -> str:
    if row["skill"] == row["lo"] == row["hi"] == 0:
        return ""  # the rival itself
    span = t.numbers.interval(float(row["lo"]), float(row["hi"]), signed=True)
    return f"{t.numbers.signed(float(row['skill']))} {span}".replace(" ", "\N{NO-BREAK SPACE}")
