"""What was known of effort on a day: a panel of ln(% of GDP), each cell with its edition.

Two panels are made. `real_time` holds, for every ally and year, the figure of the newest edition
published by the day; years that no edition known then gave stay empty. `restated` cuts one
edition of today at a year: no forecaster ever had it, but it is complete, and the two together
tell what revisions and gaps cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from foedus.core.errors import BadOption
from foedus.forecast.backtest.chances import normal, student4
from foedus.tables import panel as figures
from foedus.tables.store import Tables

Floats = NDArray[np.float64]
TABLE = "defence_expenditure"
RESTATED = "NATO-2026-07"
SELECTED = ("NATO-2022-06",)
"""Editions chosen by value (allies at two percent or more): a level to start from, never a row
of a fit, for the allies left out fell short by construction."""

FIRST_YEAR = 2014
BREAK = 0.05
"""Prior sd of the shift by the definition of 2026 (`measurement.break26`): no classic edition can
know it, and the edition that scores is on the new basis."""

PRIOR_REVISION, PRIOR_WEIGHT = 0.05, 20
"""Expected sd of ln(later figure / first figure), and how many pairs that is worth."""

PRIOR_SCALE = 0.06
"""Root mean square of the prior of `measurement.s_est`, the t4 scale of an estimate's error."""


@dataclass(frozen=True)
class Panel:
    """Effort as known on a day.

    years ``[Y]`` consecutive; x ``[Y, A]`` ln % of GDP, NaN where not known; usable ``[Y, A]``
    whether a cell may enter a fit; edition ``[Y, A]`` where it came from, empty where nothing is;
    revision: sd of ln(figure of a later edition / figure here), 0 for a restated panel;
    shift: sd, by ally, of what the definition of 2026 changes, 0 where both are on one basis;
    scale: that of a t4 law of the same revisions, which one large revision moves less.
    """

    known_on: date
    years: NDArray[np.int_]
    allies: tuple[str, ...]
    x: Floats
    usable: NDArray[np.bool_]
    edition: NDArray[np.object_]
    revision: float
    shift: float = 0.0
    scale: float = 0.0

    @property
    def error(self) -> float:
        """Sd of ln(figure that a forecast is scored by / figure known), without any change."""
        return float(np.hypot(self.revision, self.shift))

    @property
    def known(self) -> NDArray[np.bool_]:
        """Allies with any figure, ``[A]``."""
        return np.asarray(np.isfinite(self.x).any(axis=0))

    def last(self) -> tuple[NDArray[np.int_], Floats]:
        """Year and value of the newest figure of each ally; value NaN where there is none."""
        seen = np.isfinite(self.x)
        row = len(self.years) - 1 - np.argmax(seen[::-1], axis=0)
        value = self.x[row, np.arange(len(self.allies))]
        return np.where(self.known, self.years[row], self.years[0]), value

    def editions(self) -> dict[str, int]:
        """How many cells came from each edition."""
        names, count = np.unique([e for e in self.edition.ravel() if e], return_counts=True)
        return {str(n): int(c) for n, c in zip(names, count, strict=True)}


def real_time(tables: Tables, allies: Sequence[str], day: date) -> Panel:
    """The panel of a day, from the newest edition known for every cell.

    A figure printed in an edition stands before one computed from it. SIPRI counts by another
    definition and is left out. Raises `BadOption` where no edition was known on that day.

    >>> from foedus.case.find import find_case
    >>> from foedus.tables import load
    >>> seen = real_time(load(find_case("us-alliances")), ["POL", "SWE"], date(2023, 12, 31))
    >>> seen.editions(), bool(seen.known[1])
    ({'NATO-2019-06': 5, 'NATO-2022-06': 1, 'NATO-2023-07': 2}, False)
    """
    seen = tables.as_of(day)
    editions = list(figures.effort_layers(seen, allies))
    if not editions:
        raise BadOption(
            f"no edition of defence expenditure was known on {day}",
            where=TABLE,
            remedy="start in June 2019 or later, or take the restated panel",
        )
    blank = _blank(allies, day)
    revisions: list[float] = []
    for name, rows in editions:
        revisions += _lay(blank, rows, name)
    spread = PRIOR_WEIGHT * PRIOR_REVISION**2 + float(np.square(revisions).sum())
    revision = float(np.sqrt(spread / (PRIOR_WEIGHT + len(revisions))))
    return replace(blank, revision=revision, shift=BREAK, scale=_t4_scale(np.array(revisions)))


def restated(tables: Tables, allies: Sequence[str], year: int, *, edition: str = RESTATED) -> Panel:
    """One edition cut after `year`, as if its figures had been known then."""
    out = _blank(allies, date(year, 12, 31))
    _lay(out, figures.effort(tables, allies, edition=edition), edition)
    return out


def truth(tables: Tables, allies: Sequence[str], *, edition: str = RESTATED) -> pd.DataFrame:
    """ln % of GDP by year and ally in the edition that forecasts are scored by."""
    return pd.DataFrame(np.log(figures.effort(tables, allies, edition=edition)))


def start_error(panel: Panel, seed: int, draws: int, *, fat: bool = True) -> Floats:
    """What the figure that scores may differ by from the last one known, ``[draws, A]`` ln.

    A t4 of scale `Panel.scale` for the revision, as in the measurement model of the case, and a
    normal shift by definition; both normal where `fat` is off.
    """
    shape = (draws, len(panel.allies))
    if not fat:
        return panel.error * normal(seed, "revision", shape)
    revised = panel.scale * np.sqrt(2.0) * student4(seed, "revision", shape)
    return np.asarray(revised + panel.shift * normal(seed, "shift", shape))


def refuse_later(panel: Panel, published: Mapping[str, date], origin: date) -> None:
    """Raise `BadOption` when a panel holds a cell of an edition published after `origin`."""
    for name in panel.editions():
        if published[name] > origin:
            raise BadOption(
                f"a panel for {origin} holds {name}, published on {published[name]}",
                where="backtest",
                remedy="build it with real_time(tables, allies, origin)",
            )


def _t4_scale(steps: Floats) -> float:
    """Scale of a t4 law by EM, with the prior of the case worth `PRIOR_WEIGHT` pairs."""
    square = PRIOR_SCALE**2
    for _ in range(50):
        weight = 5 / (4 + steps**2 / square)
        total = PRIOR_WEIGHT * PRIOR_SCALE**2 + float((weight * steps**2).sum())
        square = total / (PRIOR_WEIGHT + len(steps))
    return float(np.sqrt(square))


def _blank(allies: Sequence[str], day: date) -> Panel:
    years = np.arange(FIRST_YEAR, day.year + 1)
    shape = (len(years), len(allies))
    names: NDArray[Any] = np.full(shape, "", dtype=object)
    empty, no = np.full(shape, np.nan), np.zeros(shape, bool)
    return Panel(day, years, tuple(allies), empty, no, names, 0.0)


def _lay(panel: Panel, figures_: pd.DataFrame, name: str) -> list[float]:
    """Write an edition over a panel, in place; ln(new / old) of what had been an estimate.

    An edition estimates the year it is published in; older years hardly move any more.
    """
    rows = figures_.reindex(panel.years).to_numpy(np.float64)
    given = np.isfinite(rows)
    log = np.log(np.where(given, rows, 1.0))
    moved = (log - panel.x)[given & _estimates(panel)]
    panel.x[given] = log[given]
    panel.usable[given] = name not in SELECTED
    panel.edition[given] = name
    return [float(step) for step in moved]


def _estimates(panel: Panel) -> NDArray[np.bool_]:
    """Cells that the edition they came from could only estimate, ``[Y, A]``."""
    made = [[int(str(e).split("-")[1]) if e else 9999 for e in row] for row in panel.edition]
    return np.asarray(panel.years[:, None] >= np.array(made))
