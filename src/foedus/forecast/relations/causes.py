"""What pushes a relation: the parts of the aim of its tone, at the centre of their priors.

The same terms as equation E7, read with the levers of a day: they add up to where the tone is
heading. They say what the model assumes, not what was estimated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from foedus.case.records import Case
from foedus.ensemble.paths import lever_mean, observed_path
from foedus.ensemble.result import RunResult
from foedus.model.mechanisms.tone import OWN, coefficient


@dataclass(frozen=True, slots=True)
class Push:
    """One part of the aim of a tone, points: `cause` is a lever (``u5``) or a name of E7."""

    cause: str
    points: float


def centre(case: Case, parameter: str, label: str = "") -> float:
    """First argument of a prior: mean, median or value."""
    record = case.parameters[parameter]
    place = record.labels.index(label) if label else 0
    return record.priors[place].arguments[0]


def pushes(result: RunResult, dyad: str) -> tuple[Push, ...]:
    """The parts for a dyad on the day of a run, the strongest first, the neutral level left out."""
    case = result.case
    step = case.grid.step_holding(result.as_of) - 1
    now = dict(zip(case.levers, observed_path(case)[step - 1].tolist(), strict=False))
    found = [
        Push(
            lever,
            centre(case, f"tone.{coefficient(dyad, lever)}")
            * (now[lever] - lever_mean(case, lever)),
        )
        for lever in OWN.get(dyad, ())
    ]
    found += [Push(name, points) for name, points in _extra(result, dyad).items()]
    return tuple(sorted(found, key=lambda push: -abs(push.points)))


def _extra(result: RunResult, dyad: str) -> Mapping[str, float]:
    case = result.case
    if dyad == "USA-RUS":
        return {"interference": -centre(case, "tone.interference")}
    if dyad == "NATO-JPN":
        shown = median_now(result, "tone.shown", "RUS-CHN") / 10
        spill = 10 * float(np.arctanh(np.clip(shown, -0.99, 0.99)))
        spill -= centre(case, "tone.zbar", "RUS-CHN")
        threat = median_now(result, "threat.russia")
        return {
            "threat": centre(case, "tone.threat_japan") * threat,
            "ambition": centre(case, "tone.ambition"),
            "russia_china": centre(case, "tone.B_china_japan") * spill,
        }
    return {}


def median_now(result: RunResult, variable: str, label: str = "") -> float:
    """Median of a variable at the end of shared history."""
    return quantile_now(result, variable, 0.5, label)


def quantile_now(result: RunResult, variable: str, level: float, label: str = "") -> float:
    """A quantile of a variable at the end of shared history, first policy."""
    path = result.quantiles[variable].isel(policy=0).sel(quantile=level)
    if label:
        path = path.sel({result.case.variables[variable].index: label})
    past = path["time"].values <= np.datetime64(result.as_of)
    return float(path.values[past][-1])


def thaw(result: RunResult, before: float, after: float) -> tuple[float, float]:
    """Weight of the tone of USA-RUS in that of USA-NATO, and what a shown change does by it."""
    link = centre(result.case, "tone.B_russia_nato")
    low, high = (10 * float(np.arctanh(np.clip(x / 10, -0.99, 0.99))) for x in (before, after))
    return link, link * (high - low)


def doubt(result: RunResult, before: str, after: str) -> float:
    """Change of the US share of arms orders that trust alone explains, at the centre of v_c.

    The step of trust between two terms moves the logit of the share by v_c; the share itself is
    that of the earlier term.
    """
    case = result.case
    share = float(result.terms["arms.us_share"].sel(term=before, quantile=0.5))
    trust = result.terms["trust.usa"].sel(quantile=0.5).mean("bloc")
    gap = float(trust.sel(term=after) - trust.sel(term=before))
    logit = np.log(share / (1 - share)) + centre(case, "arms.v_c") * gap
    return float(1 / (1 + np.exp(-logit))) - share
