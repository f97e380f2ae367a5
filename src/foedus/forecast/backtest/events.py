"""Yes-or-no questions at 6 and 12 months: the probability that a form gives against a base rate.

    crossing   an ally below 2 % stands at 2 % a year later           draws of the literal form
    force      permanent US forces in Europe change by more than 5 %  draws of the orders form
    cut        a cut of US forces in Europe is announced              1 - exp(-rate T), section E4
    trade up   the trade conflict with the EU rises by a level        chain of section E6, tone 0
    trade down it falls by a level                                    the same
    aid halt   no American military aid in any month                  chance of a month, section E5

The rival is the rate at which it happened in earlier windows, (k + 1/2) / (n + 1). Rates are prior
medians of the case, and those were written by people who knew 2025: only `crossing` and the noise
of `force` are estimated on what was known. Windows of one kind do not overlap but for `force` and
`aid halt`; `crossing` has many allies but one origin a year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.forecast.backtest import aid, forces
from foedus.forecast.backtest.baselines import changes
from foedus.forecast.backtest.counts import LINE
from foedus.forecast.backtest.effort import ORIGINS, EffortBook
from foedus.forecast.backtest.forecasters import LITERAL
from foedus.forecast.backtest.trade import moves, rises_and_falls
from foedus.scoring.events import brier
from foedus.scoring.log_score import log_binary
from foedus.scoring.skill import skill
from foedus.tables import aid as flows
from foedus.tables.store import Tables

Floats = NDArray[np.float64]
Row = dict[str, object]
Form = Callable[[Case, date, int], float]
"""Chance that something happens in the months from a day."""

FIRST_YEAR = 2015
MONTHS = (6, 12)
BINS = (0.0, 0.05, 0.2, 0.5, 0.8, 1.0)


def score(case: Case, tables: Tables, book: EffortBook) -> pd.DataFrame:
    """Every question: kind, months, origin, probabilities of form and base rate, outcome."""
    rows = [*_crossings(book), *_forces(case, tables), *_halts(case, tables), *_windows(case)]
    frame = pd.DataFrame(rows)
    for name in ("form", "base"):
        frame[f"brier {name}"] = brier(frame[name], frame["came"])
        frame[f"log {name}"] = log_binary(frame[name], frame["came"])
    return frame


def summary(rows: pd.DataFrame) -> pd.DataFrame:
    """A row for each kind and length: how many, how often, scores, skill in Brier score.

    The interval of skill resamples whole years.
    """
    out = []
    for (kind, months), part in rows.groupby(["kind", "months"], sort=False):
        years = part["origin"].astype(str).str[:4]
        found = skill(part["brier form"], part["brier base"], years, resamples=1000)
        means = part[["came", "brier form", "brier base", "log form", "log base"]].mean()
        row = {"kind": kind, "months": months, "questions": len(part), "years": found.blocks}
        out.append(row | means.to_dict() | {"skill": found.value, "lo": found.lo, "hi": found.hi})
    frame = pd.DataFrame(out)
    order = {kind: k for k, kind in enumerate(frame["kind"].unique())}
    return frame.sort_values("kind", key=lambda kinds: kinds.map(order), kind="stable")


def reliability(rows: pd.DataFrame) -> pd.DataFrame:
    """How often it happened among questions of all kinds given about the same probability."""
    place = np.digitize(rows["form"], BINS[1:-1])
    out = rows.assign(place=place).groupby("place").agg(
        questions=("came", "size"), given=("form", "mean"), came=("came", "mean")
    )  # fmt: skip
    limits = [(BINS[int(k)], BINS[int(k) + 1]) for k in out.index]
    return out.assign(low=[a for a, _ in limits], high=[b for _, b in limits]).reset_index(
        drop=True
    )


def rate(happened: int, of: int) -> float:
    """A base rate that is never 0 or 1 (Jeffreys).

    >>> rate(0, 9), rate(0, 0)
    (0.05, 0.5)
    """
    return (happened + 0.5) / (of + 1)


def _row(kind: str, months: int, origin: str, form: float, base: float, came: bool) -> Row:
    return {
        "kind": kind, "months": months, "origin": origin, "form": form, "base": base, "came": came,
    }  # fmt: skip


def _crossings(book: EffortBook) -> Iterator[Row]:
    for origin in ORIGINS["real time"]:
        panel, drivers = book.known("real time", origin)
        samples = LITERAL.forecast(panel, drivers, (1,))[..., 0]
        _, last = panel.last()
        past = changes(panel)
        after = panel.x[np.searchsorted(panel.years, past.year), past.ally]
        below = np.isfinite(after) & (after - past.size < LINE)
        base = rate(int((after[below] >= LINE).sum()), int(below.sum()))
        came = book.truth.loc[origin + 1].to_numpy(np.float64) >= LINE
        for ally in np.flatnonzero(panel.known & (last < LINE)):
            share = float((samples[:, ally] >= LINE).mean())
            yield _row("crossing", 12, str(origin), share, base, bool(came[ally]))


def _forces(case: Case, tables: Tables) -> Iterator[Row]:
    for origin, quarters, known, came in forces.targets(case, tables):
        if 3 * quarters not in MONTHS:
            continue
        log = np.log(known.to_numpy(np.float64))
        moved = np.abs(log[quarters:] - log[:-quarters]) > forces.LARGE
        samples = forces.forecasts(case, known, quarters, origin)["orders"]
        share = float((np.abs(samples - log[-1]) > forces.LARGE).mean())
        base = rate(int(moved.sum()), len(moved))
        large = bool(abs(came - log[-1]) > forces.LARGE)
        yield _row("force", 3 * quarters, str(origin), share, base, large)


def _halts(case: Case, tables: Tables) -> Iterator[Row]:
    """Windows begin after the last month published, which is some months before the origin."""
    whole = flows.military(tables)["usa"]
    for origin in aid.origins():
        known = flows.military(tables.as_of(origin))["usa"]
        for months in MONTHS:
            ahead = whole[whole.index > known.index[-1]].iloc[:months]
            if len(ahead) < months:
                continue
            days = [min(day.date(), aid.known_until(origin)) for day in ahead.index]
            form = float(np.prod([1 - aid.chance(case, day) for day in days]))
            past = [w.sum() == 0 for w in known.rolling(months) if len(w) == months]
            base = rate(int(np.sum(past)), len(past))
            yield _row("aid halt", months, str(origin), form, base, bool(ahead.sum() == 0))


def _windows(case: Case) -> Iterator[Row]:
    """Questions about coded chains: windows of so many months from January (and July) on."""
    for months in MONTHS:
        days = list(_starts(case, months))
        kinds: dict[str, Form] = {
            "cut": _cut,
            "trade up": lambda c, d, m: rises_and_falls(c, d, m)[0],
            "trade down": lambda c, d, m: rises_and_falls(c, d, m)[1],
        }
        for kind, form in kinds.items():
            happened = [_came(case, kind, day, months) for day in days]
            for k, day in enumerate(days):
                base = rate(sum(happened[:k]), k)
                yield _row(kind, months, str(day), form(case, day, months), base, happened[k])


def _starts(case: Case, months: int) -> Iterator[date]:
    for year in range(FIRST_YEAR, case.data_cut.year + 1):
        for month in range(1, 13, months):
            if _later(date(year, month, 1), months) <= case.data_cut:
                yield date(year, month, 1)


def _later(day: date, months: int) -> date:
    months += day.month - 1
    return date(day.year + months // 12, months % 12 + 1, 1)


def _cut(case: Case, day: date, months: int) -> float:
    u3, u7 = (forces.lever(case, name, day + timedelta(31)) for name in ("u3", "u7"))
    yearly = forces.RATE * np.exp(forces.A1 * (u3 - 0.70) + forces.A2 * (u7 - 0.85))
    return float(-np.expm1(-yearly * months / 12))


def _came(case: Case, kind: str, day: date, months: int) -> bool:
    names = ["trade.level"]
    if kind == "cut":
        names = ["forces.pending_permanent", "forces.pending_rotational"]
    sign = -1 if kind == "trade down" else 1
    end = _later(day, months)
    return any(day <= at < end and sign * by > 0 for name in names for at, by in moves(case, name))
