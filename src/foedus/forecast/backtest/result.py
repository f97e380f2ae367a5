"""What a back-test found: rows of scores, and the tables that are made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from foedus.forecast.backtest import events
from foedus.forecast.backtest.effort import TOGETHER
from foedus.scoring.calibration import pit_histogram
from foedus.scoring.skill import skill

DRIFT = "pooled drift"
BASELINES = ("last value", DRIFT, "country trend", "line to the pledge", "ETS", "ARIMA")
"""What the model is held against, by name."""

CONTENDERS = ("minimal", "minimal_literal")
"""The two forms of which the better one under real-time vintages is to be the default."""

STRUCTURAL = ("structural", "stacked")

KEY = ["mode", "horizon", "forecaster"]


@dataclass(frozen=True)
class BacktestResult:
    """Scores of every forecast, and what else came out.

    effort : a row for each kind of panel, forecaster, origin, horizon and ally.
    parts : scores of the other targets (forces, aid, tone), in the same columns.
    tables : counts, vintages, weights, coefficients, what was tried, ready to show.
    questions : every yes-or-no question with its probabilities and outcome.
    """

    case: str
    digest: str
    effort: pd.DataFrame
    parts: Mapping[str, pd.DataFrame]
    tables: Mapping[str, pd.DataFrame]
    questions: pd.DataFrame

    @cached_property
    def winner(self) -> str:
        """The contender with the lower mean CRPS under real-time vintages."""
        rows = self._allies("real time")
        mean = rows.groupby("forecaster")["crps"].mean()
        return min(CONTENDERS, key=lambda name: float(mean[name]))

    def summary(self, mode: str) -> pd.DataFrame:
        """A row for each horizon and forecaster: scores, coverage, skill against pooled drift."""
        return _summary(self._allies(mode), DRIFT)

    def together(self, mode: str) -> pd.DataFrame:
        """The same for the GDP-weighted mean of Europe and Canada."""
        rows = self.effort[(self.effort["ally"] == TOGETHER) & (self.effort["mode"] == mode)]
        return _summary(rows, DRIFT)

    def skills(self, mode: str, model: str = "") -> pd.DataFrame:
        """Skill of a form against every baseline and the other contender, by horizon."""
        rows = self._allies(mode)
        model = model or self.winner
        known = set(rows["forecaster"])
        others = [*BASELINES, "reference class", *CONTENDERS, *STRUCTURAL]
        out = [
            {"horizon": horizon, "against": other, **_skill(part, model, other)}
            for horizon, part in rows.groupby("horizon")
            for other in others
            if other in known - {model}
        ]
        return pd.DataFrame(out)

    def regimes(self, mode: str) -> pd.DataFrame:
        """Scores apart for windows in which another administration took office."""
        rows = self._allies(mode)
        frames = []
        for crossed, part in rows.groupby("crossed"):
            kept = part[part["forecaster"].isin([*CONTENDERS, "stacked", DRIFT])]
            frames.append(_summary(kept, DRIFT).assign(crossed=bool(crossed)))
        return pd.concat(frames, ignore_index=True)

    def pit(self, mode: str) -> pd.DataFrame:
        """Share of probability transforms in tenths, for both contenders and the drift."""
        rows = self._allies(mode)
        names = [*CONTENDERS, DRIFT]
        shares = {n: pit_histogram(rows.loc[rows["forecaster"] == n, "pit"]) for n in names}
        return pd.DataFrame({"from": np.arange(10) / 10, **shares})

    def by_origin(self, mode: str) -> pd.DataFrame:
        """Mean CRPS by origin and horizon of the winner and of pooled drift: the figure's data."""
        rows = self._allies(mode)
        kept = rows[rows["forecaster"].isin([self.winner, DRIFT])]
        wide = kept.pivot_table(index=["horizon", "origin"], columns="forecaster", values="crps")
        return wide.reset_index().rename_axis(columns=None)

    def part(self, name: str) -> pd.DataFrame:
        """Scores of another target by side, horizon and forecaster, with skill."""
        rows = self.parts[name].assign(mode="real time")
        rival = {"forces": "last value", "aid": "last quarters", "tone": "own mean"}[name]
        sides = rows["ally"] if name == "aid" else pd.Series(name, index=rows.index)
        frames = [_summary(part, rival).assign(side=side) for side, part in rows.groupby(sides)]
        return pd.concat(frames, ignore_index=True)

    def every_table(self) -> dict[str, pd.DataFrame]:
        """All tables by the name of their file."""
        return dict(self._every)

    @cached_property
    def _every(self) -> dict[str, pd.DataFrame]:
        out = dict(self.tables)
        out["events"] = events.summary(self.questions)
        out["reliability"] = events.reliability(self.questions)
        for mode in ("restated", "real time"):
            end = mode.replace(" ", "-")
            out[f"effort-{end}"] = self.summary(mode)
            out[f"europe-canada-{end}"] = self.together(mode)
            out[f"skill-{end}"] = self.skills(mode)
            out[f"regimes-{end}"] = self.regimes(mode)
            out[f"pit-{end}"] = self.pit(mode)
            out[f"by-origin-{end}"] = self.by_origin(mode)
        return out | {name: self.part(name) for name in self.parts}

    def _allies(self, mode: str) -> pd.DataFrame:
        rows = self.effort
        return rows[(rows["ally"] != TOGETHER) & (rows["mode"] == mode)]


def _summary(rows: pd.DataFrame, rival: str) -> pd.DataFrame:
    out = []
    for horizon, part in rows.groupby("horizon"):
        for name in part["forecaster"].unique():
            own = part[part["forecaster"] == name]
            shown = [c for c in ("crps", "log", "cover50", "cover90", "brier") if c in own]
            means = {column: float(own[column].mean()) for column in shown}
            given = {"horizon": horizon, "forecaster": name, "forecasts": len(own)}
            out.append(given | means | _skill(part, str(name), rival))
    return pd.DataFrame(out)


def _skill(rows: pd.DataFrame, model: str, rival: str) -> dict[str, float]:
    """Skill of one forecaster against another over the forecasts that both made."""
    pair = rows[rows["forecaster"].isin([model, rival])]
    wide = pair.pivot(index=["origin", "ally"], columns="forecaster", values="crps")
    if model == rival or not {model, rival} <= set(wide.columns):
        return {"skill": 0.0, "lo": 0.0, "hi": 0.0, "blocks": float(pair["origin"].nunique())}
    wide = wide.dropna()
    found = skill(wide[model], wide[rival], wide.index.get_level_values("origin"), resamples=1000)
    return {"skill": found.value, "lo": found.lo, "hi": found.hi, "blocks": float(found.blocks)}
