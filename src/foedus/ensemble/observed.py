"""Coded history up to an origin: chains from history.csv, series from the tables.

The prior-only start of the model: effort follows the newest figures, forces the quarterly counts
of personnel, aid the tracker to its last month; everything else runs free through history.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from foedus.case.records import Case
from foedus.ensemble.clamps import COUNTS, ClampBook
from foedus.ensemble.exogenous import effort_by_month, permanent_by_month
from foedus.tables import aid
from foedus.tables.store import Tables

SERIES = (
    "effort.x",
    "forces.assigned",
    "forces.usa_europe",
    "forces.army",
    "forces.pending",
    "aid.usa",
    "aid.europe",
)
"""Variables that follow data through history, besides the coded chains."""


LAWS = ("law.floor", "law.exit")
"""No chain creates a law, so a run that starts in the past takes both from history."""


def step_of_cut(case: Case) -> int:
    """Last step of coded history."""
    return case.grid.step_holding(case.data_cut) - 1


def hold_history(book: ClampBook, case: Case, tables: Tables, origin: int) -> None:
    """Hold chains and series through step `origin`."""
    hold_chains(book, case, origin)
    hold_series(book, case, tables, origin)


def hold_chains(book: ClampBook, case: Case, origin: int, only: tuple[str, ...] = ()) -> None:
    """Hold the coded chains, all of them or those named."""
    for clamp in case.history:
        if clamp.variable not in COUNTS and (not only or clamp.variable in only):
            book.add(clamp, last=origin)


def hold_series(book: ClampBook, case: Case, tables: Tables, origin: int) -> None:
    """Hold effort, forces and aid at their figures."""
    permanent = permanent_by_month(case, tables)
    book.series("effort.x", effort_by_month(case, tables), origin)
    book.series("forces.assigned", permanent, origin)
    book.series("forces.usa_europe", permanent, origin)
    army = case.parameters["forces.start_army"].priors[0].arguments[0]
    book.hold("forces.army", 1, origin, army)
    book.hold("forces.pending", 1, origin, 0.0)
    flows, first, last = _aid_by_month(case, tables)
    if min(last, origin) >= first:
        for column, name in enumerate(("aid.usa", "aid.europe")):
            book.series(name, flows[:, column], min(last, origin), first)


def _aid_by_month(case: Case, tables: Tables) -> tuple[NDArray[np.float32], int, int]:
    """Aid by step, and the first and last step with a figure."""
    out = np.zeros((case.grid.steps, 2), np.float32)
    if tables["ukraine_aid"].empty:
        return out, 1, 0  # no month had been published by the day of the run
    months = aid.military(tables)
    steps = [case.grid.step_holding(day.date()) for day in pd.DatetimeIndex(months.index)]
    out[np.array(steps) - 1] = months[["usa", "europe"]].to_numpy(np.float32)
    return out, steps[0], steps[-1]
