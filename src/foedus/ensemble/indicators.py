"""Indicators: where each stands on the day of a run, and how well it tells scenarios apart.

The value is that of the kept trajectories at the end of coded history: one number where data or
coding decide it, a median with its interval where it is only simulated. How well it warns is the
log likelihood ratio of its red state (see `log_ratio`), in two readings:

- six months *before* the classes it points to are decided: before the exit or the shock, or
  before the horizon. It decides on admission, for a sign that shows the event itself is no warning.
- six months *after* the day of the run, on every trajectory.

A sign is admitted when the first exceeds one nat and the public can read it monthly or quarterly.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from foedus.case.records import Case, Indicator
from foedus.core.errors import CaseFault, CaseFaults, ExpressionError
from foedus.ensemble.known import last_known
from foedus.ensemble.language import Path
from foedus.ensemble.log_ratio import NOT_READ, Lot, log_ratio
from foedus.ensemble.outcomes import compile_tried, vocabulary
from foedus.ensemble.result import Colour, LogRatio, Sign
from foedus.ensemble.sample import resample
from foedus.ensemble.signs import (
    BACK,
    DECIDED,
    LEAD,
    NAME,
    Colours,
    Decided,
    decisions,
    green,
    red,
)
from foedus.ensemble.sweep import Sweep
from foedus.ensemble.yearly import answering
from foedus.tables.store import Tables

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
    try:
        decisions(case)
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
    tables = swept.job.model.tables.as_of(case.grid.end(origin))
    return tuple(
        _sign(swept, record, place, path, tables)
        for place, record in enumerate(case.indicators.values())
    )


def _sign(swept: Sweep, record: Indicator, place: int, path: Path, tables: Tables) -> Sign:
    case = swept.job.model.case
    value = _evaluate(case, record, record.expression, path)
    greenness, redness = (
        _evaluate(case, record, text, path) for text in (record.green, record.red)
    )
    lo, middle, hi = (float(q) for q in np.quantile(value, (0.05, 0.5, 0.95)))
    share = float(greenness.mean()), float(redness.mean())
    if float(np.ptp(value)) <= 1e-6 * max(abs(middle), 1.0):
        lo = hi = middle
    known = last_known(case, tables, _needs(case, record), swept.job.origin)
    both = {
        policy: _ratios(swept, policy, record, place)
        for policy in swept.job.courses
        if record.points_to
    }
    return Sign(
        record.id, middle, lo, hi, known, _colour(*share), share, record.public,
        {policy: before for policy, (before, _) in both.items()},
        {policy: ahead for policy, (_, ahead) in both.items()},
    )  # fmt: skip


def _colour(greenness: float, redness: float) -> Colour:
    shares: dict[Colour, float] = {
        "red": redness,
        "amber": 1 - greenness - redness,
        "green": greenness,
    }
    return max(shares, key=lambda name: shares[name])


def _evaluate(case: Case, record: Indicator, text: str, path: Path) -> Floats:
    """An expression in the last month of a path, ``[trajectories]``."""
    expression = compile_tried(text, vocabulary(case), where=str(record.place), decides=False)
    return np.asarray(np.asarray(expression.evaluate(path, {}), np.float64)[-1])


def _needs(case: Case, record: Indicator) -> frozenset[str]:
    """Variables of the value and of its limits: a colour may hang on more than the number does."""
    words, where = vocabulary(case), str(record.place)
    texts = (record.expression, record.green, record.red)
    found = (compile_tried(text, words, where=where, decides=False).needs for text in texts)
    return frozenset().union(*found)


def _past(swept: Sweep) -> Path:
    """The last months of shared history on the kept trajectories, each of equal weight."""
    chosen = resample(swept.weights[swept.kept], len(swept.kept))
    whole = {name: values[-BACK - 1 :, ..., chosen] for name, values in swept.past.items()}
    months = len(next(iter(whole.values())))
    return Path(whole, swept.job.origin - months + 1)


def _lot(swept: Sweep, policy: str, record: Indicator) -> Lot:
    """The trajectories that answered, each to be read `LEAD` months before it is decided."""
    asked = next(probe for probe in swept.job.probes if isinstance(probe, Colours))
    places = answering(len(swept.draw), asked.lanes)
    inside = members(swept, policy, record.points_to)[places]
    rows = _decided(swept, policy, record.points_to, asked) - LEAD - asked.first
    readable = (rows >= 0) & (rows <= asked.last - asked.first)
    when = np.where(readable, rows, NOT_READ).astype(np.intp)
    return Lot(inside, when, swept.weights[places], swept.draw[places])


def _decided(
    swept: Sweep, policy: str, scenarios: tuple[str, ...], asked: Colours
) -> NDArray[np.int64]:
    """Step in which the first of some classes is decided, ``[trajectories]``."""
    probe = next((p for p in swept.job.probes if isinstance(p, Decided)), None)
    names = list(probe.months) if probe else []
    lanes = swept.answers[policy][NAME].shape[-1]
    found = [
        swept.answers[policy][DECIDED][names.index(name)]
        if name in names
        else np.full(lanes, asked.last)
        for name in scenarios
    ]
    return np.asarray(np.min(found, axis=0), np.int64)


def _ratios(swept: Sweep, policy: str, record: Indicator, place: int) -> tuple[LogRatio, LogRatio]:
    """Before the decision, and ahead of the day of the run."""
    words = swept.answers[policy][NAME]
    shown = green(words, place), red(words, place)
    lot = _lot(swept, policy, record)
    soon = np.full_like(lot.when, min(LEAD, words.shape[1]) - 1)
    return log_ratio(*shown, lot), log_ratio(*shown, replace(lot, when=soon))


def members(swept: Sweep, policy: str, scenarios: tuple[str, ...]) -> Booleans:
    """Trajectories in any of some classes or parts, ``[trajectories]``."""
    parts = swept.job.model.outcomes.parts
    found = [swept.parts[policy][parts.index(name)] for name in scenarios if name in parts]
    found += [inside for _, name, inside in swept.inside(policy) if name in scenarios]
    return np.asarray(np.any(found, axis=0))
