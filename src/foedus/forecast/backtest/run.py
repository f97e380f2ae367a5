"""The whole back-test, piece by piece: what is done is kept, so it can be stopped and resumed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

import foedus
from foedus.case.records import Case
from foedus.core.digest import digest_files, digest_of
from foedus.core.errors import FoedusError
from foedus.forecast.backtest import (
    aid,
    counts,
    deterrence,
    events,
    forces,
    outlook,
    tone,
    tried,
)
from foedus.forecast.backtest.effort import ORIGINS, EffortBook, Mode, cells
from foedus.forecast.backtest.fit import fit
from foedus.forecast.backtest.forecasters import CONTENDERS, STACKED
from foedus.forecast.backtest.panel import TABLE
from foedus.forecast.backtest.result import BacktestResult
from foedus.forecast.backtest.structural_fit import Structural, fit_structural
from foedus.tables.store import Tables

Progress = Callable[[str, int, int], None]
Work = Callable[[], pd.DataFrame]
MODES: tuple[Mode, ...] = ("restated", "real time")


def backtest(
    case: Case, tables: Tables, *, keep: Path, progress: Progress | None = None
) -> BacktestResult:
    """Run the back-test of a case, taking up pieces that an earlier run left in `keep`.

    Pieces are filed under a digest of the case and of this package's own code: a change of either
    starts afresh and leaves the older pieces alone. `progress` is told (piece, done, of how many).
    """
    digest = digest_of([case.digest, code_digest()])
    folder = keep / digest[:12]
    folder.mkdir(parents=True, exist_ok=True)
    work = pieces(case, tables)
    done: dict[str, pd.DataFrame] = {}
    for number, (name, make) in enumerate(work.items()):
        if progress:
            progress(name, number, len(work))
        done[name] = _kept(folder / f"{name}.csv", make)
    effort = pd.concat([done[cell.key] for cell in cells()], ignore_index=True)
    shown = {name: done[name] for name in done if name in TABLES}
    parts = {name: done[name] for name in PARTS}
    return BacktestResult(case.name, digest, effort, parts, shown, done["questions"])


PARTS = ("forces", "aid", "tone")
TABLES = (
    "counts", "counts-ahead", "vintages", "weights", "coefficients", "structural", "tried",
    "held", "deterrence", "outlook",
)  # fmt: skip


def pieces(case: Case, tables: Tables) -> dict[str, Work]:
    """Every piece of the work by name; none is done yet."""
    book = EffortBook(case, tables)
    work: dict[str, Work] = {cell.key: partial(book.score, cell) for cell in cells()}
    return work | {
        "counts": lambda: counts.band_table(book),
        "counts-ahead": lambda: pd.concat(
            [counts.ahead_table(book, mode) for mode in MODES], ignore_index=True
        ),
        "vintages": lambda: vintages(book),
        "weights": lambda: weights(book),
        "coefficients": lambda: coefficients(book),
        "structural": lambda: structural(book),
        "tried": lambda: tried.table(book),
        "held": lambda: tried.held(book),
        "outlook": lambda: outlook.table(book),
        "deterrence": lambda: deterrence.table(case, tables),
        "questions": lambda: events.score(case, tables, book),
        "forces": lambda: forces.score(case, tables),
        "aid": lambda: aid.score(case, tables),
        "tone": lambda: tone.score(tables),
    }


def vintages(book: EffortBook) -> pd.DataFrame:
    """How many cells of the panel of each origin came from which edition."""
    published = book.tables.editions(TABLE)
    rows = []
    for origin in ORIGINS["real time"]:
        panel, _ = book.known("real time", origin)
        for edition, count in panel.editions().items():
            row = {"origin": str(date(origin, 12, 31)), "edition": edition}
            rows.append(row | {"published": str(published[edition]), "cells": count})
    return pd.DataFrame(rows)


def weights(book: EffortBook) -> pd.DataFrame:
    """Weights of the stacked forms by origin."""
    rows = []
    for mode in MODES:
        stack = book.stack(mode)
        for origin in ORIGINS[mode]:
            given = zip(stack.components, stack.weights(origin), strict=True)
            rows.append({"mode": mode, "origin": origin} | {c.name: float(w) for c, w in given})
    return pd.DataFrame(rows)


def coefficients(book: EffortBook) -> pd.DataFrame:
    """What the quick fit of both contenders found at each origin, and on all years."""
    rows = []
    for mode in MODES:
        whole = (int(book.truth.index[-1]),) if mode == "restated" else ()
        for origin in (*ORIGINS[mode], *whole):
            panel, drivers = book.known(mode, origin)
            for form in CONTENDERS:
                found = fit(panel, drivers, form.terms, form.options)
                row = {"mode": mode, "origin": origin, "form": form.name}
                for term in ("speed", "pressed speed", "pressure", "threat"):
                    row[term], row[f"{term} sd"] = found.coefficient(term)
                rows.append(row | {"sigma": found.sigma, "tau": found.tau})
    return pd.DataFrame(rows)


def structural(book: EffortBook) -> pd.DataFrame:
    """Parameters of the structural forms fitted to all years of the edition of today."""
    panel, drivers = book.known("restated", int(book.truth.index[-1]))
    rows = []
    for form in STACKED:
        if isinstance(form, Structural):
            found = fit_structural(panel, drivers, form.law)
            for name, (mean, sd) in found.named(len(panel.allies)).items():
                rows.append({"form": form.name, "parameter": name, "mean": mean, "sd": sd})
    return pd.DataFrame(rows)


def code_digest() -> str:
    """Digest of the source that a forecast may depend on: all but faces and reading."""
    root = Path(foedus.__file__).parent
    used = ("core", "case", "tables", "scoring", "model", "ensemble", "forecast")
    return digest_files(root, [path for name in used for path in (root / name).rglob("*.py")])


def _kept(path: Path, make: Work) -> pd.DataFrame:
    """A piece as read from its file, made and filed first if need be; never half a file."""
    if not path.exists():
        part = path.with_suffix(".part")
        make().to_csv(part, index=False)
        part.replace(path)
    try:
        return pd.read_csv(path)
    except (ValueError, OSError) as fault:
        raise FoedusError(
            "this piece cannot be read", where=str(path), remedy="delete it and run again"
        ) from fault
