"""Indicators: where each stands on the day of a run, and how well it tells scenarios apart.

The value is that of the kept trajectories at the end of coded history: one number where data or
coding decide it, a median with its interval where it is only simulated. How well it warns is the
log likelihood ratio of its red state six months later,

    LR = ln P(red | scenario) - ln P(red | no scenario),       P = (R + 1/2) / (N + 1)

with R and N the weights of trajectories in units of their mean: half a trajectory keeps the
logarithm finite where a state was never seen. Its error is that of the ratio over parameter draws.
A sign is admitted when LR exceeds one nat and the public can read it monthly or quarterly.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case, Indicator
from foedus.core.errors import CaseFault, CaseFaults, ExpressionError
from foedus.ensemble.known import last_known
from foedus.ensemble.language import Path
from foedus.ensemble.outcomes import compile_tried, vocabulary
from foedus.ensemble.result import Colour, LogRatio, Sign
from foedus.ensemble.sample import resample
from foedus.ensemble.signs import BACK, NAME, red
from foedus.ensemble.sweep import Sweep

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]


def check_expressions(case: Case) -> None:
    """Compile what indicators measure and their limits; raises every `ExpressionError` at once."""
    faults: list[CaseFault] = []
    for record in case.indicators.values():
        for text in (record.expression, record.green, record.red):
            try:
                compile_tried(text, vocabulary(case), where=str(record.place), decides=False)
            except ExpressionError as fault:
                faults.append(CaseFault(fault.what, where=fault.where, remedy=fault.remedy))
    if faults:
        raise CaseFaults(faults)


def assess(swept: Sweep) -> tuple[Sign, ...]:
    """Every indicator of the case of a sweep; none when the sweep was not asked for them."""
    case = swept.job.model.case
    if any(NAME not in answers for answers in swept.answers.values()):
        return ()
    path, origin = _past(swept), swept.job.origin
    return tuple(
        _sign(swept, case, record, place, path, origin)
        for place, record in enumerate(case.indicators.values())
    )


def _sign(swept: Sweep, case: Case, record: Indicator, place: int, path: Path, origin: int) -> Sign:
    value = _evaluate(case, record, record.expression, path)
    green, redness = (_evaluate(case, record, text, path) for text in (record.green, record.red))
    lo, middle, hi = (float(q) for q in np.quantile(value, (0.05, 0.5, 0.95)))
    share = float(green.mean()), float(redness.mean())
    observed = float(np.ptp(value)) <= 1e-6 * max(abs(middle), 1.0)
    known = (
        last_known(case, swept.job.model.tables, _needs(case, record), origin) if observed else None
    )
    return Sign(
        record.id, middle, lo, hi, known, _colour(*share), share, record.public,
        {policy: _ratio(swept, policy, record, place) for policy in swept.job.courses}
        if record.points_to
        else {},
    )  # fmt: skip


def _colour(green: float, redness: float) -> Colour:
    shares: dict[Colour, float] = {"red": redness, "amber": 1 - green - redness, "green": green}
    return max(shares, key=lambda name: shares[name])


def _evaluate(case: Case, record: Indicator, text: str, path: Path) -> Floats:
    """An expression in the last month of a path, ``[trajectories]``."""
    expression = compile_tried(text, vocabulary(case), where=str(record.place), decides=False)
    return np.asarray(np.asarray(expression.evaluate(path, {}), np.float64)[-1])


def _needs(case: Case, record: Indicator) -> frozenset[str]:
    words = vocabulary(case)
    return compile_tried(record.expression, words, where=str(record.place), decides=False).needs


def _past(swept: Sweep) -> Path:
    """The last months of shared history on the kept trajectories, each of equal weight."""
    chosen = resample(swept.weights[swept.kept], len(swept.kept))
    whole = {name: values[-BACK - 1 :, ..., chosen] for name, values in swept.past.items()}
    months = len(next(iter(whole.values())))
    return Path(whole, swept.job.origin - months + 1)


def _ratio(swept: Sweep, policy: str, record: Indicator, place: int) -> LogRatio:
    inside = members(swept, policy, record.points_to)
    seen = red(swept.answers[policy][NAME], place)
    return log_ratio(seen, inside, swept.weights, swept.draw)


def members(swept: Sweep, policy: str, scenarios: tuple[str, ...]) -> Booleans:
    """Trajectories in any of some classes or parts, ``[trajectories]``."""
    parts = swept.job.model.outcomes.parts
    found = [swept.parts[policy][parts.index(name)] for name in scenarios if name in parts]
    found += [inside for _, name, inside in swept.inside(policy) if name in scenarios]
    return np.asarray(np.any(found, axis=0))


def log_ratio(
    seen: Booleans, inside: Booleans, weights: Floats, draw: NDArray[np.intp]
) -> LogRatio:
    """Log likelihood ratio of what is seen, between those inside and the rest.

    Parameters
    ----------
    seen, inside, weights, draw : of each trajectory, ``[trajectories]``.

    >>> ratio = log_ratio(
    ...     np.array([True, True, False, True, False, False]),
    ...     np.array([True, True, True, False, False, False]),
    ...     np.ones(6), np.arange(6))
    >>> round(ratio.value, 3)  # ln(2.5 / 4) - ln(1.5 / 4)
    0.511
    """
    unit = weights / weights.mean()
    sums = [(float(unit @ (seen & side)), float(unit @ side)) for side in (inside, ~inside)]
    given, otherwise = ((r + 0.5) / (n + 1) for r, n in sums)
    influence = np.zeros(len(unit))
    for sign, side, p, (_, n) in zip(
        (1, -1), (inside, ~inside), (given, otherwise), sums, strict=True
    ):
        influence += sign * side * (seen - p) / (p * (n + 1))
    by_draw = np.bincount(draw, weights=unit * influence)
    error = float(np.sqrt((by_draw**2).sum()))
    return LogRatio(float(np.log(given / otherwise)), error, given, otherwise)
